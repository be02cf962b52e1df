"""Asking people to read a version of a policy: prepared, looked at, opened, closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import differing, lock_fresh, save_fields
from safeguarding.guidance.choices import AudienceKind, CampaignState, VersionStatus
from safeguarding.guidance.models import Campaign, CampaignAudience, PolicyVersion
from safeguarding.guidance.models.campaigns import VALUES
from safeguarding.guidance.policies import require_keeping
from safeguarding.guidance.rules import Audience
from safeguarding.guidance.selectors import reach
from safeguarding.guidance.services.telling import tell_campaign
from safeguarding.people.choices import PlacementRole
from safeguarding.schemes.models import Scheme

MOST_REMIND_DAYS = 90
LONGEST = dt.timedelta(days=366)
ROWS = Campaign.objects.select_related("policy_version__document").prefetch_related("audiences__scheme")


@dataclass(frozen=True)
class CampaignDetails:
    """Whom a campaign asks, by when, and every how many days it reminds them."""

    audiences: tuple[Audience, ...]
    due_on: dt.date
    remind_days: int | None = 7


@transaction.atomic
def prepare_campaign(policy_version: PolicyVersion, details: CampaignDetails, *, by: User) -> Campaign:
    """Prepare a campaign. Nobody is told before it is opened, so that whom it reaches can be looked at first."""
    held = PolicyVersion.objects.select_related("document").get(pk=policy_version.pk)
    require_keeping(by, force_id=held.document.force_id)
    _require_in_force(held)
    _require_sound(details, force_id=held.document.force_id)
    made = Campaign.objects.create(
        policy_version=held, due_on=details.due_on, remind_days=details.remind_days, prepared_by=by
    )
    _put_audiences(made, details.audiences)
    record("policy.campaign_prepared", by=by, obj=held.document, data={"campaign_id": made.pk})
    return made


@transaction.atomic
def edit_campaign(campaign: Campaign, details: CampaignDetails, *, version: int | None, by: User) -> Campaign:
    """Change a campaign that was not opened yet."""
    held = _take(campaign, version, by=by)
    if held.state != CampaignState.PREPARED:
        raise Conflict("This campaign was opened. Close it and prepare another.")
    _require_sound(details, force_id=held.policy_version.document.force_id)
    changed = differing(held, due_on=details.due_on, remind_days=details.remind_days)
    if not changed and {one.audience for one in held.audiences.all()} == set(details.audiences):
        return held
    save_fields(held, **changed)
    _put_audiences(held, details.audiences)
    document = held.policy_version.document
    record("policy.campaign_changed", by=by, obj=document, data={"campaign_id": held.pk})
    return held


@transaction.atomic
def open_campaign(campaign: Campaign, *, version: int | None, by: User) -> Campaign:
    """Open a campaign: whom it reaches, and who signs in, is told at once."""
    held = _take(campaign, version, by=by)
    if held.state != CampaignState.PREPARED:
        raise Conflict("This campaign was opened already.")
    _require_in_force(held.policy_version)
    today = clock.today()
    if held.due_on < today:
        raise Conflict("The day by which it is due has passed. Change that first.")
    _, everybody, _ = reach(held, day=today)
    if not everybody:
        raise Conflict("This campaign reaches nobody. Change its audiences first.")
    save_fields(held, opened_on=today)
    data = {"campaign_id": held.pk, "count": len(everybody)}
    record("policy.campaign_opened", by=by, obj=held.policy_version.document, data=data)
    tell_campaign(held)
    return held


@transaction.atomic
def close_campaign(campaign: Campaign, *, version: int | None, by: User) -> Campaign:
    """Close a campaign: nobody is asked or reminded by it any more. Who had acknowledged stays on record."""
    held = _take(campaign, version, by=by)
    if held.state != CampaignState.OPEN:
        raise Conflict("Only a campaign that is open can be closed.")
    return _close(held, by=by)


def close_all(policy_version: PolicyVersion, *, by: User) -> None:
    """Close every open campaign of a version that nobody is to read any more. For services that hold it already."""
    for held in ROWS.open().filter(policy_version=policy_version).select_for_update(of=("self",), no_key=True):
        _close(held, by=by)


def _close(held: Campaign, *, by: User) -> Campaign:
    save_fields(held, closed_on=clock.today())
    record("policy.campaign_closed", by=by, obj=held.policy_version.document, data={"campaign_id": held.pk})
    return held


def _take(campaign: Campaign, version: int | None, *, by: User) -> Campaign:
    held = lock_fresh(ROWS, pk=campaign.pk, version=version)
    require_keeping(by, force_id=held.policy_version.document.force_id)
    return held


def _require_in_force(policy_version: PolicyVersion) -> None:
    if policy_version.status != VersionStatus.IN_FORCE:
        raise Conflict("Only a version that is in force is sent to people. Publish it first.")


def _require_sound(details: CampaignDetails, *, force_id: int) -> None:
    errors: dict[str, list[str]] = {}
    today = clock.today()
    if not details.audiences:
        errors["audiences"] = ["Select whom it is for"]
    elif not all(_is_known(audience, force_id) for audience in details.audiences):
        errors["audiences"] = ["Select audiences from the list, and schemes of your own force"]
    if details.due_on < today:
        errors["due_on"] = ["The day by which it is due must be today or later"]
    elif details.due_on > today + LONGEST:
        errors["due_on"] = ["The day by which it is due must lie within a year"]
    if details.remind_days is not None and not 1 <= details.remind_days <= MOST_REMIND_DAYS:
        errors["remind_days"] = [f"Enter a number of days between 1 and {MOST_REMIND_DAYS}, or nothing"]
    if errors:
        raise Invalid(errors)


def _is_known(audience: Audience, force_id: int) -> bool:
    if audience.kind == AudienceKind.SCHEME:
        own = Scheme.objects.filter(force_id=force_id)
        return not audience.value and audience.scheme_id is not None and own.filter(pk=audience.scheme_id).exists()
    if audience.kind not in AudienceKind.values or audience.scheme_id is not None:
        return False
    named = VALUES.get(audience.kind)
    if named is None:
        return not audience.value
    return audience.value in named.values and audience.value != PlacementRole.YOUNG_PERSON


def _put_audiences(campaign: Campaign, wanted: tuple[Audience, ...]) -> None:
    """Make the campaign's audiences these: those that stay are left alone, so that history says what changed."""
    there = {one.audience: one for one in CampaignAudience.objects.filter(campaign=campaign)}
    gone = [row.pk for audience, row in there.items() if audience not in wanted]
    CampaignAudience.objects.filter(pk__in=gone).delete()
    CampaignAudience.objects.bulk_create([
        CampaignAudience(campaign=campaign, kind=one.kind, value=one.value, scheme_id=one.scheme_id)
        for one in dict.fromkeys(wanted)
        if one not in there
    ])  # fmt: skip

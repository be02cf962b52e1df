"""Whom a recommendation has to reach, how, by when, and what shows that it did."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.assurance.choices import About
from safeguarding.assurance.models import Requirement
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.guidance.models import PolicyDocument
from safeguarding.guidance.selectors.coverage import audience_named
from safeguarding.recommendations.choices import Channel, Status
from safeguarding.recommendations.models import Dissemination, Recommendation
from safeguarding.recommendations.selectors.reach import reaches_of
from safeguarding.recommendations.services import clocks
from safeguarding.recommendations.services.taking import name_errors, require_unapproved, take_to_work, touch
from safeguarding.recommendations.states import Who

log = logging.getLogger(__name__)
LONGEST = dt.timedelta(days=2 * 366)


@dataclass(frozen=True)
class AudienceDetails:
    """An audience by its key, the way it is told, and the one thing that shows whether it was reached."""

    audience: str
    channel: str
    message: str
    due_on: dt.date | None
    policy: PolicyDocument | None = None
    training: Requirement | None = None
    unmeasured_because: str = ""
    target: int = 100


@transaction.atomic
def add_audience(recommendation: Recommendation, details: AudienceDetails, *, by: User) -> Dissemination:
    """Say whom it has to reach. What cannot be measured says why: nothing is reached because somebody says so."""
    held = take_to_work(recommendation, Who.OWNER, version=None, by=by)
    require_unapproved(held)
    errors = _errors(held, details, by)
    audience = audience_named(details.audience)
    if audience is None:
        errors["audience"] = ["Select an audience"]
    elif held.disseminations.filter(
        audience_kind=audience.kind, audience_value=audience.value, channel=details.channel
    ).exists():
        errors["audience"] = ["This audience is told in this way already: change that instead"]
    if errors or audience is None or details.due_on is None:
        raise Invalid(errors)
    made = Dissemination.objects.create(
        recommendation=held, audience_kind=audience.kind, audience_value=audience.value, added_by=by,
        due_on=details.due_on, **_values(details),
    )  # fmt: skip
    touch(held)
    clocks.follow_audience(held, made, by=by)
    record("recommendation.audience_added", by=by, obj=held, data={"audience": details.audience})
    return made


@transaction.atomic
def change_audience(
    line: Dissemination, details: AudienceDetails, *, reason: str, version: int | None, by: User
) -> Dissemination:
    """Change how an audience is told, measured, or until when, with the reason; the audience itself stays."""
    held = take_to_work(line.recommendation, Who.OWNER, version=None, by=by)
    row = lock_fresh(Dissemination.objects.filter(recommendation=held), pk=line.pk, version=version)
    require_unapproved(held)
    errors = _errors(held, details, by) | name_errors(held, by=by, reason=reason)
    if not reason.strip():
        errors["reason"] = ["Say why it is changed"]
    others = held.disseminations.exclude(pk=row.pk)
    if others.filter(
        audience_kind=row.audience_kind, audience_value=row.audience_value, channel=details.channel
    ).exists():
        errors["channel"] = ["This audience is told in this way already"]
    if errors or details.due_on is None:
        raise Invalid(errors)
    save_fields(row, due_on=details.due_on, reached_on=None, changed_by=by, **_values(details))
    touch(held)
    clocks.follow_audience(held, row, by=by)
    record("recommendation.audience_changed", by=by, obj=held, reason=reason, data={"dissemination_id": row.pk})
    return row


@transaction.atomic
def tell_audience(
    line: Dissemination, *, told_on: dt.date, proof: str, version: int | None, by: User
) -> Dissemination:  # fmt: skip
    """Record that an audience was told, and what shows it. Where reach is measured, that alone meets no clock."""
    held = take_to_work(line.recommendation, Who.OWNER, version=None, by=by)
    row = lock_fresh(Dissemination.objects.filter(recommendation=held), pk=line.pk, version=version)
    errors = name_errors(held, by=by, proof=proof)
    if not held.made_on <= told_on <= clock.today():
        errors["told_on"] = ["They were told on or after the day it was made, and not in the future"]
    if not proof.strip():
        errors["proof"] = ["Enter what shows that they were told"]
    if errors:
        raise Invalid(errors)
    save_fields(row, told_on=told_on, told_by=by, proof=proof.strip())
    touch(held)
    if not row.is_measured:
        clocks.meet_audience(row, by=by)
    record("recommendation.audience_told", by=by, obj=held, data={"dissemination_id": row.pk})
    return row


def meet_reached(*, by: User) -> int:
    """Meet the clocks of the audiences that are reached by now, as acknowledgements and training show; how many.

    Force by force, and what goes wrong with one audience keeps no other waiting: it is tried again the next night.
    """
    waiting = Dissemination.objects.filter(reached_on__isnull=True, unmeasured_because="")
    waiting = waiting.exclude(recommendation__status__in=(Status.CLOSED, Status.NOT_ACCEPTED))
    found = 0
    for force in waiting.order_by().values_list("recommendation__force", flat=True).distinct():
        of_force = waiting.filter(recommendation__force=force)
        lines = list(of_force.select_related("recommendation", "policy", "training").order_by("pk"))
        reaches = reaches_of(lines, day=clock.today())
        found += sum(_marked(line, by) for line in lines if reaches[line.pk].is_enough)
    return found


def _marked(line: Dissemination, by: User) -> int:
    try:
        return _mark_reached(line, by)
    except Exception:
        log.exception("the audience %s of a recommendation could not be marked as reached", line.pk)
        return 0


@transaction.atomic
def _mark_reached(line: Dissemination, by: User) -> int:
    row = Dissemination.objects.select_for_update(no_key=True, of=("self",)).get(pk=line.pk)
    if row.version != line.version or row.reached_on is not None:
        return 0
    save_fields(row, reached_on=clock.today())
    clocks.meet_audience(row, by=by)
    record("recommendation.audience_reached", by=by, obj=line.recommendation, data={"dissemination_id": row.pk})
    return 1


def _values(details: AudienceDetails) -> dict[str, object]:
    return {
        "channel": details.channel, "message": details.message.strip(), "policy": details.policy,
        "training": details.training, "unmeasured_because": details.unmeasured_because.strip(),
        "target": details.target,
    }  # fmt: skip


def _errors(held: Recommendation, details: AudienceDetails, by: User) -> dict[str, list[str]]:
    errors = name_errors(held, by=by, message=details.message, unmeasured_because=details.unmeasured_because)
    if details.channel not in Channel.values:
        errors["channel"] = ["Select how they are told"]
    if not details.message.strip():
        errors["message"] = ["Enter what they are told"]
    if not 1 <= details.target <= 100:
        errors["target"] = ["Enter how many of a hundred have to be reached, from 1 to 100"]
    if details.due_on is None or not clock.today() <= details.due_on <= clock.today() + LONGEST:
        errors["due_on"] = ["Enter a day from today on, within two years"]
    return errors | _measure_errors(held, details)


def _measure_errors(held: Recommendation, details: AudienceDetails) -> dict[str, list[str]]:
    given = [details.policy, details.training, details.unmeasured_because.strip()]
    if sum(bool(one) for one in given) != 1:
        return {"policy": ["Choose one: the policy that is acknowledged, the training, or why it cannot be measured"]}
    if details.policy is not None and details.policy.force_id != held.force_id:
        return {"policy": ["Choose a policy of the force"]}
    if details.training is not None and details.training.about != About.PERSON:
        return {"training": ["Choose something that adults have on record"]}
    if details.channel == Channel.LINE_MANAGER_TALK and details.policy is None:
        return {"policy": ["Talks are recorded about a policy: choose it"]}
    return {}

"""What somebody does about a recommendation, by a day, with how it is known that it was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.notices.services import tell
from safeguarding.recommendations import policies
from safeguarding.recommendations.models import Recommendation, RecommendationAction
from safeguarding.recommendations.selectors.choosing import owner_words, possible_owners
from safeguarding.recommendations.services import clocks
from safeguarding.recommendations.services.taking import (
    name_errors,
    require_no_names,
    require_unapproved,
    require_words,
    take,
    take_to_work,
    touch,
)
from safeguarding.recommendations.states import WORKED_ON, Who

GIVEN = "You were given something to do about a recommendation"
TAKEN = "Somebody else does now what you had to do about a recommendation"
LONGEST = dt.timedelta(days=2 * 366)


@dataclass(frozen=True)
class NewAction:
    """What is to be done, by whom, and by when."""

    what: str
    owner: User | None
    due_on: dt.date | None


@transaction.atomic
def add_action(recommendation: Recommendation, new: NewAction, *, by: User) -> RecommendationAction:
    """Give somebody something to do about a recommendation: they are told, and reminded."""
    held = take_to_work(recommendation, Who.OWNER, version=None, by=by)
    require_unapproved(held)
    owner, due_on, errors = new.owner, new.due_on, name_errors(held, by=by, what=new.what)
    if not new.what.strip():
        errors["what"] = ["Enter what is to be done"]
    if owner is None or not possible_owners(held, by).filter(pk=owner.pk).exists():
        errors["owner"] = [owner_words(held, by)]
    if due_on is None or not clock.today() <= due_on <= clock.today() + LONGEST:
        errors["due_on"] = ["Enter a day from today on, within two years"]
    if errors or owner is None or due_on is None:
        raise Invalid(errors)
    made = RecommendationAction.objects.create(
        recommendation=held, what=new.what.strip(), owner=owner, due_on=due_on, added_by=by
    )
    touch(held)
    clocks.follow_action(held, made, by=by)
    record("recommendation.action_added", by=by, obj=held, data={"action_id": made.pk, "owner_id": owner.pk})
    if owner.pk != by.pk:
        _say(GIVEN, held, owner, key=f"recommendationaction:{made.pk}", url=held.get_absolute_url())
    return made


@transaction.atomic
def finish_action(
    action: RecommendationAction, *, evidence: str, version: int | None, by: User
) -> RecommendationAction:  # fmt: skip
    """It is done, and how that is known."""
    held = _take(action, version, by)
    policies.require_acting(by, held)
    _require_open(held)
    errors = name_errors(held.recommendation, by=by, evidence=evidence)
    if not evidence.strip():
        errors["evidence"] = ["Say how it is known that it is done"]
    require_words(errors)
    save_fields(held, done_on=clock.today(), done_by=by, evidence=evidence.strip())
    touch(held.recommendation)
    clocks.meet_action(held, by=by)
    record("recommendation.action_done", by=by, obj=held.recommendation, data={"action_id": held.pk})
    return held


@transaction.atomic
def drop_action(action: RecommendationAction, *, reason: str, version: int | None, by: User) -> RecommendationAction:
    """It is not to be done any more, with the reason: for who has the recommendation in hand."""
    held = _take(action, version, by)
    policies.require(by, Who.OWNER, held.recommendation)
    _require_open(held)
    require_unapproved(held.recommendation)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is not to be done any more"]})
    require_no_names(held.recommendation, by=by, reason=reason)
    save_fields(held, dropped_on=clock.today(), dropped_by=by, dropped_because=reason.strip())
    touch(held.recommendation)
    clocks.stop_action(held, by=by)
    record("recommendation.action_dropped", by=by, obj=held.recommendation, reason=reason, data={"action_id": held.pk})
    return held


@transaction.atomic
def give_action(
    action: RecommendationAction, *, owner: User | None, reason: str, version: int | None, by: User
) -> RecommendationAction:
    """Give it to somebody else, with the reason; its clock and reminders go with it. What is to be done stays.

    Whoever had it before had a part in the recommendation, and does not verify it: its history knows them.
    """
    held = _take(action, version, by)
    policies.require(by, Who.OWNER, held.recommendation)
    _require_open(held)
    errors, before = name_errors(held.recommendation, by=by, reason=reason), held.owner
    if owner is None or not possible_owners(held.recommendation, by).filter(pk=owner.pk).exists():
        errors["owner"] = [owner_words(held.recommendation, by)]
    elif owner == before:
        errors["owner"] = ["They have it to do already"]
    if not reason.strip():
        errors["reason"] = ["Say why somebody else does it"]
    if errors or owner is None:
        raise Invalid(errors)
    save_fields(held, owner=owner)
    touch(held.recommendation)
    clocks.give_action(held, by=by)
    data = {"action_id": held.pk, "owner_id": owner.pk, "before_id": before.pk}
    record("recommendation.action_given", by=by, obj=held.recommendation, reason=reason, data=data)
    _tell_both(held, before, by)
    return held


def _tell_both(held: RecommendationAction, before: User, by: User) -> None:
    """Who has it to do now; and who had it, unless nothing of the case exists for them."""
    about, key = held.recommendation, f"recommendationaction:{held.pk}:{held.version}"
    if held.owner_id != by.pk:
        _say(GIVEN, about, held.owner, key=key, url=about.get_absolute_url())
    in_conflict = policies.unseen(before).filter(pk=about.pk).exists()
    if before.pk != by.pk and before.is_active and not in_conflict:
        _say(TAKEN, about, before, key=f"{key}:before")


def _say(title: str, about: Recommendation, person: User, *, key: str, url: str = "") -> None:
    tell(
        recipients=[person], key=key, title=title, body=about.reference, url=url, subject_type=clocks.SUBJECT,
        subject_id=about.pk,
    )  # fmt: skip


def _take(action: RecommendationAction, version: int | None, by: User) -> RecommendationAction:
    """The recommendation, then its action, so that ending the one and finishing the other wait for each other."""
    recommendation = take(action.recommendation, version=None, by=by)
    rows = RecommendationAction.objects.filter(recommendation=recommendation)
    held = lock_fresh(rows, pk=action.pk, version=version)
    held.recommendation = recommendation
    return held


def _require_open(held: RecommendationAction) -> None:
    if not held.is_open:
        raise Conflict("This was finished or dropped already.")
    if held.recommendation.status not in WORKED_ON:
        raise Conflict(f"It stands at “{held.recommendation.get_status_display().lower()}”: nothing more is changed.")

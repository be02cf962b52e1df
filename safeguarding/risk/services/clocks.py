"""The clocks of risk: when an assessment is made again, an entry looked at again, and something done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from safeguarding.access.choices import Role
from safeguarding.access.models import Unit, User
from safeguarding.access.selectors import unit_ids_of, users_in_role
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.services import (
    cancel_for_source,
    cancel_for_subject,
    meet_for_source,
    meet_for_subject,
    reassign,
    start,
)
from safeguarding.risk.models import RiskAction, RiskAssessment, RiskRegisterEntry
from safeguarding.risk.policies import may_keep_entry, may_see_to
from safeguarding.risk.rules import ACTION_DUE, ENTRY_REVIEW
from safeguarding.risk.selectors.reviews import rule_of

ASSESSMENT, ENTRY, ACTION = "riskassessment", "riskregisterentry", "riskaction"


def follow_approval(held: RiskAssessment, *, by: User) -> None:
    """An approved assessment is made again by the day that was set: whoever wrote it is reminded."""
    start(
        rule_of(held.kind), subject_type=ASSESSMENT, subject_id=held.pk, subject_label=held.reference,
        force=held.scheme.force, unit=held.scheme.unit,
        owner=held.written_by if not held.written_by.is_system else a_coordinator(held.scheme.unit),
        start_at=clock.end_of_day(held.approved_on or clock.today()), start_why="It was approved",
        due_on=held.review_on, by=by,
    )  # fmt: skip


def meet_review(held: RiskAssessment, *, by: User) -> None:
    """The new assessment that was due has been approved."""
    meet_for_subject(rule_of(held.kind), subject_type=ASSESSMENT, subject_id=held.pk, by=by)


def stop_review(held: RiskAssessment, *, by: User, reason: str = "It was withdrawn.") -> None:
    cancel_for_subject(subject_type=ASSESSMENT, subject_id=held.pk, by=by, reason=reason)


def a_coordinator(unit: Unit, *, may: Callable[[User], bool] = lambda user: True) -> User | None:
    """A coordinator of the unit, or else of the force, or else a manager: the first who may."""
    force_ids = unit_ids_of(unit.force_id)
    for role, unit_ids in ((Role.COORDINATOR, [unit.pk]), (Role.COORDINATOR, force_ids), (Role.MANAGER, force_ids)):
        for user in users_in_role(role, unit_ids=unit_ids).order_by("pk"):
            if may(user):
                return user
    return None


def follow_look(held: RiskRegisterEntry, *, why: str, by: User) -> None:
    """The look that was due has been taken; the next is due, unless the risk is closed."""
    meet_for_subject(ENTRY_REVIEW, subject_type=ENTRY, subject_id=held.pk, by=by)
    if held.review_on is not None:
        _start(ENTRY_REVIEW, held, why=why, due_on=held.review_on, owner=_reminded(held), by=by)


def follow_owner(held: RiskRegisterEntry, *, by: User) -> None:
    """Whoever owns the risk now is reminded to look at it."""
    owner = _reminded(held)
    running = Deadline.objects.running().filter(
        subject_type=ENTRY, subject_id=held.pk, rule__key=ENTRY_REVIEW
    )  # fmt: skip
    for deadline in running:
        if deadline.owner_id != (owner.pk if owner else None):
            reassign(deadline, owner=owner, by=by)


def follow_action(held: RiskRegisterEntry, action: RiskAction, *, by: User) -> None:
    _start(ACTION_DUE, held, why="It was agreed", due_on=action.due_on, owner=action.owner, by=by, action=action)


def meet_action(action: RiskAction, *, by: User) -> None:
    meet_for_source(source_type=ACTION, source_id=action.pk, by=by)


def stop_action(action: RiskAction, *, by: User) -> None:
    cancel_for_source(source_type=ACTION, source_id=action.pk, by=by, reason="It is not to be done any more.")


def _start(
    rule: str, held: RiskRegisterEntry, *, why: str, due_on: dt.date, owner: User | None, by: User,
    action: RiskAction | None = None,
) -> None:  # fmt: skip
    unit = _unit_of(held)
    if unit is None:
        return
    start(
        rule, subject_type=ENTRY, subject_id=held.pk, subject_label=held.reference, force=held.force, unit=unit,
        owner=owner, start_at=clock.end_of_day(clock.today()), start_why=why, due_on=due_on, by=by,
        source_type=ACTION if action else "", source_id=action.pk if action else None,
    )  # fmt: skip


def _unit_of(held: RiskRegisterEntry) -> Unit | None:
    """The unit up whose line a late clock goes: the scheme's, or that of who raised it."""
    if held.scheme is not None:
        return held.scheme.unit
    return held.raised_by.home_unit or Unit.objects.filter(force=held.force_id, is_active=True).order_by("pk").first()


def _reminded(held: RiskRegisterEntry) -> User | None:
    """Whose clock it is to look at a risk: its owner's, if they may see it, or else that of somebody who keeps it."""
    if held.owner is not None and may_see_to(held.owner, held, held.scheme):
        return held.owner
    return _keeper_of(held)


def _keeper_of(held: RiskRegisterEntry) -> User | None:
    """A keeper who has no part in the scheme: a clock is not given to somebody whom the entry is kept from."""
    unit = _unit_of(held)
    return a_coordinator(unit, may=lambda user: may_keep_entry(user, held)) if unit else None

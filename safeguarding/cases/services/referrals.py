"""Referrals to other bodies: decided, sent, answered, concluded; each kind with the clock that the law gives it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse

from safeguarding.access.choices import Role
from safeguarding.access.models import Unit, User
from safeguarding.access.selectors import users_in_role
from safeguarding.audit.services import record
from safeguarding.cases import states
from safeguarding.cases.choices import LadoFinding, ReferralCriterion, ReferralKind, ReferralStatus
from safeguarding.cases.models import Case, Referral
from safeguarding.cases.rules.work import ANSWER_CLOCK, REFERRAL_CLOCKS, lado_findings
from safeguarding.cases.selectors.work import concern_received_at, has_live_psd_referral, psd_units
from safeguarding.cases.services.access import rebuild_access
from safeguarding.cases.services.clocks import Start, cancel_clocks, meet_clocks, running_clocks, start_work_clock
from safeguarding.cases.services.followed import let_follow
from safeguarding.cases.services.rows import require, required, take_row
from safeguarding.cases.services.taking import change, take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.deadlines.choices import Basis
from safeguarding.deadlines.rules import is_met_late
from safeguarding.notices.services import tell

NO_MOMENT_TO_COME = "The moment cannot be in the future."
NO_DAY_TO_COME = "The day cannot be in the future."


@transaction.atomic
def add(
    *,
    case: Case,
    kind: str,
    why: str,
    by: User,
    agency: str = "",
    contact: str = "",
    criterion: str = "",
    first_clear_at: dt.datetime | None = None,
    psd_unit: Unit | None = None,
) -> Referral:
    """Decide to refer the case to somebody; its clock starts, and with PSD its way into the case."""
    case = take(case, by=by)
    require(kind in ReferralKind.values, "kind", "Choose whom to refer to.")
    why = required(why, field="why", message="Say why the case is referred.")
    if kind == ReferralKind.IOPC:
        why = f"{_criterion_words(criterion)}\n\n{why}"
    if kind == ReferralKind.PSD:
        agency = _checked_psd_unit(case, psd_unit).name
    _require_none_waiting(case, kind, agency)
    start = _start_of(case, kind, first_clear_at)
    return put_referral(case, kind=kind, why=why, by=by, agency=agency, contact=contact, start=start, psd_unit=psd_unit)


def put_referral(
    case: Case,
    *,
    kind: str,
    why: str,
    by: User,
    agency: str = "",
    contact: str = "",
    start: Start | None = None,
    psd_unit: Unit | None = None,
) -> Referral:
    """Write the referral, start its clock, let PSD in. For services that hold the case already."""
    referral = Referral.objects.create(
        case=case, kind=kind, why=why, agency=agency.strip(), contact=contact.strip(), created_by=by
    )
    _start_clock(referral, start, by=by)
    record("case.referral_started", by=by, obj=case, data=_data(referral))
    if kind == ReferralKind.PSD and psd_unit is not None and case.psd_unit_id != psd_unit.pk:
        _let_psd_in(case, psd_unit, referral, by=by)
    touch(case)
    return referral


def _start_clock(referral: Referral, start: Start | None, *, by: User) -> None:
    """Start the clock of this kind of referral; none where no rule names a day."""
    rule_key = REFERRAL_CLOCKS.get(referral.kind)
    if rule_key is None:
        return
    start = start or _start_of(referral.case, referral.kind)
    start_work_clock(referral, rule_key, owner=referral.case.owner, start_at=start.at, why=start.why, by=by)


@transaction.atomic
def send(
    *,
    referral: Referral,
    sent_at: dt.datetime,
    by: User,
    agency: str = "",
    contact: str = "",
    their_reference: str = "",
    late_reason: str = "",
    version: int | None = None,
) -> Referral:
    """The referral went out: when, to whom, under their reference. Late is recorded with its reason, never refused."""
    case, referral = _take(referral, "send", by, version)
    require(sent_at <= clock.now(), "sent_at", NO_MOMENT_TO_COME)
    agency = agency.strip() or referral.agency
    agency = required(agency, field="agency", message="Enter whom it was sent to.")
    late_reason = _checked_late_reason(referral, sent_at, late_reason)
    _move(
        referral, "send", sent_at=sent_at, sent_by=by, agency=agency, contact=contact.strip() or referral.contact,
        their_reference=their_reference.strip(), late_reason=late_reason,
    )  # fmt: skip
    meet_clocks(referral, by=by, at=sent_at)
    _await_answer(referral, by=by)
    record("case.referral_sent", by=by, obj=case, reason=late_reason, data=_data(referral))
    let_follow(case, referral, by=by)
    touch(case)
    return referral


@transaction.atomic
def answer(*, referral: Referral, answered_on: dt.date, answer: str, by: User, version: int | None = None) -> Referral:
    """They answered: when, and what they said."""
    case, referral = _take(referral, "answer", by, version)
    answer = required(answer, field="answer", message="Enter what they answered.")
    require(answered_on <= clock.today(), "answered_on", NO_DAY_TO_COME)
    sent_on = clock.london_date(referral.sent_at or referral.created_at)
    require(answered_on >= sent_on, "answered_on", "They cannot have answered before it was sent.")
    _move(referral, "answer", answered_on=answered_on, answer=answer)
    meet_clocks(referral, by=by, rule_key=ANSWER_CLOCK, at=min(clock.now(), clock.end_of_day(answered_on)))
    record("case.referral_answered", by=by, obj=case, data=_data(referral))
    let_follow(case, referral, by=by)
    touch(case)
    return referral


@transaction.atomic
def conclude(
    *,
    referral: Referral,
    concluded_on: dt.date,
    outcome: str,
    by: User,
    finding: str = "",
    version: int | None = None,
) -> Referral:
    """The referral came to an end: when, and with what outcome; with the LADO, one of the nation's findings."""
    case, referral = _take(referral, "conclude", by, version)
    outcome = required(outcome, field="outcome", message="Enter the outcome.")
    if referral.kind == ReferralKind.LADO:
        outcome = f"{_finding_words(case, finding)}\n\n{outcome}"
    require(concluded_on <= clock.today(), "concluded_on", NO_DAY_TO_COME)
    earliest = referral.answered_on or concluded_on
    require(concluded_on >= earliest, "concluded_on", "The outcome cannot be earlier than their answer.")
    _move(referral, "conclude", concluded_on=concluded_on, outcome=outcome)
    record("case.referral_concluded", by=by, obj=case, data=_data(referral))
    let_follow(case, referral, by=by, finding=finding)
    touch(case)
    return referral


@transaction.atomic
def drop(*, referral: Referral, reason: str, by: User, version: int | None = None) -> Referral:
    """The referral is not made after all, and why. PSD's way in goes with its last referral."""
    case, referral = _take(referral, "drop", by, version)
    reason = required(reason, field="reason", message="Say why it is not made.")
    _move(referral, "drop", concluded_on=clock.today(), outcome=reason)
    cancel_clocks(referral, by=by, reason="The referral is not made")
    record("case.referral_dropped", by=by, obj=case, reason=reason, data=_data(referral))
    let_follow(case, referral, by=by)
    if referral.kind == ReferralKind.PSD and not has_live_psd_referral(case, besides=referral):
        change(case, psd_unit=None)
        rebuild_access(case)
    touch(case)
    return referral


def says(referral: Referral) -> dict[str, object]:
    """What the referral says now, for somebody who opened an older version."""
    names = ("agency", "contact", "their_reference", "late_reason", "answer", "outcome")
    return {"status": referral.get_status_display(), **{name: getattr(referral, name) for name in names}}


def is_late(referral: Referral, sent_at: dt.datetime) -> bool:
    """Whether it went out late by a clock that it has running."""
    return any(
        is_met_late(held.due_at, sent_at, at_once=held.basis == Basis.AT_ONCE) for held in running_clocks(referral)
    )


def _start_of(case: Case, kind: str, first_clear_at: dt.datetime | None = None) -> Start:
    """The moment that the rule of this kind of referral counts from, and why."""
    match kind:
        case ReferralKind.LADO:
            return _start_of_lado(case)
        case ReferralKind.IOPC:
            clear = first_clear_at or clock.now()
            require(clear <= clock.now(), "first_clear_at", NO_MOMENT_TO_COME)
            return Start(clear, "Judged to be the moment it was first clear that the matter must be referred")
        case ReferralKind.CHILDRENS_SOCIAL_CARE:
            return Start(clock.now(), "It was decided to refer to children's social care")
    return Start(clock.now(), "It was decided to report the alleged crime")


def _start_of_lado(case: Case) -> Start:
    """One working day from the concern; a further referral, once the LADO has heard of the case, counts from now."""
    if case.referrals.filter(kind=ReferralKind.LADO, sent_at__isnull=False).exists():
        return Start(clock.now(), "The LADO was to be told of something further")
    return Start(*concern_received_at(case))


def _take(referral: Referral, verb: str, by: User, version: int | None) -> tuple[Case, Referral]:
    """The case and its referral, locked, and only while the table has this verb for it."""
    case = take(referral.case, by=by)
    row = take_row(Referral.objects.filter(case=case), referral, version, says)
    row.case = case
    said = f"This referral is in the state “{row.get_status_display()}”, which does not allow it"
    states.move(states.REFERRAL_MOVES, verb, status=row.status, said=said)
    return case, row


def _move(referral: Referral, verb: str, **fields: Any) -> None:
    save_fields(referral, status=states.REFERRAL_MOVES[verb].target, **fields)


def _checked_late_reason(referral: Referral, sent_at: dt.datetime, reason: str) -> str:
    if not is_late(referral, sent_at):
        return ""
    return required(reason, field="late_reason", message="It was sent late. Say why.")


def _await_answer(referral: Referral, *, by: User) -> None:
    """Children's social care decides its next step within a working day of receiving it (Working Together)."""
    if referral.kind != ReferralKind.CHILDRENS_SOCIAL_CARE or referral.sent_at is None:
        return
    start_work_clock(
        referral, ANSWER_CLOCK, owner=referral.case.owner, start_at=referral.sent_at, why="The referral was sent", by=by
    )


def _criterion_words(criterion: str) -> str:
    require(criterion in ReferralCriterion.values, "criterion", "Choose the test that the allegation as made meets.")
    return f"Test met on the allegation as made: {ReferralCriterion(criterion).label}."


def _finding_words(case: Case, finding: str) -> str:
    require(finding in lado_findings(case.force.nation), "finding", "Choose how the allegation ended with the LADO.")
    return f"Finding: {LadoFinding(finding).label}."


def _checked_psd_unit(case: Case, unit: Unit | None) -> Unit:
    offered = psd_units(case).filter(pk=unit.pk).first() if unit else None
    if offered is None:
        raise Invalid({"psd_unit": ["Choose the professional standards unit."]})
    if case.psd_unit_id not in (None, offered.pk):
        raise Conflict(f"The case is with {case.psd_unit} already.")
    return offered


def _require_none_waiting(case: Case, kind: str, agency: str) -> None:
    waiting = case.referrals.filter(kind=kind, agency__iexact=agency.strip(), status=ReferralStatus.TO_SEND)
    if waiting.exists():
        label = ReferralKind(kind).label
        raise Conflict(f"A referral waits to be sent there already: {label}. Send it, or name another place.")


def _let_psd_in(case: Case, unit: Unit, referral: Referral, *, by: User) -> None:
    """PSD has a track now: its people see the case, and its supervisors are told."""
    change(case, psd_unit=unit)
    rebuild_access(case)
    supervisors = users_in_role(Role.PSD_SUPERVISOR, unit_ids=[unit.pk]).exclude(pk=by.pk)
    tell(
        recipients=[user for user in supervisors if Case.objects.visible_to(user).filter(pk=case.pk).exists()],
        key=f"referral:{referral.pk}:psd",
        title=f"{case.reference} has been referred to {unit.name}"[:200],
        url=reverse("cases:case", args=[case.reference]),
        subject_type="case",
        subject_id=case.pk,
    )


def _data(referral: Referral) -> dict[str, object]:
    return {"referral_id": referral.pk, "kind": referral.get_kind_display(), "status": referral.status}

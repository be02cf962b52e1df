"""The offences of a criminal track: considered, charged or not and why, and what the court found."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.cases.services.rows import require, take_row
from safeguarding.cases.services.taking import touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.tracks.choices import ChargeDecision, ChargeReason, CourtResult, TrackKind
from safeguarding.tracks.models import OffenceConsidered, Track
from safeguarding.tracks.rules.offences import BY_CODE, conduct_problem, step_problem
from safeguarding.tracks.services.rows import NO_DAY_TO_COME, take_track, write_down

#: Offences are considered and decided on while the matter is with the investigators or the prosecutor.
OPEN_STAGES = ("not_opened", "investigating", "file_to_cps")
COURT_STAGES = ("charged", "tried")


@transaction.atomic
def add_offence(
    *, track: Track, code: str, conduct_from: dt.date, by: User, conduct_until: dt.date | None = None
) -> OffenceConsidered:
    """Consider an offence for what was done between two days: only one that was law on them."""
    case, track = take_track(track, by=by)
    _require_stage(track, OPEN_STAGES)
    if code not in BY_CODE:
        raise Invalid({"code": ["Choose the offence."]})
    last = conduct_until or conduct_from
    require(last <= clock.today(), "conduct_from", NO_DAY_TO_COME)
    problem = conduct_problem(BY_CODE[code], conduct_from, last)
    require(not problem, "conduct_from", problem)
    try:
        with transaction.atomic():
            offence = OffenceConsidered.objects.create(
                of=track, code=code, conduct_from=conduct_from, conduct_until=last, added_by=by
            )
    except IntegrityError:
        raise Conflict("This offence is considered already.") from None
    write_down("track.offence_considered", track, case, by=by)
    touch(case)
    return offence


@transaction.atomic
def decide_offence(
    *,
    offence: OffenceConsidered,
    decision: str,
    decided_on: dt.date,
    by: User,
    decision_reason: str = "",
    decision_note: str = "",
    version: int | None = None,
) -> OffenceConsidered:
    """Record whether the offence was charged; where it was not, why."""
    case, track = take_track(offence.of, by=by)
    offence = take_row(OffenceConsidered.objects.filter(of=track), offence, version, says)
    _require_stage(track, OPEN_STAGES)
    require(decision in ChargeDecision.values, "decision", "Choose what was decided.")
    is_charged = decision == ChargeDecision.CHARGED
    if not is_charged:
        require(decision_reason in ChargeReason.values, "decision_reason", "Choose why it was not charged.")
    require(decided_on <= clock.today(), "decided_on", NO_DAY_TO_COME)
    said = "It cannot have been decided before it was done."
    require(decided_on >= offence.conduct_from, "decided_on", said)
    save_fields(
        offence, decision=decision, decision_reason="" if is_charged else decision_reason,
        decision_note=decision_note.strip(), decided_on=decided_on,
    )  # fmt: skip
    write_down("track.offence_decided", track, case, by=by)
    touch(case)
    return offence


@transaction.atomic
def record_result(
    *, offence: OffenceConsidered, result: str, result_on: dt.date, by: User, version: int | None = None
) -> OffenceConsidered:
    """Record what came of a charge in court."""
    case, track = take_track(offence.of, by=by)
    offence = take_row(OffenceConsidered.objects.filter(of=track), offence, version, says)
    _require_stage(track, COURT_STAGES)
    require(result in CourtResult.values, "result", "Choose the result.")
    if offence.decision != ChargeDecision.CHARGED or offence.decided_on is None:
        raise Conflict("This offence was not charged.")
    require(result_on <= clock.today(), "result_on", NO_DAY_TO_COME)
    require(result_on >= offence.decided_on, "result_on", "It cannot be before the charge.")
    save_fields(offence, result=result, result_on=result_on)
    write_down("track.offence_result", track, case, by=by)
    touch(case)
    return offence


def require_decided(track: Track, verb: str) -> None:
    """A criminal track goes on to charge or to no further action by what was decided on each offence."""
    if track.kind != TrackKind.CRIMINAL:
        return
    problem = step_problem(verb, list(track.offences.values_list("decision", flat=True)))
    if problem:
        raise Conflict(problem)


def says(offence: OffenceConsidered) -> dict[str, object]:
    """What it says now, for somebody who opened an older version."""
    return {
        "decision": offence.get_decision_display() if offence.decision else "",
        "decision_note": offence.decision_note,
        "result": offence.get_result_display() if offence.result else "",
    }


def _require_stage(track: Track, stages: tuple[str, ...]) -> None:
    require(track.kind == TrackKind.CRIMINAL, "", "Offences are considered in the criminal track.")
    if track.stage not in stages:
        raise Conflict(f"This track stands at “{track.stage_words}”, which does not allow it.")

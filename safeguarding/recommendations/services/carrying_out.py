"""An accepted recommendation is carried out, said to be, verified by somebody who had no part in it, and closed."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.recommendations.choices import Position, Status
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.selectors.reach import reaches_of
from safeguarding.recommendations.services import clocks
from safeguarding.recommendations.services.taking import require_no_names, save_step, take_step


@transaction.atomic
def begin(recommendation: Recommendation, *, version: int | None, by: User) -> Recommendation:
    """Begin to carry out what was answered. It needs somebody who has it in hand, and something to do."""
    held, target = take_step("begin", recommendation, version=version, by=by)
    if held.position not in (Position.ACCEPTED, Position.PARTLY):
        raise Conflict("It is not accepted: there is nothing to carry out.")
    if held.owner is None:
        raise Conflict("Give it to somebody first.")
    if not held.actions.filter(dropped_on__isnull=True).exists():
        raise Conflict("Add what is to be done first.")
    save_step(held, target)
    record("recommendation.begun", by=by, obj=held)
    return held


@transaction.atomic
def evidence(recommendation: Recommendation, *, evidence: str, version: int | None, by: User) -> Recommendation:
    """Say that it is carried out, and how that is known. Nothing may be left to do, and something was done."""
    held, target = take_step("evidence", recommendation, version=version, by=by)
    actions = list(held.actions.all())
    if any(one.is_open for one in actions):
        raise Conflict("Something is still to be done about it. Finish or drop that first.")
    if not any(one.done_on for one in actions):
        raise Conflict("Nothing was done: every action was dropped. Add what is to be done.")
    if not evidence.strip():
        raise Invalid({"evidence": ["Say how it is known that it is carried out"]})
    require_no_names(held, by=by, evidence=evidence)
    save_step(held, target, evidence=evidence.strip(), evidenced_at=clock.now(), evidenced_by=by, doubted_because="")
    record("recommendation.evidenced", by=by, obj=held)
    return held


@transaction.atomic
def verify(recommendation: Recommendation, *, verified_how: str, version: int | None, by: User) -> Recommendation:
    """Somebody who had no part in it found that it is carried out, and that every audience was reached."""
    held, target = take_step("verify", recommendation, version=version, by=by)
    short = _not_reached(held)
    if short:
        raise Conflict(f"It did not reach everybody it is meant for: {'; '.join(short)}. Reach them first.")
    if not verified_how.strip():
        raise Invalid({"verified_how": ["Say what you looked at"]})
    require_no_names(held, by=by, verified_how=verified_how)
    save_step(held, target, verified_how=verified_how.strip(), verified_at=clock.now(), verified_by=by)
    record("recommendation.verified", by=by, obj=held)
    return held


@transaction.atomic
def doubt(recommendation: Recommendation, *, reason: str, version: int | None, by: User) -> Recommendation:
    """It is not carried out yet, and why: the work goes on."""
    held, target = take_step("doubt", recommendation, version=version, by=by)
    if not reason.strip():
        raise Invalid({"reason": ["Say what is missing"]})
    require_no_names(held, by=by, reason=reason)
    save_step(held, target, doubted_because=reason.strip(), evidenced_at=None, evidenced_by=None, evidence="")
    record("recommendation.doubted", by=by, obj=held, reason=reason)
    return held


@transaction.atomic
def close(recommendation: Recommendation, *, reason: str, version: int | None, by: User) -> Recommendation:
    """Close it: once it was verified, or where another body accepted it and nothing is left for the force to do."""
    held, target = take_step("close", recommendation, version=version, by=by)
    if held.status == Status.PUBLISHED and held.is_ours_to_answer:
        raise Conflict("It is accepted and not carried out. Begin to carry it out.")
    if held.actions.filter(done_on__isnull=True, dropped_on__isnull=True).exists():
        raise Conflict("Something is still to be done about it. Finish or drop that first.")
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is closed"]})
    require_no_names(held, by=by, reason=reason)
    save_step(held, target, closed_at=clock.now(), closed_by=by, closed_because=reason.strip())
    clocks.stop_all(held, reason="The recommendation was closed.", by=by)
    record("recommendation.closed", by=by, obj=held, reason=reason)
    return held


def _not_reached(held: Recommendation) -> list[str]:
    """The audiences below their target today, with the figure that says so."""
    lines = list(held.disseminations.select_related("recommendation", "policy", "training"))
    reaches = reaches_of(lines, day=clock.today())
    return [
        f"{line.label}, {reaches[line.pk].words}, wanted {line.target}%"
        for line in lines
        if line.is_measured and not reaches[line.pk].is_enough
    ]

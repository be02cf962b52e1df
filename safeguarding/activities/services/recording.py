"""Recording what took place, and closing it. A session without its teacher is a breach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.access.services import system_user
from safeguarding.activities import states
from safeguarding.activities.choices import Presence, SessionStatus
from safeguarding.activities.models import Session, SessionBreach
from safeguarding.activities.policies import require_leader
from safeguarding.activities.selectors.breaches import teacher_conditions
from safeguarding.activities.selectors.register import open_marks
from safeguarding.activities.selectors.shortfalls import has_teacher, shortfalls_of
from safeguarding.activities.services.planning import AdultGiven, write_adults
from safeguarding.activities.services.taking import take
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.clock import date_words
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.schemes.services import found_broken


@dataclass(frozen=True)
class Closing:
    """How a session is closed."""

    is_compliant: bool
    note: str = ""


@transaction.atomic
def hold(session: Session, adults: Sequence[AdultGiven], *, notes: str, version: int | None, by: User) -> Session:
    """Record that it took place, and which adults were there; again, to correct that.

    Without the teacher that a condition asks for it is a breach: found once, and the coordinators are told.
    """
    held = take(session, version)
    require_leader(by, held.scheme)
    if held.status != SessionStatus.HELD:
        states.require_next(held.kind, held.status, SessionStatus.HELD)
    if held.starts_at > clock.now():
        raise Conflict("It has not begun yet.")
    write_adults(held, adults, presence=Presence.PRESENT)
    save_fields(held, status=SessionStatus.HELD, notes=notes.strip())
    record("session.held", by=by, obj=held, data={"count": len(adults)})
    _find_teacher_missing(held)
    return held


@transaction.atomic
def close(session: Session, closing: Closing, *, version: int | None, by: User) -> Session:
    """Close it: as one at which all was as it has to be, which is worked out, or as one at which it was not."""
    held = take(session, version)
    require_leader(by, held.scheme)
    states.require_next(held.kind, held.status, SessionStatus.CLOSED)
    count = open_marks(held).count()
    if count:
        raise Conflict(f"{count} marks in the register contradict each other. Choose between them first.")
    short = shortfalls_of(held)
    if closing.is_compliant and short:
        raise Invalid({"is_compliant": [f"It cannot be closed as compliant. {one}" for one in short]})
    if not closing.is_compliant and not closing.note.strip():
        raise Invalid({"note": ["Say what was not as it has to be, and what was done about it"]})
    save_fields(
        held, status=SessionStatus.CLOSED, is_compliant=closing.is_compliant, closing_note=closing.note.strip()
    )  # fmt: skip
    record(
        "session.closed", by=by, obj=held, data={"verdict": "compliant" if closing.is_compliant else "not compliant"}
    )
    return held


def _find_teacher_missing(session: Session) -> None:
    """Who runs the scheme checks nothing of it: the system finds the breach, in its own name."""
    if has_teacher(session):
        return
    known = session.breaches.values("check_of_condition__condition_id")
    for condition in teacher_conditions(session.scheme_id, session.day).filter(ended_on=None).exclude(pk__in=known):
        said = f"The session of {date_words(session.day)} took place without a teacher."
        check = found_broken(
            condition, said=said, evidence=f"Recorded by who led it: session {session.pk}", day=session.day,
            by=system_user(),
        )  # fmt: skip
        SessionBreach.objects.create(session=session, check_of_condition=check)

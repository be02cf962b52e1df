"""Marking the register. Nothing that was marked is lost, nothing is marked twice, and no mark wins in silence."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction

from safeguarding.access.models import User
from safeguarding.activities import rules
from safeguarding.activities.choices import Mark, MarkStanding, SetAside
from safeguarding.activities.models import Attendance, Session
from safeguarding.activities.policies import require_marker
from safeguarding.activities.selectors.register import young_people_on
from safeguarding.activities.services.taking import take_alone
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, Stale

MOST_AT_ONCE = 500
#: Locks are known by a number of 64 bits. Two marks that share one only wait for each other.
LARGEST_LOCK = 2**63 - 1
LOCK_EACH = "SELECT pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS number"
NOT_THERE = "This young person is not in the scheme on the day of the session"
TAKEN_ID = "Another mark has this number already"


@dataclass(frozen=True)
class NewMark:
    """A mark as a phone sends it. `after` is the mark that it showed when this one was made."""

    client_id: uuid.UUID
    person_id: int
    mark: str
    made_at: dt.datetime
    after: uuid.UUID | None = None


@dataclass(frozen=True)
class Kept:
    """What became of a mark: kept, kept but contradicting another, or refused and why."""

    client_id: uuid.UUID
    person_id: int
    outcome: str
    why: str = ""


@dataclass(frozen=True)
class Refusal:
    """A mark that was not kept, and what the person on whose phone it was did about it."""

    client_id: uuid.UUID
    mark: str
    outcome: str


KEPT, CONTRADICTS, REFUSED = "kept", "contradicts", "refused"


@transaction.atomic
def mark_register(session: Session, marks: Sequence[NewMark], *, by: User) -> list[Kept]:
    """Keep marks, in the order they were made. One that was sent before is known again by its number.

    A mark made by somebody who did not know of the one that stands, and that says something else, does not replace it:
    both are shown, and somebody chooses. So is one that arrives when the session is closed.
    """
    if len(marks) > MOST_AT_ONCE:
        raise Invalid(f"Send {MOST_AT_ONCE} marks at most at once.")
    held = take_alone(session)
    require_marker(by, held.scheme)
    if held.day > clock.today():
        raise Conflict("This is not today. The register is marked from the day it takes place.")
    _lock_numbers(marks)
    young = set(young_people_on(held).values_list("person_id", flat=True))
    known = {row.client_id: row for row in Attendance.objects.filter(client_id__in=[one.client_id for one in marks])}
    found, added = [], 0
    for one in marks:
        before = known.get(one.client_id)
        if before is not None:
            found.append(_again(one, before, held))
        elif one.person_id not in young:
            found.append(Kept(one.client_id, one.person_id, REFUSED, NOT_THERE))
        elif one.mark not in Mark.values:
            found.append(Kept(one.client_id, one.person_id, REFUSED, "There is no such mark"))
        else:
            row = _put_once(held, one, by=by)
            if row is None:
                found.append(Kept(one.client_id, one.person_id, REFUSED, TAKEN_ID))
                continue
            known[one.client_id] = row
            found.append(Kept(one.client_id, one.person_id, _outcome(row)))
            added += 1
    if added:
        record("session.marked", by=by, obj=held, data={"count": added})
    return found


@transaction.atomic
def settle(session: Session, chosen: Attendance, *, seen: Collection[int], by: User) -> Attendance:
    """Choose between marks that contradict each other. `seen` are those shown: what came since is looked at first."""
    held = take_alone(session)
    require_marker(by, held.scheme)
    rows = list(
        Attendance.objects.select_for_update(of=("self",), no_key=True)
        .filter(session=held, person_id=chosen.person_id)
        .exclude(standing=MarkStanding.EARLIER)
        .order_by("pk")
    )
    if chosen.pk not in {row.pk for row in rows} or all(row.standing == MarkStanding.STANDS for row in rows):
        raise Conflict("Somebody has already chosen.")
    if {row.pk for row in rows} != set(seen):
        raise Stale("Another mark came in since you opened this. Look at all of them.")
    # The one that stood goes first: only one may stand.
    for row in sorted(rows, key=lambda row: row.pk == chosen.pk):
        _stand(row, MarkStanding.STANDS if row.pk == chosen.pk else MarkStanding.EARLIER)
    record("session.settled", by=by, obj=held)
    return Attendance.objects.get(pk=chosen.pk)


@transaction.atomic
def set_aside(session: Session, refusal: Refusal, *, by: User) -> None:
    """Write down that somebody read why a mark was not kept, and what they did.

    Who sees the session may: the mark lay on their own phone, and their part in the scheme may have ended since.
    """
    if Attendance.objects.filter(client_id=refusal.client_id).exists():
        raise Conflict("That mark was kept.")
    record(
        "session.mark_set_aside", by=by, obj=session,
        data={"outcome": SetAside(refusal.outcome).label.lower(), "mark": refusal.mark, "id": str(refusal.client_id)},
    )  # fmt: skip


def _lock_numbers(marks: Sequence[NewMark]) -> None:
    """Two sessions may be sent the same numbers, each in an order of its own: whoever comes second waits before it
    has put any, so that neither waits for the other. The marks themselves keep the order they were made in.
    """
    numbers = sorted({one.client_id.int & LARGEST_LOCK for one in marks})
    with connection.cursor() as cursor:
        cursor.execute(LOCK_EACH, [numbers])


def _put_once(session: Session, one: NewMark, *, by: User) -> Attendance | None:
    """The mark, unless another session was sent one of the same number at this very moment."""
    try:
        with transaction.atomic():
            return _put(session, one, by=by)
    except IntegrityError:
        if Attendance.objects.filter(client_id=one.client_id).exists():
            return None
        raise


def _put(session: Session, one: NewMark, *, by: User) -> Attendance:
    standing = Attendance.objects.filter(
        session=session, person_id=one.person_id, standing=MarkStanding.STANDS
    ).first()  # fmt: skip
    contradicts = rules.contradicts(
        standing=standing.mark if standing else None, standing_id=standing.client_id if standing else None,
        new=one.mark, after=one.after,
    )  # fmt: skip
    agrees = standing is not None and standing.mark == one.mark
    if agrees:
        as_what = MarkStanding.EARLIER
    elif contradicts or session.is_over:
        as_what = MarkStanding.OPEN
    else:
        as_what = MarkStanding.STANDS
        if standing is not None:
            _stand(standing, MarkStanding.EARLIER)
    return Attendance.objects.create(
        session=session, person_id=one.person_id, mark=one.mark, standing=as_what, client_id=one.client_id,
        marked_by=by, made_at=min(one.made_at, clock.now()),
    )  # fmt: skip


def _stand(row: Attendance, standing: str) -> None:
    row.standing = standing
    row.save(update_fields=["standing"])


def _again(one: NewMark, before: Attendance, session: Session) -> Kept:
    if (before.session_id, before.person_id, before.mark) != (session.pk, one.person_id, one.mark):
        return Kept(one.client_id, one.person_id, REFUSED, TAKEN_ID)
    return Kept(one.client_id, one.person_id, _outcome(before))


def _outcome(row: Attendance) -> str:
    return CONTRADICTS if row.standing == MarkStanding.OPEN else KEPT

"""The chronology of a case. An entry is never changed: a correction is a new entry that points to the old."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.choices import EntryKind, TimePrecision
from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict

BY_HAND = tuple(kind for kind in EntryKind if kind != EntryKind.SYSTEM)


@transaction.atomic
def add_entry(
    *,
    case: Case,
    kind: str,
    text: str,
    is_opinion: bool,
    precision: str,
    happened_at: dt.datetime | None,
    by: User,
) -> ChronologyEntry:
    """Write down something that happened: fact or opinion, when it happened apart from when it is written."""
    case = take(case, by=by)
    entry = _entry(
        case, kind=kind, text=text, is_opinion=is_opinion, precision=precision, happened_at=happened_at, by=by
    )
    entry.save(force_insert=True)
    touch(case)
    record("case.chronology_added", by=by, obj=case, data={"entry_id": entry.pk, "kind": kind})
    return entry


@transaction.atomic
def correct_entry(
    *,
    case: Case,
    entry: ChronologyEntry,
    kind: str,
    text: str,
    is_opinion: bool,
    precision: str,
    happened_at: dt.datetime | None,
    reason: str,
    by: User,
) -> ChronologyEntry:
    """Correct an entry by a new one that points to it. Both stay; an entry is corrected once."""
    case = take(case, by=by)
    corrected = ChronologyEntry.objects.get(pk=entry.pk, case=case)
    if corrected.kind == EntryKind.SYSTEM:
        raise Conflict("This entry was recorded by the system. Add an entry of your own beside it.")
    reason = required(reason, field="reason", message="Say what was wrong.")
    new = _entry(case, kind=kind, text=text, is_opinion=is_opinion, precision=precision, happened_at=happened_at, by=by)
    new.corrects, new.correction_reason = corrected, reason
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        raise Conflict("This entry has been corrected already. Correct its correction instead.") from None
    touch(case)
    data = {"entry_id": new.pk, "corrects_id": corrected.pk}
    record("case.chronology_corrected", by=by, obj=case, data=data)
    return new


def _entry(
    case: Case,
    *,
    kind: str,
    text: str,
    is_opinion: bool,
    precision: str,
    happened_at: dt.datetime | None,
    by: User,
) -> ChronologyEntry:
    """The entry, checked: a time that is known is given, is past, and one that is not known is not."""
    require(kind in BY_HAND, "kind", "Choose what kind of entry it is.")
    text = required(text, field="text", message="Say what happened.")
    known = precision != TimePrecision.UNKNOWN
    require(not known or happened_at is not None, "happened_at", "Say when it happened, or that it is not known.")
    require(happened_at is None or happened_at <= clock.now(), "happened_at", "When it happened must be in the past.")
    return ChronologyEntry(
        case=case, kind=kind, text=text, is_opinion=is_opinion, precision=precision,
        happened_at=happened_at if known else None, recorded_at=clock.now(), author=by,
    )  # fmt: skip


@transaction.atomic
def note_printing(*, case: Case, by: User) -> None:
    """The chronology was put together for printing: that is a disclosure (DPA 2018 s.62(1)(d))."""
    case = take(case, by=by, action=CaseAction.READ, even_if_closed=True)
    record("case.chronology_printed", by=by, obj=case)

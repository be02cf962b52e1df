"""Whose file it is, who else is in it, and what they wrote: read for a worker, whoever asked.

It reads past who may see what, for a file that leaves anything out is no answer. What somebody may read of what was
gathered is decided when it is read, item by item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate

from safeguarding.cases.models import CaseConcern, CaseParty, ConcernParty
from safeguarding.conversations.models import Message
from safeguarding.core import clock
from safeguarding.guard.rules import Needles, needles
from safeguarding.guard.selectors import parties_around
from safeguarding.people.models import Person
from safeguarding.subject_access.rules.redaction import SUBJECT
from safeguarding.subject_access.selectors.sources import Reach, Source

MESSAGES = "messages"
MESSAGES_LABEL = "Messages they sent"


@dataclass(frozen=True)
class Found:
    """One record about the person, as it is to be kept."""

    source: str
    key: str
    words: str
    happened_on: Any = None
    case_id: int | None = None
    concern_id: int | None = None
    track_id: int | None = None
    file_id: int | None = None


def reach_of(person: int) -> Reach:
    """Their record and those merged into it, the cases they are or were a party to, and the concerns that name them."""
    people = {person}
    newest = {person}
    while newest:
        newest = set(Person.objects.filter(merged_into__in=newest).values_list("pk", flat=True)) - people
        people |= newest
    cases = set(CaseParty.objects.filter(person__in=people).values_list("case_id", flat=True))
    concerns = set(ConcernParty.objects.filter(person__in=people).values_list("concern_id", flat=True))
    concerns |= set(CaseConcern.objects.filter(case__in=cases).values_list("concern_id", flat=True))
    return Reach(tuple(sorted(people)), tuple(sorted(cases)), tuple(sorted(concerns)))


def rows_of(source: Source, reach: Reach) -> list[Found]:
    """What one table holds about the person, each row once."""
    found: dict[int, Found] = {}
    for row in source.rows(reach):
        words = source.words(row)
        if words and row["pk"] not in found:
            found[row["pk"]] = Found(
                source.key, str(row["pk"]), words, source.happened_on(row), row.get("item_case"),
                row.get("item_concern"), row.get("item_track"), row.get("item_file"),
            )  # fmt: skip
    return list(found.values())


def messages_of(reach: Reach) -> Iterator[Found]:
    """What they wrote, one item for each day of a conversation: a message by itself is not read by itself.

    Each begins with its moment in London, in words; where that is not known, with what the file says of it."""
    local = Func(Value(str(clock.LONDON)), F("sent_at"), function="timezone")
    at = Func(local, Value('FMDD FMMonth YYYY "at" HH24:MI'), function="to_char", output_field=TextField())
    line = Concat(Coalesce(at, Cast(F("sent_text"), TextField())), Value(": "), F("text"), output_field=TextField())
    rows = (
        Message.objects.filter(sender__party__person__in=reach.people)
        .order_by()
        .annotate(day=TruncDate("sent_at", tzinfo=clock.LONDON))
        .values("conversation_id", "export__case_id", "day")
        .annotate(said=StringAgg(Coalesce(line, Value("")), Value("\n"), order_by=F("position")))
    )
    for row in rows:
        key = f"{row['conversation_id']}:{row['day'] or ''}"
        yield Found(MESSAGES, key, row["said"], row["day"], row["export__case_id"])


def everybody_else(person: int, reach: Reach, sources: Iterable[Source]) -> Needles:
    """All by which somebody else in the file could be known, and what is the person's own, to be told from that."""
    others: set[int] = set()
    for source in sources:
        rows = source.table._base_manager.filter(source.wanted(reach)) if source.others else None
        for path in source.others:
            others |= set(rows.exclude(**{path: None}).values_list(path, flat=True))  # type: ignore[union-attr]
    own = set(reach.people)
    concerned = ConcernParty.objects.filter(concern__in=reach.concerns, person__isnull=False)
    others |= set(concerned.values_list("person_id", flat=True))
    return needles(parties_around(person, SUBJECT, reach.cases, others - own))

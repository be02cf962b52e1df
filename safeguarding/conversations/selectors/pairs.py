"""Who was in touch with whom in the exports of a case: pairs, and everybody else whom one of them wrote to.

It is read from the parts that were counted when an export was read, not from its messages: a million of them cost
what a thousand do. Whoever a person has matched is one side over all exports and platforms; whoever nobody has
matched is a side of their own in each.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.conversations.choices import ExportStatus
from safeguarding.conversations.models import MessageExport, Participant
from safeguarding.people.choices import PersonKind

KEY = re.compile(r"([pu])([1-9][0-9]{0,17})")
VOLUME, RECENT = "volume", "recent"
ORDERS = {VOLUME: "total DESC, last_at DESC NULLS LAST", RECENT: "last_at DESC NULLS LAST, total DESC"}
MOST_NAMES = 5

SIDES = """
    side AS (
        SELECT c.id AS conversation, c.platform_id, c.is_group, c.export_id,
            CASE WHEN w.party_id IS NULL THEN 'u' || w.id ELSE 'p' || w.party_id END AS side,
            sum(p.messages_count) AS sent, sum(p.deleted_count) AS deleted,
            min(p.first_at) AS first_at, max(p.last_at) AS last_at
        FROM conversations_conversation c JOIN conversations_part p ON p.conversation_id = c.id
        JOIN conversations_participant w ON w.id = p.participant_id
        WHERE {which} GROUP BY 1, 2, 3, 4, 5
    ),
    counted AS (
        SELECT side.*, count(*) FILTER (WHERE sent > 0) OVER t AS writers, count(*) OVER t AS sides
        FROM side WINDOW t AS (PARTITION BY conversation)
    ),
    marked AS (
        -- Between two: no group, and two who wrote; or one who wrote, and one after whom it is called.
        SELECT counted.*, is_group IS NOT TRUE AND ((writers = 2 AND sent > 0) OR (writers < 2 AND sides = 2)) AS of_two
        FROM counted
    )
"""
IN_EXPORTS = "c.export_id = ANY(%(exports)s)"
OF_SOMEBODY = "c.id IN (SELECT conversation_id FROM conversations_part WHERE participant_id = ANY(%({name})s))"
PAIRS = f"""
    WITH {SIDES.format(which=IN_EXPORTS)}
    SELECT a.side, b.side, sum(a.sent), sum(b.sent), min(least(a.first_at, b.first_at)),
        max(greatest(a.last_at, b.last_at)) AS last_at, array_agg(DISTINCT f.name ORDER BY f.name),
        sum(a.sent + b.sent) AS total, count(*) OVER () AS pairs
    FROM marked a JOIN marked b ON b.conversation = a.conversation AND b.of_two AND a.side < b.side
    JOIN communications_platform f ON f.id = a.platform_id
    WHERE a.of_two AND (NOT %(known)s OR (
        EXISTS (SELECT FROM cases_caseparty k WHERE 'p' || k.id IN (a.side, b.side) AND k.kind = 'young_person' AND k.case_id = %(case)s)
        AND EXISTS (SELECT FROM cases_caseparty k WHERE 'p' || k.id IN (a.side, b.side) AND k.kind = 'adult' AND k.case_id = %(case)s)))
    GROUP BY a.side, b.side ORDER BY {{order}}, a.side, b.side LIMIT %(size)s OFFSET %(first)s
"""  # noqa: E501, S608 - of constants alone
OTHERS = f"""
    WITH {SIDES.format(which=f"{IN_EXPORTS} AND {OF_SOMEBODY.format(name='one')}")}
    SELECT b.side, x.case_id, sum(a.sent) FILTER (WHERE a.of_two AND b.of_two) AS by_one,
        sum(b.sent) FILTER (WHERE a.of_two AND b.of_two) AS by_other,
        min(least(a.first_at, b.first_at)) FILTER (WHERE a.of_two AND b.of_two),
        max(greatest(a.last_at, b.last_at)) FILTER (WHERE a.of_two AND b.of_two) AS last_at,
        array_agg(DISTINCT f.name ORDER BY f.name), count(*) FILTER (WHERE NOT (a.of_two AND b.of_two)) AS groups,
        array_agg(DISTINCT a.side), count(*) OVER () AS others
    FROM marked a JOIN marked b ON b.conversation = a.conversation AND a.side = ANY(%(keys)s) AND b.side <> ALL(%(keys)s)
    JOIN communications_platform f ON f.id = a.platform_id
    JOIN conversations_messageexport x ON x.id = a.export_id
    WHERE (a.of_two AND b.of_two) OR (a.sent > 0 AND b.sent > 0)
    GROUP BY b.side, x.case_id
    ORDER BY coalesce(sum(a.sent + b.sent) FILTER (WHERE a.of_two AND b.of_two), 0) DESC, groups DESC, last_at DESC NULLS LAST,
        b.side LIMIT %(size)s OFFSET %(first)s
"""  # noqa: E501, S608 - of constants alone


@dataclass(frozen=True)
class Scope:
    """Which exports are looked at: one, or all of a case that have been read to their end."""

    case: Case
    exports: tuple[int, ...]
    export: MessageExport | None = None


@dataclass(frozen=True)
class Side:
    """One of two: somebody of the case, or somebody whom nobody has matched."""

    key: str
    participants: tuple[Participant, ...]
    party: CaseParty | None = None

    @property
    def ids(self) -> list[int]:
        return [one.pk for one in self.participants]

    @property
    def label(self) -> str:
        """As the case calls them, else by their number in their export."""
        if self.party is not None:
            return self.party.label
        return f"Unidentified {self.participants[0].number}"

    @property
    def names(self) -> list[str]:
        """As the files call them."""
        return list(dict.fromkeys(one.name for one in self.participants))[:MOST_NAMES]

    @property
    def is_young(self) -> bool:
        return self.party is not None and self.party.kind == PersonKind.YOUNG_PERSON

    @property
    def who(self) -> str:
        """What the case has them down as."""
        return str(self.party.get_role_display()) if self.party else ""


@dataclass(frozen=True)
class Pair:
    """Two who wrote to each other outside groups: how much each, from when to when, and where."""

    sides: tuple[Side, Side]
    sent: tuple[int, int]
    first_at: dt.datetime | None
    last_at: dt.datetime | None
    platforms: list[str]

    @property
    def total(self) -> int:
        return sum(self.sent)


@dataclass(frozen=True)
class Other:
    """Somebody else whom one was in touch with, in one of the cases that the reader reads."""

    side: Side
    #: Under which of their keys the one stands there.
    one: str
    case: Case
    sent: tuple[int, int]
    first_at: dt.datetime | None
    last_at: dt.datetime | None
    platforms: list[str]
    groups: int


def scope_of(case: Case, export: MessageExport | None = None) -> Scope:
    """The exports that have been read, of those asked for."""
    read = MessageExport.objects.filter(case=case, status=ExportStatus.READ)
    found = read.filter(pk=export.pk) if export else read
    return Scope(case, tuple(found.order_by("pk").values_list("pk", flat=True)), export)


def not_counted(case: Case) -> list[MessageExport]:
    """Exports of which only a part could be read: their messages can be read, and are counted in no pair."""
    failed = MessageExport.objects.filter(case=case, status=ExportStatus.FAILED).exclude(counts={})
    return list(failed.select_related("case", "source__exhibit").order_by("pk"))


@dataclass
class Listed:
    """Rows of one of the statements above, a page at a time."""

    statement: str
    given: dict[str, Any]
    made: Any
    _count: int | None = field(default=None, init=False)

    def count(self) -> int:
        if self._count is None:
            self[0:1]
        return self._count or 0

    def __getitem__(self, part: slice) -> list[Any]:
        first = part.start or 0
        asked = {**self.given, "first": first, "size": part.stop - first}
        with connection.cursor() as cursor:
            cursor.execute(self.statement, asked)
            rows = cursor.fetchall()
        if rows or not first:
            self._count = rows[0][-1] if rows else 0
        return list(self.made(rows))


def pairs(scope: Scope, *, order: str = VOLUME, known: bool = False) -> Listed:
    """Every pair, those who wrote most first, or those who wrote last. `known`: an adult and a young person."""
    given = {"exports": list(scope.exports), "known": known, "case": scope.case.pk}
    return Listed(PAIRS.format(order=ORDERS[order]), given, lambda rows: _pairs(scope.exports, rows))


def _pairs(exports: Iterable[int], rows: list[Any]) -> list[Pair]:
    sides = sides_of(exports, {key for row in rows for key in row[:2]})
    found = []
    for one, other, by_one, by_other, first, last, platforms, *_ in rows:
        both, sent = (sides[one], sides[other]), (int(by_one), int(by_other))
        if _stands_first(both[1]) > _stands_first(both[0]):
            both, sent = both[::-1], sent[::-1]
        found.append(Pair(both, sent, first, last, platforms))
    return found


def _stands_first(side: Side) -> int:
    """Whom the case is about stands first, then any other adult, then who is not known, then a young person."""
    if side.party is None:
        return 1
    return 0 if side.is_young else 3 if side.party.role == PartyRole.SUBJECT else 2


def sides_of(exports: Iterable[int], keys: Iterable[str]) -> dict[str, Side]:
    """Who is behind each key in these exports, in one query."""
    parties: list[int] = []
    alone: list[int] = []
    for key in keys:
        kind, number = split(key)
        (parties if kind == "p" else alone).append(number)
    found: dict[str, list[Participant]] = {}
    rows = Participant.objects.filter(Q(party__in=parties) | Q(pk__in=alone), export__in=list(exports))
    for one in rows.select_related("party", "platform", "export__source__exhibit").order_by("export", "number"):
        found.setdefault(one.side, []).append(one)
    return {key: Side(key, tuple(held), held[0].party) for key, held in found.items()}


def split(key: str) -> tuple[str, int]:
    """A key as its parts; what is none belongs to nobody."""
    found = KEY.fullmatch(key)
    return (found[1], int(found[2])) if found else ("u", 0)


def side(scope: Scope, key: str) -> Side | None:
    """Who that is in these exports; whoever was matched since goes by who they are."""
    kind, number = split(key)
    if kind == "u":
        matched = Participant.objects.filter(pk=number, export__in=scope.exports, party__isnull=False)
        key = f"p{party}" if (party := matched.values_list("party_id", flat=True).first()) else key
    return sides_of(scope.exports, [key]).get(key)


def others(user: User, scope: Scope, one: Side) -> Listed:
    """Everybody whom one was in touch with, in every export that the reader may see, those of other cases too."""
    held = list(one.participants)
    if one.party is not None and one.party.person_id and scope.export is None:
        known = Participant.objects.filter(
            export__in=MessageExport.objects.visible_to(user).filter(status=ExportStatus.READ),
            party__person=one.party.person_id,
        )
        held = list(known)
    keys = sorted({each.side for each in held})
    exports = sorted({each.export_id for each in held})
    given = {"exports": exports, "one": [each.pk for each in held], "keys": keys}
    return Listed(OTHERS, given, lambda rows: _others(user, exports, rows))


def _others(user: User, exports: list[int], rows: list[Any]) -> list[Other]:
    sides = sides_of(exports, {row[0] for row in rows})
    cases = Case.objects.fully_visible_to(user).in_bulk({row[1] for row in rows})
    return [
        Other(
            sides[key], own[0], cases[case], (int(by_one or 0), int(by_other or 0)), first, last, platforms, int(groups)
        )
        for key, case, by_one, by_other, first, last, platforms, groups, own, _ in rows
        if case in cases
    ]

"""The CSV of our own description (docs/messages.md), for what no other reader knows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from safeguarding.conversations.choices import DayOrder, MessageKind
from safeguarding.conversations.rules.dates import order_of, parts
from safeguarding.conversations.rules.formats.tables import Row, heading_of, rows_of
from safeguarding.conversations.rules.formats.times import as_written
from safeguarding.conversations.rules.pieces import Days, How, Piece, Said, Source, Unread

NO_TIME = "Its date and time could not be read in the order that was decided for this file."
NO_KIND = "Its kind is none of text, media, call, reaction, deleted, system, request and other."
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})
#: Spaces are never given back (`*+`): a cell of a hundred thousand of them takes time in step with its length.
_CLOCK = re.compile(r"\s*+,?\s*+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*+([ap])\.?\s*+m\.?)?", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}([./\-])\d{1,2}\1\d{1,4}")


def is_heading(heads: frozenset[str]) -> bool:
    return {"sender", "text"} <= heads and bool(heads & {"sent", "date"})


def sniff(source: Source, head: bytes) -> bool:
    return heading_of(head, is_heading)


def days(source: Source) -> Days:
    """What its dates say of their order."""
    return order_of(_when(row) for name in _tables(source) for row in _rows(source, name) if isinstance(row, Row))


def read(source: Source, how: How) -> Iterator[Piece | Unread | Said]:
    """A message for each row."""
    for name in _tables(source):
        for row in _rows(source, name):
            yield _piece(row, how, name) if isinstance(row, Row) else row


def _tables(source: Source) -> list[str]:
    names = list(source.names())
    return names if len(names) == 1 else [name for name in names if name.lower().endswith((".csv", ".tsv", ".txt"))]


def _rows(source: Source, name: str) -> Iterator[Row | Unread | Said]:
    with source.open(name) as file:
        yield from rows_of(file, name, is_heading)


def _when(row: Row) -> str:
    return (row.cells.get("sent") or f"{row.cells.get('date', '')} {row.cells.get('time', '')}").strip()


def _piece(row: Row, how: How, name: str) -> Piece | Unread:
    cells, written = row.cells, _when(row)
    sent = moment_of(written, how.day_order)
    if sent is None:
        return Unread(row.place, row.raw, NO_TIME)
    media, seconds = cells.get("media", ""), cells.get("seconds", "").strip()
    kind_word = cells.get("kind", "").strip().casefold() or ("media" if media and not cells.get("text") else "text")
    if kind_word not in MessageKind.values:
        return Unread(row.place, row.raw, NO_KIND)
    people = cells.get("participants", "")
    group = cells.get("group", "").strip().casefold()
    thread = cells.get("conversation", "") or name
    return Piece(
        place=row.place, raw=row.raw, thread=thread, thread_title=cells.get("title", "") or thread,
        sender=cells.get("sender", "").strip(), kind=MessageKind(kind_word), text=cells.get("text", ""), sent=sent,
        sent_text=written, is_group=True if group in YES else False if group in NO else None,
        platform=cells.get("platform", "").strip().casefold(), media_name=media,
        others=tuple(filter(None, (each.strip() for each in people.split(";")))),
        is_edited=cells.get("edited", "").strip().casefold() in YES,
        seconds=int(seconds) if seconds.isdecimal() and len(seconds) < 10 else None,
    )  # fmt: skip


def moment_of(written: str, order: str) -> dt.datetime | None:
    """A date and a time as people and spreadsheets write them."""
    sent = as_written(written)
    if sent is not None:
        return sent
    date = _DATE.match(written)
    clock = _CLOCK.fullmatch(written, date.end()) if date else None
    if date is None or clock is None or (not order and len(date[0].split(date[1])[0]) < 4):
        return None
    hour, half = int(clock[1]), (clock[4] or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        return dt.datetime(  # noqa: DTZ001 - the zone is stated for the export
            *(parts(date[0], order or DayOrder.YEAR_FIRST) or (0, 0, 0)), hour, int(clock[2]), int(clock[3] or 0)
        )
    except ValueError:
        return None

"""WhatsApp's exported chat: one text file, alone or in a zip with its media, in the form of the phone that wrote it.

Android writes `31/12/2025, 21:15 - Name: text`, iOS `[31/12/2025, 21:15:03] Name: text`; the order of the date, its
signs and the clock follow the language of the phone. A line that begins with no date belongs to the message before it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from io import BufferedReader

from safeguarding.conversations.rules.dates import order_of, parts
from safeguarding.conversations.rules.formats import whatsapp_words as words
from safeguarding.conversations.rules.formats.said import OLD_LINES
from safeguarding.conversations.rules.lines import Line, encoding_of, lines_of
from safeguarding.conversations.rules.pieces import RAW_MOST, Days, How, Piece, Said, Source, Unread

PLATFORM = "whatsapp"
NOT_BEGUN = "It belongs to no line that begins with a date and time."
NO_SUCH_DAY = "Its date or time does not exist in the order that was decided for this file."
MOST = 1_000_000
_GAP = "[ \u00a0\u202f]"
_MARKS = "[\u200e\u200f\u202a-\u202e\ufeff]*"
_CLOCK = rf"(\d{{1,2}})[:.](\d{{2}})(?:[:.](\d{{2}}))?(?:{_GAP}?([AaPp])\.?{_GAP}?[Mm]\.?)?"
_HEAD = re.compile(
    rf"{_MARKS}(?P<open>\[)?(?P<date>\d{{1,4}}[./\-]\d{{1,2}}[./\-]\d{{1,4}})\.?,?{_GAP}(?:\w{{1,2}}{_GAP})?{_CLOCK}(?(open)\]{_GAP}|{_GAP}-{_GAP})"
)


def text_name(source: Source) -> str:
    """The member that holds the text: the only one, or the one named as WhatsApp names it."""
    names = list(source.names())
    texts = names if len(names) == 1 else [name for name in names if name.lower().endswith(".txt")]
    named = [name for name in texts if "chat" in name.rsplit("/", 1)[-1].lower()]
    return (named or texts or [""])[0]


def sniff(source: Source, head: bytes) -> bool:
    """Whether one of the first lines of the text begins as a message does."""
    text = head.decode(encoding_of(head[:4]) or "utf-8", errors="replace")
    return any(_HEAD.match(line) for line in text.splitlines()[:50])


def days(source: Source) -> Days:
    """What its dates say of their order."""
    name = text_name(source)
    if not name:
        return order_of(())
    with source.open(name) as file:
        return order_of(_dates(file))


def _dates(file: BufferedReader) -> Iterator[str]:
    """Its dates, each day of messages once: whoever begins as the line before says nothing new."""
    begins = b"\n"

    def is_nothing_new(line: bytes) -> bool:
        return line.startswith(begins)

    for line in lines_of(file, passed_by=is_nothing_new):
        head = _HEAD.match(line.text)
        if head is not None:
            yield head["date"]
            # With the sign behind it: 1/1/25 is not yet the date that begins so.
            begins = line.text[: head.end("date") + 1].encode()


def read(source: Source, how: How) -> Iterator[Piece | Unread | Said]:
    """Its messages, in the order in which they stand."""
    name = text_name(source)
    if not name:
        return
    title = words.title_of(name)
    with source.open(name) as file:
        said_old = False
        for head, lines in _blocks(lines_of(file)):
            title = title or _named_by(head, lines[0])
            if not said_old and any(line.is_old for line in lines):
                said_old = True
                yield Said(OLD_LINES)
            if any(line.text for line in lines):
                yield _piece(head, lines, how, name, title)
            for line in lines:
                if line.trouble:
                    yield Unread(f"{name}, line {line.number}", line.text[:RAW_MOST], line.trouble)


def _blocks(lines: Iterator[Line]) -> Iterator[tuple[re.Match[str] | None, list[Line]]]:
    """Each line that begins a message, with the lines that go on with it, as long as a message can be."""
    head: re.Match[str] | None = None
    block: list[Line] = []
    letters = 0
    for line in lines:
        begins = _HEAD.match(line.text)
        if begins is not None or (head is None and block):
            if block:
                yield head, block
            head, block, letters = begins, [line], len(line.text)
        elif head is None and not line.text.strip() and not line.trouble:
            continue
        elif block and letters + len(line.text) > MOST:
            yield head, block
            # What goes on beyond that is listed as unread, line by line.
            head, block, letters = None, [line], len(line.text)
        else:
            block.append(line)
            letters += len(line.text) + 1
    if block:
        yield head, block


def _piece(head: re.Match[str] | None, lines: list[Line], how: How, name: str, title: str) -> Piece | Unread:
    raw = "\n".join(line.text for line in lines)
    place = f"{name}, line {lines[0].number}"
    if head is None:
        return Unread(place, raw, NOT_BEGUN)
    sent = _moment(head, how.day_order)
    if sent is None:
        return Unread(place, raw, NO_SUCH_DAY)
    sender, text = _split(raw[head.end() :], title)
    kind, text, media, edited, seconds = words.kind_of(text, is_line_of_the_program=not sender)
    return Piece(
        place=place, raw=raw, thread=title or name, sender=sender, kind=kind, text=text, sent=sent,
        sent_text=_written(head), thread_title=title, platform=PLATFORM, media_name=media, is_edited=edited,
        seconds=seconds,
    )  # fmt: skip


def _named_by(head: re.Match[str] | None, line: Line) -> str:
    """The name of the chat, where iOS says its first line under it."""
    name, colon, text = words.plain(line.text[head.end() :] if head else "").partition(": ")
    return name if colon and words.is_of_the_program(text) and len(name) <= words.LONGEST_NAME else ""


def _written(head: re.Match[str]) -> str:
    return head.group(0).strip("[]- \u200e\u200f\u202a\ufeff")


def _split(rest: str, title: str) -> tuple[str, str]:
    """Who wrote it, and what; nobody for a line of the program, which iOS puts under the name of the chat itself."""
    if words.is_of_the_program(rest):
        return "", rest
    first, newline, more = rest.partition("\n")
    marked = words.plain(first)
    if title and marked.startswith(f"{title}: "):
        # The name of the other may hold a colon itself.
        begins = first.find(title)
        sender, text = title, first[begins + len(title) + 2 :] if begins >= 0 else marked[len(title) + 2 :]
    else:
        sender, colon, text = first.partition(": ")
        if not colon and first.endswith(":"):
            sender, colon, text = first[:-1], ":", ""
        sender = words.plain(sender).removeprefix("~").strip("\u00a0\u202f ")
        if not colon or len(sender) > words.LONGEST_NAME:
            return "", rest
    is_program = text.startswith("\u200e") and (
        words.is_of_the_program(text) or (sender == title and words.is_worded_by_program(text))
    )
    return ("" if is_program else sender), text + newline + more


def _moment(head: re.Match[str], order: str) -> dt.datetime | None:
    day = parts(head["date"], order)
    hour, minute, second = int(head[3]), int(head[4]), int(head[5] or 0)
    half = (head[6] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return dt.datetime(*(day or (0, 0, 0)), hour, minute, second)  # noqa: DTZ001 - the zone is stated for the export
    except ValueError:
        return None

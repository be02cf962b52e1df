"""What stands in the document of a bundle: messages with what is around them, and where all of it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.db import connection

from safeguarding.cases.models import Case
from safeguarding.conversations.choices import FilesListed, MessageKind
from safeguarding.conversations.models import BundleVersion, Message, MessageExport, Participant
from safeguarding.conversations.selectors.exports import name_of
from safeguarding.core.templatetags.words import day, london, moment
from safeguarding.documents.rules.text import Prose
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files.services import in_words

BATCH = 250
MOST_ENTRIES = 10_000
SHORT = 1_500
#: So much is shown of one message, and of all of them: a message of a million letters must fill no thousand pages.
MOST_LETTERS, MOST_LINES = 20_000, 400
MOST_SHOWN = 4_000_000
LINE = 80
#: The messages around each of some messages, in the order in which their conversation is read.
AROUND = """
    SELECT m.id, near.id FROM conversations_message m CROSS JOIN LATERAL (
        (SELECT b.id FROM conversations_message b WHERE b.conversation_id = m.conversation_id
           AND (b.order_at, b.position) < (m.order_at, m.position)
         ORDER BY b.order_at DESC, b.position DESC LIMIT %s)
        UNION ALL
        (SELECT a.id FROM conversations_message a WHERE a.conversation_id = m.conversation_id
           AND (a.order_at, a.position) > (m.order_at, m.position)
         ORDER BY a.order_at, a.position LIMIT %s)
    ) near WHERE m.id = ANY(%s)
"""
HOW = (
    "Each message that was chosen has a number. Those around it are shown so that it can be understood, and are marked "
    "as such. Where messages of a conversation are left out between two that are shown, it says so.\n"
    "People stand by their labels in the case. Who nobody has identified is “Unidentified” with the number that they "
    "have in the case. Where names are left out, so are paths and names of files, for those name people: each "
    "message and each file has its number in the case.\n"
    f"Of one message at most {MOST_LETTERS:,} letters and {MOST_LINES} lines are shown. Where there is more, it says "
    "so.\n"
    "Times are those of the United Kingdom. Beside each stands the time as the file writes it, and the zone in which "
    "it was read.\n"
    "The SHA-256 of a message is that of what stands in the file for it, in UTF-8. The SHA-256 of a file is that of "
    "the file as it was handed in. Whoever holds the file can work out both again."
)


class TooLarge(Exception):
    """More than one document holds."""


class Gone(Exception):
    """A message that was chosen is not there any more: its file was removed."""


@dataclass
class Shown:
    """What is gathered while the document is put together."""

    asked: dict[str, Any]
    chosen: set[int]
    exports: dict[int, MessageExport] = field(default_factory=dict)
    people: dict[int, Participant] = field(default_factory=dict)
    index: list[dict[str, str]] = field(default_factory=list)
    threads: list[dict[str, Any]] = field(default_factory=list)
    letters: int = 0

    def prose(self, text: str) -> Prose:
        """As much of a text as one message shows. Raises TooLarge where all of them are too long together."""
        lines = text[:MOST_LETTERS].splitlines()[:MOST_LINES]
        self.letters += sum(max(len(line), LINE) for line in lines)
        if self.letters > MOST_SHOWN:
            raise TooLarge
        return Prose("\n".join(lines))


def document_of(row: BundleVersion, *, tell: Callable[[int], object]) -> dict[str, Any]:
    """Everything the template sets, in order. `tell` is called with how many chosen messages are gathered."""
    shown = Shown(row.asked, set(row.asked["messages"]))
    wanted = _with_around(sorted(shown.chosen), row.asked)
    follows = _following(wanted)
    before: Message | None = None
    for message in _in_order(wanted):
        is_new = before is None or before.conversation_id != message.conversation_id
        if is_new:
            shown.threads.append(_thread(message))
        is_gap = not is_new and before is not None and follows.get(before.pk) != message.pk
        shown.threads[-1]["entries"].append(_entry(message, shown, is_gap=is_gap))
        shown.exports[message.export_id] = message.export
        if message.sender is not None:
            shown.people[message.sender_id or 0] = message.sender
        if len(shown.index) % BATCH == 0:
            tell(len(shown.index))
        before = message
    tell(len(shown.index))
    return {
        "about": _about(row, shown), "how": Prose(HOW), "threads": shown.threads, "index": shown.index,
        "sources": [_source(export, shown) for export in shown.exports.values()], "people": _people(shown),
        "files": _files(row.bundle.case, shown), "files_words": FilesListed(row.asked["files_listed"]).label,
    }  # fmt: skip


# -- which messages, in which order -----------------------------------------------------------------------------------


def _with_around(chosen: list[int], asked: dict[str, Any]) -> list[int]:
    wanted = set(chosen)
    if asked["before"] or asked["after"]:
        for batch in _batches(chosen):
            with connection.cursor() as cursor:
                cursor.execute(AROUND, [asked["before"], asked["after"], batch])
                wanted |= {near for _, near in cursor.fetchall()}
            if len(wanted) > MOST_ENTRIES:
                raise TooLarge
    return sorted(wanted)


def _following(wanted: list[int]) -> dict[int, int]:
    """Which message comes next in its conversation, for each that is shown."""
    found: dict[int, int] = {}
    for batch in _batches(wanted):
        with connection.cursor() as cursor:
            cursor.execute(AROUND, [0, 1, batch])
            found |= dict(cursor.fetchall())
    return found


def _in_order(wanted: list[int]) -> Iterator[Message]:
    """Conversation after conversation, those that begin earlier first."""
    places = Message.objects.filter(pk__in=wanted).values_list("conversation", "order_at", "position", "pk")
    first: dict[int, Any] = {}
    rows = sorted(places, key=lambda place: place[1:3])
    for conversation, order_at, _, _ in rows:
        first.setdefault(conversation, order_at)
    rows.sort(key=lambda place: (first[place[0]], place[0], place[1], place[2]))
    full = Message.objects.select_related(
        "sender__party", "sender__platform", "conversation__platform", "export__source__file",
        "export__source__exhibit",
    ).defer("words")  # fmt: skip
    for batch in _batches([pk for *_, pk in rows]):
        found = full.in_bulk(batch)
        for pk in batch:
            if pk not in found:
                raise Gone
            yield found[pk]


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for at in range(0, len(ids), BATCH):
        yield ids[at : at + BATCH]


# -- how each is said -------------------------------------------------------------------------------------------------


def _thread(message: Message) -> dict[str, Any]:
    thread, exhibit = message.conversation, message.export.source.exhibit
    kind = ", a group" if thread.is_group else ""
    return {
        "title": f"{thread.platform}{kind}, from exhibit {exhibit.reference}",
        "said": f"Conversation {thread.pk} of the case: {thread.messages_count:,} messages, "
        + (f"{day(thread.first_at)} to {day(thread.last_at)}." if thread.first_at else "without times."),
        "entries": [],
    }  # fmt: skip


def _entry(message: Message, shown: Shown, *, is_gap: bool) -> dict[str, Any]:
    is_chosen = message.pk in shown.chosen
    who = name_of(message.sender) if message.sender else "The program"
    if is_chosen:
        shown.index.append({"when": when(message), "who": who})
    has_raw = is_chosen and shown.asked["has_raw"]
    named = shown.asked["has_names"] and message.sender is not None
    return {
        "number": len(shown.index) if is_chosen else 0, "who": who, "when": when(message), "gap": is_gap,
        "name": message.sender.name if named and message.sender else "", "marks": list(_marks(message)),
        "text": shown.prose(message.text) if message.text else None,
        "source": _place(message, is_named=shown.asked["has_names"]),
        "sha256": hashlib.sha256(message.raw.encode()).hexdigest(), "of": str(message.export_id),
        "raw": shown.prose(message.raw) if has_raw else None,
        # What is short stands on one page.
        "short": len(message.text) + len(message.raw) < SHORT and message.text.count("\n") < 10,
    }  # fmt: skip


def when(message: Message) -> str:
    """Its time in the United Kingdom, to the second, with the zone in force then."""
    if message.sent_at is None:
        return "No time in the file"
    return f"{moment(message.sent_at)}{london(message.sent_at)::%S %Z}"


def _marks(message: Message) -> Iterator[str]:
    if message.kind not in (MessageKind.TEXT, MessageKind.OTHER):
        yield MessageKind(message.kind).label
    if message.is_edited:
        yield "Edited, as the file says"
    if message.media_name:
        yield f"File: {message.media_name}"
    if message.seconds is not None:
        yield f"Lasted {message.seconds:,} seconds"
    if not message.text and message.kind == MessageKind.TEXT:
        yield "Without words"
    if is_cut(message.text):
        yield (
            f"Of {len(message.text):,} letters as many are shown as one message may fill. All of them stand in the "
            "file and in the system."
        )


def is_cut(text: str) -> bool:
    """Whether a message is longer than what is shown of one."""
    return len(text) > MOST_LETTERS or len(text[:MOST_LETTERS].splitlines()) > MOST_LINES


def _place(message: Message, *, is_named: bool) -> str:
    """Where it stands. The paths of a download name people, so they are left out where the names are."""
    export = message.export
    where = f"{message.place}; " if is_named else ""
    said = f"the time there: {message.sent_text}; " if message.sent_text else ""
    return (
        f"Exhibit {export.source.exhibit.reference}; {where}{said}"
        f"read in the zone {export.time_zone} unless the file states its own. Message {message.pk}."
    )


def _about(row: BundleVersion, shown: Shown) -> list[list[str]]:
    asked = row.asked
    return [
        ["Exhibit reference", f"{asked['reference']}, version {row.number}"],
        ["Title", asked["title"]],
        ["Case", row.bundle.case.reference],
        ["Made for", f"{row.asked_by}, {moment(row.asked_at)}"],
        ["Messages chosen", f"{len(shown.chosen):,}"],
        ["Around each of them", f"{asked['before']} before and {asked['after']} after, where there are any"],
        ["Names", "Labels, and names as the files say them" if asked["has_names"] else "Labels of the case alone"],
    ]  # fmt: skip


def _file_name(held: ExhibitFile, shown: Shown) -> str:
    """What the file is called; where names are left out its number and its kind, for names of files name people."""
    if shown.asked["has_names"]:
        return held.file.name
    return f"{held.pk}{PurePosixPath(held.file.name).suffix[:6].lower()}"


def _source(export: MessageExport, shown: Shown) -> dict[str, str]:
    source = export.source
    name = _file_name(source, shown)
    return {
        "key": str(export.pk), "exhibit": source.exhibit.reference,
        "what": f"{source.exhibit.get_kind_display()}: {name}",
        "file": f"{name}, {in_words(source.file.size)}", "sha256": source.file.sha256,
        "read": f"{export.get_format_display()}; times read in the zone {export.time_zone}"
        + (f"; {export.get_day_order_display().lower()}" if export.day_order else ""),
    }  # fmt: skip


def _people(shown: Shown) -> list[list[str]]:
    """Who stands in it. Without names as the files say them, labels alone say enough."""
    if not shown.asked["has_names"]:
        return []
    people: Iterable[Participant] = sorted(shown.people.values(), key=lambda one: (one.export_id, one.number))
    references = {pk: export.source.exhibit.reference for pk, export in shown.exports.items()}
    return [[name_of(one), str(one.platform), one.name, references[one.export_id]] for one in people]


def _files(case: Case, shown: Shown) -> list[list[str]]:
    """Files of exhibits with their SHA-256, besides those that the messages were read from."""
    listed = shown.asked["files_listed"]
    if listed == FilesListed.SOURCES:
        return []
    found = ExhibitFile.objects.filter(exhibit__case=case)
    if listed == FilesListed.EXHIBITS:
        found = found.filter(exhibit__in={export.source.exhibit_id for export in shown.exports.values()})
    found = found.select_related("exhibit", "file").order_by("exhibit__reference", "pk")
    return [[row.exhibit.reference, _file_name(row, shown), in_words(row.file.size), row.file.sha256] for row in found]

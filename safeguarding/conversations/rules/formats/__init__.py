"""One module for each format that investigators really get, and how a file is known to be of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from safeguarding.conversations.choices import Format
from safeguarding.conversations.rules.formats import generic, leapp, meta, sms_backup, snapchat, telegram, whatsapp
from safeguarding.conversations.rules.formats.said import fit_to_keep
from safeguarding.conversations.rules.pieces import Days, How, Piece, Said, Source, Unread

#: How much of a member of an archive is looked at, and of how many.
HEAD, MEMBERS_MOST = 64 * 1024, 200
_TEXTS = (".json", ".xml", ".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader of a format. `days` walks the file for its dates; an order to decide has `could_be`."""

    walk: Callable[[Source, How], Iterator[Piece | Unread | Said]]
    days: Callable[[Source], Days]
    sniff: Callable[[Source, bytes], bool]

    def read(self, source: Source, how: How) -> Iterator[Piece | Unread | Said]:
        """The pieces of the file, fit to be kept."""
        for note in getattr(source, "notes", ()):
            yield Said(note)
        yield from fit_to_keep(self.walk(source, how))


#: In the order in which a file is asked whether it is one: the surest first.
READERS: dict[Format, Reader] = {
    Format.SNAPCHAT: Reader(snapchat.read, snapchat.days, snapchat.sniff),
    Format.META: Reader(meta.read, meta.days, meta.sniff),
    Format.TELEGRAM: Reader(telegram.read, telegram.days, telegram.sniff),
    Format.SMS_BACKUP: Reader(sms_backup.read, sms_backup.days, sms_backup.sniff),
    Format.GENERIC: Reader(generic.read, generic.days, generic.sniff),
    Format.LEAPP: Reader(leapp.read, leapp.days, leapp.sniff),
    Format.WHATSAPP: Reader(whatsapp.read, whatsapp.days, whatsapp.sniff),
}


def recognise(source: Source, head: bytes = b"") -> Format | None:
    """What the file is, by its names and by how it or its members begin; nothing when no reader knows it."""
    names = list(source.names())
    heads = [head] if head and len(names) == 1 else _heads(source, names)
    for which, reader in READERS.items():
        if any(reader.sniff(source, each) for each in heads):
            return which
    return None


def _heads(source: Source, names: list[str]) -> Iterator[bytes] | list[bytes]:
    looked = names if len(names) == 1 else [name for name in names if name.lower().endswith(_TEXTS)][:MEMBERS_MOST]
    heads = []
    for name in looked:
        with source.open(name) as file:
            try:
                heads.append(file.peek(HEAD)[:HEAD])
            except OSError:
                heads.append(b"")
    return heads

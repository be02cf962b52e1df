"""The conversations and participants of one export, made as they come; few are remembered, however many there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Max, OuterRef, Subquery

from safeguarding.communications.choices import PlatformKind
from safeguarding.communications.models import Platform
from safeguarding.communications.rules.handles import handle_key
from safeguarding.conversations.choices import Format
from safeguarding.conversations.models import Conversation, Message, MessageExport, Participant
from safeguarding.conversations.rules.pieces import Piece

#: Whoever a file calls only "me".
OWNER = "Owner of the phone or account"
ELSEWHERE = "other"
NAME_MOST = 300
MOST_REMEMBERED = 20_000
#: Of what platform a file is whose reader does not say it.
OF_FORMAT = {
    Format.WHATSAPP: "whatsapp", Format.META: "facebook", Format.SNAPCHAT: "snapchat", Format.TELEGRAM: "telegram",
    Format.SMS_BACKUP: "telephone",
}  # fmt: skip


@dataclass(slots=True)
class Thread:
    """A conversation while it is read."""

    pk: int
    platform: int
    count: int
    is_changed: bool = False
    before: dt.datetime | None = None


class Known:
    """What of an export is on record already, as far as the next batch needs it."""

    def __init__(self, export: MessageExport) -> None:
        self.export = export
        self.zone = ZoneInfo(export.time_zone)
        self.platforms = dict(Platform.objects.values_list("slug", "pk"))
        #: By which the register compares handles too: a participant is found there however the file writes them.
        self.rules = dict(Platform.objects.values_list("pk", "handle_rule"))
        self.usual = OF_FORMAT.get(Format(export.format), ELSEWHERE)
        self.threads: dict[str, Thread] = {}
        self.people: dict[tuple[int, str], int] = {}

    def platform(self, slug: str) -> int:
        """The platform a piece names; a file makes no platforms: what is not in the register is "another"."""
        found = self.platforms.get(slug or self.usual)
        if found is None:
            named = {"name": "Another platform", "kind": PlatformKind.OTHER}
            other = Platform.objects.get_or_create(slug=ELSEWHERE, defaults=named)[0]
            found = self.platforms[ELSEWHERE] = other.pk
            self.rules[found] = other.handle_rule
            if len(self.platforms) < MOST_REMEMBERED:
                self.platforms[slug or self.usual] = found
        return found

    def prepare(self, pieces: list[Piece]) -> None:
        """See that every conversation and everybody named in a batch is on record."""
        if len(self.threads) > MOST_REMEMBERED or len(self.people) > MOST_REMEMBERED:
            self.threads, self.people = {}, {}
        # Most pieces of a batch name the same few: each name is looked at once.
        by_thread = {piece.thread: piece for piece in pieces}
        self._threads(
            {key[:NAME_MOST]: piece for key, piece in by_thread.items() if key[:NAME_MOST] not in self.threads}
        )
        named = dict.fromkeys((piece.platform, piece.sender) for piece in pieces)
        named |= dict.fromkeys((piece.platform, name) for piece in by_thread.values() for name in piece.others)
        wanted = dict.fromkeys((self.platform(slug), name[:NAME_MOST]) for slug, name in named if name)
        self._people([each for each in wanted if each not in self.people])

    def _threads(self, new: dict[str, Piece]) -> None:
        if not new:
            return
        self._find_threads(new)
        missing = [
            Conversation(
                export=self.export, key=_clean(key), title=_clean(piece.thread_title),
                platform_id=self.platform(piece.platform), is_group=piece.is_group,
            )
            for key, piece in new.items() if key not in self.threads
        ]  # fmt: skip
        if missing:
            Conversation.objects.bulk_create(missing)
            self._find_threads({one.key: None for one in missing})

    def _find_threads(self, keys: Iterable[str]) -> None:
        plain = {_clean(key): key for key in keys}
        found = Conversation.objects.filter(export=self.export, key__in=list(plain))
        # What the message before says tells the two hours apart that one night has: whoever goes on needs it too.
        last = Message.objects.filter(conversation=OuterRef("pk"), position=OuterRef("messages_count"))
        rows = found.annotate(last=Subquery(last.values("sent_at")[:1]))
        for pk, key, platform, count, sent in rows.values_list("pk", "key", "platform", "messages_count", "last"):
            before = sent.astimezone(self.zone).replace(tzinfo=None) if sent else None
            self.threads[plain[key]] = Thread(pk, platform, count, before=before)

    def _people(self, wanted: list[tuple[int, str]]) -> None:
        if not wanted:
            return
        self._find_people(wanted)
        missing = list(dict.fromkeys((at, _clean(name)) for at, name in wanted if (at, name) not in self.people))
        if missing:
            # On through the exports of the case, so that "unidentified 4" is one person and not one of each export.
            of_case = Participant.objects.filter(export__case=self.export.case_id)
            last = of_case.aggregate(last=Max("number"))["last"] or 0
            Participant.objects.bulk_create([
                Participant(
                    export=self.export, platform_id=at, number=number, name=name,
                    handle_key=handle_key(self.rules[at], name)[:NAME_MOST], is_owner=name == OWNER,
                )
                for number, (at, name) in enumerate(missing, last + 1)
            ])  # fmt: skip
            self._find_people(wanted)

    def _find_people(self, wanted: list[tuple[int, str]]) -> None:
        plain = {(at, _clean(name)): name for at, name in wanted}
        names = {name for _, name in plain}
        found = Participant.objects.filter(export=self.export, name__in=names)
        for pk, at, name in found.values_list("pk", "platform_id", "name"):
            if (at, name) in plain:
                self.people[at, plain[at, name]] = pk

    def save_counts(self) -> None:
        """How many messages each conversation of the batch has now."""
        changed = [each for each in self.threads.values() if each.is_changed]
        rows = [Conversation(pk=each.pk, messages_count=each.count) for each in changed]
        Conversation.objects.bulk_update(rows, ["messages_count"], batch_size=1000)
        for each in changed:
            each.is_changed = False

    def sender(self, piece: Piece) -> int | None:
        if not piece.sender:
            return None
        return self.people[self.platform(piece.platform), piece.sender[:NAME_MOST]]


def _clean(text: str) -> str:
    """Without what no database keeps: a zero byte, and half of a letter."""
    return text[:NAME_MOST].replace("\x00", "\u2400").encode("utf-8", "replace").decode("utf-8")

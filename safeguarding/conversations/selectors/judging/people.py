"""Who is who in an export, and who takes part in which of its conversations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from safeguarding.cases.models import CaseParty
from safeguarding.communications.choices import Channel, PlatformKind
from safeguarding.communications.rules.facts import is_child
from safeguarding.communications.selectors.facts import is_child_on
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.models import Conversation, Message, MessageExport, Participant

_CHANNELS = {PlatformKind.EMAIL: Channel.EMAIL, PlatformKind.PHONE: Channel.PHONE_TEXT}
#: Somebody wrote to somebody.
TWO = 2


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation in which somebody matched wrote, or to whom it was."""

    platform: str
    is_group: bool
    people: tuple[int, ...]

    def channel(self, kind: str) -> str:
        """Where it was said: what is not known to be a group is a talk of two."""
        if self.platform in _CHANNELS:
            return Channel.VOICE_CALL if kind == MessageKind.CALL else _CHANNELS[PlatformKind(self.platform)]
        return Channel.GROUP_MESSAGE if self.is_group else Channel.ONE_TO_ONE


def matched_in(export: MessageExport) -> QuerySet[Participant]:
    """Who was said to be somebody of the case."""
    found = Participant.objects.filter(export=export, party__isnull=False)
    return found.select_related("party__person", "account", "platform").order_by("pk")


def threads_of(export: MessageExport, matched: dict[int, Participant]) -> dict[int, Thread]:
    """The conversations in which at least two matched people take part: those who write, and whom a name points to."""
    writing: dict[int, set[int]] = defaultdict(set)
    pairs = Message.objects.filter(export=export, sender__in=list(matched)).order_by()
    for thread, sender in pairs.values_list("conversation_id", "sender_id").distinct().iterator(chunk_size=5_000):
        writing[thread].add(sender)
    named: dict[str, set[int]] = defaultdict(set)
    for pk, one in matched.items():
        named[one.name].add(pk)
    found: dict[int, Thread] = {}
    rows = Conversation.objects.filter(export=export).order_by("pk")
    for pk, key, title, is_group, kind in rows.values_list("pk", "key", "title", "is_group", "platform__kind").iterator(
        chunk_size=5_000
    ):
        people = writing.get(pk, set()) | named.get(key.rsplit("/", 1)[-1], set()) | named.get(title, set())
        if len(people) >= TWO:
            found[pk] = Thread(kind, bool(is_group), tuple(sorted(people)))
    return found


def is_child_then(party: CaseParty, day: dt.date | None) -> bool:
    """Whether somebody of the case was a child on that day: by their birthday where it is known."""
    person = party.person
    if person is not None and day is not None:
        return is_child_on(person, day)
    return is_child(None, kind=person.kind if person else party.kind, age_band=party.age_band)

"""Indicators that no single message shows: what stands in a run of messages of one conversation, taken in order."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from safeguarding.cases.choices import Indicator
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.rules import lexicon

#: After so long without a message, whoever writes begins anew (house policy).
NEW_START = dt.timedelta(hours=6)
BLUNT_RUN = 3
UNANSWERED_RUN = 4
UNANSWERED_SPAN = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Run:
    """A pattern over several messages, in words for the page."""

    id: str
    indicator: Indicator
    words: str


DELETED = Run("run-deleted", Indicator.DELETES_MESSAGES, "A message outside groups that whoever sent it deleted")
BLUNT = Run(
    "run-blunt", Indicator.DISENGAGES,
    f"{BLUNT_RUN} answers one after the other, outside groups, of at most three words that all end a talk rather than "
    "go on with it, such as “k”, “yeah”, “idk”, “gotta go”; shown at the last of them",
)  # fmt: skip
UNANSWERED = Run(
    "run-unanswered", Indicator.DISENGAGES,
    f"{UNANSWERED_RUN} messages of one side without an answer, outside groups, over at least "
    f"{UNANSWERED_SPAN.seconds // 60} minutes; shown at the one that makes it so many, once for each run",
)  # fmt: skip
ADDED = Run("run-added", Indicator.BEFRIENDS_PERSONAL, "A friend or follow request, or a follow, on record in the file")
AGAIN = Run("run-again", Indicator.UNFOLLOW_REFOLLOW, "A follow or request to somebody who was unfollowed before")
RUNS = (DELETED, BLUNT, UNANSWERED, ADDED, AGAIN)
#: Those that one message alone does not show.
TOGETHER = frozenset({BLUNT.id, UNANSWERED.id, AGAIN.id})
#: So many messages before it are looked through for those that show it together.
MOST_BACK = 100

_NO_ANSWER = (MessageKind.SYSTEM, MessageKind.REQUEST)
_UNFOLLOWED = ("Unfollowed", "Friend, deleted")
_FOLLOWED = ("Followed", "Friend", "Asked")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run is told of one message."""

    id: int
    sender: int | None
    kind: str
    text: str
    sent_at: dt.datetime | None


class Conversation:
    """One conversation, fed message after message; it keeps counts, and the requests, which are few."""

    def __init__(self, *, is_group: bool) -> None:
        self.is_group = is_group
        self.last: Seen | None = None
        self.blunt: Counter[int | None] = Counter()
        self.run = 0
        self.run_began: dt.datetime | None = None
        self.requests: list[Seen] = []

    def opens(self, message: Seen) -> bool:
        """Whether the message begins the contact, or begins it anew."""
        if self.last is None:
            return True
        if message.sent_at is None or self.last.sent_at is None:
            return False
        return message.sent_at - self.last.sent_at >= NEW_START

    def feed(self, message: Seen) -> Iterator[Run]:
        """The patterns that this message completes."""
        if message.kind == MessageKind.SYSTEM:
            # Nobody wrote it: it begins no contact and answers nothing. Exports of WhatsApp begin with one.
            return
        if message.kind == MessageKind.REQUEST:
            self.requests.append(message)
            return
        if message.kind == MessageKind.REACTION:
            # A sign on a message answers it, and leaves whose turn it is to speak as it was.
            if self.last is not None and self.last.sender != message.sender:
                self.run = 0
            return
        if not self.is_group:
            yield from self._outside_groups(message)
        self.last = message

    def _outside_groups(self, message: Seen) -> Iterator[Run]:
        if message.kind == MessageKind.DELETED:
            yield DELETED
        is_answer = self.last is not None and self.last.sender != message.sender
        if is_answer or self.run == 0:
            self.run, self.run_began = 0, message.sent_at
        self.run += 1
        if self.run >= UNANSWERED_RUN and self._is_long(message):
            # Once for each run: the next is counted only after an answer.
            self.run_began = None
            yield UNANSWERED
        if is_answer and message.kind == MessageKind.TEXT:
            self.blunt[message.sender] = self.blunt[message.sender] + 1 if lexicon.is_blunt(message.text) else 0
            if self.blunt[message.sender] == BLUNT_RUN:
                self.blunt[message.sender] = 0
                yield BLUNT

    def _is_long(self, message: Seen) -> bool:
        if message.sent_at is None or self.run_began is None:
            return False
        return message.sent_at - self.run_began >= UNANSWERED_SPAN

    def at_the_end(self) -> Iterator[tuple[Seen, Run]]:
        """What the requests show, which files do not keep in the order in which they were made."""
        was_unfollowed = False
        for request in sorted(self.requests, key=_when):
            if request.text.startswith(_UNFOLLOWED):
                was_unfollowed = True
            elif request.text.startswith(_FOLLOWED):
                yield request, ADDED
                if was_unfollowed:
                    yield request, AGAIN
                was_unfollowed = False


def together(run: str, backwards: Sequence[Seen]) -> list[int]:
    """The ids of the messages that show a run together, earliest first: of the one it is shown at and those before."""
    here, talk = backwards[0], [one for one in backwards if one.kind not in _NO_ANSWER]
    if run == UNANSWERED.id:
        found = list(takewhile(lambda one: one.sender == here.sender, talk))
    elif run == BLUNT.id:
        words = [one for one in talk if one.kind != MessageKind.REACTION]
        answers = [one for one, before in pairwise(words) if one.sender == here.sender != before.sender]
        found = [one for one in answers if one.kind == MessageKind.TEXT][:BLUNT_RUN]
    else:
        unfollowed = (one for one in backwards[1:] if one.text.startswith(_UNFOLLOWED))
        found = [here, *islice(unfollowed, 1)]
    return [one.id for one in reversed(found)]


def _when(seen: Seen) -> tuple[bool, float]:
    return (seen.sent_at is None, seen.sent_at.timestamp() if seen.sent_at else 0.0)

"""What is known of two people who wrote to each other, as its pages and files give it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from safeguarding.cases.choices import Indicator
from safeguarding.communications.rules.facts import Limits
from safeguarding.conversations.models import Finding
from safeguarding.conversations.rules.contact import Move, Volume
from safeguarding.conversations.selectors.pairs import Side


@dataclass(frozen=True)
class Thread:
    """A conversation in which both have a part."""

    id: int
    export: int
    title: str
    platform: str
    of_two: bool
    sent: tuple[int, int]
    deleted: tuple[int, int]
    first_at: dt.datetime | None
    last_at: dt.datetime | None


@dataclass(frozen=True)
class Starts:
    """Who began talks, and how many of them and of their messages the other left without a word."""

    talks: tuple[int, int]
    unanswered: tuple[int, int]
    unanswered_messages: tuple[int, int]


@dataclass(frozen=True)
class OnPlatform:
    """What two people sent each other on one platform."""

    platform: str
    sent: tuple[int, int]
    deleted: tuple[int, int]
    first_at: dt.datetime | None
    last_at: dt.datetime | None


@dataclass(frozen=True)
class Shown:
    """One indicator: how often it was found in what each wrote, what was said of it, and where it stands first."""

    indicator: str
    by: tuple[int, int]
    open: int
    agreed: int
    dismissed: int
    first: Finding

    @property
    def words(self) -> str:
        return str(Indicator(self.indicator).label)

    @property
    def total(self) -> int:
        return self.open + self.agreed + self.dismissed


@dataclass
class Profile:
    """What stands between two people in the exports that were read."""

    sides: tuple[Side, Side]
    threads: list[Thread] = field(default_factory=list)
    groups: list[Thread] = field(default_factory=list)
    platforms: list[OnPlatform] = field(default_factory=list)
    volume: Volume = field(default_factory=Volume)
    starts: Starts = field(default_factory=lambda: Starts((0, 0), (0, 0), (0, 0)))
    moves: list[Move] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    #: Whether every one of these exports was looked through by the lexicon to its end.
    is_looked_through: bool = True
    #: By which quiet hours the days were judged, the first first.
    quiet_hours: list[Limits] = field(default_factory=list)

    @property
    def sent(self) -> tuple[int, int]:
        return both(self.threads, "sent")

    @property
    def deleted(self) -> tuple[int, int]:
        return both(self.threads, "deleted")

    @property
    def total(self) -> int:
        return sum(self.sent)

    @property
    def untimed(self) -> int:
        """Messages of which the file does not say when they were sent: in no day and no hour."""
        return self.total - sum(self.volume.timed)

    @property
    def first_at(self) -> dt.datetime | None:
        return min((one.first_at for one in self.threads if one.first_at), default=None)

    @property
    def last_at(self) -> dt.datetime | None:
        return max((one.last_at for one in self.threads if one.last_at), default=None)


def both(threads: list[Thread], name: str) -> tuple[int, int]:
    """A number of each of the two, over these conversations."""
    return sum(getattr(each, name)[0] for each in threads), sum(getattr(each, name)[1] for each in threads)

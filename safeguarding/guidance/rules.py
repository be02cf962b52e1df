"""Who belongs to an audience, when somebody is told, and how a text is laid out. Pure: days and facts are passed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.core.clock import date_words
from safeguarding.guidance.choices import AudienceKind, Step, VersionStatus
from safeguarding.people.choices import STAFF_TYPES

#: How long before and after the day it is due somebody is told once more (house policy).
NEAR_DAYS = 3
#: Until when an acknowledgement of the version before still counts, unless the policy says otherwise (house policy).
GRACE_DAYS = 28


@dataclass(frozen=True, slots=True)
class Part:
    """An adult's part in a scheme on a day."""

    scheme_id: int
    role: str
    is_official: bool


@dataclass(frozen=True, slots=True)
class Adult:
    """What is known of an adult on a day that decides which audiences they belong to."""

    person_id: int
    person_type: str = ""
    parts: tuple[Part, ...] = ()
    tags: frozenset[str] = frozenset()

    @property
    def is_staff(self) -> bool:
        return self.person_type in STAFF_TYPES

    @property
    def is_outside_official(self) -> bool:
        """Works with young people in a scheme that is not the official one."""
        return any(not part.is_official for part in self.parts)


@dataclass(frozen=True, slots=True)
class Audience:
    """Some of the adults of a force: a kind, and which scheme, part, kind of staff or group is meant."""

    kind: str
    value: str = ""
    scheme_id: int | None = None


def belongs(adult: Adult, audience: Audience) -> bool:
    """Whether an adult is one of an audience."""
    match audience.kind:
        case AudienceKind.ALL_STAFF:
            return adult.is_staff
        case AudienceKind.OUTSIDE_OFFICIAL:
            return adult.is_outside_official
        case AudienceKind.OFFICIAL:
            return any(part.is_official for part in adult.parts)
        case AudienceKind.SCHEME:
            return any(part.scheme_id == audience.scheme_id for part in adult.parts)
        case AudienceKind.ROLE:
            return any(part.role == audience.value for part in adult.parts)
        case AudienceKind.PERSON_TYPE:
            return adult.person_type == audience.value
        case AudienceKind.TAG:
            return audience.value in adult.tags
    return False


def reached_by(adults: Iterable[Adult], audiences: Iterable[Audience]) -> list[Adult]:
    """The adults who are in any of the audiences, each once."""
    asked = tuple(audiences)
    return [adult for adult in adults if any(belongs(adult, audience) for audience in asked)]


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day on which somebody who has not acknowledged is told."""

    step: Step
    day: dt.date
    number: int = 0

    @property
    def key(self) -> str:
        """Part of the key under which each person is told once."""
        return f"{self.step.value}{self.number}" if self.step == Step.REGULAR else self.step.value


def occasion(
    *, opened_on: dt.date, due_on: dt.date, remind_days: int | None, today: dt.date
) -> Occasion | None:  # fmt: skip
    """The newest occasion that has come.

    Whoever was told of an earlier one and not of this is told of this alone: a pass that stood still for a week, or
    somebody who joined late, brings one notice and not five.
    """
    if today < opened_on:
        return None
    near = dt.timedelta(days=NEAR_DAYS)
    found = [Occasion(Step.OPENED, opened_on)]
    if remind_days:
        times = (today - opened_on).days // remind_days
        if times:
            found.append(Occasion(Step.REGULAR, opened_on + dt.timedelta(days=times * remind_days), times))
    if opened_on < due_on - near <= today:
        found.append(Occasion(Step.BEFORE, due_on - near))
    if due_on + near <= today:
        found.append(Occasion(Step.AFTER, due_on + near))
    # Of two on one day the one about the day it is due counts: it stands later in the list.
    return max(enumerate(found), key=lambda pair: (pair[1].day, pair[0]))[1]


def told(*, title: str, due_on: dt.date, today: dt.date) -> str:
    """What a notice says of a policy that waits to be read."""
    if due_on < today:
        return f"You have not acknowledged a policy that was due by {date_words(due_on)}: {title}"
    return f"Read and acknowledge by {date_words(due_on)}: {title}"


def counts_until(*, effective_from: dt.date, published_on: dt.date, grace_days: int) -> dt.date:
    """Until when an acknowledgement of the version before counts once a new one is published.

    The days of grace begin when the new version takes effect and can be read, whichever comes later.
    """
    return max(effective_from, published_on) + dt.timedelta(days=grace_days)


def standing(*, status: str, effective_from: dt.date | None, effective_to: dt.date | None, today: dt.date) -> str:
    """Where a version stands today, in words: a day to come is said, for a status does not know it."""
    label = VersionStatus(status).label
    if status == VersionStatus.IN_FORCE and effective_from and effective_from > today:
        return f"In force from {date_words(effective_from)}"
    if status == VersionStatus.SUPERSEDED and effective_to and effective_to >= today:
        return f"In force until {date_words(effective_to)}"
    return str(label)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: a heading, a paragraph, or a list."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """A text as headings (a line that begins with #), lists (lines that begin with - or *) and paragraphs."""
    found: list[Block] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        stripped = line.strip()
        if not stripped:
            found.append(Block("end", ()))
        elif stripped.startswith("#"):
            found.append(Block("heading", (stripped.lstrip("#").strip(),)))
        elif stripped[:2] in ("- ", "* "):
            _lengthen(found, "list", stripped[2:].strip())
        else:
            _lengthen(found, "paragraph", stripped)
    return [block for block in found if block.kind != "end"]


def _lengthen(found: list[Block], kind: str, line: str) -> None:
    if found and found[-1].kind == kind:
        found[-1] = Block(kind, (*found[-1].lines, line))
    else:
        found.append(Block(kind, (line,)))

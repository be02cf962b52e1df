"""Looking through a text once for everything that is looked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from safeguarding.guard.choices import Identifier, Weight
from safeguarding.guard.rules.dates import days_in
from safeguarding.guard.rules.figures import in_figures, pointing
from safeguarding.guard.rules.heap import without_collector
from safeguarding.guard.rules.initials import with_initials
from safeguarding.guard.rules.naming import named
from safeguarding.guard.rules.needles import Needles
from safeguarding.guard.rules.raw import Raw
from safeguarding.guard.rules.text import Reading, plain, read

LABELS_SHOWN = 3


@dataclass(frozen=True)
class Find:
    """Something found: in which section, where, what it is, whose, and what follows from it.

    `key` is the same as long as the same words stand in the same sentence, so an answer goes with what was answered.
    """

    section: str
    start: int
    end: int
    words: str
    kind: str
    weight: str
    labels: tuple[str, ...]
    why: str
    key: str
    #: Of a word in small letters that is a name too, how often it stands there; it is answered once.
    times: int = 1

    @property
    def blocks(self) -> bool:
        return self.weight == Weight.BLOCKS


def finds(sections: Mapping[str, str] | Iterable[tuple[str, str]], wanted: Needles) -> list[Find]:
    """Everything found, in the order of the text. Of two that overlap what blocks counts, or else the longer."""
    with without_collector():
        return _finds(sections.items() if isinstance(sections, Mapping) else sections, wanted)


def _finds(pairs: Iterable[tuple[str, str]], wanted: Needles) -> list[Find]:
    found: list[Find] = []
    grouped: dict[str, Find] = {}
    for name, text in pairs:
        reading = read(name, text)
        for raw in with_initials(reading, _sorted_out(list(_found(reading, wanted))), wanted):
            one = _find(reading, raw)
            if not raw.once:
                found.append(one)
            elif one.key in grouped:
                grouped[one.key] = _again(grouped[one.key])
            else:
                grouped[one.key] = one
    return found + list(grouped.values())


def _again(one: Find) -> Find:
    return replace(one, times=one.times + 1)


def _found(reading: Reading, wanted: Needles) -> Iterator[Raw]:
    yield from named(reading, wanted)
    days = list(days_in(reading.raw))
    yield from in_figures(reading, wanted, days)
    yield from pointing(reading, days)


SAME_PLACE = (Identifier.TOGETHER,)


def _sorted_out(found: list[Raw]) -> list[Raw]:
    """In the order of the text; what lies in something weightier or longer goes. What is rare together stays beside."""
    beside = [one for one in found if one.kind in SAME_PLACE]
    others = [one for one in found if one.kind not in SAME_PLACE]
    others.sort(key=lambda one: (one.weight != Weight.BLOCKS, one.start - one.end, one.start, one.labels))
    taken: set[int] = set()
    kept: list[Raw] = []
    for one in others:
        places = range(one.start, one.end)
        if not any(place in taken for place in places):
            taken |= {*places}
            kept.append(one)
    return sorted([*kept, *beside], key=lambda one: (one.start, one.end))


def _find(reading: Reading, raw: Raw) -> Find:
    words = reading.raw[raw.start : raw.end]
    around = raw.once or " ".join(reading.sentence(raw.start, raw.end).split())
    told = "|".join((raw.kind, plain(words) or words, ",".join(raw.labels), raw.why, around))
    key = hashlib.sha256(told.encode()).hexdigest()
    return Find(
        reading.section, raw.start, raw.end, words, raw.kind, raw.weight, raw.labels[:LABELS_SHOWN], raw.why, key
    )

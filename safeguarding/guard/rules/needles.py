"""What the guard looks for: every identifier of every party, in the forms in which somebody might write it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from nicknames import NickNamer

from safeguarding.guard.choices import Identifier, Weight
from safeguarding.guard.rules.heap import without_collector
from safeguarding.guard.rules.sounds import Near
from safeguarding.guard.rules.text import WORD, plain, squeezed
from safeguarding.guard.rules.words import GENERIC, ordinary

#: A needle shorter than this is looked for as a whole word alone.
PREFIX = 3
#: From here on a needle is looked for inside a longer word, and from the second on across the ends of words too:
#: nothing else is written so by chance.
INSIDE, ACROSS = 6, 8
LAST_DIGITS = 9
SHORTEST_NUMBER = 6
SHORTEST_NICKNAME = 3
YEAR = re.compile("(19|20)[0-9]{2}")

_NICKNAMES = NickNamer()


@dataclass(frozen=True)
class Party:
    """Everything by which somebody in a case could be known again. The label is how a report calls them."""

    label: str
    #: (given, family, known as), and the same as the record said it before.
    names: tuple[tuple[str, str, str], ...] = ()
    handles: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    collar_numbers: tuple[str, ...] = ()
    births: tuple[dt.date, ...] = ()
    addresses: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


class Needle(NamedTuple):
    """One form of one identifier, as it is compared, and whose it is."""

    key: str
    kind: str
    weight: str
    labels: tuple[str, ...]


@dataclass
class Needles:
    """All that is looked for, so that each word of a text is looked up and never compared with everything."""

    whole: dict[str, Needle] = field(default_factory=dict)
    #: By what they begin with, four to six signs of it: one look-up at each place instead of a search for each needle.
    by_start: dict[str, list[Needle]] = field(default_factory=dict)
    #: The first four signs of each of these: at most places of a text nothing begins.
    starts: set[str] = field(default_factory=set)
    anywhere: dict[str, list[Needle]] = field(default_factory=dict)
    #: Single names, for other spellings of them.
    single: dict[str, Needle] = field(default_factory=dict)
    near: Near = field(default_factory=lambda: Near(set()))
    #: Family names with the initials of those who bear them: J. May is somebody, where May is a month.
    initials: dict[str, set[str]] = field(default_factory=dict)
    #: First names with the initials of the families of those who bear them: Grace H. is somebody.
    surnames: dict[str, set[str]] = field(default_factory=dict)
    #: Initials by themselves.
    bare_initials: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    emails: dict[str, tuple[str, ...]] = field(default_factory=dict)
    births: dict[dt.date, tuple[str, ...]] = field(default_factory=dict)


Form = tuple[str, str, str]  # key, kind, weight


def needles(parties: Iterable[Party]) -> Needles:
    """Everything to look for, of all parties. The same form of two people is one needle with both labels."""
    with without_collector():
        found = _Gathering()
        for party in parties:
            found.add(party)
        return found.done()


class _Gathering:
    def __init__(self) -> None:
        self.forms: dict[str, dict[str, Form]] = defaultdict(dict)
        self.labels: dict[str, list[str]] = defaultdict(list)
        self.singles: set[str] = set()
        self.made = Needles()

    def add(self, party: Party) -> None:
        for form in _forms(party):
            self._take(form, party.label)
        for given, family, known_as in party.names:
            self._take_single(given, family, known_as)
            self._take_initials(party.label, given, family, known_as)
        self._take_single(*(word for title in _titles(party) for word in _own_words(title)))
        _add(self.made.numbers, (_number(phone) for phone in party.phones), party.label)
        _add(self.made.emails, (email.casefold().strip() for email in party.emails), party.label)
        _add(self.made.births, party.births, party.label)

    def done(self) -> Needles:
        for key, kinds in self.forms.items():
            kind, weight = _weightiest(kinds.values())
            needle = Needle(key, kind, weight, tuple(dict.fromkeys(self.labels[key])))
            self.made.whole[key] = needle
            if key in self.singles:
                self.made.single[key] = needle
            if len(key) > PREFIX:
                self.made.starts.add(key[: PREFIX + 1])
                self.made.by_start.setdefault(key[:INSIDE], []).append(needle)
            if len(key) >= INSIDE and weight == Weight.BLOCKS:
                self.made.anywhere.setdefault(key[:INSIDE], []).append(needle)
        for near in self.made.by_start.values():
            near.sort(key=lambda needle: -len(needle.key))
        self.made.near = Near(self.singles)
        return self.made

    def _take(self, form: Form, label: str) -> None:
        self.forms[form[0]][form[1]] = form
        self.labels[form[0]].append(label)

    def _take_single(self, *names: str) -> None:
        self.singles |= {part for name in names for part in _parts(name)}

    def _take_initials(self, label: str, given: str, family: str, known_as: str) -> None:
        firsts = {part[0] for name in (given, known_as) for part in _parts(name)}
        lasts = _parts(family)
        for last in lasts:
            self.made.initials[last] = self.made.initials.get(last, set()) | firsts
        for first in (part for name in (given, known_as) for part in _parts(name)):
            for form in (first, *_nicknames(first)):
                self.made.surnames[form] = self.made.surnames.get(form, set()) | {last[0] for last in lasts}
        for first in firsts:
            if lasts:
                _add(self.made.bare_initials, [first + lasts[0][0]], label)


def _weightiest(forms: Iterable[Form]) -> tuple[str, str]:
    """What blocks goes before what asks."""
    _, kind, weight = min(forms, key=lambda form: form[2] != Weight.BLOCKS)
    return kind, weight


def _add(into: dict, keys: Iterable, label: str) -> None:
    for key in keys:
        if key:
            into[key] = tuple(dict.fromkeys((*into.get(key, ()), label)))


def _parts(name: str) -> list[str]:
    """The words of a name, and a double one together."""
    words = [word for found in WORD.findall(name) if len(word := plain(found)) > 1]
    return [*words, "".join(words)] if len(words) > 1 else words


def _weight(key: str) -> str:
    """A word of the language by itself is a question; anything else is somebody's name."""
    is_word = key in ordinary() or key.removesuffix("s") in ordinary() or key in GENERIC
    return Weight.ASKS if is_word or len(key) <= 2 else Weight.BLOCKS


def _forms(party: Party) -> Iterator[Form]:
    for names in party.names:
        yield from _name_forms(*names)
    yield from _handle_forms(party.handles)
    for email in party.emails:
        yield from _email_forms(email)
    for number in party.collar_numbers:
        yield from _collar_forms(number)
    for words, kind in (
        (party.addresses, Identifier.ADDRESS), (party.schools, Identifier.SCHOOL), (party.schemes, Identifier.SCHEME),
    ):  # fmt: skip
        for one in words:
            yield from _title_forms(one, kind)
    for reference in party.references:
        yield squeezed(reference), Identifier.REFERENCE, Weight.BLOCKS


def _name_forms(given: str, family: str, known_as: str) -> Iterator[Form]:
    """Each name by itself, first and family name together either way round, and the other forms of the first."""
    firsts, lasts = [*_parts(given), *_parts(known_as)], _parts(family)
    for part in (*firsts, *lasts):
        yield part, Identifier.NAME, _weight(part)
    for first in firsts:
        for last in lasts:
            yield first + last, Identifier.NAME, Weight.BLOCKS
            yield last + first, Identifier.NAME, Weight.BLOCKS
        for short in _nicknames(first):
            yield short, Identifier.NICKNAME, _weight(short)
            yield from ((short + last, Identifier.NICKNAME, Weight.BLOCKS) for last in lasts)


@lru_cache(maxsize=20_000)
def _nicknames(first: str) -> tuple[str, ...]:
    """Liz of Elizabeth, Elizabeth of Liz, and Beth, which is both."""
    full = set(_NICKNAMES.canonicals_of(first))
    short = set(_NICKNAMES.nicknames_of(first))
    for name in full:
        short |= set(_NICKNAMES.nicknames_of(name))
    found = {plain(name) for name in full | short} - {first}
    return tuple(sorted(name for name in found if len(name) >= SHORTEST_NICKNAME))


def _handle_forms(handles: Iterable[str]) -> Iterator[Form]:
    for handle in handles:
        key = squeezed(handle)
        if len(key) >= PREFIX:
            yield key, Identifier.HANDLE, _weight(key)
        without = key.rstrip("0123456789")
        if len(without) >= SHORTEST_NUMBER and without != key:
            yield without, Identifier.HANDLE, _weight(without)


def _email_forms(email: str) -> Iterator[Form]:
    """As it is, as it is said aloud, and what stands before the @ by itself."""
    yield squeezed(email), Identifier.EMAIL, Weight.BLOCKS
    yield squeezed(email.replace("@", " at ").replace(".", " dot ")), Identifier.EMAIL, Weight.BLOCKS
    mailbox = squeezed(email.partition("@")[0])
    if len(mailbox) >= PREFIX:
        yield mailbox, Identifier.EMAIL, _weight(mailbox)


def _collar_forms(number: str) -> Iterator[Form]:
    """A number of two or three figures, or one like a year, may be something else."""
    key = squeezed(number)
    figures = "".join(sign for sign in key if sign.isdigit())
    for one in dict.fromkeys((key, figures)):
        if len(one) >= 2:
            is_rare = len(one) > PREFIX and not YEAR.fullmatch(one)
            yield one, Identifier.COLLAR, Weight.BLOCKS if is_rare else Weight.ASKS


def _title_forms(title: str, kind: str) -> Iterator[Form]:
    """A school, a scheme or an address: whole, without the words that all of them have, and its own words each."""
    words = [plain(word) for word in WORD.findall(title) if plain(word)]
    if not words:
        return
    yield "".join(words), kind, _weight("".join(words))
    own = [word for word in words if word not in GENERIC]
    if len(own) > 1:
        yield "".join(own), kind, Weight.BLOCKS
    for word in _own_words(title):
        # Where something happened is told in a sentence, and its words are words like others.
        if kind != Identifier.ADDRESS or _weight(word) == Weight.BLOCKS:
            yield word, kind, _weight(word)


def _titles(party: Party) -> tuple[str, ...]:
    return (*party.addresses, *party.schools, *party.schemes)


def _own_words(title: str) -> list[str]:
    """The words of a school, a scheme or an address that others do not have."""
    words = (plain(word) for word in WORD.findall(title))
    return [word for word in words if len(word) > PREFIX and word not in GENERIC and not word.isdigit()]


def _number(phone: str) -> str:
    """What a number ends with: the same however the country before it is written."""
    figures = "".join(sign for sign in phone if sign.isdigit())
    return figures[-LAST_DIGITS:] if len(figures) >= SHORTEST_NUMBER else ""

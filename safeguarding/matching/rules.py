"""How alike two people are by what is known of them, and why, in plain words. Plain values in, plain values out."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from nicknames import NickNamer
from rapidfuzz.distance import OSA, JaroWinkler

#: From here on somebody is offered when a person is added. Below it, two people are two people.
OFFERED = 72.0
#: From here on a pair on record is put before a person: a machine that asks too often is not read.
PAIRED = 84.0
#: How much of the answer is the name, and how much the date of birth, when both dates are known.
OF_NAME, OF_DATE = 0.6, 0.4
#: With no date to hold them apart or together, the same name alone is not certainty.
WITHOUT_DATE = 0.9
DIFFERENT_KIND = 6.0
SWAPPED_NAMES = 4.0
SPELT_NEARLY = 70.0
#: A year may be mistyped altogether. With a name that is strongly alike it is offered; by itself no pair is made of it.
SAME_BIRTHDAY = 56.0
ONE_NAME = 78.0

APOSTROPHES = re.compile("['’‘ʼʻ`´]")
BETWEEN = re.compile(r"[-\s.,;:/()\"&_‐‑–—]+")
#: Letters that no decomposition takes to a plain one.
PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})

_NICKNAMES = NickNamer()


@dataclass(frozen=True)
class Known:
    """What is known of one person. The words are as they were written; comparing folds them."""

    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    born: dt.date | None = None
    kind: str = ""

    @cached_property
    def firsts(self) -> tuple[str, ...]:
        """The first names, folded: as given, each by itself when there are several, and the one gone by."""
        return _forms(self.given_name, self.known_as)

    @cached_property
    def lasts(self) -> tuple[str, ...]:
        """The family names, folded: the whole, and each part of a double one."""
        return _forms(self.family_name)

    @property
    def has_one_name(self) -> bool:
        return not (self.firsts and self.lasts)


@dataclass(frozen=True)
class Likeness:
    """How alike, from 0 to 100, and why."""

    score: float
    reasons: tuple[str, ...] = ()
    #: The very same name, and nothing else for it: worth a look where the name is rare.
    is_by_name_alone: bool = False

    @property
    def words(self) -> str:
        """The reasons in one sentence."""
        told = "; ".join(self.reasons)
        return f"{told[:1].upper()}{told[1:]}." if told else ""


@dataclass(frozen=True)
class _Alike:
    """How alike two names, or two dates, are; the reason is empty when they are just the same."""

    score: float
    reason: str = ""


NOTHING = _Alike(0.0)


def likeness(one: Known, other: Known) -> Likeness:
    """How likely the two are one person. The order of the two changes nothing but the order of words."""
    names, is_same = _names(one, other)
    date = _dates(one.born, other.born)
    reasons, by_name_alone = [names.reason], False
    if date is None:
        score = names.score * WITHOUT_DATE
        reasons.append("" if one.born is None else "no date of birth on record to compare")
    else:
        score = names.score * OF_NAME + date.score * OF_DATE
        reasons.append(date.reason)
        if is_same and score < OFFERED:
            score, by_name_alone = OFFERED, True
    if one.kind and other.kind and one.kind != other.kind:
        score -= DIFFERENT_KIND
        reasons.append("one is on record as a young person, the other as an adult")
    return Likeness(max(0.0, min(100.0, score)), tuple(reason for reason in reasons if reason), by_name_alone)


# -- names ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def fold(words: str) -> str:
    """A name as it is compared: small letters, no accents, no apostrophes, parts set apart by one space."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", words).casefold().translate(PLAIN))
    return BETWEEN.sub(" ", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip()


def _forms(*names: str) -> tuple[str, ...]:
    """Each name whole, then its parts when it has several."""
    found: list[str] = []
    for name in names:
        whole = fold(name)
        parts = whole.split()
        found += [whole.replace(" ", ""), *(parts if len(parts) > 1 else ())]
    return tuple(dict.fromkeys(one for one in found if one))


def _names(one: Known, other: Known) -> tuple[_Alike, bool]:
    """How alike the names are as they stand or swapped, and whether they are just the same."""
    if one.has_one_name or other.has_one_name:
        return _one_name(one, other), False
    first, last = _best_first(one.firsts, other.firsts), _best_last(one.lasts, other.lasts)
    straight = _both(first, last)
    if first.score == last.score == 100 and not (first.reason or last.reason):
        return _Alike(straight.score, "the same name"), True
    crossed_first, crossed_last = _best_first(one.firsts, other.lasts), _best_first(one.lasts, other.firsts)
    crossed = _both(crossed_first, crossed_last)
    if crossed.score - SWAPPED_NAMES > straight.score:
        more = [reason for reason in (crossed_first.reason, crossed_last.reason) if reason]
        return _Alike(crossed.score - SWAPPED_NAMES, "; ".join(["first and family name swapped", *more])), False
    reasons = [
        reason
        for reason in (
            first.reason or (f"the same first name, {_shown(one.given_name)}" if first.score == 100 else ""),
            last.reason or ("the same family name" if last.score == 100 else ""),
        )
        if reason
    ]
    return _Alike(straight.score, "; ".join(reasons)), False


def _both(first: _Alike, last: _Alike) -> _Alike:
    """Both names count alike; one that is another name altogether counts for nothing."""
    kept = [one.score if one.score >= SPELT_NEARLY else 0.0 for one in (first, last)]
    return _Alike(sum(kept) / 2)


def _one_name(one: Known, other: Known) -> _Alike:
    """Somebody with a single name: it may be anywhere in the other's."""
    mine, theirs = one.firsts + one.lasts, other.firsts + other.lasts
    if not (mine and theirs):
        return NOTHING
    best = _best_first(mine, theirs)
    if one.has_one_name and other.has_one_name:
        return _Alike(best.score, best.reason or "the same name, and no other")
    reason = best.reason or "the one name known is part of the other"
    return _Alike(best.score * ONE_NAME / 100, reason)


def _best_first(mine: tuple[str, ...], theirs: tuple[str, ...]) -> _Alike:
    return max((_first(a, b) for a in mine for b in theirs), key=lambda alike: alike.score, default=NOTHING)


def _best_last(mine: tuple[str, ...], theirs: tuple[str, ...]) -> _Alike:
    """A part of a double family name counts for less than the whole."""
    if mine[0] == theirs[0]:
        return _Alike(100.0)
    best = _spelt(mine[0], theirs[0])
    for a in mine:
        for b in theirs:
            if a == b and best.score < 94:
                best = _Alike(94.0, f"{_shown(a)} is part of both family names")
    if best.score < SPELT_NEARLY and max(len(mine), len(theirs)) > 1:
        parts = max((_spelt(a, b) for a in mine for b in theirs), key=lambda alike: alike.score)
        best = max(best, _Alike(parts.score * 0.92, parts.reason), key=lambda alike: alike.score)
    return best


def _first(one: str, other: str) -> _Alike:
    if one == other:
        return _Alike(100.0)
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and long.startswith(short):
        return _Alike(86.0, f"{_shown(short)} may stand for {_shown(long)}")
    by_nickname = _nickname(one, other)
    spelt = _spelt(one, other)
    return by_nickname if by_nickname.score > spelt.score else spelt


def _nickname(one: str, other: str) -> _Alike:
    """Two forms of one first name: Liz and Elizabeth, or Bill and Will, which both are William."""
    if other in _full(one):
        return _Alike(96.0, f"{_shown(one)} is short for {_shown(other)}")
    if one in _full(other):
        return _Alike(96.0, f"{_shown(other)} is short for {_shown(one)}")
    shared = _full(one) & _full(other)
    if shared:
        return _Alike(92.0, f"{_shown(one)} and {_shown(other)} are both short for {_shown(min(shared))}")
    return NOTHING


@lru_cache(maxsize=20_000)
def _full(name: str) -> frozenset[str]:
    return frozenset(_NICKNAMES.canonicals_of(name))


@lru_cache(maxsize=50_000)
def _spelt(one: str, other: str) -> _Alike:
    """How near two spellings are: slips of one letter and two letters changed about, and the same beginning."""
    if one == other:
        return _Alike(100.0)
    slips = OSA.distance(one, other)
    near = 100.0 * max(1 - slips / max(len(one), len(other)), 0.0)
    score = max(near, 100.0 * JaroWinkler.similarity(one, other) - 6) if slips <= 2 else near
    score = min(score, 97.0)
    return _Alike(
        score, f"{_shown(one)} and {_shown(other)} are spelt nearly the same" if score >= SPELT_NEARLY else ""
    )


def _shown(name: str) -> str:
    """A folded name as it is shown in a reason."""
    return " ".join(part.capitalize() for part in fold(name).split())


# -- dates ------------------------------------------------------------------------------------------------------------


def swapped(day: dt.date) -> dt.date | None:
    """The date with day and month changed about, where that is another date."""
    if day.day > 12 or day.day == day.month:
        return None
    return dt.date(day.year, day.day, day.month)


def _dates(one: dt.date | None, other: dt.date | None) -> _Alike | None:
    """How alike two dates of birth are; None when one is not known."""
    if one is None or other is None:
        return None
    if one == other:
        return _Alike(100.0, "same date of birth")
    if swapped(one) == other:
        return _Alike(92.0, "day and month of the date of birth swapped")
    slips = OSA.distance(f"{one:%d%m%Y}", f"{other:%d%m%Y}")
    if slips == 1:
        return _Alike(86.0, "one figure of the date of birth differs")
    if (one.month, one.day) == (other.month, other.day):
        return _Alike(SAME_BIRTHDAY, "same day and month of birth, in another year: the year may be mistyped")
    if one.year == other.year and slips == 2:
        return _Alike(25.0, "two figures of the date of birth differ")
    return _Alike(0.0, "another date of birth")

"""The guard over a report of 20,000 words with 200 people behind it, beside a bare search for the same identifiers.

The bare side looks for each identifier just as it is on record, in small letters: no other spelling, no nickname, nothing
pulled apart, no word that is also a name told from one that is not.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from dataclasses import dataclass

from bench.altered import names
from safeguarding.guard.rules import Party, finds, needles
from safeguarding.guard.rules.words import ordinary

SEED = 20_261_123
EVERY = 400


@dataclass(frozen=True)
class Guarded:
    """What the bench prints of the guard."""

    words: int
    parties: int
    #: Milliseconds of the processor; the last two by the clock on the wall, which counts what else the machine does.
    needles_ms: float
    ours_ms: float
    bare_ms: float
    ours_wall_ms: float
    bare_wall_ms: float
    seeded: int
    found: int
    bare_found: int
    asked: int


def figures(words: int, parties: int, rounds: int = 15) -> Guarded:
    """A text with a leak in each 400 words: half of them as on record, half in another spelling."""
    chance = random.Random(SEED)
    people = _people(parties, chance)
    text, leaks = _text(words, people, chance)
    times: list[tuple[float, ...]] = []
    for _ in range(rounds):
        clocks = [_clocks()]
        wanted = needles(people)
        clocks.append(_clocks())
        found = finds([("overview", text)], wanted)
        clocks.append(_clocks())
        plain = _bare(text, people)
        clocks.append(_clocks())
        (start, wall), (made, _), (end, wall_end), (last, wall_last) = clocks
        times.append((made - start, end - start, last - end, wall_end - wall, wall_last - wall_end))
    blocked = [(one.start, one.end) for one in found if one.blocks]
    hit = sum(any(start < at + len(leak) and end > at for start, end in blocked) for at, leak in leaks)
    bare_hit = sum(any(at <= place < at + len(leak) for place in plain) for at, leak in leaks)
    asked = sum(not one.blocks for one in found)
    medians = [statistics.median(column) * 1000 for column in zip(*times, strict=True)]
    return Guarded(words, parties, *medians, len(leaks), hit, bare_hit, asked)


def _clocks() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _people(parties: int, chance: random.Random) -> list[Party]:
    firsts, lasts = names()
    return [_party(number, chance, firsts, lasts) for number in range(parties)]


def _party(number: int, chance: random.Random, firsts: list[str], lasts: list[str]) -> Party:
    given, family = chance.choice(firsts), chance.choice(lasts)
    birth = dt.date(2005, 1, 1) + dt.timedelta(days=chance.randrange(3650))
    return Party(
        f"Person {number}", names=((given, family, ""),), handles=(f"{given}_{family}{chance.randrange(100)}",),
        phones=(f"07700 900{chance.randrange(1000):03}",), emails=(f"{given}.{family}@post.example",),
        collar_numbers=(str(chance.randrange(4000, 9000)),), births=(birth,),
        addresses=(f"{number} {chance.choice(lasts)}field Road",), schools=(f"{chance.choice(lasts)}ton Primary School",),
        schemes=(f"{chance.choice(lasts)}wick Cadets",),
    )  # fmt: skip


def _text(words: int, people: list[Party], chance: random.Random) -> tuple[str, list[tuple[int, str]]]:
    plain = sorted(ordinary())
    parts: list[str] = []
    leaks: list[tuple[int, str]] = []
    length = 0
    for number in range(words):
        word = chance.choice(plain)
        if number % EVERY == EVERY - 1:
            word = _leak(chance.choice(people), chance)
            leaks.append((length, word))
        elif number % 14 == 13:
            word += ".\n" if number % 140 == 139 else "."
        parts.append(word)
        length += len(word) + 1
    return " ".join(parts), leaks


def _leak(who: Party, chance: random.Random) -> str:
    given, family, _ = who.names[0]
    born = who.births[0]
    return chance.choice(
        (
            f"{given} {family}".title(), f"{family.title()}, {given[0].upper()}", who.handles[0], who.phones[0],
            who.emails[0], f"{born:%d/%m/%Y}", who.schools[0], who.addresses[0],
            f"{given}{family}", " ".join(f"{given}{family}"), who.phones[0].replace(" ", "-").replace("0", "+44 ", 1),
            f"{born.day} {born:%B %Y}", who.handles[0].replace("_", " . "), who.emails[0].replace("@", " at "),
        )
    )  # fmt: skip


def _bare(text: str, people: list[Party]) -> list[int]:
    small = text.casefold()
    places: list[int] = []
    for who in people:
        given, family, _ = who.names[0]
        wanted = (
            given, family, *who.handles, *who.phones, *who.emails, *who.collar_numbers, *who.addresses, *who.schools,
            *who.schemes, *(day.strftime("%d/%m/%Y") for day in who.births),
        )  # fmt: skip
        for one in wanted:
            key = one.casefold()
            at = small.find(key)
            while at >= 0:
                places.append(at)
                at = small.find(key, at + 1)
    return places


def show(found: Guarded) -> None:
    print(f"\nguard, a report of {found.words:,} words, {found.parties} people, medians\n")
    print(f"{'':<34}{'ours':>9}{'bare':>9}")
    print(f"{'ms of the processor':<34}{found.ours_ms:>9.0f}{found.bare_ms:>9.0f}")
    print(f"{'  of it what to look for':<34}{found.needles_ms:>9.0f}")
    print(f"{'ms by the clock':<34}{found.ours_wall_ms:>9.0f}{found.bare_wall_ms:>9.0f}")
    print(f"{'leaks found, of ' + str(found.seeded):<34}{found.found:>9}{found.bare_found:>9}")
    print(f"{'words asked about':<34}{found.asked:>9}")

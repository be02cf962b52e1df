"""How long a case is kept and when it is looked at, worked out from plain values. The longest rule counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safeguarding.records.choices import STANDARD_OF, Of, RecordClass, Standard


@dataclass(frozen=True)
class Rule:
    """A rule as it is in force on a day."""

    key: str
    years: int
    review_every: int
    source: str
    until_age: int | None = None
    version: int = 1

    @property
    def standard(self) -> Standard:
        return STANDARD_OF[self.key]

    @property
    def label(self) -> str:
        return str(RecordClass(self.key).label)

    @property
    def words(self) -> str:
        """How long, in a few words, with both ends where it has two."""
        told = f"{self.years} years after the case is closed"
        if self.until_age is None:
            return told
        return f"{told}, or until {Of(self.standard.of).label} reaches the age of {self.until_age}, whichever is later"


@dataclass(frozen=True)
class Facts:
    """What of a case decides how long it is kept. A birthday that is not known is None."""

    closed_on: dt.date
    subjects_born: tuple[dt.date | None, ...] = ()
    children_born: tuple[dt.date | None, ...] = ()
    has_misconduct: bool = False
    has_dismissal: bool = False
    is_abuse_of_position: bool = False
    has_allegation: bool = False
    was_cleared: bool = False
    is_sexual: bool = False


@dataclass(frozen=True)
class Held:
    """One rule that holds for a case: until when it keeps it."""

    rule: Rule
    keep_until: dt.date
    #: Somebody's date of birth is not known: counted as if they were born on the day the case was closed.
    is_counted_from_closing: bool = False


@dataclass(frozen=True)
class Due:
    """Until when a case is kept, by which rule, and when it is looked at."""

    held: Held
    review_on: dt.date
    others: tuple[Held, ...] = ()

    @property
    def rule(self) -> Rule:
        return self.held.rule

    @property
    def keep_until(self) -> dt.date:
        return self.held.keep_until


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; of 29 February the day after, so that nothing is kept too short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def applies(key: str, facts: Facts) -> bool:
    """Whether a rule holds for a case."""
    return {
        RecordClass.GENERAL: True,
        RecordClass.CHILD: bool(facts.children_born),
        RecordClass.MISCONDUCT: facts.has_misconduct,
        RecordClass.DISMISSAL: facts.has_dismissal or facts.is_abuse_of_position,
        # False or malicious: nothing stays on the adult's record for it; any other end keeps it, unfounded too.
        RecordClass.ALLEGATION: facts.has_allegation and not facts.was_cleared,
        RecordClass.SEXUAL_ABUSE: facts.is_sexual,
    }[RecordClass(key)]


def held_by(rule: Rule, facts: Facts) -> Held:
    """Until when one rule keeps a case: the later of its years and the birthday that it counts to."""
    until = years_after(facts.closed_on, rule.years)
    if rule.until_age is None:
        return Held(rule, until)
    born = facts.subjects_born if rule.standard.of == Of.SUBJECT else facts.children_born
    days = [years_after(day or facts.closed_on, rule.until_age) for day in born or (None,)]
    return Held(rule, max(until, *days), any(day is None for day in born or (None,)))


def due(facts: Facts, rules: Iterable[Rule]) -> Due:
    """Until when a case is kept and when it is looked at, by the rule that keeps it longest."""
    found = sorted(
        (held_by(rule, facts) for rule in rules if applies(rule.key, facts)),
        key=lambda one: (one.keep_until, one.rule.years, one.rule.key), reverse=True,
    )  # fmt: skip
    longest = found[0]
    review_on = longest.keep_until
    if longest.rule.standard.is_reviewed_meanwhile:
        review_on = min(review_on, years_after(facts.closed_on, longest.rule.review_every))
    return Due(longest, review_on, tuple(found[1:]))


def looked_at_on(due: Due, kept_until: Iterable[dt.date | None]) -> dt.date:
    """When a case is looked at: as its rule says, or when it was kept since it was closed, on the day named last."""
    return max(filter(None, kept_until), default=due.review_on)


def latest_keep(rule: Rule, today: dt.date) -> dt.date:
    """The latest day until which a review may keep a case: then it is looked at again."""
    return years_after(today, rule.review_every)


def too_little(key: str, *, years: int, until_age: int | None) -> str:
    """Why a force may not set a rule so low, with the source; nothing where it may."""
    standard = STANDARD_OF[key]
    if years < standard.least_years:
        return f"At least {standard.least_years} years: {standard.least_source}."
    if standard.until_age is not None and (until_age or 0) < (standard.least_age or 0):
        return f"At least until the age of {standard.least_age}: {standard.least_source}."
    return ""


def in_force(changes: Sequence[Rule], keys: Iterable[str] = RecordClass.values) -> dict[str, Rule]:
    """The rules of a force: what it set last, else what every force begins with. `changes` come oldest first."""
    rules = {key: _standard(key) for key in keys}
    for one in changes:
        rules[one.key] = one
    return rules


def _standard(key: str) -> Rule:
    one = STANDARD_OF[key]
    return Rule(key, one.years, one.review_every, one.source, one.until_age)

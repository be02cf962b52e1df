"""How long a case is kept: one line for each rule, with its source (domain facts 4.5)."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.core.errors import Conflict
from safeguarding.investigations.choices import DISMISSALS, Finding, OutcomeCode
from safeguarding.investigations.rules.ends import end_of
from safeguarding.records import rules, states
from safeguarding.records.choices import STANDARD, RecordClass
from safeguarding.records.rules import Facts, Rule
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.rules import ends
from safeguarding.tracks.states import TABLES

D = dt.date
CLOSED = D(2020, 2, 29)


def standing(**given: object) -> rules.Due:
    return rules.due(Facts(closed_on=CLOSED, **given), rules.in_force([]).values())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "key", "keep_until", "review_on"),
    [
        # MoPI group 3: a clear period of 6 years. Of 29 February the day after: nothing is kept too short.
        ({}, "general", D(2026, 2, 28) + dt.timedelta(days=1), D(2026, 3, 1)),
        # A young person of 10: until 25, which is later than 6 years; of several the youngest counts.
        ({"children_born": (D(2010, 5, 1), D(2009, 1, 1))}, "child", D(2035, 5, 1), D(2035, 5, 1)),
        # One who was 26 when it was closed: the 6 years are longer.
        ({"children_born": (D(1994, 1, 1),)}, "general", D(2026, 3, 1), D(2026, 3, 1)),
        # NPCC national retention schedule: complaints and misconduct, 6 years after closing.
        ({"has_misconduct": True}, "misconduct", D(2026, 3, 1), D(2026, 3, 1)),
        # Dismissal, and abuse of position for a sexual purpose: until the 100th birthday, looked at every 10 years.
        ({"has_dismissal": True, "subjects_born": (D(1990, 7, 4),)}, "dismissal", D(2090, 7, 4), D(2030, 3, 1)),
        ({"is_abuse_of_position": True, "subjects_born": (D(1990, 7, 4),)}, "dismissal", D(2090, 7, 4), D(2030, 3, 1)),
        # KCSIE Part 4: until pension age, or 10 years where that is longer; unfounded is kept like any other end.
        ({"has_allegation": True, "subjects_born": (D(1985, 1, 1),)}, "allegation", D(2052, 1, 1), D(2030, 3, 1)),
        ({"has_allegation": True, "subjects_born": (D(1950, 1, 1),)}, "allegation", D(2030, 3, 1), D(2030, 3, 1)),
        # False or malicious: nothing of it stays for the adult, and the rule of every case is left.
        ({"has_allegation": True, "was_cleared": True, "subjects_born": (D(1985, 1, 1),)}, "general",
         D(2026, 3, 1), D(2026, 3, 1)),
        # IICSA, final report, part H.5: 75 years.
        ({"is_sexual": True, "children_born": (D(2010, 5, 1),)}, "sexual_abuse", D(2095, 3, 1), D(2030, 3, 1)),
    ],
)  # fmt: skip
def test_the_rule_that_keeps_it_longest_counts(
    facts: dict[str, object], key: str, keep_until: dt.date, review_on: dt.date
) -> None:
    due = standing(**facts)
    assert (due.keep_until, due.review_on) == (keep_until, review_on)
    assert due.rule.key == key
    assert due.rule.source


def test_somebody_whose_birthday_is_not_known_counts_as_born_when_it_was_closed() -> None:
    due = standing(children_born=(None,))
    assert (due.keep_until, due.held.is_counted_from_closing) == (D(2045, 3, 1), True)


def test_what_a_force_changed_last_is_in_force_and_nothing_goes_below_its_source() -> None:
    changed = rules.in_force([Rule("general", 8, 5, "Ours", version=2), Rule("general", 7, 5, "Ours", version=3)])
    assert (changed["general"].years, changed["misconduct"].years) == (7, 6)
    assert "at least 6 years" in rules.too_little("general", years=5, until_age=None)
    assert "age of 100" in rules.too_little("dismissal", years=10, until_age=70)
    assert not rules.too_little("general", years=6, until_age=None)


def test_every_class_has_a_standard_with_its_source() -> None:
    assert {one.key for one in STANDARD} == set(RecordClass.values)
    assert all(one.source and one.least_source and 1 <= one.review_every <= 10 for one in STANDARD)
    assert not any(rules.too_little(one.key, years=one.years, until_age=one.until_age) for one in STANDARD)


def test_a_disposal_goes_along_its_table() -> None:
    assert states.step("approve", status="proposed") == "approved"
    for status in ("refused", "withdrawn", "approved", "erased"):
        with pytest.raises(Conflict):
            states.step("approve", status=status)
        assert not states.moves_from(status)


def test_what_proceedings_and_what_the_end_of_a_track_call_a_dismissal_agree() -> None:
    """Either of them keeps a case until the 100th birthday; the duties to report go by the end alone."""
    for outcome in OutcomeCode:
        for finding in Finding:
            assert (outcome in DISMISSALS) == (end_of(outcome, finding) in ends.DISMISSALS), outcome
    told = {end.code for end in TABLES[TrackKind.MISCONDUCT].ends}
    assert told >= set(ends.DISMISSALS)


def test_a_case_that_was_kept_is_looked_at_on_the_day_that_was_named_last() -> None:
    due = standing()
    assert rules.looked_at_on(due, []) == due.review_on
    assert rules.looked_at_on(due, [D(2028, 1, 1), D(2027, 5, 1), None]) == D(2028, 1, 1)

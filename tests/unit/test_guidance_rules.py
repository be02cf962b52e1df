"""Who belongs to an audience, when somebody is told, how a text is laid out."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.guidance import rules
from safeguarding.guidance.choices import AudienceKind, VersionStatus
from safeguarding.guidance.rules import Adult, Audience, Part

MONDAY = dt.date(2026, 11, 2)
PCSO = Adult(1, "pcso", (Part(7, "leader", True), Part(8, "helper", False)), frozenset({"school_officer"}))
PARENT = Adult(2, "parent_carer", (Part(8, "helper", False),))


def on(day: int) -> dt.date:
    return MONDAY + dt.timedelta(days=day)


@pytest.mark.parametrize(
    ("kind", "value", "scheme", "pcso", "parent"),
    [
        (AudienceKind.ALL_STAFF, "", None, True, False),
        (AudienceKind.OFFICIAL, "", None, True, False),
        (AudienceKind.OUTSIDE_OFFICIAL, "", None, True, True),
        (AudienceKind.SCHEME, "", 7, True, False),
        (AudienceKind.SCHEME, "", 9, False, False),
        (AudienceKind.ROLE, "helper", None, True, True),
        (AudienceKind.ROLE, "leader", None, True, False),
        (AudienceKind.PERSON_TYPE, "pcso", None, True, False),
        (AudienceKind.TAG, "school_officer", None, True, False),
        (AudienceKind.TAG, "apprentice", None, False, False),
        ("no_such_kind", "", None, False, False),
    ],
)
def test_who_belongs(kind: str, value: str, scheme: int | None, pcso: bool, parent: bool) -> None:
    audience = Audience(kind, value, scheme)
    assert (rules.belongs(PCSO, audience), rules.belongs(PARENT, audience)) == (pcso, parent)


def test_somebody_in_two_audiences_is_reached_once() -> None:
    both = (Audience(AudienceKind.ROLE, "helper"), Audience(AudienceKind.OUTSIDE_OFFICIAL))
    assert rules.reached_by([PCSO, PARENT], both) == [PCSO, PARENT]


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (-1, None), (0, "opened"), (6, "opened"), (7, "regular1"), (13, "regular1"), (14, "regular2"), (16, "regular2"),
        (17, "before"), (20, "before"), (21, "regular3"), (23, "after"), (27, "after"), (28, "regular4"),
    ],
)  # fmt: skip
def test_the_newest_occasion_counts(day: int, key: str | None) -> None:
    """Due on day 20, every seven days: three days before is 17, three after is 23."""
    found = rules.occasion(opened_on=MONDAY, due_on=on(20), remind_days=7, today=on(day))
    assert (found.key if found else None) == key


def test_on_one_day_the_one_about_the_day_it_is_due_counts() -> None:
    found = rules.occasion(opened_on=MONDAY, due_on=on(10), remind_days=7, today=on(7))
    assert found is not None
    assert found.key == "before"


def test_a_campaign_that_is_due_at_once_does_not_tell_of_the_days_before() -> None:
    found = rules.occasion(opened_on=MONDAY, due_on=on(2), remind_days=None, today=on(2))
    assert found is not None
    assert found.key == "opened"


def test_nobody_is_reminded_every_few_days_unless_that_was_asked_for() -> None:
    keys = {
        found.key
        for day in range(60)
        if (found := rules.occasion(opened_on=MONDAY, due_on=on(20), remind_days=None, today=on(day)))
    }
    assert keys == {"opened", "before", "after"}


@pytest.mark.parametrize(("effective", "published", "until"), [(0, 0, 28), (30, 0, 58), (-400, 0, 28)])
def test_grace_begins_when_the_new_version_is_in_force_and_can_be_read(
    effective: int, published: int, until: int
) -> None:
    found = rules.counts_until(effective_from=on(effective), published_on=on(published), grace_days=28)
    assert found == on(until)


@pytest.mark.parametrize(
    ("status", "begins", "ends", "said"),
    [
        (VersionStatus.DRAFT, None, None, "Draft"),
        (VersionStatus.IN_FORCE, on(0), None, "In force"),
        (VersionStatus.IN_FORCE, on(3), None, "In force from 5 November 2026"),
        (VersionStatus.SUPERSEDED, on(-9), on(2), "In force until 4 November 2026"),
        (VersionStatus.SUPERSEDED, on(-9), on(-1), "Superseded"),
        (VersionStatus.WITHDRAWN, on(-9), on(0), "Withdrawn"),
    ],
)
def test_where_a_version_stands(status: str, begins: dt.date | None, ends: dt.date | None, said: str) -> None:
    assert rules.standing(status=status, effective_from=begins, effective_to=ends, today=MONDAY) == said


def test_a_text_is_laid_out_in_headings_lists_and_paragraphs() -> None:
    text = "# Rules\nOne line\nand the next.\r\n\r\n- first\n- second\n\nThe end."
    assert [(block.kind, block.lines) for block in rules.blocks(text)] == [
        ("heading", ("Rules",)), ("paragraph", ("One line", "and the next.")), ("list", ("first", "second")),
        ("paragraph", ("The end.",)),
    ]  # fmt: skip


def test_a_notice_says_by_when_and_whether_that_has_passed() -> None:
    assert rules.told(title="Guidelines", due_on=on(2), today=MONDAY).endswith("by 4 November 2026: Guidelines")
    assert "was due by 31 October 2026" in rules.told(title="Guidelines", due_on=on(-2), today=MONDAY)

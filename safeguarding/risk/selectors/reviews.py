"""By when something that was approved has to be made again."""

from __future__ import annotations

import datetime as dt

from safeguarding.core import clock
from safeguarding.deadlines import rules as clock_rules
from safeguarding.deadlines.models import DeadlineRule
from safeguarding.deadlines.selectors import bank_holiday_overrides
from safeguarding.risk.choices import AssessmentKind
from safeguarding.risk.rules import ASSESSMENT_REVIEW, VENUE_REVIEW


def rule_of(kind: str) -> str:
    """The clock of an assessment: a regular venue has its own."""
    return VENUE_REVIEW if kind == AssessmentKind.VENUE else ASSESSMENT_REVIEW


def latest_review(kind: str, day: dt.date) -> dt.date:
    """The last day for the next assessment after one approved on a day: its rule says so, and may be edited."""
    rule = DeadlineRule.objects.get(key=rule_of(kind))
    due_at = clock_rules.due_at(
        rule.basis, rule.amount, clock.end_of_day(day), rule.roll_to_working_day, bank_holiday_overrides()
    )
    return clock.london_date(due_at)

"""Which clock belongs to which work, and what ends it. Pure: everything is passed in."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.choices import Nation
from safeguarding.cases.choices import LadoFinding, MeasureKind, Nearness, ReferralKind
from safeguarding.core import clock

TRIAGE_CLOCK = "concern_triage"
URGENT_TRIAGE_CLOCK = "concern_triage_urgent"
TRIAGE_CLOCKS = (TRIAGE_CLOCK, URGENT_TRIAGE_CLOCK)
TASK_CLOCK = "task_due"
MEASURE_CLOCK = "measure_review"
SUSPENSION_CLOCK = "suspension_review"
DUTY_CLOCK = "dbs_duty_decision"
ANSWER_CLOCK = "referral_answer"
REVIEW_CLOCK = "case_review"
URGENT_REVIEW_CLOCK = "case_review_urgent"
REVIEW_CLOCKS = (REVIEW_CLOCK, URGENT_REVIEW_CLOCK)

# The clock that a referral starts, by what it is. The others are made without delay too, but no rule names a day.
REFERRAL_CLOCKS: dict[str, str] = {
    ReferralKind.LADO: "lado_referral",
    ReferralKind.CHILDRENS_SOCIAL_CARE: "mash_referral",
    ReferralKind.IOPC: "iopc_referral",
    ReferralKind.POLICE_CRIME_REPORT: "police_report",
}
# What a clock points at when doing something in the application meets it: done, sent, answered, reviewed, decided.
WORK_ROWS = frozenset({"task", "referral", "protectivemeasure", "dbsduty"})
# How long a suspension, and any other measure, stands before it is looked at again when no day is named.
SUSPENSION_REVIEW_DAYS = 28
# Measures that take somebody away from work: they are about one adult.
ABOUT_AN_ADULT = frozenset({MeasureKind.REMOVED_FROM_ROLE, MeasureKind.RESTRICTED, MeasureKind.SUSPENDED})


def is_review_clock(rule_key: str) -> bool:
    """Whether the clock is for the supervisor's review of the case."""
    return rule_key in REVIEW_CLOCKS


def moves_with_its_row(rule_key: str) -> bool:
    """Whether the day was set by hand on a task or a measure: there it is changed, not here."""
    return rule_key in (TASK_CLOCK, MEASURE_CLOCK)


def is_met_by_an_act(rule_key: str, source_type: str) -> bool:
    """Whether something done in the application meets the clock, so that nobody marks it by hand."""
    return is_review_clock(rule_key) or source_type in WORK_ROWS


def measure_clock(kind: str) -> str:
    """A suspension is looked at every four weeks at least (PCR 2020 reg 11); other measures on the day that was set."""
    return SUSPENSION_CLOCK if kind == MeasureKind.SUSPENDED else MEASURE_CLOCK


def measure_title(kind: str, label: str) -> str:
    """Device held: PCSO B"""
    return f"{kind}: {label}" if label else kind


def clock_title(rule_title: str, source_type: str, what: str) -> str:
    """How a clock is called: a task by what is to be done; another by its rule and, of several alike, which it is."""
    if not what or source_type == "task":
        return what or rule_title
    return f"{rule_title} ({what})"


def triage_clock(is_urgent: bool) -> str:
    return URGENT_TRIAGE_CLOCK if is_urgent else TRIAGE_CLOCK


def review_clock(is_urgent: bool) -> str:
    return URGENT_REVIEW_CLOCK if is_urgent else REVIEW_CLOCK


ENGLISH_FINDINGS = (
    LadoFinding.SUBSTANTIATED,
    LadoFinding.UNSUBSTANTIATED,
    LadoFinding.UNFOUNDED,
    LadoFinding.FALSE,
    LadoFinding.MALICIOUS,
)
WELSH_FINDINGS = (
    LadoFinding.SUBSTANTIATED,
    LadoFinding.UNSUBSTANTIATED,
    LadoFinding.UNFOUNDED,
    LadoFinding.INVENTED_OR_MALICIOUS,
)


def lado_findings(nation: str) -> tuple[LadoFinding, ...]:
    """How an allegation may end with the LADO (Wales Safeguarding Procedures section 5 has four endings)."""
    return WELSH_FINDINGS if nation == Nation.WALES else ENGLISH_FINDINGS


def latest_next_review(day: dt.date, review_days: int, rule_days: int) -> dt.date:
    """The last day for the next review of a case reviewed on that day: its own cycle, never longer than the rule's."""
    return day + dt.timedelta(days=min(review_days, rule_days))


NEAR_DAYS = 7


def nearness(due_at: dt.datetime, now: dt.datetime) -> Nearness:
    """Late as soon as it has run out; today until tonight; near for seven days after today."""
    if now.replace(microsecond=0) > due_at:
        return Nearness.LATE
    days = (clock.london_date(due_at) - clock.london_date(now)).days
    if days == 0:
        return Nearness.TODAY
    return Nearness.NEAR if days <= NEAR_DAYS else Nearness.LATER

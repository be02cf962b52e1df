"""Which clocks a step starts and which it meets, as data; how long each is, the catalogue of clocks says."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.access.choices import Nation
from safeguarding.tracks.choices import TrackKind

OPEN = "open"
#: The clock of a report to the College, by the list it is for.
BARRED_CLOCK = "barred_list_report"
ADVISORY_CLOCK = "advisory_list_report"


@dataclass(frozen=True)
class StepClocks:
    """What a step does to the clocks of its track: `starts` from the day of the step, `meets` on that day."""

    kind: str
    verb: str
    starts: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    why: str = ""


_CO, _CP, _DP, _RD = (
    TrackKind.COMPLAINT,
    TrackKind.CHILD_PROTECTION,
    TrackKind.DATA_PROTECTION,
    TrackKind.REPORTING_DUTY,
)
STEP_CLOCKS: tuple[StepClocks, ...] = (
    StepClocks(_CP, OPEN, starts=("strategy_discussion", "assessment"), why="Children's social care had the referral"),
    StepClocks(_CP, "discuss", meets=("strategy_discussion",)),
    # The conference counts from the discussion that started the enquiry, not from one that came to nothing.
    StepClocks(
        _CP, "enquire", starts=("icpc", "assessment_wales"),
        why="The strategy discussion started the section 47 enquiry",
    ),
    StepClocks(_CP, "confer", meets=("icpc",)),
    StepClocks(
        _CP, "plan", starts=("core_group", "review_conference_first"), why="The conference made a child protection plan"
    ),
    StepClocks(_CP, "meet_core_group", meets=("core_group",)),
    StepClocks(
        _CP, "review_plan", starts=("review_conference_next",),
        meets=("review_conference_first", "review_conference_next"), why="The plan was reviewed",
    ),
    StepClocks(_CP, "assess", meets=("assessment", "assessment_wales")),
    StepClocks(_CO, "decide", starts=("outcome_notified",), why="The complaint was decided"),
    StepClocks(
        _CO, "notify", starts=("review_request",), meets=("outcome_notified",),
        why="The complainant was told the outcome",
    ),
    StepClocks(_CO, "ask_review", meets=("review_request",)),
    StepClocks(_DP, OPEN, starts=("dp_complaint_ack",), why="The complaint was received"),
    StepClocks(_DP, "acknowledge", meets=("dp_complaint_ack",)),
    StepClocks(_DP, "answer", meets=("dp_complaint_ack",)),
    StepClocks(_RD, OPEN, starts=("child_sex_offence_report",), why="Somebody under the duty came to know of it"),
    StepClocks(
        _RD, "delay", starts=("child_sex_offence_delayed",), meets=("child_sex_offence_report",),
        why="Reporting at once would endanger the child",
    ),
    StepClocks(_RD, "report", meets=("child_sex_offence_report", "child_sex_offence_delayed")),
)  # fmt: skip
#: Counted from the day of an earlier step, not of the one that starts them: the step that they count from.
COUNTED_FROM: dict[str, str] = {
    "icpc": "discuss", "core_group": "confer", "review_conference_first": "confer", "child_sex_offence_delayed": OPEN,
}  # fmt: skip
#: Where the law of the nation has the clock; one that is not named runs in each. In England the assessment counts from
#: the referral, in Wales from the start of the section 47 enquiry.
OF_NATION: dict[str, str] = {"assessment": Nation.ENGLAND, "assessment_wales": Nation.WALES}


def runs_in(rule_key: str, nation: str) -> bool:
    """Whether a clock of this rule is started where the force is."""
    return OF_NATION.get(rule_key, nation) == nation


def clocks_of(kind: str, verb: str) -> StepClocks:
    """What this step does to the clocks; nothing where no rule names a day."""
    return next((row for row in STEP_CLOCKS if (row.kind, row.verb) == (kind, verb)), StepClocks(kind, verb))

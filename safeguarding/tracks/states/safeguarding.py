"""The tables of the tracks that safeguarding runs, with the partners who decide in them."""

from __future__ import annotations

from safeguarding.access.choices import Nation
from safeguarding.cases.choices import LadoFinding
from safeguarding.cases.rules.work import lado_findings
from safeguarding.tracks.choices import CLOSED, TrackKind
from safeguarding.tracks.states.tables import End, KindTable, Move


def _nations_of(finding: LadoFinding) -> tuple[str, ...]:
    """England has five findings, the Wales Safeguarding Procedures four."""
    return tuple(str(nation) for nation in Nation if finding in lado_findings(nation))


LADO = KindTable(
    TrackKind.LADO,
    "Working Together to Safeguard Children; Keeping Children Safe in Education Part 4",
    (
        ("consulted", "LADO consulted"),
        ("threshold_met", "Threshold met"),
        ("not_met", "Threshold not met"),
        ("referred", "Referred"),
        ("meeting", "Meetings"),
        ("advice", "Advice taken"),
        ("outcome", "Outcome"),
        (CLOSED, "Closed"),
    ),
    (
        Move(
            "meet_threshold", "Record that the threshold is met", ("consulted", "not_met", "advice"),
            "threshold_met", needs_reason=True, asks_tests=True,
        ),
        Move("miss_threshold", "Record that it is not met", ("consulted",), "not_met", needs_reason=True),
        Move("refer", "Record the referral", ("threshold_met",), "referred"),
        Move("meet", "Record a meeting", ("referred", "meeting"), "meeting"),
        Move("outcome", "Record the outcome", ("referred", "meeting"), "outcome", needs_reason=True, fixes_end=True),
        Move("advise", "Record the advice", ("not_met",), "advice", needs_reason=True),
    ),
    ("outcome", "advice"),
    (
        *(End(finding.value, finding.label, ("outcome",), _nations_of(finding)) for finding in LadoFinding),
        End("advice_only", "Advice taken, threshold not met", ("advice",)),
        End("low_level", "Kept as a low-level concern", ("advice",)),
    ),
)  # fmt: skip

CHILD_PROTECTION = KindTable(
    TrackKind.CHILD_PROTECTION,
    "Children Act 1989 s.47; Working Together to Safeguard Children",
    (
        ("referred", "Referred to children's social care"),
        ("strategy", "Strategy discussion held"),
        ("section_47", "Section 47 enquiry"),
        ("conference", "Child protection conference held"),
        ("plan", "Child protection plan"),
        ("no_further", "No further action"),
        (CLOSED, "Closed"),
    ),
    (
        Move("discuss", "Record a strategy discussion", ("referred", "strategy", "section_47"), "strategy"),
        Move("enquire", "Record that the section 47 enquiry started", ("strategy",), "section_47"),
        Move("confer", "Record the initial conference", ("section_47",), "conference"),
        Move("plan", "Record that a plan was made", ("conference",), "plan"),
        Move("meet_core_group", "Record a core group", ("plan",)),
        Move("review_plan", "Record a review conference", ("plan",)),
        Move("assess", "Record that the assessment is complete", ("strategy", "section_47", "conference", "plan")),
        Move(
            "take_no_further", "Record no further action", ("referred", "strategy", "section_47", "conference", "plan"),
            "no_further", needs_reason=True,
        ),
    ),
    ("no_further", "plan"),
    (
        End("no_further_action", "No further action", ("no_further",)),
        End("child_in_need", "Help as a child in need", ("no_further", "plan")),
        End("early_help", "Early help", ("no_further",)),
        End("plan_ended", "The plan came to its end", ("plan",)),
        End("other_authority", "Passed to another authority", ("no_further", "plan")),
    ),
)  # fmt: skip

DBS = KindTable(
    TrackKind.DBS,
    "Safeguarding Vulnerable Groups Act 2006 s.35",
    (
        ("deciding", "Duty to be decided"),
        ("to_refer", "To be referred"),
        ("sent", "Referred"),
        ("answered", "Answered"),
        ("not_referred", "Not referred"),
        (CLOSED, "Closed"),
    ),
    (
        Move("refer", "Decide to refer", ("deciding",), "to_refer"),
        Move("not_refer", "Decide not to refer", ("deciding",), "not_referred", needs_reason=True),
        Move("ask_again", "Ask it again", ("not_referred",), "deciding", needs_reason=True),
        Move("send", "Record that it was sent", ("to_refer",), "sent"),
        Move("drop", "Record that it is not made", ("to_refer",), "not_referred", needs_reason=True),
        Move("answer", "Record the answer", ("sent",), "answered"),
    ),
    ("not_referred", "answered"),
    (
        End("not_referred", "Not referred", ("not_referred",)),
        End("barred", "Put on the DBS children's barred list", ("answered",)),
        End("not_barred", "Not barred", ("answered",)),
        End("no_answer", "Referred; the DBS told no outcome", ("answered",)),
    ),
)  # fmt: skip

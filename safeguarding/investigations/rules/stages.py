"""Which acts of an investigation move its track along the table of the misconduct track, and which only it may."""

from __future__ import annotations

from safeguarding.investigations.choices import Act, Forum

#: The verb that an act takes on the track, where it takes one.
VERB_OF: dict[str, str] = {
    Act.SEVERITY: "assess_severity",
    Act.SERVE: "serve_notice",
    Act.GIVE_TERMS: "investigate",
    Act.REPORT: "report",
    Act.OUTCOME: "outcome",
    Act.APPEAL: "appeal",
    Act.APPEALED: "decide_appeal",
}
VERB_OF_FORUM: dict[str, str] = {
    Forum.REFLECTIVE: "reflect",
    Forum.MEETING: "meet",
    Forum.HEARING: "hear",
    Forum.ACCELERATED: "accelerate",
    Forum.NO_ACTION: "take_no_action",
}
DECIDE = "decide_case"
#: Never taken bare: each belongs to an act here, with what must come before it.
CLAIMED = frozenset({*VERB_OF.values(), *VERB_OF_FORUM.values(), DECIDE})

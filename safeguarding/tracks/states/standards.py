"""The tables of the tracks that professional standards runs."""

from __future__ import annotations

from safeguarding.tracks.choices import CLOSED, TrackKind
from safeguarding.tracks.states.tables import End, KindTable, Move

COMPLAINT = KindTable(
    TrackKind.COMPLAINT,
    "Police Reform Act 2002 Sch 3; Police (Complaints and Misconduct) Regulations 2020",
    (
        ("received", "Received"),
        ("assessed", "Assessed"),
        ("logged_outside_sch3", "Logged, handled outside Schedule 3"),
        ("recorded", "Recorded"),
        ("referred", "Referred to the IOPC"),
        ("mode_decided", "Mode of investigation decided"),
        ("under_investigation", "Under investigation"),
        ("suspended_for_criminal", "Suspended for the criminal track"),
        ("report", "Report made"),
        ("decision", "Decision made"),
        ("outcome_notified", "Outcome notified"),
        ("review_requested", "Review asked for"),
        ("review_decided", "Review decided"),
        ("withdrawn", "Withdrawn"),
        (CLOSED, "Closed"),
    ),
    (
        Move("assess", "Record the assessment", ("received",), "assessed"),
        Move("log_outside", "Log it outside Schedule 3", ("assessed",), "logged_outside_sch3", needs_reason=True),
        Move("record", "Record it under Schedule 3", ("assessed", "logged_outside_sch3"), "recorded"),
        Move("refer", "Record the referral to the IOPC", ("recorded",), "referred"),
        Move("decide_mode", "Record the mode of investigation", ("referred",), "mode_decided"),
        Move("investigate", "Start the investigation", ("recorded", "mode_decided"), "under_investigation"),
        Move(
            "suspend", "Suspend it for the criminal track", ("under_investigation",), "suspended_for_criminal",
            needs_reason=True,
        ),
        Move("resume", "Resume it", ("suspended_for_criminal",), "under_investigation", needs_reason=True),
        Move("report", "Record the report", ("under_investigation",), "report"),
        # Without an investigation, too: handled in a reasonable and proportionate manner.
        Move("decide", "Record the decision", ("recorded", "mode_decided", "report"), "decision", needs_reason=True),
        Move("notify", "Record that the outcome was notified", ("decision",), "outcome_notified"),
        Move("ask_review", "Record that a review was asked for", ("outcome_notified",), "review_requested"),
        Move("decide_review", "Record the review", ("review_requested",), "review_decided", needs_reason=True),
        Move("investigate_again", "Investigate again", ("review_decided",), "under_investigation", needs_reason=True),
        Move(
            "withdraw", "Record that it was withdrawn",
            (
                "received", "assessed", "logged_outside_sch3", "recorded", "referred", "mode_decided",
                "under_investigation", "suspended_for_criminal", "report",
            ),
            "withdrawn", needs_reason=True,
        ),
    ),
    ("logged_outside_sch3", "outcome_notified", "review_decided", "withdrawn"),
    (
        End("resolved_outside_sch3", "Resolved outside Schedule 3", ("logged_outside_sch3",)),
        End("case_to_answer", "Case to answer", ("outcome_notified", "review_decided")),
        End("not_acceptable", "The service was not acceptable", ("outcome_notified", "review_decided")),
        End("acceptable", "The service was acceptable", ("outcome_notified", "review_decided")),
        End("not_determined", "It could not be determined", ("outcome_notified", "review_decided")),
        End("withdrawn", "Withdrawn", ("withdrawn",)),
    ),
)  # fmt: skip

IOPC = KindTable(
    TrackKind.IOPC,
    "Police Reform Act 2002 Sch 3 paras 4 and 13 to 19",
    (
        ("to_refer", "To be referred"),
        ("referred", "Referred"),
        ("mode_decided", "Mode of investigation decided"),
        ("under_investigation", "Under investigation"),
        ("report", "Report received"),
        ("decision", "Decision made"),
        (CLOSED, "Closed"),
    ),
    (
        Move("refer", "Record the referral", ("to_refer",), "referred"),
        Move("decide_mode", "Record the mode of investigation", ("referred",), "mode_decided"),
        Move(
            "change_mode", "Record that the mode changed", ("mode_decided", "under_investigation"), "mode_decided",
            needs_reason=True,
        ),
        Move("investigate", "Record that the investigation started", ("mode_decided",), "under_investigation"),
        Move("report", "Record that the report was received", ("under_investigation",), "report"),
        Move("decide", "Record the IOPC's decision", ("report",), "decision", needs_reason=True),
    ),
    ("to_refer", "mode_decided", "decision"),
    (
        End("not_referred", "Not referred", ("to_refer",)),
        End("returned_to_force", "Returned to the force", ("mode_decided",)),
        End("local", "Local investigation by the force", ("mode_decided",)),
        End("case_to_answer", "Case to answer", ("decision",)),
        End("no_case", "No case to answer", ("decision",)),
    ),
)  # fmt: skip

CRIMINAL = KindTable(
    TrackKind.CRIMINAL,
    "Code for Crown Prosecutors; Police Reform Act 2002 Sch 3 para 23",
    (
        ("not_opened", "Not opened"),
        ("investigating", "Investigating"),
        ("file_to_cps", "File with the CPS"),
        ("charged", "Charged"),
        ("tried", "Tried"),
        ("result", "Result"),
        ("nfa", "No further action"),
        (CLOSED, "Closed"),
    ),
    (
        Move("investigate", "Open the criminal investigation", ("not_opened",), "investigating"),
        Move("send_file", "Record that the file went to the CPS", ("investigating",), "file_to_cps"),
        Move(
            "return_file", "Record that the CPS asks for more", ("file_to_cps",), "investigating", needs_reason=True
        ),
        Move("charge", "Record the charge", ("investigating", "file_to_cps"), "charged", needs_reason=True),
        Move(
            "no_action", "Record no further action", ("investigating", "file_to_cps"), "nfa", needs_reason=True
        ),
        Move("discontinue", "Record that it was discontinued", ("charged",), "nfa", needs_reason=True),
        Move(
            "dispose", "Record an out-of-court disposal", ("investigating", "file_to_cps"), "result",
            needs_reason=True,
        ),
        Move("try", "Record the trial", ("charged",), "tried"),
        Move("result", "Record the result", ("tried",), "result", needs_reason=True),
        # The victim's right to a review of a decision not to charge.
        Move("reopen", "Open it again", ("nfa",), "investigating", needs_reason=True),
    ),
    ("not_opened", "nfa", "result"),
    (
        End("not_opened", "No criminal investigation", ("not_opened",)),
        End("not_charged", "Not charged", ("nfa",)),
        End("discontinued", "Discontinued", ("nfa",)),
        End("out_of_court", "Out-of-court disposal", ("result",)),
        End("convicted", "Convicted", ("result",)),
        End("acquitted", "Acquitted", ("result",)),
    ),
)  # fmt: skip

_PROCEEDINGS = ("rprp", "meeting", "hearing", "accelerated_hearing", "no_action")
_DECIDED = ("outcome", "lists_reported")
MISCONDUCT = KindTable(
    TrackKind.MISCONDUCT,
    "Police (Conduct) Regulations 2020; Police Staff Council Handbook Part 3",
    (
        ("screened", "Screened"),
        ("severity_assessed", "Severity assessed"),
        ("notice_served", "Notice served"),
        ("investigating", "Investigating"),
        ("report", "Report made"),
        ("case_to_answer_decided", "Case to answer decided"),
        ("rprp", "Reflective practice"),
        ("meeting", "Misconduct meeting"),
        ("hearing", "Misconduct hearing"),
        ("accelerated_hearing", "Accelerated hearing"),
        ("no_action", "No action"),
        ("outcome", "Outcome"),
        ("appeal", "Appeal"),
        ("lists_reported", "Lists reported"),
        (CLOSED, "Closed"),
    ),
    (
        Move("assess_severity", "Record the severity assessment", ("screened",), "severity_assessed"),
        Move("serve_notice", "Record that the notice was served", ("severity_assessed",), "notice_served"),
        # From the assessment where the notice is withheld.
        Move("investigate", "Start the investigation", ("severity_assessed", "notice_served"), "investigating"),
        Move("report", "Record the report", ("investigating",), "report"),
        Move("decide_case", "Record the case to answer", ("report",), "case_to_answer_decided", needs_reason=True),
        Move("reflect", "Send it to reflective practice", ("case_to_answer_decided",), "rprp"),
        Move("meet", "Refer it to a misconduct meeting", ("case_to_answer_decided",), "meeting"),
        Move("hear", "Refer it to a misconduct hearing", ("case_to_answer_decided",), "hearing"),
        Move(
            "accelerate", "Refer it to an accelerated hearing",
            ("investigating", "report", "case_to_answer_decided"), "accelerated_hearing", needs_reason=True,
        ),
        Move(
            "take_no_action", "Record that no action is taken",
            ("screened", "severity_assessed", "case_to_answer_decided"), "no_action", needs_reason=True,
        ),
        Move("outcome", "Record the outcome", _PROCEEDINGS, "outcome", needs_reason=True, fixes_end=True),
        Move("appeal", "Record the appeal", ("outcome", "lists_reported"), "appeal"),
        Move("decide_appeal", "Record the appeal's outcome", ("appeal",), "outcome", needs_reason=True, fixes_end=True),
        Move("report_lists", "Record that the lists were reported", ("outcome",), "lists_reported"),
    ),
    _DECIDED,
    (
        End("no_action", "No action"),
        End("not_found", "Misconduct not found"),
        End("rprp", "Reflective practice"),
        End("written_warning", "Written warning"),
        End("final_written_warning", "Final written warning"),
        End("reduction_in_rank", "Reduction in rank"),
        End("action_short", "Action short of dismissal"),
        End("dismissed_with_notice", "Dismissed with notice"),
        End("dismissed", "Dismissed without notice"),
        End("would_have_been_dismissed", "Would have been dismissed, had they not left"),
        End("designation_withdrawn", "Designation withdrawn"),
        End("removed_from_role", "Removed from the role"),
    ),
)  # fmt: skip

VETTING = KindTable(
    TrackKind.VETTING,
    "Police (Vetting) Regulations 2025 (SI 2025/502); Vetting Code of Practice 2023",
    (
        ("opened", "Opened"),
        ("reviewing", "Under review"),
        ("decided", "Decided"),
        ("appeal", "Appeal"),
        (CLOSED, "Closed"),
    ),
    (
        Move("review", "Start the review", ("opened",), "reviewing"),
        Move("decide", "Record the decision", ("reviewing",), "decided", needs_reason=True, fixes_end=True),
        Move("appeal", "Record the appeal", ("decided",), "appeal"),
        Move("decide_appeal", "Record the appeal's outcome", ("appeal",), "decided", needs_reason=True, fixes_end=True),
    ),
    ("opened", "decided"),
    (
        End("not_needed", "No review was needed", ("opened",)),
        End("retained", "Clearance kept", ("decided",)),
        End("conditions", "Clearance kept with conditions", ("decided",)),
        End("withdrawn_clearance", "Clearance withdrawn", ("decided",)),
    ),
)  # fmt: skip

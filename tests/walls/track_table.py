"""The stages, verbs and ends of every kind of track, written down apart from the code: a change of them is a decision.

After the four machines of the domain (complaint, discipline, criminal, LADO); the others after the law or guidance that
the code's own tables name.
"""

from __future__ import annotations

from safeguarding.tracks.choices import TrackKind

#: By kind and verb: the stages from which it may be done, and the stage to which it leads; none where the stage stays.
MOVES: dict[str, dict[str, tuple[str, str]]] = {
    TrackKind.COMPLAINT: {
        "assess": ("received", "assessed"),
        "log_outside": ("assessed", "logged_outside_sch3"),
        "record": ("assessed logged_outside_sch3", "recorded"),
        "refer": ("recorded", "referred"),
        "decide_mode": ("referred", "mode_decided"),
        "investigate": ("recorded mode_decided", "under_investigation"),
        "suspend": ("under_investigation", "suspended_for_criminal"),
        "resume": ("suspended_for_criminal", "under_investigation"),
        "report": ("under_investigation", "report"),
        "decide": ("recorded mode_decided report", "decision"),
        "notify": ("decision", "outcome_notified"),
        "ask_review": ("outcome_notified", "review_requested"),
        "decide_review": ("review_requested", "review_decided"),
        "investigate_again": ("review_decided", "under_investigation"),
        "withdraw": (
            "received assessed logged_outside_sch3 recorded referred mode_decided under_investigation "
            "suspended_for_criminal report", "withdrawn",
        ),
    },
    TrackKind.IOPC: {
        "refer": ("to_refer", "referred"),
        "decide_mode": ("referred", "mode_decided"),
        "change_mode": ("mode_decided under_investigation", "mode_decided"),
        "investigate": ("mode_decided", "under_investigation"),
        "report": ("under_investigation", "report"),
        "decide": ("report", "decision"),
    },
    TrackKind.CRIMINAL: {
        "investigate": ("not_opened", "investigating"),
        "send_file": ("investigating", "file_to_cps"),
        "return_file": ("file_to_cps", "investigating"),
        "charge": ("investigating file_to_cps", "charged"),
        "no_action": ("investigating file_to_cps", "nfa"),
        "discontinue": ("charged", "nfa"),
        "dispose": ("investigating file_to_cps", "result"),
        "try": ("charged", "tried"),
        "result": ("tried", "result"),
        "reopen": ("nfa", "investigating"),
    },
    TrackKind.MISCONDUCT: {
        "assess_severity": ("screened", "severity_assessed"),
        "serve_notice": ("severity_assessed", "notice_served"),
        "investigate": ("severity_assessed notice_served", "investigating"),
        "report": ("investigating", "report"),
        "decide_case": ("report", "case_to_answer_decided"),
        "reflect": ("case_to_answer_decided", "rprp"),
        "meet": ("case_to_answer_decided", "meeting"),
        "hear": ("case_to_answer_decided", "hearing"),
        "accelerate": ("investigating report case_to_answer_decided", "accelerated_hearing"),
        "take_no_action": ("screened severity_assessed case_to_answer_decided", "no_action"),
        "outcome": ("rprp meeting hearing accelerated_hearing no_action", "outcome"),
        "appeal": ("outcome lists_reported", "appeal"),
        "decide_appeal": ("appeal", "outcome"),
        "report_lists": ("outcome", "lists_reported"),
    },
    TrackKind.LADO: {
        "meet_threshold": ("consulted not_met advice", "threshold_met"),
        "miss_threshold": ("consulted", "not_met"),
        "refer": ("threshold_met", "referred"),
        "meet": ("referred meeting", "meeting"),
        "outcome": ("referred meeting", "outcome"),
        "advise": ("not_met", "advice"),
    },
    TrackKind.CHILD_PROTECTION: {
        "discuss": ("referred strategy section_47", "strategy"),
        "enquire": ("strategy", "section_47"),
        "confer": ("section_47", "conference"),
        "plan": ("conference", "plan"),
        "meet_core_group": ("plan", ""),
        "review_plan": ("plan", ""),
        "assess": ("strategy section_47 conference plan", ""),
        "take_no_further": ("referred strategy section_47 conference plan", "no_further"),
    },
    TrackKind.DBS: {
        "refer": ("deciding", "to_refer"),
        "not_refer": ("deciding", "not_referred"),
        "ask_again": ("not_referred", "deciding"),
        "send": ("to_refer", "sent"),
        "drop": ("to_refer", "not_referred"),
        "answer": ("sent", "answered"),
    },
    TrackKind.VETTING: {
        "review": ("opened", "reviewing"),
        "decide": ("reviewing", "decided"),
        "appeal": ("decided", "appeal"),
        "decide_appeal": ("appeal", "decided"),
    },
    TrackKind.DATA_PROTECTION: {
        "acknowledge": ("received", "acknowledged"),
        "answer": ("received acknowledged", "answered"),
        "report_progress": ("acknowledged", ""),
        "go_to_commissioner": ("answered", "with_commissioner"),
        "hear_commissioner": ("with_commissioner", "answered"),
        "withdraw": ("received acknowledged", "withdrawn"),
    },
    TrackKind.REPORTING_DUTY: {
        "delay": ("learned", "delayed"),
        "report": ("learned delayed", "reported"),
        "find_not_due": ("learned delayed", "not_due"),
    },
}  # fmt: skip

#: By kind: the stages from which a track can be closed, and as what.
ENDS: dict[str, dict[str, str]] = {
    TrackKind.COMPLAINT: {
        "logged_outside_sch3": "resolved_outside_sch3",
        "outcome_notified review_decided": "case_to_answer not_acceptable acceptable not_determined",
        "withdrawn": "withdrawn",
    },
    TrackKind.IOPC: {
        "to_refer": "not_referred",
        "mode_decided": "returned_to_force local",
        "decision": "case_to_answer no_case",
    },
    TrackKind.CRIMINAL: {
        "not_opened": "not_opened",
        "nfa": "not_charged discontinued",
        "result": "out_of_court convicted acquitted",
    },
    TrackKind.MISCONDUCT: {
        "outcome lists_reported": (
            "no_action not_found rprp written_warning final_written_warning reduction_in_rank "
            "action_short dismissed_with_notice dismissed would_have_been_dismissed "
            "designation_withdrawn removed_from_role"
        ),
    },
    TrackKind.LADO: {
        "outcome": "substantiated unsubstantiated unfounded false malicious deliberately_invented_or_malicious",
        "advice": "advice_only low_level",
    },
    TrackKind.CHILD_PROTECTION: {
        "no_further": "no_further_action early_help",
        "plan no_further": "child_in_need other_authority",
        "plan": "plan_ended",
    },
    TrackKind.DBS: {
        "not_referred": "not_referred",
        "answered": "barred not_barred no_answer",
    },
    TrackKind.VETTING: {
        "opened": "not_needed",
        "decided": "retained conditions withdrawn_clearance",
    },
    TrackKind.DATA_PROTECTION: {
        "answered": "upheld partly_upheld not_upheld",
        "withdrawn": "withdrawn",
    },
    TrackKind.REPORTING_DUTY: {
        "reported": "reported_police reported_authority",
        "not_due": "report_not_due",
    },
}  # fmt: skip

#: The ways through that the domain names.
WAYS: dict[str, str] = {
    TrackKind.COMPLAINT: (
        "received assessed recorded referred mode_decided under_investigation report decision outcome_notified "
        "review_requested review_decided closed"
    ),
    TrackKind.MISCONDUCT: (
        "screened severity_assessed notice_served investigating report case_to_answer_decided hearing outcome appeal "
        "outcome lists_reported closed"
    ),
    TrackKind.CRIMINAL: "not_opened investigating file_to_cps charged tried result closed",
    TrackKind.LADO: "consulted threshold_met referred meeting outcome closed",
    TrackKind.CHILD_PROTECTION: "referred strategy section_47 conference plan no_further closed",
}  # fmt: skip

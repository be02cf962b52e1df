"""When each clock of the catalogue runs out, counted by hand from its source.

A vector is a start, the day on which the clock runs out, how the days were counted, and the law or policy they were
counted from. None was worked out by the code: a figure that is changed in the catalogue, or a way of counting that is
changed in the code, makes its vector wrong.

The days in the way. 2026: Good Friday 3 April, Easter Monday 6 April, Mondays 4 May, 25 May and 31 August, Christmas
Day on a Friday, Boxing Day on a Saturday with Monday 28 December in its place. 2027: New Year's Day on a Friday, Good
Friday 26 March, Easter Monday 29 March.
"""

from __future__ import annotations

from typing import NamedTuple


class Vector(NamedTuple):
    """`start` is London's time, `due` the last day there, or for a clock that ends at an instant its time in UTC.

    `source` stands word for word in the source of the rule. `proclaimed` are bank holidays of which the calendar knew
    nothing; `set_on` is the day that somebody set, for a rule that names none.
    """

    key: str
    start: str
    due: str
    counted: str
    source: str
    proclaimed: tuple[str, ...] = ()
    set_on: str = ""


def _set(key: str, source: str) -> Vector:
    """A day that somebody sets stays the day, though nobody works on it."""
    return Vector(key, "2026-12-23 09:00", "2026-12-26", "the Saturday that was set", source, set_on="2026-12-26")


_OF_SCHEDULE_3, _CONDUCT = "Police (Complaints and Misconduct) Regulations 2020", "Police (Conduct) Regulations 2020"
_TOGETHER, _POLICY = "Working Together to Safeguard Children", "Policy default"
_LISTS = "SI 2017/1135"

CONCERNS = (
    Vector("concern_triage", "2026-11-27 18:30", "2026-11-30", "Friday evening: Monday", _POLICY),
    # The clocks go back at 02:00 of Sunday 25 October 2026: 22:30 is 21:30 UTC, and four hours later 01:30 UTC.
    Vector("concern_triage_urgent", "2026-10-24 22:30", "2026-10-25T01:30:00Z", "21:30 UTC and four hours", _POLICY),
    Vector(
        "low_level_pattern_decision", "2026-12-18 11:00", "2026-12-29", "21, 22, 23, 24; Monday 28 is no day; 29",
        "Keeping Children Safe in Education Part 4 section 2",
    ),
    Vector("evidence_preservation", "2026-12-27 23:30", "2026-12-27", "the same Sunday", "Sch 3 para 1"),
)  # fmt: skip

REFERRALS = (
    Vector("lado_referral", "2026-12-18 09:00", "2026-12-21", "Friday: Monday", _TOGETHER),
    Vector("lado_referral", "2026-12-24 16:00", "2026-12-29", "25 Christmas, 26 and 27 weekend, 28 in lieu", _TOGETHER),
    Vector("lado_referral", "2026-12-27 10:00", "2026-12-29", "heard on a Sunday; 28 in lieu", _TOGETHER),
    Vector("lado_referral", "2026-04-02 09:00", "2026-04-07", "Good Friday, weekend, Easter Monday", _TOGETHER),
    # 23:30 of the 9th in UTC is half past midnight of Friday 10 July in London.
    Vector("lado_referral", "2026-07-10 00:30", "2026-07-13", "Friday in London: Monday", _TOGETHER),
    Vector(
        "lado_referral", "2026-11-27 09:00", "2026-12-01", "Monday 30 was proclaimed", _TOGETHER,
        proclaimed=("2026-11-30",),
    ),
    Vector("mash_referral", "2026-12-26 08:00", "2026-12-26", "the same Saturday", "Children Act 1989 s.47"),
    Vector("referral_answer", "2026-12-31 15:00", "2027-01-04", "New Year's Day and a weekend", _TOGETHER),
    Vector("police_report", "2026-12-25 03:14", "2026-12-25T03:14:00Z", "at once", "Local safeguarding children"),
    Vector("child_sex_offence_report", "2026-11-22 21:00", "2026-11-22", "the same Sunday", "Crime and Policing Act"),
    Vector(
        "child_sex_offence_delayed", "2026-11-22 21:00", "2026-11-29", "22 and 7: the Sunday after",
        "no longer than 7 days",
    ),
    Vector("iopc_referral", "2026-12-25 09:00", "2026-12-26", "the day after, though a Saturday", "regs 4, 7 and 9"),
    Vector("iopc_referral", "2027-02-28 23:50", "2027-03-01", "the day after, in another month", "regs 4, 7 and 9"),
    Vector("dbs_duty_decision", "2026-12-23 09:00", "2027-01-04", "24, 29, 30, 31; New Year; 4", "Act 2006 s.35"),
    Vector("icpc", "2026-12-01 10:00", "2026-12-22", "2-4, 7-11, 14-18, 21, 22: three, five, five, two", _TOGETHER),
    Vector(
        "assessment", "2026-11-23 10:00", "2027-01-28",
        "November 24-27, 30 (5); December 1-4 (9), 7-11 (14), 14-18 (19), 21-24 (23), 29-31 (26); January 4-8 (31), "
        "11-15 (36), 18-22 (41), 25-28 (45)",
        _TOGETHER,
    ),
    Vector("assessment_wales", "2026-11-23 10:00", "2027-01-25", "the 41st is 22 January; 25", "Wales"),
    Vector("strategy_discussion", "2026-12-24 09:00", "2026-12-27", "25, 26, 27: days, not working days", "Local safe"),
    Vector("core_group", "2026-12-21 09:00", "2027-01-07", "22-24 (3), 29-31 (6), 4-7 (10)", _TOGETHER),
    Vector("review_conference_first", "2026-11-30 09:00", "2027-02-28", "no 30 February: its last day", _TOGETHER),
    Vector("review_conference_next", "2026-08-31 09:00", "2027-02-28", "no 31 February: its last day", _TOGETHER),
)  # fmt: skip

CASE_WORK = (
    Vector("case_review", "2026-11-22 09:00", "2026-12-20", "8 days to the 30th, 20 more", _POLICY),
    Vector("case_review_urgent", "2026-12-25 09:00", "2027-01-01", "6 days to the 31st, 1 more", _POLICY),
    _set("task_due", "when the task was made"),
    _set("measure_review", "when the measure was taken"),
)

COMPLAINTS = (
    Vector("complainant_update_1", "2026-11-22 09:00", "2026-12-20", "four weeks: Sunday to Sunday", "reg 34(2)(a)"),
    Vector("complainant_update_n", "2026-12-20 09:00", "2027-01-17", "11 days to the 31st, 17 more", "reg 34(2)(a)"),
    _set("complainant_update_withheld", "reg 35"),
    Vector("outcome_notified", "2026-12-23 09:00", "2027-01-04", "24, 29, 30, 31; New Year; 4", "reg 34(2)(b)"),
    Vector("timeliness_letter_12m", "2026-11-22 09:00", "2027-11-21", "the day before the 22nd", "reg 13"),
    Vector("timeliness_letter_12m", "2024-02-29 09:00", "2025-02-28", "no 29 February: the 28th itself", "reg 13"),
    Vector(
        "timeliness_letter_12m", "2027-03-01 09:00", "2028-02-29", "the day before 1 March in a leap year", "reg 19"
    ),
    Vector("timeliness_letter_6m", "2027-11-22 09:00", "2028-05-21", "the day before the 22nd", "reg 13"),
    Vector("timeliness_letter_6m", "2026-08-31 09:00", "2027-02-28", "no 31 February: the 28th itself", "reg 19"),
    Vector("review_request", "2026-12-23 09:00", "2027-01-20", "24-31 December (8), 1-20 January (28)", "reg 29(2)"),
)

PROCEEDINGS = (
    Vector("representations", "2027-03-25 09:00", "2027-04-12", "30, 31, 1, 2 (4), 5-9 (9), 12; Easter out", "reg 18"),
    Vector("interview_alternative", "2026-08-28 09:00", "2026-09-07", "1-4 September (4), 7; Monday 31 out", "reg 20"),
    _set("notice_withheld_review", f"{_CONDUCT} reg 17"),
    Vector("subject_update", "2026-12-04 09:00", "2027-01-01", "27 days to the 31st, 1 more", _CONDUCT),
    _set("subject_update_withheld", "withheld only while they would prejudice"),
    Vector("case_to_answer", "2026-12-01 09:00", "2026-12-22", "2-4 (3), 7-11 (8), 14-18 (13), 21, 22", "reg 23"),
    Vector(
        "hearing_response", "2026-12-17 09:00", "2027-01-12", "18 (1), 21-24 (5), 29-31 (8), 4-8 (13), 11, 12",
        "reg 31(1)",
    ),
    Vector("witness_lists", "2026-12-22 09:00", "2026-12-29", "23, 24, 29", "reg 31(4)"),
    Vector(
        "prehearing", "2026-05-01 09:00", "2026-05-26", "5-8 (4), 11-15 (9), 18-22 (14), 26; 4 and 25 May out", "reg 33"
    ),
    Vector("meeting_held", "2026-12-01 09:00", "2026-12-31", "15 to the 22nd, 23, 24, 29, 30, 31", "reg 34"),
    Vector(
        "hearing_starts", "2026-06-01 09:00", "2026-10-20",
        "20 weeks of five to Monday 19 October; 31 August is out, so one more", "reg 29",
    ),
    Vector("staff_proceedings", "2026-12-07 09:00", "2027-01-07", "8-11 (4), 14-18 (9), 21-24 (13), 29-31 (16), 4-7",
           "Police Staff Council Handbook Part 3 names no day"),
    _set("public_hearing_notice", "reg 36: at least 5 working days"),
    Vector("meeting_appeal", "2026-12-18 09:00", "2026-12-31", "21-24 (4), 29, 30, 31", "reg 45(3)"),
    Vector("tribunal_appeal", "2026-12-21 09:00", "2027-01-07", "22-24 (3), 29-31 (6), 4-7 (10)", "SI 2020/1"),
    Vector("staff_appeal", "2026-12-18 09:00", "2027-01-06", "21-24 (4), 29-31 (7), 4, 5, 6", "sections 17 and 18"),
    Vector("outcome_report_to_aa", "2026-04-02 09:00", "2026-04-13", "7-10 (4), 13; Easter out", "reg 43"),
    Vector("barred_list_report", "2026-12-23 09:00", "2026-12-31", "23 itself, 24, 29, 30, 31", _LISTS),
    Vector("barred_list_report", "2026-12-26 09:00", "2027-01-05", "a Saturday: 29, 30, 31, 4, 5", _LISTS),
    Vector("advisory_list_report", "2026-12-24 09:00", "2027-01-04", "24 itself, 29, 30, 31, 4", _LISTS),
    Vector("suspension_review", "2026-12-18 09:00", "2027-01-15", "13 days to the 31st, 15 more", "reg 11"),
)  # fmt: skip

LEARNING = (
    Vector("iopc_rec_response", "2026-11-22 09:00", "2027-01-16", "22-30 (9), December (40), 1-16 (56)", "para 28B(2)"),
    Vector("iopc_rec_response", "2026-01-05 09:00", "2026-03-01", "5-31 (27), February (55), 1 March", "para 28B(2)"),
    Vector("iopc_publish_response", "2026-11-22 09:00", "2026-12-12", "22-30 (9), 1-12 (21)", "para 28B(5)"),
    _set("rec_response_set", "no law sets one"),
    Vector("rec_refusal_review", "2028-02-29 09:00", "2029-02-28", "no 29 February: its last day", _POLICY),
    _set("rec_action", "The day set with the action"),
    _set("self_assessment", "The day set when they were sent"),
    _set("rec_audience", "The day set with the audience"),
)

DATA_PROTECTION = (
    Vector("sar_response", "2026-01-31 09:00", "2026-03-02", "28 February, a Saturday: Monday", "DPA 2018 s.54"),
    Vector("sar_response", "2026-11-25 09:00", "2026-12-29", "25 December; weekend; 28 in lieu", "DPA 2018 s.54"),
    Vector("sar_extension_notice", "2026-11-22 09:00", "2026-12-21", "the day before the 22nd", "s.54(3B)"),
    Vector("sar_extension_notice", "2026-01-31 09:00", "2026-02-28", "a Saturday, and it stays", "s.54(3B)"),
    Vector("sar_extended", "2026-11-30 09:00", "2027-03-01", "28 February, a Sunday: Monday", "s.54(3A)"),
    Vector("dp_complaint_ack", "2026-09-01 09:00", "2026-10-01", "29 days to the 30th, 1 more", "DPA 2018 s.164A"),
    Vector("dp_complaint_ack", "2026-11-25 09:00", "2026-12-29", "25 December: the 29th", "DPA 2018 s.164A"),
    # The clocks go forward on Sunday 29 March 2026: 72 hours, not three days.
    Vector("breach_to_ico", "2026-03-27 12:00", "2026-03-30T12:00:00Z", "12:00 UTC and 72 hours", "DPA 2018 s.67"),
)

SCHEMES = (
    Vector("account_review", "2024-02-29 09:00", "2025-02-28", "no 29 February: its last day", _POLICY),
    _set("credential_renewal", "runs out"),
    _set("scheme_review", "The day set with the decision"),
    Vector("scheme_condition_review", "2026-11-22 09:00", "2027-05-22", "the 22nd", _POLICY),
    Vector("risk_assessment_review", "2026-11-22 09:00", "2027-11-22", "the 22nd", _POLICY),
    _set("risk_entry_review", "The day set when it was raised"),
    _set("risk_action", "The day set with the action"),
    _set("contact_authorisation_ends", "The last day that was set"),
    Vector("venue_risk_assessment", "2026-12-01 09:00", "2027-12-01", "the 1st", "every year"),
)

VECTORS = (
    *CONCERNS, *REFERRALS, *CASE_WORK, *COMPLAINTS, *PROCEEDINGS, *LEARNING, *DATA_PROTECTION, *SCHEMES,
)  # fmt: skip

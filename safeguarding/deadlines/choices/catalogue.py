"""The catalogue of clocks: how long each is, counted how, from what moment, on whose authority.

Kept in step with the table `DeadlineRule` after every migration. `from_memory` marks a figure that has not been
confirmed against its source, or that is a policy default a force may set for itself: an administrator may edit it, and
an edited figure is never written over.
"""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.deadlines.choices.counting import Basis

IOPC_REFERRAL = "iopc_referral"

PCMR = "Police (Complaints and Misconduct) Regulations 2020"
PCR = "Police (Conduct) Regulations 2020"
WORKING_TOGETHER = "Working Together to Safeguard Children"
POLICY = "Policy default"
SAR = "UK GDPR Art 12; DPA 2018 s.54"


@dataclass(frozen=True)
class CatalogueRule:
    """One row of the catalogue. `starts_from` follows the period: "10 working days after" the notice was given."""

    key: str
    title: str
    starts_from: str
    basis: str
    amount: int
    source: str
    warn_days: int = 1
    roll_to_working_day: bool = False
    from_memory: bool = False


CONCERNS = (
    CatalogueRule(
        "concern_triage", "Decide what to do about the concern", "the concern was received",
        Basis.WORKING_DAYS_AFTER, 1, f"{POLICY}: leaves time to tell the LADO", from_memory=True,
    ),
    CatalogueRule(
        "concern_triage_urgent", "Decide what to do about the urgent concern", "the concern was received",
        Basis.HOURS, 4, f"{POLICY}: somebody may be in danger now", warn_days=0, from_memory=True,
    ),
    CatalogueRule(
        "low_level_pattern_decision", "Decide again: low-level concerns form a pattern", "the pattern was found",
        Basis.WORKING_DAYS_AFTER, 5, f"{POLICY}, after Keeping Children Safe in Education Part 4 section 2",
        from_memory=True,
    ),
    CatalogueRule(
        "evidence_preservation", "Preserve devices, messages and accounts",
        "the day it was seen that messages may be deleted",
        Basis.DAYS_AFTER, 0, "Police Reform Act 2002 Sch 3 para 1: at once; shown as the end of the same day",
        warn_days=0,
    ),
)  # fmt: skip

REFERRALS = (
    CatalogueRule(
        "lado_referral", "Refer to the LADO", "the concern was received",
        Basis.WORKING_DAYS_AFTER, 1, f"{WORKING_TOGETHER}; local safeguarding children procedures",
    ),
    CatalogueRule(
        "mash_referral", "Refer to children's social care", "the day the threshold was decided",
        Basis.DAYS_AFTER, 0, "Children Act 1989 s.47; local safeguarding children procedures",
        warn_days=0, from_memory=True,
    ),
    CatalogueRule(
        "referral_answer", "Children's social care decides its next step", "the referral was received",
        Basis.WORKING_DAYS_AFTER, 1, f"{WORKING_TOGETHER}, 2013 to 2023 editions",
    ),
    CatalogueRule(
        "police_report", "Report the alleged crime to the police", "the crime was alleged",
        Basis.AT_ONCE, 0, "Local safeguarding children procedures", warn_days=0,
    ),
    CatalogueRule(
        "child_sex_offence_report", "Report the child sex offence", "somebody under the duty came to know of it",
        Basis.DAYS_AFTER, 0, "Crime and Policing Act 2026: as soon as practicable; the same day is policy",
        from_memory=True,
    ),
    CatalogueRule(
        "child_sex_offence_delayed", "Report the child sex offence that was held back",
        "somebody under the duty came to know of it", Basis.DAYS_AFTER, 7,
        "Crime and Policing Act 2026: held back no longer than 7 days, where reporting endangers the child",
        warn_days=2, from_memory=True,
    ),
    CatalogueRule(
        IOPC_REFERRAL, "Refer to the IOPC", "it was first clear that the matter must be referred",
        Basis.CALENDAR_NEXT_DAY, 1, f"{PCMR} regs 4, 7 and 9", from_memory=True,
    ),
    CatalogueRule(
        "dbs_duty_decision", "Decide whether the duty to refer to the DBS applies",
        "permission for regulated activity was withdrawn",
        Basis.WORKING_DAYS_AFTER, 5, f"{POLICY}, after the Safeguarding Vulnerable Groups Act 2006 s.35",
        from_memory=True,
    ),
    CatalogueRule(
        "icpc", "Initial child protection conference", "the strategy discussion",
        Basis.WORKING_DAYS_AFTER, 15, WORKING_TOGETHER, warn_days=3,
    ),
    CatalogueRule(
        "assessment", "Assessment by children's social care complete", "the referral to children's social care",
        Basis.WORKING_DAYS_AFTER, 45, f"{WORKING_TOGETHER}, 2013 to 2023 editions", warn_days=7,
    ),
    CatalogueRule(
        "assessment_wales", "Assessment by children's social care complete", "the section 47 enquiry started",
        Basis.WORKING_DAYS_AFTER, 42, "Wales Safeguarding Procedures: 42 working days", warn_days=7,
    ),
    CatalogueRule(
        "strategy_discussion", "Strategy discussion held", "the referral to children's social care",
        Basis.DAYS_AFTER, 3, "Local safeguarding children procedures", from_memory=True,
    ),
    CatalogueRule(
        "core_group", "First core group", "the child protection conference",
        Basis.WORKING_DAYS_AFTER, 10, WORKING_TOGETHER, warn_days=2,
    ),
    CatalogueRule(
        "review_conference_first", "First review conference", "the child protection conference",
        Basis.MONTHS_AFTER, 3, WORKING_TOGETHER, warn_days=14,
    ),
    CatalogueRule(
        "review_conference_next", "Next review conference", "the last review conference",
        Basis.MONTHS_AFTER, 6, WORKING_TOGETHER, warn_days=14,
    ),
)  # fmt: skip

CASE_WORK = (
    CatalogueRule(
        "case_review", "Review the case", "the case was opened or last reviewed",
        Basis.DAYS_AFTER, 28, POLICY, warn_days=5, from_memory=True,
    ),
    CatalogueRule(
        "case_review_urgent", "Review the urgent case", "the case was opened or last reviewed",
        Basis.DAYS_AFTER, 7, POLICY, warn_days=2, from_memory=True,
    ),
    CatalogueRule("task_due", "Task", "the task was made", Basis.FIXED, 0, "The day set when the task was made"),
    CatalogueRule(
        "measure_review", "Review the protective measure", "the measure was taken or last reviewed",
        Basis.FIXED, 0, "The day set when the measure was taken or last reviewed", warn_days=3,
    ),
)  # fmt: skip

COMPLAINTS = (
    CatalogueRule(
        "complainant_update_1", "First update to the complainant and interested persons", "the handling started",
        Basis.DAYS_AFTER, 28, f"{PCMR} reg 34(2)(a)", warn_days=5,
    ),
    CatalogueRule(
        "complainant_update_n", "Next update to the complainant and interested persons", "the last update was sent",
        Basis.DAYS_AFTER, 28, f"{PCMR} reg 34(2)(a)", warn_days=5,
    ),
    CatalogueRule(
        "complainant_update_withheld", "Look again at why updates to the complainant are withheld",
        "they were withheld or last looked at", Basis.FIXED, 0, f"{PCMR} reg 35: the day set when they were withheld",
        warn_days=2,
    ),
    CatalogueRule(
        "outcome_notified", "Tell the complainant and interested persons the outcome", "the outcome was reached",
        Basis.WORKING_DAYS_AFTER, 5, f"{PCMR} reg 34(2)(b)",
    ),
    CatalogueRule(
        "timeliness_letter_12m", "12-month timeliness letter",
        "the day the complaint was made or the matter came to attention",
        Basis.MONTHS_BEGINNING_WITH, 12, f"{PCMR} reg 13; {PCR} reg 19", warn_days=14,
    ),
    CatalogueRule(
        "timeliness_letter_6m", "6-month timeliness letter", "the day after the previous period ended",
        Basis.MONTHS_BEGINNING_WITH, 6, f"{PCMR} reg 13; {PCR} reg 19", warn_days=14,
    ),
    CatalogueRule(
        "review_request", "Last day to ask for a review", "the complainant was told the outcome",
        Basis.DAYS_AFTER, 28, f"{PCMR} reg 29(2)", warn_days=5,
    ),
)  # fmt: skip

PROCEEDINGS = (
    CatalogueRule(
        "representations", "Representations from the person investigated", "the notice was given",
        Basis.WORKING_DAYS_AFTER, 10, f"{PCR} reg 18", warn_days=2, from_memory=True,
    ),
    CatalogueRule(
        "interview_alternative", "Alternative date for the interview", "the date first set for the interview",
        Basis.WORKING_DAYS_AFTER, 5, f"{PCR} reg 20",
    ),
    CatalogueRule(
        "notice_withheld_review", "Look again at why the notice is withheld", "it was withheld or last looked at",
        Basis.FIXED, 0, f"{PCR} reg 17; {PCMR} reg 17: withheld only while it would prejudice an investigation",
        warn_days=2,
    ),
    CatalogueRule(
        "subject_update", "Update to the person investigated", "the notice was given or the last update was sent",
        Basis.DAYS_AFTER, 28, f"{PCR}; Home Office guidance on conduct, efficiency and effectiveness", warn_days=5,
        from_memory=True,
    ),
    CatalogueRule(
        "subject_update_withheld", "Look again at why updates to the person investigated are withheld",
        "they were withheld or last looked at", Basis.FIXED, 0,
        f"{PCR}: withheld only while they would prejudice an investigation; the day set when they were withheld",
        warn_days=2,
    ),
    CatalogueRule(
        "case_to_answer", "Decide whether there is a case to answer", "the report of the investigation was received",
        Basis.WORKING_DAYS_AFTER, 15, f"{PCR} reg 23, from the draft of the Regulations", warn_days=3, from_memory=True,
    ),
    CatalogueRule(
        "hearing_response", "Response to the notice of proceedings", "the documents were supplied",
        Basis.WORKING_DAYS_AFTER, 15, f"{PCR} reg 31(1)", warn_days=3,
    ),
    CatalogueRule(
        "witness_lists", "Exchange lists of witnesses", "the response was given",
        Basis.WORKING_DAYS_AFTER, 3, f"{PCR} reg 31(4)",
    ),
    CatalogueRule(
        "prehearing", "Misconduct pre-hearing", "the documents reached the chair",
        Basis.WORKING_DAYS_AFTER, 15, f"{PCR} reg 33", warn_days=3,
    ),
    CatalogueRule(
        "meeting_held", "Misconduct meeting held", "the documents were supplied",
        Basis.WORKING_DAYS_AFTER, 20, f"{PCR} reg 34", warn_days=5, from_memory=True,
    ),
    CatalogueRule(
        "hearing_starts", "Misconduct hearing starts", "the notice of referral to proceedings",
        Basis.WORKING_DAYS_AFTER, 100, f"{PCR} reg 29", warn_days=14, from_memory=True,
    ),
    CatalogueRule(
        "staff_proceedings", "Meeting or hearing of staff or volunteers held", "the documents were supplied",
        Basis.WORKING_DAYS_AFTER, 20, f"{POLICY}: the Police Staff Council Handbook Part 3 names no day", warn_days=5,
        from_memory=True,
    ),
    CatalogueRule(
        "public_hearing_notice", "Publish the notice of the hearing", "the day of the hearing was set",
        Basis.FIXED, 0, f"{PCR} reg 36: at least 5 working days before it begins", warn_days=3, from_memory=True,
    ),
    CatalogueRule(
        "meeting_appeal", "Appeal from the misconduct meeting", "the report of the outcome was given",
        Basis.WORKING_DAYS_AFTER, 7, f"{PCR} reg 45(3)", warn_days=2,
    ),
    CatalogueRule(
        "tribunal_appeal", "Appeal to the Police Appeals Tribunal", "the report of the outcome was given",
        Basis.WORKING_DAYS_AFTER, 10, "Police Appeals Tribunals Rules 2020 (SI 2020/1)", warn_days=2, from_memory=True,
    ),
    CatalogueRule(
        "staff_appeal", "Internal appeal by a member of police staff", "the report of the outcome was given",
        Basis.WORKING_DAYS_AFTER, 10,
        "Police Staff Council Handbook Part 3 sections 17 and 18; the days are force policy", warn_days=2,
        from_memory=True,
    ),
    CatalogueRule(
        "outcome_report_to_aa", "Report the outcome to the appropriate authority", "the proceedings were completed",
        Basis.WORKING_DAYS_AFTER, 5, f"{PCR} reg 43",
    ),
    CatalogueRule(
        # Its title stands where everybody sees it who sees the case: it does not say what was decided.
        "barred_list_report", "Report to the College of Policing", "the day of the dismissal or finding",
        Basis.WORKING_DAYS_BEGINNING_WITH, 5,
        "Police Barred List and Police Advisory List Regulations 2017 (SI 2017/1135) reg 3(1)",
    ),
    CatalogueRule(
        "advisory_list_report", "Report to the College of Policing (advisory list)",
        "the day of leaving or of the decision", Basis.WORKING_DAYS_BEGINNING_WITH, 5,
        "Police Barred List and Police Advisory List Regulations 2017 (SI 2017/1135) reg 12", from_memory=True,
    ),
    CatalogueRule(
        "suspension_review", "Review the suspension", "the suspension or its last review",
        Basis.DAYS_AFTER, 28, f"{PCR} reg 11", warn_days=5, from_memory=True,
    ),
)  # fmt: skip

LEARNING = (
    CatalogueRule(
        "iopc_rec_response", "Reply to the IOPC's recommendation", "the day the recommendation was made",
        Basis.DAYS_BEGINNING_WITH, 56, "Police Reform Act 2002 Sch 3 para 28B(2)", warn_days=14,
    ),
    CatalogueRule(
        "iopc_publish_response", "IOPC publishes the reply", "the day the IOPC received the reply",
        Basis.DAYS_BEGINNING_WITH, 21, "Police Reform Act 2002 Sch 3 para 28B(5)", warn_days=5,
    ),
    CatalogueRule(
        "rec_response_set", "Answer the recommendation", "it was made", Basis.FIXED, 0,
        "The day set when it was put on record: no law sets one", warn_days=14,
    ),
    CatalogueRule(
        "rec_refusal_review", "Look at the refusal again", "it was refused or last looked at",
        Basis.MONTHS_AFTER, 12, f"{POLICY}: a refusal stays visible and is looked at every year", warn_days=30,
        from_memory=True,
    ),
    CatalogueRule(
        "rec_action", "Do what was agreed about the recommendation", "it was agreed", Basis.FIXED, 0,
        "The day set with the action", warn_days=7,
    ),
    CatalogueRule(
        "self_assessment", "Answer the questions of a learning report", "they were sent", Basis.FIXED, 0,
        "The day set when they were sent", warn_days=14,
    ),
    CatalogueRule(
        "rec_audience", "Reach the audience of the recommendation", "it was agreed", Basis.FIXED, 0,
        "The day set with the audience", warn_days=14,
    ),
)  # fmt: skip

DATA_PROTECTION = (
    CatalogueRule(
        "sar_response", "Answer the subject access request", "the request or the proof of identity was received",
        Basis.CORRESPONDING_MONTH, 1, SAR, warn_days=7, roll_to_working_day=True,
    ),
    CatalogueRule(
        "sar_extension_notice", "Tell the requester that more time is needed",
        "the day the request or the proof of identity was received",
        Basis.MONTHS_BEGINNING_WITH, 1, "UK GDPR Art 12; DPA 2018 s.54(3B)", warn_days=5,
    ),
    CatalogueRule(
        "sar_extended", "Answer the extended subject access request",
        "the request or the proof of identity was received",
        Basis.CORRESPONDING_MONTH, 3, "UK GDPR Art 12; DPA 2018 s.54(3A)", warn_days=14, roll_to_working_day=True,
    ),
    CatalogueRule(
        "dp_complaint_ack", "Acknowledge the data protection complaint", "the complaint was received",
        Basis.DAYS_AFTER, 30, "DPA 2018 s.164A", warn_days=5, roll_to_working_day=True,
    ),
    CatalogueRule(
        "breach_to_ico", "Report the personal data breach to the ICO", "the force became aware of the breach",
        Basis.HOURS, 72, "DPA 2018 s.67; UK GDPR Art 33",
    ),
)  # fmt: skip

SCHEMES = (
    CatalogueRule(
        "account_review", "Look at the account again", "it was approved", Basis.MONTHS_AFTER, 12,
        f"{POLICY}: every official account once a year", warn_days=30, from_memory=True,
    ),
    CatalogueRule(
        "credential_renewal", "Renew before it runs out", "it was recorded", Basis.FIXED, 0,
        "The day on which what was recorded runs out", warn_days=60,
    ),
    CatalogueRule(
        "scheme_review", "Decide about the scheme again", "the last decision", Basis.FIXED, 0,
        "The day set with the decision; six months on where none was named", warn_days=14,
    ),
    CatalogueRule(
        "scheme_condition_review", "Check the condition the scheme is let run on",
        "the condition was set or last checked",
        Basis.MONTHS_AFTER, 6, POLICY, warn_days=14, from_memory=True,
    ),
    CatalogueRule(
        "risk_assessment_review", "Assess the risks again", "the assessment was approved",
        Basis.MONTHS_AFTER, 12, f"{POLICY}: at least once a year", warn_days=30, from_memory=True,
    ),
    CatalogueRule(
        "risk_entry_review", "Look at the risk again", "it was raised or last looked at", Basis.FIXED, 0,
        "The day set when it was raised or last looked at", warn_days=7,
    ),
    CatalogueRule(
        "risk_action", "Do what was agreed about the risk", "it was agreed", Basis.FIXED, 0,
        "The day set with the action", warn_days=3,
    ),
    CatalogueRule(
        "contact_authorisation_ends", "Leave to be in contact ends: ask again, or stop", "it was approved", Basis.FIXED,
        0, "The last day that was set when it was asked for", warn_days=7,
    ),
    CatalogueRule(
        "venue_risk_assessment", "Assess the risks of the venue again", "the last assessment",
        Basis.MONTHS_AFTER, 12, "Volunteer Police Cadets practice: a regular venue is assessed every year",
        warn_days=14,
    ),
)  # fmt: skip

CATALOGUE = (
    *CONCERNS, *REFERRALS, *CASE_WORK, *COMPLAINTS, *PROCEEDINGS, *LEARNING, *DATA_PROTECTION, *SCHEMES,
)  # fmt: skip

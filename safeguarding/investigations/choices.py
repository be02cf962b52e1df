"""The words of the PSD track: how a matter comes in, what is decided of it, and how it ends."""

from __future__ import annotations

import datetime as dt

from django.db import models


class Entry(models.TextChoices):
    """How a matter comes to professional standards (PRA 2002 s.12 and Sch 3 paras 10 and 11)."""

    COMPLAINT = "complaint", "Complaint"
    CONDUCT = "conduct_matter", "Conduct matter"
    RECORDABLE = "recordable_conduct_matter", "Recordable conduct matter"
    INTERNAL = "internal", "Internal conduct matter"


class Recording(models.TextChoices):
    RECORDED = "recorded", "Recorded under Schedule 3"
    OUTSIDE = "outside", "Handled outside Schedule 3, and logged"


class Regime(models.TextChoices):
    """Whose rules decide what follows. It comes from what the person is to the force, and from nothing else."""

    OFFICER = "officer", "Police officers and special constables"
    STAFF = "staff", "Police staff, PCSOs among them"
    DESIGNATED = "designated_volunteer", "Designated volunteers"
    VOLUNTEER = "volunteer", "Volunteers without a designation"
    OWN_EMPLOYER = "own_employer", "People of another employer"
    NONE = "none", "No discipline regime"


class NoticeRegime(models.TextChoices):
    """By which rule a notice is given. Two rules are called regulation 17, and they are not the same."""

    PCMR_17 = "PCMR_reg17", "Complaints and Misconduct Regulations, regulation 17"
    PCR_17 = "PCR_reg17", "Conduct Regulations, regulation 17"
    ANNEX_A = "PSC_P3_annexA", "Police Staff Council Handbook Part 3, Annex A"
    AGREEMENT = "agreement", "The volunteer agreement or designation"


class Category(models.TextChoices):
    """The national categories of allegations (IOPC guidance on capturing data about police complaints)."""

    A = "A", "A: Delivery of duties and service"
    B = "B", "B: Police powers, policies and procedures"
    C = "C", "C: Handling of or damage to property"
    D = "D", "D: Access to or disclosure of information"
    E = "E", "E: Use of police vehicles"
    F = "F", "F: Discriminatory behaviour"
    G = "G", "G: Abuse of position or corruption"
    H = "H", "H: Individual behaviours"
    J = "J", "J: Sexual conduct"
    K = "K", "K: Discreditable conduct"
    L = "L", "L: Other"


class Standard(models.TextChoices):
    """The ten standards of professional behaviour (PCR 2020 Sch 2; PSC Joint Circular 54)."""

    HONESTY = "honesty_integrity", "Honesty and integrity"
    RESPECT = "authority_respect_courtesy", "Authority, respect and courtesy"
    EQUALITY = "equality_diversity", "Equality and diversity"
    FORCE = "use_of_force", "Use of force"
    ORDERS = "orders_instructions", "Orders and instructions"
    DUTIES = "duties_responsibilities", "Duties and responsibilities"
    CONFIDENTIALITY = "confidentiality", "Confidentiality"
    FITNESS = "fitness_for_duty", "Fitness for duty or work"
    DISCREDITABLE = "discreditable_conduct", "Discreditable conduct"
    CHALLENGING = "challenging_reporting_improper_conduct", "Challenging and reporting improper conduct"


class CodeEdition(models.TextChoices):
    """Which code's words an allegation is held against: the one that stood when it is said to have happened."""

    PSC_2008 = "psc_2008", "Police Staff Council standards, 2008"
    ETHICS_2014 = "ethics_2014", "Code of Ethics, 2014"
    ETHICS_2024 = "ethics_2024", "Ethical policing principles and code of practice, 2024"
    FORCE = "force", "The force's own code"


class Mode(models.TextChoices):
    """Who investigates (PRA 2002 Sch 3 paras 15 to 19)."""

    RETURNED = "returned", "Returned to the force"
    LOCAL = "local", "Local investigation"
    DIRECTED = "directed", "Directed by the IOPC"
    INDEPENDENT = "independent", "Independent investigation by the IOPC"


class Severity(models.TextChoices):
    GROSS = "gross_misconduct", "Gross misconduct"
    MISCONDUCT = "misconduct", "Misconduct"
    NEITHER = "neither", "Neither misconduct nor gross misconduct"


class SeverityBasis(models.TextChoices):
    STATUTE = "statute", "By law"
    STAFF_POLICY = "staff_policy", "By staff policy"


class Forum(models.TextChoices):
    REFLECTIVE = "rprp", "Reflective practice"
    MEETING = "meeting", "Misconduct meeting"
    HEARING = "hearing", "Misconduct hearing"
    ACCELERATED = "accelerated_hearing", "Accelerated misconduct hearing"
    NO_ACTION = "no_action", "No proceedings"


PROCEEDINGS = (Forum.MEETING, Forum.HEARING, Forum.ACCELERATED)


class ServedMethod(models.TextChoices):
    IN_PERSON = "in_person", "Handed over in person"
    FRIEND = "friend", "Through the police friend or representative"
    POST = "post", "By post to the last known address"
    EMAIL = "email", "By email"


class NoticeStatus(models.TextChoices):
    WITHHELD = "withheld", "Withheld for now"
    SERVED = "served", "Served"


class Answer(models.TextChoices):
    """Whether there is a case to answer, for one allegation and one person."""

    GROSS = "gross_misconduct", "Case to answer for gross misconduct"
    MISCONDUCT = "misconduct", "Case to answer for misconduct"
    NO_CASE = "no_case", "No case to answer"
    REFLECTIVE = "rprp", "Reflective practice"
    PERFORMANCE = "performance", "Performance"


class Finding(models.TextChoices):
    GROSS = "gross_misconduct", "Gross misconduct found"
    MISCONDUCT = "misconduct", "Misconduct found"
    NOT_FOUND = "not_found", "Not proved, or neither"


class PanelRole(models.TextChoices):
    CHAIR = "chair", "Chair"
    MEMBER = "member", "Independent member"
    ADVISER = "adviser", "Legally qualified adviser"


class WitnessSide(models.TextChoices):
    """Whose list of witnesses it is (PCR 2020 reg 31(4))."""

    AUTHORITY = "authority", "The appropriate authority"
    SUBJECT = "subject", "The person investigated"


class Publication(models.TextChoices):
    """What the chair decided about the public notice of a hearing (PCR 2020 reg 36)."""

    NAMED = "named", "Published with the name of the person"
    UNNAMED = "unnamed", "Published without the name"
    NONE = "none", "Not published"


class OutcomeCode(models.TextChoices):
    NO_ACTION = "no_action", "No action"
    REFLECTIVE = "rprp", "Reflective practice"
    WRITTEN_WARNING = "written_warning", "Written warning"
    FINAL_WARNING = "final_written_warning", "Final written warning"
    REDUCTION = "reduction_in_rank", "Reduction in rank"
    SHORT_OF_DISMISSAL = "action_short", "Action short of dismissal"
    DISMISSAL_WITH_NOTICE = "dismissed_with_notice", "Dismissal with notice"
    DISMISSAL = "dismissed", "Dismissal without notice"
    WOULD_HAVE_BEEN = "would_have_been_dismissed", "Would have been dismissed"
    DESIGNATION = "designation_withdrawn", "Designation withdrawn"
    REMOVED = "removed_from_role", "Removed from the role"
    TO_EMPLOYER = "passed_to_employer", "Passed to the person's employer"


DISMISSALS = (OutcomeCode.DISMISSAL, OutcomeCode.DISMISSAL_WITH_NOTICE, OutcomeCode.WOULD_HAVE_BEEN)
#: What the College of Policing is told of, for one of its lists.
TOLD_TO_COLLEGE = (*DISMISSALS, OutcomeCode.DESIGNATION)


class AppealTo(models.TextChoices):
    NEXT_MANAGER = "next_manager", "Next line manager, from a meeting"
    TRIBUNAL = "tribunal", "Police Appeals Tribunal, from a hearing"
    STAFF_PANEL = "staff_panel", "Internal appeal panel for staff"


class UpdateTo(models.TextChoices):
    """Whom a progress update is for. The two have a clock each."""

    COMPLAINANT = "complainant", "The complainant and interested persons"
    SUBJECT = "subject", "The person investigated"


class LetterTo(models.TextChoices):
    """To whom a timeliness letter goes (PCMR 2020 reg 13; PCR 2020 reg 19)."""

    POLICING_BODY = "policing_body", "Local policing body"
    IOPC = "iopc", "IOPC"
    SUBJECT = "subject", "The person investigated"
    CHIEF = "chief_officer", "Chief officer"


class Act(models.TextChoices):
    """What can be done in an investigation, in the order in which it usually is."""

    ASSIGN = "assign", "Name investigator and supervisor"
    ALLEGE = "allege", "Add an allegation"
    CLASSIFY = "classify", "Change how an allegation is classified"
    INTEREST = "interest", "Add an interested person"
    RECORD = "record", "Decide whether it is recorded"
    MODE = "mode", "Record the mode of investigation"
    SEVERITY = "severity", "Assess or revise the severity"
    TERMS = "terms", "Set the terms of reference"
    WITHHOLD = "withhold", "Withhold the notice"
    SERVE = "serve", "Serve the notice"
    GIVE_TERMS = "give-terms", "Give the terms of reference"
    REPRESENT = "represent", "Record representations"
    INTERVIEW = "interview", "Set an interview"
    INTERVIEWED = "interviewed", "Record the interview held"
    UPDATE = "update", "Record a progress update"
    HOLD_UPDATE = "hold-update", "Withhold a progress update"
    LETTER = "letter", "Record a timeliness letter"
    REPORT = "report", "Take in the report"
    ANSWER = "answer", "Decide the case to answer"
    REFER = "refer", "Refer to proceedings, or to none"
    DOCUMENTS = "documents", "Record notice and documents"
    RESPOND = "respond", "Record the response"
    WITNESSES = "witnesses", "Record a list of witnesses"
    PANEL = "panel", "Name somebody for the panel"
    STAND_DOWN = "stand-down", "Record that somebody on the panel stands down"
    DATE = "date", "Set the date"
    PUBLISH = "publish", "Record the public notice of the hearing"
    FIND = "find", "Record the findings"
    OUTCOME = "outcome", "Record the outcome"
    TELL_OUTCOME = "tell-outcome", "Record that the outcome was told"
    APPEAL = "appeal", "Record an appeal"
    APPEALED = "appealed", "Record the result of the appeal"
    TELL_COLLEGE = "tell-college", "Record that the College was told of the appeal"
    VET = "vet", "Open a review of the vetting"


#: The Police (Conduct) (Amendment) Regulations 2025: dismissal presumed, email allowed, some convictions always gross.
SINCE_2025 = dt.date(2025, 5, 28)
#: The Conduct, and the Complaints and Misconduct Regulations 2020. Of earlier law the system holds nothing.
SINCE_2020 = dt.date(2020, 2, 1)


class InterviewStatus(models.TextChoices):
    SET = "set", "Set"
    HELD = "held", "Held"
    MOVED = "moved", "Moved to another date"


class AppealStatus(models.TextChoices):
    OPEN = "open", "Waiting for its result"
    UPHELD = "upheld", "Appeal allowed"
    DISMISSED = "dismissed", "Appeal dismissed"
    WITHDRAWN = "withdrawn", "Appeal withdrawn"


class Decider(models.TextChoices):
    """Who decides whether there is a case to answer."""

    FORCE = "force", "The appropriate authority"
    IOPC = "iopc", "The IOPC"


class GivenHow(models.TextChoices):
    WRITTEN = "written", "In writing"
    ORAL = "oral", "By word of mouth"

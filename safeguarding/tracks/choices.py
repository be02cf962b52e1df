"""The words of tracks: which there are, where each may stand, how each may end, and what follows from an end."""

from __future__ import annotations

from django.db import models

#: The stage in which every track ends.
CLOSED = "closed"
#: What the history calls a hand-over to another owner.
GIVE = "give"


class TrackKind(models.TextChoices):
    """One set of facts opens several of these, each with its own clock, owner, standard of proof and end."""

    COMPLAINT = "complaint", "Complaint"
    IOPC = "iopc", "IOPC"
    CRIMINAL = "criminal", "Criminal"
    MISCONDUCT = "misconduct", "Misconduct"
    LADO = "lado", "LADO"
    CHILD_PROTECTION = "child_protection", "Child protection"
    DBS = "dbs", "DBS"
    VETTING = "vetting", "Vetting"
    DATA_PROTECTION = "data_protection", "Data protection complaint"
    REPORTING_DUTY = "reporting_duty", "Report of a child sex offence"


class Side(models.TextChoices):
    """Whose track it is: professional standards, or safeguarding. The other side knows its stage, and no more."""

    PSD = "psd", "Professional standards"
    SAFEGUARDING = "safeguarding", "Safeguarding"


SIDE_OF: dict[str, str] = {
    TrackKind.COMPLAINT: Side.PSD,
    TrackKind.IOPC: Side.PSD,
    TrackKind.CRIMINAL: Side.PSD,
    TrackKind.MISCONDUCT: Side.PSD,
    TrackKind.VETTING: Side.PSD,
    TrackKind.LADO: Side.SAFEGUARDING,
    TrackKind.CHILD_PROTECTION: Side.SAFEGUARDING,
    TrackKind.DBS: Side.SAFEGUARDING,
    TrackKind.DATA_PROTECTION: Side.PSD,
    TrackKind.REPORTING_DUTY: Side.SAFEGUARDING,
}
#: Kept by professional standards once they have a way into the case, and by safeguarding until then: somebody has to.
UNTIL_PSD_IS_IN = frozenset({TrackKind.CRIMINAL, TrackKind.DATA_PROTECTION})
#: Discipline. The other side knows that such a track is there and whether it runs; where it stands, since when and what
#: it waits for, is for the side that keeps it.
HIDDEN_STAGE = frozenset({TrackKind.MISCONDUCT, TrackKind.VETTING})
#: What is said in place of the stage, of a track that runs and of one that has ended.
RUNNING_WORDS, ENDED_WORDS = "Running", "Closed"
#: About one person, never about the matter as a whole.
ABOUT_SOMEBODY = frozenset({TrackKind.MISCONDUCT, TrackKind.LADO, TrackKind.DBS, TrackKind.VETTING})
#: What an adult did in or beside their work: nobody complains to the police of a child in this way.
ABOUT_AN_ADULT = ABOUT_SOMEBODY | {TrackKind.COMPLAINT, TrackKind.IOPC}

#: By what an allegation is judged in each; where nothing is judged, what is asked.
STANDARD_OF_PROOF: dict[str, str] = {
    TrackKind.COMPLAINT: "The balance of probabilities",
    TrackKind.IOPC: "A case to answer: enough for a tribunal to find it, on the balance of probabilities",
    TrackKind.CRIMINAL: "Beyond reasonable doubt; to charge, a realistic prospect of conviction",
    TrackKind.MISCONDUCT: "The balance of probabilities",
    TrackKind.LADO: "The balance of probabilities",
    TrackKind.CHILD_PROTECTION: "Reasonable cause to suspect that a child suffers, or is likely to suffer, harm",
    TrackKind.DBS: "Whether the harm test or relevant conduct is met",
    TrackKind.VETTING: "Whether there is a risk that cannot be managed",
    TrackKind.DATA_PROTECTION: "Whether the force kept to data protection law",
    TrackKind.REPORTING_DUTY: "Whether somebody was told of a child sex offence, saw it, or saw pictures of it",
}


class Leaving(models.TextChoices):
    """How somebody under investigation came to be gone."""

    RESIGNED = "resigned", "Resigned"
    RETIRED = "retired", "Retired"
    CONTRACT_ENDED = "contract_ended", "The contract or the role came to its end"
    WITHDREW = "withdrew", "Stopped volunteering"


class CollegeList(models.TextChoices):
    """The lists of the College of Policing (Police Act 1996 Part 4A). Not to be taken for the DBS children's list."""

    BARRED = "police_barred_list", "Police barred list"
    ADVISORY = "police_advisory_list", "Police advisory list"


class ReportDecision(models.TextChoices):
    REPORTED = "reported", "Reported to the College"
    NOT_DUE = "not_due", "No report is due"


class Duty(models.TextChoices):
    """What the end of one track asks for elsewhere."""

    DBS = "dbs", "Decide whether the duty to refer to the DBS applies"
    COLLEGE_BARRED = "college_barred", "Report to the College for the police barred list"
    COLLEGE_ADVISORY = "college_advisory", "Report to the College for the police advisory list"


class MeetingKind(models.TextChoices):
    """Meetings that a track is made of, each with who was there and what was decided."""

    LADO_MEETING = "lado_meeting", "Managing allegations meeting"
    STRATEGY_DISCUSSION = "strategy_discussion", "Strategy discussion"
    CONFERENCE = "conference", "Initial child protection conference"
    CORE_GROUP = "core_group", "Core group"
    REVIEW_CONFERENCE = "review_conference", "Review conference"


#: Which step records which meeting.
MEETING_OF: dict[tuple[str, str], str] = {
    (TrackKind.LADO, "meet"): MeetingKind.LADO_MEETING,
    (TrackKind.CHILD_PROTECTION, "discuss"): MeetingKind.STRATEGY_DISCUSSION,
    (TrackKind.CHILD_PROTECTION, "confer"): MeetingKind.CONFERENCE,
    (TrackKind.CHILD_PROTECTION, "meet_core_group"): MeetingKind.CORE_GROUP,
    (TrackKind.CHILD_PROTECTION, "review_plan"): MeetingKind.REVIEW_CONFERENCE,
}
#: Meetings at which the police must be there, by somebody who is not of the subject's chain of command.
NEEDS_POLICE = frozenset({MeetingKind.STRATEGY_DISCUSSION})

#: What the body outside is called in each kind of track that has one.
BODY_LABELS: dict[str, str] = {
    TrackKind.COMPLAINT: "Handled by",
    TrackKind.IOPC: "IOPC office",
    TrackKind.CRIMINAL: "Investigating body",
    TrackKind.LADO: "LADO of",
    TrackKind.CHILD_PROTECTION: "Children's social care of",
    TrackKind.DBS: "Referred to",
    TrackKind.VETTING: "Vetting unit",
    TrackKind.MISCONDUCT: "Handled by",
    TrackKind.DATA_PROTECTION: "Handled by",
    TrackKind.REPORTING_DUTY: "Reported to",
}


class ChargeDecision(models.TextChoices):
    CHARGED = "charged", "Charged"
    NOT_CHARGED = "not_charged", "Not charged"
    OUT_OF_COURT = "out_of_court", "Out-of-court disposal"


class ChargeReason(models.TextChoices):
    """Why an offence was not charged (Code for Crown Prosecutors: the evidential stage, then the public interest)."""

    EVIDENTIAL = "evidential", "Not enough evidence for a realistic prospect of conviction"
    PUBLIC_INTEREST = "public_interest", "A prosecution is not in the public interest"
    OUT_OF_TIME = "out_of_time", "Out of time"
    OTHER = "other", "Another reason"


class CourtResult(models.TextChoices):
    PLEADED_GUILTY = "pleaded_guilty", "Pleaded guilty"
    CONVICTED = "convicted", "Found guilty"
    ACQUITTED = "acquitted", "Found not guilty"
    DISCONTINUED = "discontinued", "Discontinued"

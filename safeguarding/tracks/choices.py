"""The words of tracks: which there are, where each may stand, how each may end, and what follows from an end."""

from __future__ import annotations

from django.db import models

#: The stage in which every track ends.
CLOSED = "closed"


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
}
#: About one person, never about the matter as a whole.
ABOUT_SOMEBODY = frozenset({TrackKind.MISCONDUCT, TrackKind.LADO, TrackKind.DBS, TrackKind.VETTING})

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

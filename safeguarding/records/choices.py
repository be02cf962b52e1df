"""The words of retention: which records there are, what may be done with them, and the rules a force begins with."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class RecordClass(models.TextChoices):
    """What of a case decides how long it is kept. Several may hold; the one that keeps it longest counts."""

    GENERAL = "general", "Every case"
    CHILD = "child", "A case about a young person"
    MISCONDUCT = "misconduct", "Complaint or misconduct"
    DISMISSAL = "dismissal", "Dismissal, or abuse of position for a sexual purpose"
    ALLEGATION = "allegation", "Allegation against an adult who works with children"
    SEXUAL_ABUSE = "sexual_abuse", "Known or alleged sexual abuse of a child"


class Of(models.TextChoices):
    """Whose birthday a rule may count to."""

    NOBODY = "", "Nobody"
    SUBJECT = "subject", "the adult whom the case is about"
    CHILD = "child", "the youngest young person in it"


class ReviewStatus(models.TextChoices):
    DUE = "due", "Due for review"
    KEPT = "kept", "Kept"
    PROPOSED = "proposed", "Disposal proposed"
    LAPSED = "lapsed", "No longer due"


class DisposalStatus(models.TextChoices):
    PROPOSED = "proposed", "Waits for a second person"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    APPROVED = "approved", "Approved: being erased"
    ERASED = "erased", "Erased"


@dataclass(frozen=True)
class Standard:
    """A rule as a force has it from the start: how long, until what age, how often it is looked at, and its source."""

    key: str
    years: int
    review_every: int
    source: str
    until_age: int | None = None
    of: str = Of.NOBODY
    #: Whether it is looked at while it runs, and not only at its end.
    is_reviewed_meanwhile: bool = False
    #: A force may ask for more, never for less.
    least_years: int = 0
    least_age: int | None = None
    least_source: str = ""


POLICE = (
    "Police Information and Records Management Code of Practice and the College of Policing APP on review, retention "
    "and disposal"
)
SCHEDULE = "NPCC national retention schedule"

#: Sources and figures as the force's records manager confirms them; a force changes a figure on the page of rules.
STANDARD: tuple[Standard, ...] = (
    Standard(
        RecordClass.GENERAL, 6, 5, f"{POLICE}: a clear period of 6 years, then a review every 5",
        least_years=6, least_source=f"{POLICE}: at least 6 years",
    ),
    Standard(
        RecordClass.CHILD, 6, 5, "Children Act 2004 s.11; records of young people in schemes: until 25, or 6 years",
        until_age=25, of=Of.CHILD, least_years=6, least_age=18, least_source=f"{POLICE}: at least 6 years",
    ),
    Standard(
        RecordClass.MISCONDUCT, 6, 5, f"{SCHEDULE}: complaints and misconduct, 6 years after they are closed",
        least_years=6, least_source=f"{SCHEDULE}: 6 years after closing",
    ),
    Standard(
        RecordClass.DISMISSAL, 10, 10,
        f"{SCHEDULE}: until the 100th birthday; MoPI group 1: reviewed every 10 years",
        until_age=100, of=Of.SUBJECT, is_reviewed_meanwhile=True,
        least_years=10, least_age=100, least_source=f"{SCHEDULE}: until the 100th birthday",
    ),
    Standard(
        RecordClass.ALLEGATION, 10, 10,
        "Keeping children safe in education, Part 4: until normal pension age, or 10 years where that is longer",
        until_age=67, of=Of.SUBJECT, is_reviewed_meanwhile=True,
        least_years=10, least_age=65, least_source="Keeping children safe in education, Part 4: at least 10 years",
    ),
    Standard(
        RecordClass.SEXUAL_ABUSE, 75, 10,
        "Independent Inquiry into Child Sexual Abuse, final report (October 2022), part H.5: 75 years",
        is_reviewed_meanwhile=True, least_years=75,
        least_source="Independent Inquiry into Child Sexual Abuse, final report, part H.5: 75 years",
    ),
)  # fmt: skip
STANDARD_OF = {one.key: one for one in STANDARD}

#: Offences of these Acts are against a child's sexual safety.
SEXUAL_ACTS = ("Sexual Offences Act 2003", "Protection of Children Act 1978", "Criminal Justice Act 1988")

#: How an allegation with the LADO ends that leaves nothing on the adult's record.
CLEARED = frozenset({"false", "malicious", "deliberately_invented_or_malicious"})

TEXT_MAX = 5_000
#: In place of the rule and its days, of a case with a misconduct track that the reader does not read.
UNTOLD = "Told to professional standards"
#: What the header of a case says once it was disposed of.
GONE_TITLE = "Disposed of"

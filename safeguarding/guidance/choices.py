"""Where a version of a policy stands, whom it is for, and how somebody acknowledged it."""

from django.db import models


class VersionStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_FORCE = "in_force", "In force"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class MeetsRequirement(models.TextChoices):
    """The requirements of adults in schemes that reading a policy meets: the key of such a policy is the same word."""

    COMMUNICATION = "communication_guidelines", "Guidelines for communication online accepted"
    CONDUCT = "code_of_conduct", "Code of conduct accepted"


class AudienceKind(models.TextChoices):
    """Whom a campaign is for."""

    ALL_STAFF = "all_staff", "All staff"
    OUTSIDE_OFFICIAL = "outside_official", "Adults of schemes outside the official one"
    OFFICIAL = "official", "Adults of the official scheme"
    SCHEME = "scheme", "Adults of one scheme"
    ROLE = "role", "A part in schemes"
    PERSON_TYPE = "person_type", "A kind of staff"
    TAG = "tag", "A group"


class Tag(models.TextChoices):
    """Groups that a force tells things to and that nothing else on record names (domain: E14)."""

    APPRENTICE = "apprentice", "Apprentices"
    SCHOOL_OFFICER = "school_officer", "School officers"
    STUDENT_OFFICER = "student_officer", "Student officers"
    NEW_SERGEANT = "new_sergeant", "New sergeants"


class Way(models.TextChoices):
    """How somebody acknowledged a policy."""

    SIGNED_IN = "signed_in", "Signed in"
    ON_PAPER = "on_paper", "On paper"


class CampaignState(models.TextChoices):
    """Where a campaign stands; follows from its days."""

    PREPARED = "prepared", "Not opened yet"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Step(models.TextChoices):
    """The occasions on which somebody is told that a policy waits to be read."""

    OPENED = "opened", "At opening"
    REGULAR = "regular", "Every few days"
    BEFORE = "before", "Before the day it is due"
    AFTER = "after", "After the day it was due"

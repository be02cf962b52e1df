"""Kinds of people, and how old somebody is when nobody knows the birthday."""

from django.db import models


class PersonKind(models.TextChoices):
    YOUNG_PERSON = "young_person", "Young person"
    ADULT = "adult", "Adult"


class PersonType(models.TextChoices):
    """What an adult is to the force. It decides the discipline regime (PRA 2002 s.12; domain: which regime applies)."""

    POLICE_OFFICER = "police_officer", "Police officer"
    SPECIAL_CONSTABLE = "special_constable", "Special constable"
    PCSO = "pcso", "PCSO"
    POLICE_STAFF = "police_staff", "Police staff"
    VOLUNTEER = "volunteer", "Volunteer"
    TEACHER_PARTNER = "teacher_partner", "Teacher or school partner"
    CONTRACTOR = "contractor", "Contractor"
    PARENT_CARER = "parent_carer", "Parent or carer"
    OTHER = "other", "Other adult"


# Adults who serve with, or work for, the force: they stand in its staff directory.
STAFF_TYPES = (
    PersonType.POLICE_OFFICER,
    PersonType.SPECIAL_CONSTABLE,
    PersonType.PCSO,
    PersonType.POLICE_STAFF,
    PersonType.VOLUNTEER,
    PersonType.TEACHER_PARTNER,
    PersonType.CONTRACTOR,
)

# Serving with the police under PRA 2002 s.12(7): the complaint and IOPC referral layer applies.
SERVING_TYPES = (
    PersonType.POLICE_OFFICER,
    PersonType.SPECIAL_CONSTABLE,
    PersonType.PCSO,
    PersonType.POLICE_STAFF,
)


class AgeBand(models.TextChoices):
    UNDER_5 = "under_5", "Under 5"
    FROM_5_TO_8 = "5_8", "5 to 8"
    FROM_9_TO_12 = "9_12", "9 to 12"
    FROM_12_TO_13 = "12_13", "12 or 13"
    FROM_13_TO_15 = "13_15", "13 to 15"
    FROM_16_TO_17 = "16_17", "16 or 17"
    ADULT = "adult", "18 or over"
    UNKNOWN = "unknown", "Not known"


#: How the bands are asked for. "12 or 13" overlaps the bands beside it on purpose (whether a child is under 13 decides
#: how the law sees what was done to them), so the question says for whom it is.
YOUNG_BANDS: list[tuple[str, str]] = [
    (band.value, f"{band.label}, not known which" if band == AgeBand.FROM_12_TO_13 else band.label)
    for band in AgeBand
    if band not in (AgeBand.ADULT, AgeBand.UNKNOWN)
]
#: The same for somebody of any age: one set wherever an age is asked for.
BANDS: list[tuple[str, str]] = [
    *YOUNG_BANDS, (AgeBand.ADULT.value, AgeBand.ADULT.label), (AgeBand.UNKNOWN.value, AgeBand.UNKNOWN.label)
]  # fmt: skip


class PlacementRole(models.TextChoices):
    YOUNG_PERSON = "young_person", "Young person"
    ORGANISER = "organiser", "Organiser"
    LEADER = "leader", "Leader"
    HELPER = "helper", "Helper"
    TEACHER = "teacher", "Teacher in attendance"


# Adults with whom a scheme stands or falls on the night: they need to know what each young person needs.
LEADING_ROLES = (PlacementRole.ORGANISER, PlacementRole.LEADER)


class Relationship(models.TextChoices):
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step_parent", "Step-parent"
    GRANDPARENT = "grandparent", "Grandparent"
    SIBLING = "sibling", "Adult brother or sister"
    FOSTER_CARER = "foster_carer", "Foster carer"
    GUARDIAN = "guardian", "Guardian"
    SOCIAL_WORKER = "social_worker", "Social worker"
    OTHER = "other", "Other"


class ContactPermission(models.TextChoices):
    """Whether staff may get in touch with a carer."""

    MAY = "may", "May be contacted"
    NAMED_STAFF = "named_staff", "Only by named staff"
    MUST_NOT = "must_not", "Must not be contacted"


class ConsentKind(models.TextChoices):
    TAKING_PART = "taking_part", "Taking part"
    PHOTOGRAPHS = "photographs", "Photographs and film"
    MEDICAL = "medical", "Medical treatment"
    SHARING = "sharing", "Sharing with partners"
    ONLINE = "online", "Contact online"
    OFF_SITE = "off_site", "Trips off site"


class ConsentAnswer(models.TextChoices):
    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"


class ConsentState(models.TextChoices):
    """How an answer stands on a day; worked out from its dates."""

    NOT_YET = "not_yet", "Not yet given"
    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    EXPIRED = "expired", "Run out"
    WITHDRAWN = "withdrawn", "Withdrawn"


class GivenBy(models.TextChoices):
    CARER = "carer", "A parent or carer"
    YOUNG_PERSON = "young_person", "The young person"


class NeedCategory(models.TextChoices):
    ALLERGY = "allergy", "Allergy"
    MEDICATION = "medication", "Medication"
    HEALTH = "health", "Health"
    COMMUNICATION = "communication", "Communication"
    LEARNING = "learning", "Learning"
    MOBILITY = "mobility", "Getting about"
    FEELINGS = "feelings", "Feelings and behaviour"
    FAITH_AND_FOOD = "faith_and_food", "Faith and food"
    HOME = "home", "Home and family"
    OTHER = "other", "Other"

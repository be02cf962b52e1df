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


class PlacementRole(models.TextChoices):
    YOUNG_PERSON = "young_person", "Young person"
    ORGANISER = "organiser", "Organiser"
    LEADER = "leader", "Leader"
    HELPER = "helper", "Helper"
    TEACHER = "teacher", "Teacher in attendance"

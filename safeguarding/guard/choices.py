"""What the guard finds, and what follows from it."""

from __future__ import annotations

from django.db import models


class Identifier(models.TextChoices):
    """What of somebody may not stand in a text that names nobody, and what together could point at them."""

    NAME = "name", "Name"
    NICKNAME = "nickname", "Form of a first name"
    SPELLING = "spelling", "Nearly a name"
    INITIALS = "initials", "Initials"
    HANDLE = "handle", "Handle of an online account"
    PHONE = "phone", "Telephone number"
    EMAIL = "email", "Email address"
    COLLAR = "collar", "Collar number"
    BIRTH = "birth", "Date of birth"
    ADDRESS = "address", "Address or place"
    SCHOOL = "school", "School"
    SCHEME = "scheme", "Scheme"
    REFERENCE = "reference", "Reference of the case"
    UNKNOWN = "unknown", "Looks like somebody's name"
    AGE = "age", "Exact age"
    TOGETHER = "together", "Rare together"


class Weight(models.TextChoices):
    """What a find does: nothing goes out with the first, and only with an answer with the second."""

    BLOCKS = "blocks", "Must go"
    ASKS = "asks", "Must be answered"

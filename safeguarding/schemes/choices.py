"""What kinds of scheme there are and where each stands."""

from django.db import models


class SchemeKind(models.TextChoices):
    OFFICIAL_CADETS = "official_cadets", "Official cadet unit"
    UNOFFICIAL = "unofficial", "Unofficial scheme"
    SCHOOL_PARTNERSHIP = "school_partnership", "School partnership"
    MINI_POLICE = "mini_police", "Mini police"
    EVENT = "event", "Event"


class SchemeStatus(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    TOLERATED = "tolerated", "Tolerated on conditions"
    APPROVED = "approved", "Approved"
    OFFICIAL = "official", "Official"
    SUSPENDED = "suspended", "Suspended"
    CLOSED = "closed", "Closed"


class ConditionKind(models.TextChoices):
    NO_OFFSITE = "no_offsite", "No off-site trips"
    TEACHER_PRESENT = "teacher_present", "A teacher present"
    WORD_NOT_USED = "word_not_used", "A word not to be used"
    TRAINING_BY = "training_by", "Training by a date"
    FREE = "free", "Another condition"


class ConditionState(models.TextChoices):
    """How a condition stands; worked out, never typed."""

    KEPT = "kept", "Kept"
    CHECK_DUE = "check_due", "To be checked again"
    NEVER_CHECKED = "never_checked", "Never checked"
    BROKEN = "broken", "Broken"
    ENDED = "ended", "Ended"

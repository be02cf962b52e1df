"""What kinds of scheme there are, where each stands, and as what somebody decides about one."""

import enum

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


class DecidedAs(models.TextChoices):
    """As what somebody decided about a scheme: the rank or post, not the name."""

    RESPONSIBLE_OFFICER = "responsible_officer", "Designated responsible officer, a chief officer"
    CHIEF_OFFICER = "chief_officer", "Another chief officer"
    NAMED_SENIOR = "named_senior", "Senior responsible officer, named for it by a chief officer"
    SUPERINTENDENT = "superintendent", "Superintendent or chief superintendent"
    HEAD_OF_DEPARTMENT = "head_of_department", "Head of a department, police staff"
    INSPECTOR = "inspector", "Inspector or chief inspector"
    COORDINATOR = "coordinator", "Coordinator of youth schemes"
    OTHER = "other", "Somebody else"


class Authority(enum.IntEnum):
    """How far up somebody stands who decides about schemes."""

    NONE = 0
    MANAGES = 1
    LEADS = 2
    ANSWERS = 3


#: What each rank or post amounts to. To lead is not to answer for it: a senior leader who lets a scheme run, and whom
#: no chief officer named for it, has taken note of it.
AUTHORITY = {
    DecidedAs.RESPONSIBLE_OFFICER: Authority.ANSWERS,
    DecidedAs.CHIEF_OFFICER: Authority.ANSWERS,
    DecidedAs.NAMED_SENIOR: Authority.ANSWERS,
    DecidedAs.SUPERINTENDENT: Authority.LEADS,
    DecidedAs.HEAD_OF_DEPARTMENT: Authority.LEADS,
    DecidedAs.INSPECTOR: Authority.MANAGES,
    DecidedAs.COORDINATOR: Authority.MANAGES,
    DecidedAs.OTHER: Authority.NONE,
}
#: Domain: Volunteer Police Cadets. A chief officer is accountable for the standards; who it may be passed to, and that
#: it is expected of every scheme with young people, is house policy.
NEEDED_AUTHORITY = Authority.ANSWERS

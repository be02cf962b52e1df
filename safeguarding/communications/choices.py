"""Accounts, ways of contact and what a guideline rule can say, in the terms of the cadet guidelines."""

from __future__ import annotations

from django.db import models


class PlatformKind(models.TextChoices):
    SOCIAL = "social", "Social network"
    MESSAGING = "messaging", "Messaging"
    EMAIL = "email", "Email"
    PHONE = "phone", "Telephone and text"
    VIDEO = "video", "Video and streaming"
    GAMES = "games", "Games"
    SCHEME = "scheme", "Made for youth schemes"
    OTHER = "other", "Other"


class HandleRule(models.TextChoices):
    """How two ways of writing a handle are known to be one."""

    NAME = "name", "A name: the case of letters, a leading @ and the address of the site do not count"
    NAME_WITHOUT_DOTS = "name_without_dots", "As a name, and dots do not count either"
    EMAIL = "email", "An email address"
    PHONE = "phone", "A telephone number: spaces and the way the country is written do not count"
    EXACT = "exact", "As it is written"


class AccountKind(models.TextChoices):
    """Whose an account is. The first three are the channels that the cadet guidelines approve."""

    OFFICIAL_CADET = "official_cadet", "Official cadet account"
    OFFICIAL_FORCE = "official_force", "Official force account"
    APPROVED_PLATFORM = "approved_platform", "Account on an approved platform"
    PERSONAL_PROFESSIONAL = "personal_professional", "Personal account used for work"
    PERSONAL_INDIVIDUAL = "personal_individual", "Personal account"
    UNKNOWN = "unknown", "Not known"


#: What can be approved for use at all; a personal account never can, whoever asks.
OFFICIAL_KINDS = (AccountKind.OFFICIAL_CADET, AccountKind.OFFICIAL_FORCE, AccountKind.APPROVED_PLATFORM)
PERSONAL_KINDS = (AccountKind.PERSONAL_PROFESSIONAL, AccountKind.PERSONAL_INDIVIDUAL)


class AccountStatus(models.TextChoices):
    PROPOSED = "proposed", "Waiting for approval"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    SUSPENDED = "suspended", "Suspended"
    REVOKED = "revoked", "Revoked"
    KNOWN = "known", "Known, not for official use"


class Channel(models.TextChoices):
    OPEN_PAGE = "open_page", "Open page or post"
    GROUP = "group", "Group"
    GROUP_MESSAGE = "group_message", "Group message"
    ONE_TO_ONE = "one_to_one_dm", "Private message to one person"
    EMAIL = "email", "Email"
    PHONE_TEXT = "phone_text", "Text message"
    VOICE_CALL = "voice_call", "Call"
    IN_PERSON = "in_person", "Meeting in person"


OPEN_CHANNELS = (Channel.OPEN_PAGE, Channel.GROUP, Channel.GROUP_MESSAGE)


class Direction(models.TextChoices):
    ADULT_TO_CHILD = "adult_to_child", "From the adult"
    CHILD_TO_ADULT = "child_to_adult", "From the young person"


class ContactStatus(models.TextChoices):
    """Whether a contact took place. What was planned and given up was never sent."""

    PLANNED = "planned", "Planned"
    HAPPENED = "happened", "Took place"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Purpose(models.TextChoices):
    EVENT = "event", "Planning an event or a session"
    INFORMATION = "information", "Sharing information"
    WELFARE = "welfare", "Welfare, as agreed beforehand"
    EMERGENCY = "emergency", "Emergency"
    SOCIAL = "social", "Social chat"


class RequestAction(models.TextChoices):
    FRIEND = "friend", "Asked to be friends"
    CONNECT = "connect", "Asked to connect"
    FOLLOW = "follow", "Followed"
    UNFOLLOW = "unfollow", "Unfollowed"
    ACCEPT = "accept", "Accepted a request"


class TargetKind(models.TextChoices):
    YOUNG_PERSON = "young_person", "A young person"
    STAFF_OWN = "staff_own", "Their own personal account"
    STAFF_FAMILY_OR_FRIEND = "staff_family_or_friend", "Family, a friend or an associate of staff"
    OTHER = "other", "Somebody else"


class AuthorisationStatus(models.TextChoices):
    REQUESTED = "requested", "Waiting for an answer"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    ENDED = "ended", "Ended early"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Outcome(models.TextChoices):
    """What a rule says of one contact. Neither what cannot be told nor what it says nothing of is ever a pass."""

    PASSED = "passed", "Passed"
    FAILED = "failed", "Failed"
    NOT_EVALUABLE = "not_evaluable", "Cannot be told"
    NOT_APPLICABLE = "not_applicable", "Does not apply"


class Severity(models.TextChoices):
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    CRITICAL = "critical", "Critical"

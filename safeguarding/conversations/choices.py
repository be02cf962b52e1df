"""What message exports are, and what their messages are."""

from __future__ import annotations

from django.db import models


class Format(models.TextChoices):
    """What a program, a phone or a site writes when somebody asks it for their messages."""

    WHATSAPP = "whatsapp", "WhatsApp exported chat (.txt or .zip)"
    META = "meta", "Instagram or Facebook download (messages JSON)"
    SNAPCHAT = "snapchat", "Snapchat download (chat_history.json)"
    TELEGRAM = "telegram", "Telegram export (result.json)"
    SMS_BACKUP = "sms_backup", "SMS Backup & Restore (XML)"
    LEAPP = "leapp", "Timeline of iLEAPP or ALEAPP (CSV or TSV)"
    GENERIC = "generic", "CSV of our own description"


class ExportStatus(models.TextChoices):
    WAITING = "waiting", "Waiting to be read"
    READING = "reading", "Being read"
    ASKING = "asking", "Waiting for an answer"
    READ = "read", "Read"
    FAILED = "failed", "Could not be read"
    REMOVED = "removed", "Removed"


class DayOrder(models.TextChoices):
    DAY_FIRST = "day_first", "Day before month"
    MONTH_FIRST = "month_first", "Month before day"
    YEAR_FIRST = "year_first", "Year first"


class MessageKind(models.TextChoices):
    TEXT = "text", "Message"
    MEDIA = "media", "Picture, video, sound or file"
    CALL = "call", "Call"
    REACTION = "reaction", "Reaction"
    DELETED = "deleted", "Deleted message"
    SYSTEM = "system", "Line of the program"
    REQUEST = "request", "Friend or follow request"
    OTHER = "other", "Something else"


class FindingStatus(models.TextChoices):
    OPEN = "open", "Not yet looked at"
    AGREED = "agreed", "Agreed"
    DISMISSED = "dismissed", "Dismissed"


class JudgementStatus(models.TextChoices):
    WAITING = "waiting", "Waiting for the rules to be asked"
    WORKING = "working", "The rules are being asked"
    DONE = "done", "The rules were asked"
    OVERTAKEN = "overtaken", "Begun anew, because something it rests on changed"
    FAILED = "failed", "The rules could not be asked"


#: A worker has something to do.
AT_WORK = (JudgementStatus.WAITING, JudgementStatus.WORKING)


class FilesListed(models.TextChoices):
    """Which files a bundle lists with their SHA-256, besides those that its messages were read from."""

    SOURCES = "sources", "Only the files that the messages were read from"
    EXHIBITS = "exhibits", "Every file of the exhibits that they were read from"
    ALL = "all", "Every file of every exhibit of the case"


class VersionStatus(models.TextChoices):
    WAITING = "waiting", "Waiting to be made"
    MAKING = "making", "Being made"
    MADE = "made", "Made"
    FAILED = "failed", "Could not be made"

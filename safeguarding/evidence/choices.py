"""What an exhibit is, where it stands, how it goes from hand to hand, and how a file of it is removed."""

from __future__ import annotations

from django.db import models


class ExhibitKind(models.TextChoices):
    PHONE = "phone", "Mobile phone"
    DEVICE = "device", "Computer, tablet or other device"
    DOWNLOAD = "download", "Download of a device or an account"
    CHAT_EXPORT = "chat_export", "Export of a conversation"
    DOCUMENT = "document", "Document"
    PICTURE = "picture", "Picture, screenshot or recording"
    OBJECT = "object", "Other object"


class AnalysisStatus(models.TextChoices):
    NOT_NEEDED = "not_needed", "No analysis needed"
    WAITING = "waiting", "Waiting for analysis"
    AT_WORK = "at_work", "Being analysed"
    DONE = "done", "Analysed"


class ExhibitStatus(models.TextChoices):
    HELD = "held", "Held"
    RETURNED = "returned", "Returned"
    DISPOSED = "disposed", "Disposed of"


class RemovalStatus(models.TextChoices):
    ASKED = "asked", "Waiting for a second person"
    REMOVED = "removed", "Removed"
    REFUSED = "refused", "Kept"
    TAKEN_BACK = "taken_back", "Taken back"


class HandoverStatus(models.TextChoices):
    OFFERED = "offered", "Waiting for the other signature"
    ACCEPTED = "accepted", "Signed by both"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Taken back before it was signed"

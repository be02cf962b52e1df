"""What stands in a picture of links, and what became of a link that was told of."""

from __future__ import annotations

from django.db import models


class NodeKind(models.TextChoices):
    CASE = "case", "Case"
    CONCERN = "concern", "Concern"
    PERSON = "person", "Person"
    SCHEME = "scheme", "Scheme"
    HANDLE = "handle", "Online account"
    PHONE = "phone", "Telephone number"
    EMAIL = "email", "Email address"
    DEVICE = "device", "Device"


#: Of these the text itself is the thing: nothing on record has a number for it.
IDENTIFIERS = (NodeKind.HANDLE, NodeKind.PHONE, NodeKind.EMAIL, NodeKind.DEVICE)
#: What is looked into: two of these with something in common are linked.
MATTERS = (NodeKind.CASE, NodeKind.CONCERN)


class ToldStatus(models.TextChoices):
    """How far a link is whose other end the owner of a case may not see."""

    OPEN = "open", "Nobody has looked at it"
    SEEN = "seen", "Looked at"
    GONE = "gone", "There is no such link any more"

"""What a subject access request knows: who asks, how identity was proved, by which law something is kept back."""

from __future__ import annotations

from django.db import models


class Status(models.TextChoices):
    RECEIVED = "received", "Waiting for proof of identity"
    ACCEPTED = "accepted", "To be gathered"
    WAITING = "waiting", "Waiting for what was asked"
    GATHERING = "gathering", "Being gathered"
    DECIDING = "deciding", "Being decided"
    TO_APPROVE = "to_approve", "Waiting for approval"
    APPROVED = "approved", "Approved"
    DISCLOSED = "disclosed", "Disclosed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Asker(models.TextChoices):
    THEMSELF = "themself", "The person themself"
    PARENT = "parent", "A parent or somebody with parental responsibility"
    SOLICITOR = "solicitor", "A solicitor"
    OTHER = "other", "Somebody else who acts for them"


class Way(models.TextChoices):
    """How something came or went."""

    EMAIL = "email", "By email"
    POST = "post", "By post"
    HAND = "hand", "By hand"
    PORTAL = "portal", "Through a secure portal"
    SPOKEN = "spoken", "Spoken, in person or by telephone"


#: A file leaves in a way that leaves something behind.
WAYS_OUT = tuple(choice for choice in Way.choices if choice[0] != Way.SPOKEN)


class Proof(models.TextChoices):
    KNOWN = "known", "Known to whoever took the request"
    DOCUMENT = "document", "An official document with a picture was seen"
    ACCOUNT = "account", "They asked from their account of the force"
    QUESTIONS = "questions", "They answered questions that only they could"


class ExtensionReason(models.TextChoices):
    COMPLEX = "complex", "The request is complex"
    NUMBER = "number", "They have made several requests"


class Verdict(models.TextChoices):
    GIVE = "give", "Give it"
    WITHHOLD = "withhold", "Keep it back"


class Exemption(models.TextChoices):
    """Why something is kept back, with the law that lets it be."""

    NOT_THEIRS = "not_theirs", "Not about them (UK GDPR Art 4(1), Art 15(1))"
    THIRD_PARTY = "third_party", "About somebody else who does not agree (DPA 2018 Sch 2 para 16)"
    CRIME = "crime", "Crime and taxation (DPA 2018 Sch 2 para 2; s.45(4))"
    PRIVILEGE = "privilege", "Legal professional privilege (DPA 2018 Sch 2 para 19)"
    SERIOUS_HARM = "serious_harm", "Serious harm to somebody (DPA 2018 Sch 3 paras 5, 11 and 19)"
    CHILD_ABUSE = "child_abuse", "Child abuse data (DPA 2018 Sch 3 para 21)"


#: The items that say which concerns the person reported.
REPORTER = "reporter"


class RefusalGround(models.TextChoices):
    """Why a request as a whole is not answered."""

    IDENTITY = "identity", "Identity was not proved (UK GDPR Art 12(6))"
    UNFOUNDED = "unfounded", "Manifestly unfounded (UK GDPR Art 12(5); DPA 2018 s.53)"
    EXCESSIVE = "excessive", "Excessive, above all because it is repeated (UK GDPR Art 12(5); DPA 2018 s.53)"

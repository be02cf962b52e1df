"""Where a recommendation comes from, whom it is for, where it stands, how it was answered and how it is spread."""

from __future__ import annotations

from django.db import models

PARA_28A = "Police Reform Act 2002 Sch 3 para 28A"
PARA_28B = "Police Reform Act 2002 Sch 3 para 28B"
ANSWER_SAYS, ANSWER_WITHIN = f"{PARA_28B}(1)", f"{PARA_28B}(2)"
MORE_TIME, COURT_REVIEW = f"{PARA_28B}(3)", f"{PARA_28B}(4)"
HOUSE = "House policy"


class Basis(models.TextChoices):
    """On what footing it was made; only the first has a period set by law."""

    PARA_28A = "para_28a", "IOPC, paragraph 28A"
    GENERAL_S10 = "general_s10", "IOPC, general learning"
    INSPECTORATE = "inspectorate", "Inspectorate"
    SUPER_COMPLAINT = "super_complaint", "Super-complaint"
    FORCE = "force", "The force itself"


class Scope(models.TextChoices):
    LOCAL = "local", "Local"
    NATIONAL = "national", "National"


class AddresseeKind(models.TextChoices):
    """Who has to answer. Only what is for the force itself is answered here; of the rest the answer is recorded."""

    THIS_FORCE = "this_force", "This force"
    POLICING = "policing", "Another body inside policing"
    OUTSIDE = "outside", "A body outside policing"


class Status(models.TextChoices):
    RECEIVED = "received", "Received"
    OWNER_ASSIGNED = "owner_assigned", "Has an owner"
    DRAFTING = "drafting", "Answer being written"
    APPROVED = "chief_officer_approved", "Answer approved by a chief officer"
    SENT = "sent", "Answer sent"
    PUBLISHED = "published", "Answer published"
    ACTIONS_OPEN = "actions_open", "Being carried out"
    EVIDENCED = "evidenced", "Carried out, to be verified"
    VERIFIED = "verified", "Verified"
    CLOSED = "closed", "Closed"
    EXTENSION_REQUESTED = "extension_requested", "More time asked for"
    JUDICIAL_REVIEW = "judicial_review", "Under judicial review"
    NOT_ACCEPTED = "not_accepted", "Not accepted"


class Position(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    PARTLY = "partly", "Accepted in part"
    NOT_ACCEPTED = "not_accepted", "Not accepted"


class Reason(models.TextChoices):
    """Why it, or a part of it, is not accepted."""

    NOT_SHOWN = "not_shown", "It was not shown to make a difference"
    EXISTING_RULES = "existing_rules", "Existing rules cover it"
    ANOTHER_DOCUMENT = "another_document", "Another document says it already"
    DONE = "done", "It had been done before"
    NOT_OURS = "not_ours", "It is for somebody else to do"
    OUT_OF_PROPORTION = "out_of_proportion", "The effort is out of proportion to the good"
    LAW = "law", "The law does not allow it"
    OTHER = "other", "Another reason"


class Channel(models.TextChoices):
    """How an audience is told."""

    POLICY = "policy", "Policy to be read"
    TRAINING = "training", "Input in training"
    BRIEFING = "briefing", "Briefing"
    NEWSLETTER = "newsletter", "Newsletter"
    LINE_MANAGER_TALK = "line_manager_talk", "Talk with the line manager"
    NETWORK = "network", "Network or meeting"


class Standing(models.TextChoices):
    """How it stands at a glance; the word always stands beside the colour."""

    LATE = "late", "Late"
    UNFINISHED = "unfinished", "Not there yet"
    ON_COURSE = "on_course", "On course"
    DONE = "done", "Done"
    REFUSED = "refused", "Refused"

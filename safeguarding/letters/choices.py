"""What letters there are, where a template and a letter stand, how one goes out, and on what footing."""

from __future__ import annotations

from django.db import models

from safeguarding.tracks.choices import TrackKind


class LetterKind(models.TextChoices):
    NOTICE = "notice", "Notice of investigation"
    UPDATE = "update", "Update to a complainant or interested person"
    IOPC = "iopc", "Referral to the IOPC"
    LADO = "lado", "Referral to the LADO"
    DBS = "dbs", "Referral to the DBS"
    TIMELINESS_12 = "timeliness_12", "Timeliness letter, 12 months"
    TIMELINESS_6 = "timeliness_6", "Timeliness letter, each six months after"
    PLAIN = "plain", "Plain letter"


#: What somebody's post or registration can hang on: issued by another person than who wrote it.
ISSUED_BY_ANOTHER = frozenset(
    {LetterKind.NOTICE, LetterKind.IOPC, LetterKind.DBS, LetterKind.TIMELINESS_12, LetterKind.TIMELINESS_6}
)

#: About somebody's conduct: of their misconduct track.
OF_MISCONDUCT = frozenset({LetterKind.NOTICE, LetterKind.TIMELINESS_12, LetterKind.TIMELINESS_6})

#: Of which kinds of track such a letter may be: those that know what it says. Others may be of any.
TRACKS_OF: dict[str, tuple[TrackKind, ...]] = {
    **dict.fromkeys(OF_MISCONDUCT, (TrackKind.MISCONDUCT,)),
    LetterKind.IOPC: (TrackKind.IOPC, TrackKind.COMPLAINT, TrackKind.MISCONDUCT),
    LetterKind.LADO: (TrackKind.LADO,),
    LetterKind.DBS: (TrackKind.DBS,),
}


class TemplateStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


class LetterStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"
    SENT = "sent", "Sent"
    SUPERSEDED = "superseded", "Replaced by another"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PaperFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word document"


class PartKind(models.TextChoices):
    """What may stand in a hearing bundle."""

    FILE = "file", "File of an exhibit"
    MESSAGES = "messages", "Bundle of messages"
    LETTER = "letter", "Letter"
    CHRONOLOGY = "chronology", "Chronology of the case"
    DISCLOSURES = "disclosures", "What was disclosed"
    TRACK = "track", "Document of the track"


class PartMove(models.TextChoices):
    """How a document of a bundle is put elsewhere."""

    UP = "up", "Move up"
    DOWN = "down", "Move down"
    OUT = "out", "Take out"


class Way(models.TextChoices):
    """How it reached who it was for."""

    SECURE_EMAIL = "secure_email", "Secure email"
    PORTAL = "portal", "Their own portal"
    POST = "post", "Post"
    BY_HAND = "by_hand", "By hand"


class Gateway(models.TextChoices):
    """The law under which something is given to somebody outside, as whoever gives it names it."""

    SAFEGUARDING = "safeguarding", "Safeguarding of children (Children Act 2004 s.11; DPA 2018 Sch 1 para 18)"
    SECTION_47 = "section_47", "Enquiries of a local authority (Children Act 1989 s.47)"
    IOPC = "iopc", "Complaints and conduct (Police Reform Act 2002 Sch 3)"
    CONDUCT = "conduct", "Misconduct proceedings (Police (Conduct) Regulations 2020)"
    BARRING = "barring", "Barring (Safeguarding Vulnerable Groups Act 2006 s.35)"
    CRIMINAL = "criminal", "Criminal proceedings (CPIA 1996; DPA 2018 Part 3)"
    COURT_ORDER = "court_order", "Order of a court"
    SUBJECT_ACCESS = "subject_access", "Access of the person concerned (UK GDPR art 15; DPA 2018 s.45)"
    CONSENT = "consent", "Consent of the person concerned"

"""What the record says about investigations. No sentence says what is alleged, against whom, or what was found."""

from __future__ import annotations

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("investigation.begun", "{actor} began investigation {investigation_id} on {object}", Operation.COLLECTION),
    Verb("investigation.acted", "{actor} recorded in investigation {investigation_id} of {object}: {act}"),
    Verb(
        "investigation.notice_opened",
        "{actor} opened the notice of investigation {investigation_id} of {object} for printing",
        Operation.DISCLOSURE,
    ),
)


def declare_all() -> None:
    declare(*VERBS)

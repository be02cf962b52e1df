"""What was done in an investigation, from the record that nobody writes over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from safeguarding.audit.models import AuditEvent
from safeguarding.investigations.models import Investigation

BEGUN, ACTED, OPENED = "investigation.begun", "investigation.acted", "investigation.notice_opened"
WORDS = {BEGUN: "The investigation was begun", OPENED: "The notice was opened for printing"}


@dataclass(frozen=True)
class DoneAct:
    """One thing that was done: when it was recorded, by whom, and what."""

    at: dt.datetime
    by: str
    words: str


def acts_done(held: Investigation) -> list[DoneAct]:
    """Everything, the latest first. For who reads the investigation already."""
    rows = AuditEvent.objects.filter(
        object_type="case", object_id=held.case_id, verb__in=(BEGUN, ACTED, OPENED), data__investigation_id=held.pk
    )
    columns = rows.order_by("-pk").values_list("at", "actor_label", "verb", "data__act")
    return [DoneAct(at, by, WORDS.get(verb) or f"{act[:1].upper()}{act[1:]}") for at, by, verb, act in columns]

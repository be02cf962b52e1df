"""A message into the chronology of its case."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.choices import EntryKind, TimePrecision
from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.cases.services.chronology import add_entry
from safeguarding.conversations.models import Message


@transaction.atomic
def to_chronology(*, case: Case, message: Message, by: User) -> ChronologyEntry:
    """Enter it as a fact, at its own time, in its own words, with where it stands in which file."""
    sender, export = message.sender, message.export
    who = "Somebody" if sender is None else sender.party.label if sender.party else f"Unidentified {sender.number}"
    source = f"{message.place}, of exhibit {export.source.exhibit.reference}, SHA-256 {export.sha256}"
    entry = add_entry(
        case=case, kind=EntryKind.MESSAGE, is_opinion=False, happened_at=message.sent_at, by=by,
        text=f"{who} wrote on {message.conversation.platform}: “{message.text}”\n\nMessage {message.pk}: {source}",
        precision=TimePrecision.EXACT if message.sent_at else TimePrecision.UNKNOWN,
    )  # fmt: skip
    record("message.to_chronology", by=by, obj=case, data={"message_id": message.pk, "entry_id": entry.pk})
    return entry

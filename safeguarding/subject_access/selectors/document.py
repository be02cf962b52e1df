"""What stands in the document that is given: what is held, in words, without other people."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from safeguarding.core.clock import date_words, london_date
from safeguarding.documents.rules.text import Prose
from safeguarding.subject_access.choices import Asker, Verdict
from safeguarding.subject_access.models import AccessRequest
from safeguarding.subject_access.selectors.reading import ORDER, label_of

#: UK GDPR Art 15(1) and (2), as far as they are the same for everybody.
RIGHTS = (
    "You can ask for what is wrong to be put right, for it to be erased, or for its use to be limited. You can "
    "complain to the force about how it handles your data, or to the Information Commissioner, or go to court.",
    "Other people are called by what they are, such as Child A: the law asks that the rights of others are not harmed. "
    "Some of what is held may have been kept back where the Data Protection Act 2018 lets it be.",
    "It is held to keep children safe, to look into concerns about them, and to run schemes for young people. It was "
    "given by those who reported, by the people it is about, and by others who work with children. It goes to those "
    "who have to act on it: children's social care, the local authority, the courts and those who oversee the police.",
)


def document_of(request: AccessRequest) -> dict[str, Any]:
    """The data of the document: facts of the request, and each kind of record with its items in order of time."""
    rows = request.items.filter(verdict=Verdict.GIVE)
    items = sorted(rows, key=lambda item: (ORDER.index(item.source), str(item.happened_on or ""), item.pk))
    facts = [
        ("Request", request.reference), ("Received", date_words(request.received_on)),
        ("About", request.person.name),
    ]  # fmt: skip
    if request.asked_by != Asker.THEMSELF:
        facts.append(("Asked for them", request.asker_name))
    if request.gathered_at:
        facts.append(("As on record on", date_words(london_date(request.gathered_at))))
    sections = [
        {"heading": label_of(source), "items": [_item(item) for item in found]}
        for source, found in groupby(items, key=lambda item: item.source)
    ]
    return {
        "heading": "What the force holds about you", "facts": [list(fact) for fact in facts],
        "sections": sections, "rights": list(RIGHTS),
    }  # fmt: skip


def _item(item: Any) -> dict[str, Any]:
    return {"when": date_words(item.happened_on) if item.happened_on else "No date", "said": Prose(item.redacted)}

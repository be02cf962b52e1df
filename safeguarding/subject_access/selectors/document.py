"""What stands in the document that is given: what is held, in words, without other people."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Count

from safeguarding.core.clock import date_words, london_date
from safeguarding.documents.rules.text import Prose
from safeguarding.subject_access.choices import Asker, Exemption, Verdict
from safeguarding.subject_access.models import AccessRequest, GatheredItem
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


#: By these laws it need not be said that anything was kept back: saying so would undo it (DPA 2018 s.45(5) and (6)).
UNSAID = (Exemption.CRIME, Exemption.SERIOUS_HARM, Exemption.CHILD_ABUSE)
BESIDE = "The file itself is in the package, under this number."
OTHERS_OUT = "Other people are called by what they are (UK GDPR Art 15(4); DPA 2018 Sch 2 para 16)."


def given_of(request: AccessRequest) -> list[GatheredItem]:
    """What is given, in the order of the document: by kind, then by time. By its place an item is numbered."""
    rows = request.items.filter(verdict=Verdict.GIVE).select_related("file")
    return sorted(rows, key=lambda item: (ORDER.index(item.source), str(item.happened_on or ""), item.pk))


def ground_of(item: GatheredItem) -> str:
    """By which law an item that is given reads otherwise than it stands on record; nothing where it does not."""
    return OTHERS_OUT if item.redacted != item.words else ""


def kept_back_of(request: AccessRequest) -> list[list[str]]:
    """By which law how many items were kept back, as far as that is said."""
    kept = request.items.filter(verdict=Verdict.WITHHOLD).exclude(exemption__in=UNSAID).order_by()
    counts = dict(kept.values_list("exemption").annotate(count=Count("pk")))
    return [[str(one.label), str(counts[one])] for one in Exemption if one in counts]


def document_of(request: AccessRequest) -> dict[str, Any]:
    """The data of the document: facts of the request, and each kind of record with its items in order of time."""
    items = given_of(request)
    facts = [
        ("Request", request.reference), ("Received", date_words(request.received_on)),
        ("About", request.person.name),
    ]  # fmt: skip
    if request.asked_by != Asker.THEMSELF:
        facts.append(("Asked for them", request.asker_name))
    if request.gathered_at:
        facts.append(("As on record on", date_words(london_date(request.gathered_at))))
    sections = [
        {"heading": label_of(source), "items": [_item(number, item) for number, item in found]}
        for source, found in groupby(enumerate(items, start=1), key=lambda pair: pair[1].source)
    ]
    return {
        "heading": "What the force holds about you", "facts": [list(fact) for fact in facts],
        "sections": sections, "rights": list(RIGHTS),
        "kept_back": kept_back_of(request),
    }  # fmt: skip


def _item(number: int, item: GatheredItem) -> dict[str, Any]:
    when = date_words(item.happened_on) if item.happened_on else "No date"
    said = f"{item.redacted}\n{BESIDE}" if item.file_id else item.redacted
    return {"when": f"{number}. {when}", "said": Prose(said), "ground": ground_of(item)}

"""What a judgement of an export rests on, so that a page can say when it has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.apps import apps

from safeguarding.communications.models import AccountAccess
from safeguarding.communications.rules import guidelines
from safeguarding.communications.selectors.facts import Guidelines
from safeguarding.communications.selectors.numbers import numbers_of
from safeguarding.conversations.models import MessageExport
from safeguarding.conversations.selectors.judging.on_record import OnRecord
from safeguarding.conversations.selectors.judging.people import matched_in

#: What each part is for people, as it ends a sentence: "Since then … changed."
PARTS = {
    "people": "who is who, or what is on record of them", "accounts": "an account of theirs, or who may use it",
    "reports": "what was reported, or leave that was given", "numbers": "a number that the rules go by",
    "guidelines": "who has acknowledged the guidelines",
    "rules": "a rule itself",
}  # fmt: skip


def basis_of(export: MessageExport) -> dict[str, str]:
    """A digest of each part, in a fixed number of queries."""
    who = list(matched_in(export))
    parties = [one.party for one in who if one.party]
    people = [party.person for party in parties if party.person]
    accounts = {one.account_id for one in who if one.account_id}
    history = apps.get_model("communications", "AccountEvent")._default_manager.filter(pgh_obj__in=accounts)
    accesses = AccountAccess.objects.filter(account__in=accounts).order_by("pk")
    ids = sorted({person.pk for person in people})
    read, kept = Guidelines(export.case.force_id, ids), OnRecord(export.case.force_id, ids)
    return {
        "people": _digest(
            [(one.pk, one.name, one.party_id, one.account_id) for one in who]
            + [(party.pk, party.role, party.kind, party.age_band, party.person_id) for party in parties]
            + [(person.pk, person.date_of_birth, person.kind, person.age_band) for person in people]
        ),
        "accounts": _digest(
            [
                *history.order_by("pgh_id").values_list("pgh_id", flat=True),
                *accesses.values_list("pk", "person_id", "since", "ended_at"),
            ]
        ),
        "reports": _digest(
            [kept.reports_since, kept.leave_since, *(one.pk for one in kept.reports)]
            + [(one.pk, one.status, one.ended_at) for one in kept.leave]
        ),
        "numbers": _digest(row.pk for row in numbers_of(export.case.force_id)),
        "guidelines": _digest([*read.given, read.first]),
        "rules": guidelines.VERSION,
    }


def changed(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """What is different now, in words. Of a part that was not asked about then nobody can say."""
    return [words for part, words in PARTS.items() if before.get(part, now[part]) != now[part]]


def _digest(rows: Iterable[Any]) -> str:
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:16]

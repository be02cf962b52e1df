"""What the record of a case tells of letters, hearing bundles and disclosures, to who does not read those there."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case
from safeguarding.letters.models import Disclosure, HearingBundle, Letter

#: By the first word of the verb: under which name the event says which row it is about.
NAMED = {"letter": "letter_id", "hearing_bundle": "hearing_bundle_id", "disclosure": "disclosure_id"}


def events_out_of_sight(case: Case, user: User) -> set[int]:
    """The events of this case about a letter, a hearing bundle or a disclosure that this reader does not find.

    That a notice was issued, or that a bundle for a hearing was begun, tells where a track of discipline stands.
    """
    told = Q()
    for word in NAMED:
        told |= Q(verb__startswith=f"{word}.")
    rows = AuditEvent.objects.filter(told, object_type="case", object_id=case.pk).values_list("pk", "verb", "data")
    by_word: dict[str, dict[int, int | None]] = {}
    for pk, verb, data in rows:
        word = verb.partition(".")[0]
        by_word.setdefault(word, {})[pk] = (data or {}).get(NAMED[word])
    return {pk for word, events in by_word.items() for pk in _unseen(word, events, case, user)}


def _unseen(word: str, events: dict[int, int | None], case: Case, user: User) -> set[int]:
    visible: dict[str, QuerySet[Letter] | QuerySet[HearingBundle] | QuerySet[Disclosure]] = {
        "letter": Letter.objects.visible_to(user), "hearing_bundle": HearingBundle.objects.visible_to(user),
        "disclosure": Disclosure.objects.visible_to(user),
    }  # fmt: skip
    seen = set(visible[word].filter(case=case).values_list("pk", flat=True))
    return {event for event, row in events.items() if row not in seen}

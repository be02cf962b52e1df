"""What of a recommendation that came from a case gives away somebody of it: every text, searched by the guard.

It is asked as the system, whoever writes: what a writer may not see may not stand in their text either. Who calls
decides what is said of it, for to who does not read the case the answer would tell who is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.db.models import prefetch_related_objects

from safeguarding.guard.choices import Identifier
from safeguarding.guard.rules import Find, Needles, finds, needles
from safeguarding.guard.rules.text import plain
from safeguarding.guard.selectors import parties_of
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.selectors.board import Card
from safeguarding.recommendations.selectors.going_out import may_go_out

#: Every text of a recommendation, and how its place is called.
TEXTS = {
    "title": "the title", "text": "what is recommended", "background": "the background",
    "recommended_by": "who made it", "addressee": "whom it is for", "their_reference": "their reference",
    "response_text": "the answer", "reason_text": "why it is not accepted", "returned_because": "why it was sent back",
    "approved_as": "the rank or post of who approved it", "late_because": "why it is late",
    "answer_address": "where the answer is published", "not_public_because": "why it is not published",
    "evidence": "how it is known that it is carried out", "verified_how": "how it was verified",
    "doubted_because": "why it was doubted", "closed_because": "why it is closed",
}  # fmt: skip
#: And of what hangs on it.
MORE_TEXTS = {
    "actions": ("something to be done", ("what", "evidence", "dropped_because")),
    "disseminations": ("an audience", ("message", "proof", "unmeasured_because")),
    "extensions": ("why more time was asked for", ("reason",)),
    "refusal_looks": ("what was said when a refusal was looked at again", ("reason",)),
}
#: A case or a concern by its number, of whatever case: it is told to nobody who does not see it.
REFERENCE = re.compile(r"(?<![A-Za-z0-9])(?:SC|C)\s?[-–]\s?(?:19|20)[0-9]{2}\s?[-–]\s?[0-9]{3,}", re.IGNORECASE)
A_CHUNK = 200
PLACES = (Identifier.SCHEME, Identifier.ADDRESS, Identifier.SCHOOL)


def found_in(held: Recommendation, texts: dict[str, str]) -> list[str]:
    """In which of these texts the guard finds somebody of the case it came from; none where it came from none."""
    return _found_in(held, list(texts.items()), _needles(held)) if held.case is not None else []


def places_found(held: Recommendation) -> list[str]:
    """In which places of the whole recommendation the guard finds somebody, in words."""
    return _places_found(held, _needles(held)) if held.case is not None else []


def all_that_name() -> Iterator[tuple[Recommendation, list[str]]]:
    """Every recommendation in which somebody of its case is found today, and where; read case by case."""
    rows = Recommendation.objects.filter(case__isnull=False).order_by("case_id", "pk")
    related = rows.select_related("case__owner", "case__supervisor", "force", "recorded_by")
    of_case, wanted = 0, needles([])
    for held in related.prefetch_related(*MORE_TEXTS).iterator(chunk_size=A_CHUNK):
        if held.case_id is not None and held.case_id != of_case:
            of_case, wanted = held.case_id, _needles(held)
        if places := _places_found(held, wanted):
            yield held, places


def fit_to_go_out(cards: Iterable[Card]) -> tuple[list[Card], list[str]]:
    """Those in which nothing is found today, and the numbers of the others: who reads the case looks at them again.

    Those that may not go out at all are in neither.
    """
    cards = [card for card in cards if may_go_out(card.recommendation)]
    searched = [card.recommendation for card in cards if card.recommendation.case_id is not None]
    prefetch_related_objects(searched, *MORE_TEXTS)
    fit: list[Card] = []
    again: list[str] = []
    known: dict[int, Needles] = {}
    for card in cards:
        held = card.recommendation
        if held.case_id is not None and held.case_id not in known:
            known[held.case_id] = _needles(held)
        if held.case_id is not None and _places_found(held, known[held.case_id]):
            again.append(held.reference)
        else:
            fit.append(card)
    return fit, again


def _needles(held: Recommendation) -> Needles:
    return needles(parties_of([held.case] if held.case is not None else []))


def _places_found(held: Recommendation, wanted: Needles) -> list[str]:
    texts = [(words, str(getattr(held, name))) for name, words in TEXTS.items()]
    for related, (words, names) in MORE_TEXTS.items():
        texts += [(words, str(getattr(row, name))) for row in getattr(held, related).all() for name in names]
    return _found_in(held, texts, wanted)


def _found_in(held: Recommendation, texts: list[tuple[str, str]], wanted: Needles) -> list[str]:
    told = [(section, text) for section, text in texts if text.strip()]
    found = {section for section, text in told if REFERENCE.search(text)}
    found |= {one.section for one in finds(told, wanted) if _counts(one, held)}
    return list(dict.fromkeys(section for section, _ in told if section in found))


def _counts(one: Find, held: Recommendation) -> bool:
    """Whether a find stands in the way. A name that is a word too counts where it is written as a name.

    Nobody can answer here why it may stay, as for a learning report: it is said in another way. What a scheme has of
    the name of the force gives nobody away: the force is whose recommendation it is.
    """
    words = plain(one.words)
    if one.kind in PLACES and words and words in [plain(word) for word in held.force.name.split()]:
        return False
    is_name = one.kind == Identifier.NAME and bool(one.labels) and one.words[:1].isupper()
    return one.blocks or is_name

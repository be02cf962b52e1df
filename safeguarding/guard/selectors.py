"""Everything by which the people of a case could be known again, for the search. It is never shown.

All of it is gathered, whoever asks: what the reader may not see may not stand in a text either. Who calls has asked
whether the case may be read; a find gives back words of the text and a label, and never what is on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q

from safeguarding.cases.models import Case, CaseParty, Concern, ConcernParty
from safeguarding.communications.models import Account, AccountRequest
from safeguarding.guard.rules import Party, handles_told
from safeguarding.people.models import Carer, Person, Placement
from safeguarding.schemes.models import Scheme

CARER, TOLD, NAMED, AROUND = "Parent or carer", "Whoever told of it", "Somebody in a concern", "The case itself"
ANOTHER = "Another person"
OF_PERSON = ("given_name", "family_name", "known_as", "date_of_birth", "school", "collar_number")

Known = defaultdict[str, set[Any]]


def parties_of(cases: Iterable[Case]) -> list[Party]:
    """Everybody in these cases, who was taken off too, their carers and whoever told of it; and the cases' own places.

    A fixed number of queries, whatever the number of people.
    """
    ids = [case.pk for case in cases]
    labels = _labels(ids)
    known: dict[int, Known] = {person: defaultdict(set) for person in labels}
    _carers(labels, known)
    _as_on_record(known)
    _where_they_take_part(known)
    _online(known)
    return [*(_party(labels[person], found) for person, found in known.items()), *_around(ids)]


def parties_around(person: int, label: str, cases: Sequence[int], others: Iterable[int]) -> list[Party]:
    """Everybody in these cases, these others and all their carers, and under `label` the person they stand around.

    Of the cases themselves only what reaches somebody: handles, numbers, email addresses. Their own references and
    places say nothing of anybody else.
    """
    labels = {**dict.fromkeys(others, ANOTHER), **_labels(cases), person: label}
    known: dict[int, Known] = {one: defaultdict(set) for one in labels}
    _carers(labels, known)
    _as_on_record(known)
    _where_they_take_part(known)
    _online(known)
    around = (replace(one, references=(), addresses=(), schemes=()) for one in _around(cases))
    return [*(_party(labels[one], found) for one, found in known.items()), *around]


def _party(label: str, found: Known) -> Party:
    return Party(label, **{name: tuple(sorted(values - {"", None})) for name, values in found.items()})


# -- who ------------------------------------------------------------------------------------------------------------


def _labels(cases: Sequence[int]) -> dict[int, str]:
    """Each person of the cases under their label. The label in a case goes before what they were in a concern."""
    inside = Concern.objects.filter(case_concern__case__in=cases)
    named = ConcernParty.objects.filter(concern__in=inside, person__isnull=False)
    told = Person.objects.filter(user__reports__concern__in=inside)
    parties = CaseParty.objects.filter(case__in=cases, person__isnull=False).order_by("-pk")
    return {
        **dict.fromkeys(named.values_list("person_id", flat=True), NAMED),
        **dict.fromkeys(told.values_list("pk", flat=True), TOLD),
        **dict(parties.values_list("person_id", "label")),
    }


def _carers(labels: dict[int, str], known: dict[int, Known]) -> None:
    """Who cares for a young person of the case, and how they are reached."""
    rows = Carer.objects.filter(Q(young_person__in=labels) | Q(adult__in=labels))
    for young, adult, telephone, email in rows.values_list("young_person_id", "adult_id", "telephone", "email"):
        if young in labels:
            labels.setdefault(adult, f"{CARER} of {labels[young]}")
            known.setdefault(adult, defaultdict(set))
        known[adult]["phones"].add(telephone)
        known[adult]["emails"].add(email)


# -- what is on record of them --------------------------------------------------------------------------------------


def _as_on_record(known: dict[int, Known]) -> None:
    """Names, birth, school and number as they are, as they were, and as records said that were merged into theirs."""
    whose = _records(known)
    history = Person.pgh_event_model.objects  # type: ignore[attr-defined]  # made by @track
    now = Person.objects.filter(pk__in=whose).values_list("pk", *OF_PERSON)
    before = history.filter(pgh_obj_id__in=whose).values_list("pgh_obj_id", *OF_PERSON)
    for record, given, family, known_as, born, school, number in now.union(before):
        found = known[whose[record]]
        found["names"].add((given, family, known_as))
        found["births"].add(born)
        found["schools"].add(school)
        found["collar_numbers"].add(number)
    signs_in = Person.objects.filter(pk__in=whose, user__isnull=False)
    columns = ("pk", "user__email", "user__username", "user__first_name", "user__last_name")
    for record, email, username, first, last in signs_in.values_list(*columns):
        found = known[whose[record]]
        found["emails"].add(email)
        found["handles"] |= {username} - {email}
        found["names"].add((first, last, ""))


def _records(known: dict[int, Known]) -> dict[int, int]:
    """Each record, and whose it is: their own, and all that were merged into it by whatever steps."""
    whose = {person: person for person in known}
    newest: set[int] = set(whose)
    while newest:
        rows = Person.objects.filter(merged_into__in=newest).values_list("pk", "merged_into_id")
        found = {record: whose[into] for record, into in rows if record not in whose}
        whose |= found
        newest = set(found)
    return whose


def _where_they_take_part(known: dict[int, Known]) -> None:
    """The schemes of each, by the names that they have and had."""
    parts = Placement.objects.filter(person__in=known).values_list("person_id", "scheme_id", "scheme__place")
    names: dict[int, set[str]] = defaultdict(set)
    schemes = {scheme for _, scheme, _ in parts}
    history = Scheme.pgh_event_model.objects  # type: ignore[attr-defined]  # made by @track
    now = Scheme.objects.filter(pk__in=schemes).values_list("pk", "name")
    for scheme, name in now.union(history.filter(pgh_obj_id__in=schemes).values_list("pgh_obj_id", "name")):
        names[scheme].add(name)
    for person, scheme, place in parts:
        known[person]["schemes"] |= names[scheme]
        known[person]["addresses"].add(place)


def _online(known: dict[int, Known]) -> None:
    """Their own accounts, those of others that they may use, and handles that were asked about because of them."""
    for person, handle in Account.objects.filter(person__in=known).values_list("person_id", "handle"):
        _told(known[person], handle)
    used = Account.objects.filter(accesses__person__in=known).values_list("accesses__person_id", "handle")
    for person, handle in used:
        if person in known:
            _told(known[person], handle)
    asked = AccountRequest.objects.filter(target_person__in=known).values_list("target_person_id", "target_handle")
    for person, handle in asked:
        _told(known[person], handle)


def _told(found: Known, words: str) -> None:
    """Handles, numbers and addresses out of a field in which a person typed one or several."""
    handles, phones, emails = handles_told(words)
    found["handles"] |= handles
    found["phones"] |= phones
    found["emails"] |= emails


# -- what is on record of the cases ---------------------------------------------------------------------------------


def _around(cases: Sequence[int]) -> list[Party]:
    """The references of the cases and of what they came of, the places and schemes of that, and the handles told."""
    found: Known = defaultdict(set)
    found["references"] |= set(Case.objects.filter(pk__in=cases).values_list("reference", flat=True))
    rows = Concern.objects.filter(case_concern__case__in=cases)
    for reference, place, handles, scheme, where in rows.values_list(
        "reference", "place", "handles", "scheme__name", "scheme__place"
    ):
        found["references"].add(reference)
        found["addresses"] |= {place, where}
        found["schemes"].add(scheme)
        _told(found, handles)
    return [_party(AROUND, found)]

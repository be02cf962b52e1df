"""Every address that somebody may type: each GET route of the application, filled with what belongs to one case."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from safeguarding.access.models import Unit, User
from safeguarding.cases.choices import CHECK, LogStep
from safeguarding.cases.models import Case, CaseGrant, Concern, ConcernDraft
from safeguarding.cases.states import STEPS
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

NOBODY_S = "999999"
#: So many numbers are tried in each place of an address: places multiply, and a route may have three.
MOST_NUMBERS = 3
# They end the session of whoever opens them, or start a flow that needs more than an address.
NOT_OPENED = frozenset({"account_logout"})
# What the API says of itself: its examples are made up, and the same for everybody.
DESCRIPTIONS = frozenset({"api:schema", "api:docs"})


@dataclass(frozen=True)
class Values:
    """What goes into the places of an address; `rows` are numbers by the word that a route's name has for them."""

    references: tuple[str, ...]
    rows: dict[str, tuple[int, ...]]
    keys: tuple[str, ...]

    def of(self, place: str, route: str) -> tuple[Any, ...]:
        match place:
            case "reference":
                return self.references
            case "key" | "token":
                return self.keys
            case "step":
                return (LogStep.WHO, CHECK)
            case "verb":
                return tuple(STEPS)[:1]
            case "rule":
                return ("COM-02",)
            case "act":
                return ("assign",)
            case "app_label":
                return ("access", "deadlines")
            case "one" | "other" | "side":
                return (f"p{self.rows['party'][0]}", "u1")
            case "pair":
                return (f"p{self.rows['party'][0]}-u1",)
        words = [word for word in self.rows if word in route]
        # A route with no word of ours is not about the case: a few of its numbers will do.
        return tuple(sorted({number for word in words or self.rows for number in self.rows[word][:1]})[:MOST_NUMBERS])


def values_of(case: Case, concern: Concern) -> Values:
    """The references, and the rows of each kind that belong to the case."""
    people = Person.objects.filter(case_parties__case=case, date_of_birth__isnull=False)
    grants = CaseGrant.objects.filter(content_object=case)
    rows: dict[str, Any] = {
        "party": case.parties, "case_person": people, "chronology": case.chronology, "decision": case.decisions,
        "task": case.tasks, "referral": case.referrals, "review": case.reviews, "measure": case.measures,
        "duty": case.dbs_duties, "question": concern.notes, "link": case.links_from,
        "clock": Deadline.objects.filter(subject_type="case", subject_id=case.pk),
        "access": grants, "revoke": grants, "glass": grants,
        "notice": Notice.objects.filter(subject_type="case", subject_id=case.pk),
        "conflict": User.objects.filter(pk=case.owner_id), "user": User.objects.filter(pk=case.owner_id),
        "unit": Unit.objects.filter(pk=case.unit_id), "scheme": Scheme.objects.filter(pk=concern.scheme_id),
        "people:": people, "person": people,
    }  # fmt: skip
    found = {word: tuple(kind.order_by("pk").values_list("pk", flat=True)[:1]) for word, kind in rows.items()}
    drafts = ConcernDraft.objects.filter(concern=concern).values_list("key", flat=True)
    return Values(
        references=(case.reference, concern.reference),
        rows={word: numbers or (1,) for word, numbers in found.items()},
        keys=(*map(str, drafts), str(uuid.uuid4())),
    )


def like_nobody_s(values: Values) -> Values:
    """The same shape, with references that were never given."""
    gone = tuple(f"{reference[:-6]}{NOBODY_S}" for reference in values.references)
    return Values(gone, values.rows, values.keys)


def routes(resolver: Any = None, spaces: tuple[str, ...] = (), names: frozenset[str] = frozenset()) -> Iterator[Any]:
    """Each named route, and the names of the places in its address."""
    for found in (resolver or get_resolver()).url_patterns:
        inside = names | frozenset(found.pattern.regex.groupindex)
        if isinstance(found, URLPattern):
            if found.name:
                yield ":".join([*spaces, found.name]), sorted(inside)
        else:
            yield from routes(found, (*spaces, found.namespace) if found.namespace else spaces, inside)


def addresses(values: Values) -> Iterator[tuple[str, str]]:
    """Every route's name with every address that these values make."""
    for name, places in routes():
        if name in NOT_OPENED:
            continue
        for chosen in product(*(values.of(place, name) for place in places)):
            try:
                yield name, reverse(name, kwargs=dict(zip(places, chosen, strict=True)))
            except NoReverseMatch:
                continue


def opened(client: Client, address: str) -> tuple[int, str]:
    """The status and the text of an answer, less the address itself, which the asker typed."""
    answer = client.get(address)
    return answer.status_code, text_of(answer).replace(address, "")


def text_of(answer: HttpResponse) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return f"{answer.headers.get('Location', '')}\n{body.decode(errors='replace')}"


def assert_no_trace(client: Client, case: Case, concern: Concern, *, secrets: tuple[str, ...]) -> None:
    """Whoever is signed in finds neither case nor concern: no answer names them, and none differs from that to a
    reference that was never given."""
    values = values_of(case, concern)
    told: list[tuple[str, str]] = []
    visited = set()
    for (name, real), (_, unreal) in zip(addresses(values), addresses(like_nobody_s(values)), strict=True):
        status, text = opened(client, real)
        visited.add(name)
        assert status < 500, real
        if name not in DESCRIPTIONS:
            told += [(real, secret) for secret in (case.reference, concern.reference, *secrets) if secret in text]
        if real != unreal:
            assert status == opened(client, unreal)[0], f"{real} does not answer like what is not there"
    assert told == []
    assert sorted({name for name, _ in routes()} - NOT_OPENED - visited) == []
    for thing in (case, concern):
        assert client.get(thing.get_absolute_url()).status_code == 404

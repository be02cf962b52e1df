"""Looking for something in everything a person may see: cases, concerns, people and schemes, and nothing else.

Each kind starts at the rule of who sees it, so what does not exist for somebody is neither found nor counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.cases.models import Case, Concern
from safeguarding.cases.rules.search import as_reference, is_part_of_a_reference
from safeguarding.cases.selectors.cases import CaseFilter, matching
from safeguarding.people import selectors as people
from safeguarding.schemes.selectors import scheme_list

#: Of each kind; the rest stand in the kind's own list.
MOST = 5
#: One letter is in nearly every name.
SHORTEST = 2


@dataclass(frozen=True)
class Found:
    """What was found of one kind, and where the rest stands when there is more."""

    kind: str
    title: str
    rows: Sequence[Any]
    is_cut: bool = False
    more: str = ""


def the_one(user: User, words: str) -> str:
    """The address of the record whose reference was typed, if the user may see it; else nothing."""
    reference = as_reference(words)
    if not reference:
        return ""
    seen = (
        Case.objects.visible_to(user).filter(reference=reference).first()
        or Concern.objects.visible_to(user).filter(reference=reference).first()
    )
    if seen is not None:
        return seen.get_absolute_url()
    mine = Concern.objects.reported_by(user).filter(reference=reference).exists()
    return reverse("cases:my_concern", args=[reference]) if mine else ""


def search(user: User, words: str) -> list[Found]:
    """Each kind in which something was found: so many queries, whatever there is."""
    if len(words) < SHORTEST:
        return []
    cases = matching(user, CaseFilter(words=words)).select_related("owner")
    found = [_found("case", "Cases", cases, words, "cases:case_list")]
    found += _concerns(user, words) if is_part_of_a_reference(words) else _people_and_schemes(user, words)
    return [one for one in found if one.rows]


def _concerns(user: User, words: str) -> list[Found]:
    wanted = Q(reference__icontains=words)
    seen = Concern.objects.visible_to(user).filter(wanted).order_by("-received_at", "-pk")
    mine = Concern.objects.reported_by(user).filter(wanted).order_by("-received_at", "-pk")
    return [_found("concern", "Concerns", seen), _found("mine", "Concerns you sent", mine)]


def _people_and_schemes(user: User, words: str) -> list[Found]:
    found = []
    if has_permission(user, Permission.SEE_PEOPLE):
        known = people.search(user, words, most=MOST + 1)
        found.append(_found("person", "People", known, words, "people:person_list"))
    if has_permission(user, Permission.SEE_SCHEMES):
        found.append(_found("scheme", "Schemes", scheme_list(user, words=words), words, "schemes:scheme_list"))
    return found


def searched(user: User) -> list[str]:
    """What this user can look for, to say it on the page."""
    said = ["a case by its reference or title", "a concern by its reference"]
    if has_permission(user, Permission.SEE_PEOPLE):
        said.append("a person by name")
    if has_permission(user, Permission.SEE_SCHEMES):
        said.append("a scheme by name or place")
    return said


def _found(kind: str, title: str, rows: Any, words: str = "", page: str = "") -> Found:
    first = list(rows[: MOST + 1])
    if kind == "person":
        first = [(person, people.in_a_few_words(person)) for person in first]
    is_cut = len(first) > MOST
    # A name stays out of addresses; the title of a case and the name of a scheme name nobody.
    asks = "" if kind == "person" else f"?{urlencode({'q': words})}"
    more = f"{reverse(page)}{asks}" if page and is_cut else ""
    return Found(kind, title, first[:MOST], is_cut, more)

"""Letters for tests: a draft that could be issued, one that was, a template that waits, and a disclosure."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from safeguarding.access.models import Force, User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.letters.choices import Gateway, LetterKind, Way
from safeguarding.letters.models import Disclosure, Letter, LetterTemplate

GIVEN = {
    "recipient": "The duty LADO", "gateway": Gateway.SAFEGUARDING, "purpose": "To consider the allegation",
    "way": Way.SECURE_EMAIL,
}  # fmt: skip


def a_letter(case: Case, by: User, **given: Any) -> Letter:
    fields = {
        "number": 1,
        "kind": LetterKind.PLAIN,
        "title": "Letter",
        "recipient": "A school",
        "body": "Words.",
        **given,
    }
    return Letter.objects.create(case=case, written_by=by, **fields)


def a_template(force: Force, by: User, **given: Any) -> LetterTemplate:
    fields = {
        "kind": LetterKind.PLAIN, "number": 1, "title": "Letter", "body": "{{ force.name }}",
        "effective_from": clock.today(), **given,
    }  # fmt: skip
    return LetterTemplate.objects.create(force=force, written_by=by, **fields)


def a_disclosure(case: Case, by: User) -> Disclosure:
    return Disclosure.objects.create(
        case=case, what="Bundle HO/1", sha256="ab" * 32, given_on=clock.today(), recorded_by=by, **GIVEN
    )


def letters_of(case: Case) -> dict[str, Any]:
    """What each case of the walls' world has."""
    return {"letter": a_letter(case, case.owner), "disclosure": a_disclosure(case, case.owner)}


def templates(world: Any) -> dict[str, SimpleNamespace]:
    """One for each force of the walls, which nobody of those who try it wrote."""
    by = {"own": "adam", "westmoor": "walt"}
    found = {}
    for relation, person in by.items():
        user = world.user(person)
        found[relation] = SimpleNamespace(template=a_template(user.force, user))
    return found

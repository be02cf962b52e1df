"""Taking a recommendation in hand: locked, as it was read, by somebody who sees it and may; and moving it on."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.models import CaseParty
from safeguarding.cases.policies import READ, may
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.recommendations import policies, states
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.rules import names_in
from safeguarding.recommendations.states import MOVES, Who

NAMES_SOMEBODY = "This names somebody of the case. Say who it is by what they do, such as a PCSO or a child"


def take(recommendation: Recommendation, *, version: int | None, by: User) -> Recommendation:
    """The recommendation as it is now, locked. For who does not see it, it is not there."""
    rows = Recommendation.objects.visible_to(by).select_related("force", "unit", "owner", "recorded_by", "case")
    return lock_fresh(rows, pk=recommendation.pk, version=version)


def take_step(
    verb: str, recommendation: Recommendation, *, version: int | None, by: User
) -> tuple[Recommendation, str]:
    """The recommendation locked for this verb, and where the verb leads: first who may, then whether it stands so."""
    held = take(recommendation, version=version, by=by)
    policies.require(by, MOVES[verb].who, held)
    return held, states.step(verb, status=held.status, came_from=held.came_from)


def take_to_work(recommendation: Recommendation, who: Who, *, version: int | None, by: User) -> Recommendation:
    """The recommendation locked, while something may still be done about it."""
    held = take(recommendation, version=version, by=by)
    policies.require(by, who, held)
    if held.status not in states.WORKED_ON:
        raise Conflict(f"It stands at “{held.get_status_display().lower()}”: nothing more is added or changed.")
    return held


def save_step(held: Recommendation, target: str, **fields: Any) -> None:
    save_fields(held, status=target, **fields)


def require_words(errors: dict[str, list[str]]) -> None:
    if errors:
        raise Invalid(errors)


def name_errors(held: Recommendation, *, by: User, **texts: str) -> dict[str, list[str]]:
    """Which of the texts name somebody of the case it came from.

    Looked at for who reads the case alone: to anybody else the refusal itself would say who is in it.
    """
    if held.case is None or not (by.is_system or may(by, READ, held.case)):
        return {}
    names = _names_of(held)
    return {field: [NAMES_SOMEBODY] for field, text in texts.items() if names_in(text, names)}


def _names_of(held: Recommendation) -> set[str]:
    people = CaseParty.objects.filter(case=held.case_id, person__isnull=False)
    found: set[str] = set()
    for family, known_as in people.values_list("person__family_name", "person__known_as"):
        found |= {*family.split(), *known_as.split()}
    return found

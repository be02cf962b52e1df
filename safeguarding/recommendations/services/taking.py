"""Taking a recommendation in hand: locked, as it was read, by somebody who sees it and may; and moving it on."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.guard.policies import require_unnamed
from safeguarding.recommendations import policies, states
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.selectors import guarding
from safeguarding.recommendations.states import MOVES, Who

NAMES_SOMEBODY = (
    "This names somebody of the case, or says something that is on record of them. "
    "Say who it is by what they do, such as a PCSO or a child"
)
STILL_NAMES = "It names somebody of the case, or says something that is on record of them, in:"
LOOK_AGAIN = "This cannot go on as it stands. Ask who reads the case it came from to look at it again."
APPROVED_ALREADY = "Its answer is approved. Have it sent back to be written again first: then it is approved anew."


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
    """Which of the texts give away somebody of the case it came from, for who reads the case, each at its field.

    Who does not read it is told no more than that it cannot be saved: the field would say who is in the case. After a
    few such refusals in a day nothing of theirs is looked at any more, so that nobody tries names one after the other.
    """
    if held.case is None:
        return {}
    if policies.reads_case(by, held):
        return {field: [NAMES_SOMEBODY] for field in guarding.found_in(held, texts)}
    require_unnamed(f"recommendation:{held.pk}", texts.values(), lambda: guarding.found_in(held, texts), by=by)
    return {}


def require_no_names(held: Recommendation, *, by: User, **texts: str) -> None:
    require_words(name_errors(held, by=by, **texts))


def require_clean(held: Recommendation, *, by: User) -> None:
    """Nothing in the whole of it gives anybody away today: before it is shown to more people, or leaves the force."""
    places = guarding.places_found(held)
    if not places:
        return
    if policies.reads_case(by, held):
        raise Invalid(f"{STILL_NAMES} {'; '.join(places)}. Put it right first.")
    raise Conflict(LOOK_AGAIN)


def require_unapproved(held: Recommendation) -> None:
    """What a chief officer approved stands as it was approved, more time and courts in between included."""
    if held.is_approved:
        raise Conflict(APPROVED_ALREADY)


def touch(held: Recommendation) -> None:
    """What hangs on it changed, so it did: who decides on an older version is told."""
    save_fields(held)

"""Who looks through likely duplicates and who merges records.

The roles that see people in their units: coordinators, leads and supervisors. Only of people they see both of, never
about themselves, and nobody decides on what they proposed. What an app above holds against a merge it says itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, When

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.core.errors import NotAllowed
from safeguarding.people.policies import seen_or_merged_q

if TYPE_CHECKING:
    from safeguarding.matching.models import MergeProposal
    from safeguarding.people.models import Person

#: The roles that propose, decide and undo.
MERGERS = frozenset({Role.COORDINATOR, Role.LEAD, Role.SUPERVISOR})

ROLE = "Only coordinators, safeguarding leads and supervisors look through likely duplicates and merge records."
YOURSELF = "One of these records is your own. Somebody else has to look at it."
YOUR_OWN_PROPOSAL = "You proposed this. Somebody else has to decide."


@dataclass(frozen=True)
class Bar:
    """Something that stands against merging two records. Without words for this user, it is only said that it does."""

    words: str
    #: Called when the user may not be told: tells those who may, naming nobody.
    tell: Callable[[], None] | None = None


FindBars = Callable[["User", "Person", "Person"], list[Bar]]
_FIND_BARS: list[FindBars] = []


def register_bars(find: FindBars) -> None:
    """An app above says what stands against a merge: `find(user, kept, merged)`."""
    if find not in _FIND_BARS:
        _FIND_BARS.append(find)


def bars(user: User, kept: Person, merged: Person) -> list[Bar]:
    """What the apps above hold against merging the two."""
    return [bar for find in _FIND_BARS for bar in find(user, kept, merged)]


def may_merge(user: User) -> bool:
    """Whether the user looks through likely duplicates at all."""
    return any(role in MERGERS for _, role in user.live_roles)


def require_merger(user: User) -> None:
    if not may_merge(user):
        raise NotAllowed(ROLE)


def require_other_than(user: User, *people: Person) -> None:
    """Nobody decides about records of themself."""
    if any(person.user_id is not None and person.user_id == user.pk for person in people):
        raise NotAllowed(YOURSELF)


def require_decider(user: User, proposal: MergeProposal) -> None:
    """Somebody other than who proposed it, and not about themself."""
    require_merger(user)
    require_other_than(user, proposal.kept, proposal.merged)
    if proposal.proposed_by_id == user.pk:
        raise NotAllowed(YOUR_OWN_PROPOSAL)


def pair_visible_q(user: User) -> Q:
    """The one phrasing of who sees a likely pair: who may merge, sees both as they stand now, and is neither."""
    if not may_merge(user):
        return Q(pk__in=[])
    seen = _people().visible_to(user).exclude(user_id=user.pk)
    return Q(force_id=user.force_id) & _each(seen, "first_id") & _each(seen, "second_id")


def merge_visible_q(user: User) -> Q:
    """The one phrasing of who sees a merge: as for a pair, with the record that was merged."""
    if not may_merge(user):
        return Q(pk__in=[])
    seen = _people().filter(seen_or_merged_q(user)).exclude(user_id=user.pk)
    return Q(force_id=user.force_id) & _each(seen, "kept_id") & _each(seen, "merged_id")


def _each(seen: Any, column: str) -> Q:
    """Whether one person of the row is among those seen, asked of each row by itself.

    As a join PostgreSQL may work out who is seen for everybody on record, for each row anew, where it does not know yet
    how many people there are. What stands in a CASE it never joins.
    """
    asked = Exists(seen.filter(pk=OuterRef(column)))
    return Q(Case(When(asked, then=True), default=False, output_field=BooleanField()))


def _people() -> Any:
    return apps.get_model("people", "Person")._default_manager

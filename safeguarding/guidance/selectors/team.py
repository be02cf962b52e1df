"""The staff somebody manages, and how each policy in force reached them."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.guidance.models import PolicyVersion
from safeguarding.guidance.selectors.coverage import ways_of
from safeguarding.people.models import Person


@dataclass(frozen=True)
class TeamPolicy:
    """A policy in force, and of each whom one manages how they were reached; nothing where nobody did."""

    policy_version: PolicyVersion
    people: tuple[tuple[Person, str], ...]


def team_of(user: User) -> list[TeamPolicy]:
    """Each policy in force beside those whom the user manages. Nobody who manages nobody sees any."""
    mine = Person.objects.visible_to(user).filter(line_manager__user=user, merged_into=None).select_related("unit")
    people = list(mine.order_by("family_name", "given_name", "pk"))
    if not people:
        return []
    versions = PolicyVersion.objects.visible_to(user).in_force().select_related("document")
    found = []
    for version in versions.order_by("document__title", "pk"):
        ways = ways_of(version, [person.pk for person in people], day=clock.today())
        found.append(TeamPolicy(version, tuple((person, "; ".join(ways.get(person.pk, []))) for person in people)))
    return found

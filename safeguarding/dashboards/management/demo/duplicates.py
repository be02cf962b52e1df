"""One volunteer who was put on record twice and merged, and one who waits for somebody to look.

Both were typed in again by somebody in a hurry: a full name for a short one, and names in the wrong order.
"""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.matching import services
from safeguarding.people.choices import PersonKind, PersonType
from safeguarding.people.models import Person
from safeguarding.people.services import NewPerson, add_person


def tell_duplicates(world: World) -> None:
    """Put both on record again; the coordinator proposes one merge and a lead approves it."""
    helen, ruth = _user(world, "helen.osei"), _user(world, "ruth.adeyemi")
    dean = world.people["dean.whitcombe"]
    with clock.standing_at(world.noon(60)):
        again = _again(helen, dean.family_name, dean.given_name)
        _again(helen, "Thomas", world.people["tom.ashby"].family_name)
    with clock.standing_at(world.noon(50)):
        merge = services.propose(kept=dean, merged=again, why="His own email to the unit says so.", by=helen)
    with clock.standing_at(world.noon(49)):
        services.approve(proposal=merge, reason="Checked with the scheme at Easthaven.", version=None, by=ruth)
    services.find_pairs()


def _user(world: World, key: str) -> User:
    """As the next request would load them: nothing remembered of their roles."""
    return User.objects.get(pk=world.users[key].pk)


def _again(by: User, given: str, family: str) -> Person:
    if by.home_unit is None:
        raise LookupError("the demo's coordinator works in a unit")
    new = NewPerson(PersonKind.ADULT, given, family, person_type=PersonType.VOLUNTEER)
    return add_person(new, unit=by.home_unit, by=by)

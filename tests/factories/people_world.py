"""For the walls: a young person of each force with everything that goes with one, and a post of a member of staff."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.models import Carer, Consent, Need, Person, Placement, StaffRole, Wish
from safeguarding.schemes.choices import SchemeKind
from safeguarding.schemes.models import Scheme

LONG_AGO = dt.date(2024, 9, 2)


def welfare(world: Any) -> dict[str, SimpleNamespace]:
    """Records by whose they are: the Hub's child, and a child of the other force."""
    cast = world.cast
    west = Person.objects.create(
        force=cast.other_force, unit=cast.other_hub, kind=PersonKind.YOUNG_PERSON, given_name="Wilf",
        family_name="West", age_band=AgeBand.FROM_13_TO_15, created_by=cast.wes,
    )  # fmt: skip
    return {
        "own": _filled(world.people["child"], world.people["staff"], by=cast.lena),
        "westmoor": _filled(west, world.people["westmoor"], by=cast.wes),
    }


def _filled(child: Person, staff: Person, *, by: Any) -> SimpleNamespace:
    # A scheme of its own: whoever leads another one of the world has nothing to do with this child.
    scheme = Scheme.objects.create(force=child.force, unit=child.unit, name="Reading club", kind=SchemeKind.EVENT)
    adult = Person.objects.create(
        force=child.force, unit=child.unit, kind=PersonKind.ADULT, person_type=PersonType.PARENT_CARER,
        given_name="Mary", age_band=AgeBand.ADULT, created_by=by,
    )  # fmt: skip
    of = {"young_person": child, "recorded_by": by}
    return SimpleNamespace(
        person=child, staff=staff,
        carer=Carer.objects.create(**of, adult=adult, relationship="mother", contact="may", since=LONG_AGO),
        consent=Consent.objects.create(
            **of, kind="photographs", answer="given", given_by="young_person", given_on=LONG_AGO, evidence="?"
        ),
        need=Need.objects.create(**of, category="allergy", what="Nuts", what_helps="None near", since=LONG_AGO),
        wish=Wish.objects.create(**of, words="To stay", said_on=LONG_AGO, said_to="A teacher"),
        placement=Placement.objects.create(person=child, scheme=scheme, role="young_person", starts_on=LONG_AGO),
        post=StaffRole.objects.create(
            person=staff, title="PCSO", unit=staff.unit, starts_on=LONG_AGO, recorded_by=by
        ),
    )  # fmt: skip

"""Young people of the founding scheme with who cares for them, and the posts of its two organisers over time.

Much of what a register would have held was never asked: two of the three have no answer about photographs, and nobody
wrote down what the third wants until after the scheme had been suspended.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from safeguarding.core import clock
from safeguarding.dashboards.management.demo.cast import CADETS, LOCAL, N
from safeguarding.dashboards.management.demo.ground import World, born
from safeguarding.dashboards.management.demo.schemes import GUARDIANS
from safeguarding.people.choices import (
    ConsentAnswer,
    ConsentKind,
    ContactPermission,
    GivenBy,
    NeedCategory,
    PersonKind,
    PlacementRole,
    Relationship,
)
from safeguarding.people.models import Carer, Person
from safeguarding.people.services import (
    CarerDetails,
    NeedDetails,
    NewConsent,
    NewPerson,
    NewWish,
    PostDetails,
    add_need,
    add_new_carer,
    add_post,
    add_young_person,
    answer_wish,
    hear_wish,
    place,
    record_consent,
    withdraw_consent,
)

SINCE = 700


@dataclass(frozen=True)
class Child:
    """A young person, and for each carer their name, how they stand, whether they may be rung, and why not."""

    given: str
    family: str
    age: int
    pronoun: str
    carers: tuple[tuple[str, str, str, str], ...]
    consents: tuple[str, ...] = ()
    needs: tuple[tuple[str, str, str], ...] = ()
    known_as: str = ""
    wishes: tuple[tuple[str, int, str, str], ...] = field(default=())


MAY, BARRED, NAMED = ContactPermission.MAY, ContactPermission.MUST_NOT, ContactPermission.NAMED_STAFF
CHILDREN = (
    Child(
        "Penelope", "Hartnell", 11, "she", known_as="Poppy",
        carers=(
            ("Joanne Hartnell", Relationship.MOTHER, MAY, ""),
            ("Darren Hartnell", Relationship.FATHER, BARRED, "A family court order of last year. Ring the school."),
        ),
        consents=(ConsentKind.TAKING_PART, ConsentKind.PHOTOGRAPHS, ConsentKind.MEDICAL),
        needs=((NeedCategory.ALLERGY, "Nuts. Carries a pen in her bag.", "Use the pen, ring 999, then her mother."),),
        wishes=(
            ("I do not want my picture on the police page any more.", 45, "Gwen Hartley, teacher",
             "The picture was taken down, and her mother withdrew consent."),
            ("I want to know if the group is coming back.", 9, "Helen Osei", ""),
        ),
    ),
    Child(
        "Reuben", "Ackroyd", 10, "he",
        carers=(("Miriam Ackroyd", Relationship.GRANDPARENT, MAY, ""),),
        consents=(ConsentKind.TAKING_PART, ConsentKind.MEDICAL),
        needs=((NeedCategory.COMMUNICATION, "Wears a hearing aid on the left.", "Face him, and one at a time."),),
    ),
    Child(
        "Nia", "Faulkner", 11, "she",
        carers=(
            ("Carys Faulkner", Relationship.FOSTER_CARER, NAMED, "Through the social worker, as the placement is new."),
        ),
        consents=(ConsentKind.TAKING_PART,),
    ),
)  # fmt: skip
#: The posts of the two who ran it: title, first and last day, counted back.
POSTS = {
    "craig.dunmore": (("PCSO, neighbourhood team", 2600, 1021), ("PCSO, school links", 1020, None)),
    "shelley.pryce": (("PCSO, front counter", 2100, 1301), ("PCSO, school links", 1300, None),
                      ("Volunteer co-ordinator", 800, 420)),
}  # fmt: skip


def tell_people(world: World) -> None:
    """Put on record who took part in the founding scheme, and who its organisers were in the force."""
    for child in CHILDREN:
        with clock.standing_at(world.noon(SINCE)):
            person = _child(world, child)
        _told(world, child, person)
    for key, posts in POSTS.items():
        for title, first, last in posts:
            until = None if last is None else world.day(last)
            with clock.standing_at(world.noon(first)):
                post = PostDetails(title, world.units[N, LOCAL], world.day(first), until)
                add_post(world.people[key], post, by=world.system)


def _child(world: World, child: Child) -> Person:
    name = f"{child.given} {child.family}"
    new = NewPerson(
        kind=PersonKind.YOUNG_PERSON, given_name=child.given, family_name=child.family, known_as=child.known_as,
        pronoun=child.pronoun, date_of_birth=born(child.age, name=name, today=world.day(0)),
        school="Thornbeck Primary School",
    )  # fmt: skip
    person = add_young_person(new, unit=world.units[N, CADETS], by=world.system)
    place(person, world.schemes[GUARDIANS], PlacementRole.YOUNG_PERSON, starts_on=world.day(SINCE), by=world.system)
    world.people[name] = person
    rung = 0
    carers = []
    for who, relationship, contact, why in child.carers:
        given, family = who.split(" ")
        rings = contact != BARRED
        rung += rings
        details = CarerDetails(
            relationship=relationship, contact=contact, contact_reason=why, is_emergency_contact=rings,
            telephone=f"07700 900{100 + person.pk % 800 + rung}" if rings else "",
        )  # fmt: skip
        carers.append(add_new_carer(person, NewPerson(PersonKind.ADULT, given, family), details, by=world.system))
    _agreed(world, child, person, carers[0])
    for category, what, helps in child.needs:
        add_need(person, NeedDetails(category, what, helps), by=world.system)
    return person


def _agreed(world: World, child: Child, person: Person, carer: Carer) -> None:
    for kind in child.consents:
        given = NewConsent(
            kind=kind, answer=ConsentAnswer.GIVEN, given_by=GivenBy.CARER, carer=carer, given_on=world.day(SINCE),
            evidence="The school's form, signed; seen by the coordinator",
        )  # fmt: skip
        record_consent(person, given, by=world.system)


def _told(world: World, child: Child, person: Person) -> None:
    """What they said, and what came of it."""
    for words, days, to, done in child.wishes:
        with clock.standing_at(world.noon(days)):
            wish = hear_wish(person, NewWish(words, world.day(days), to), by=world.system)
        if done:
            with clock.standing_at(world.noon(days - 3)):
                answer_wish(wish, done=done, done_on=world.day(days - 3), version=None, by=world.system)
                photographs = person.consents.get(kind=ConsentKind.PHOTOGRAPHS)
                withdraw_consent(
                    photographs, withdrawn_on=world.day(days - 3), reason="Her mother, on the telephone",
                    version=None, by=world.system,
                )  # fmt: skip

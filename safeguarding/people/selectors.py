"""Named reads over people. Each starts from what the user may see."""

from __future__ import annotations

from django.db.models import Case, F, IntegerField, Prefetch, Q, QuerySet, Value, When

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.people import rules
from safeguarding.people.choices import STAFF_TYPES, AgeBand, PersonKind
from safeguarding.people.models import Person, Placement

MOST_WORDS = 6
MOST_FOUND = 10
NAMES = ("given_name", "family_name", "known_as")


def search(user: User, words: str, *, most: int = MOST_FOUND) -> QuerySet[Person]:
    """People the user may see whose names hold every word; those whose name begins with the first word come first."""
    found = matching(Person.objects.visible_to(user), words)
    return found.select_related("unit").order_by(F("rank"), "family_name", "given_name", "pk")[:most]


def matching(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Those of the people whose names hold every word, ranked by how well; nobody when there are no words."""
    parts = words.split()[:MOST_WORDS]
    first = When(_any_name("istartswith", parts[0]), then=Value(0)) if parts else When(pk=None, then=Value(0))
    people = people.annotate(rank=Case(first, default=Value(1), output_field=IntegerField()))
    for part in parts:
        people = people.filter(_any_name("icontains", part))
    return people if parts else people.none()


def namesakes(user: User, *, given_name: str, family_name: str) -> QuerySet[Person]:
    """People on record, of those the user may see, with just this first and family name."""
    if not (given_name and family_name):
        return Person.objects.none()
    first = Q(given_name__iexact=given_name) | Q(known_as__iexact=given_name)
    same = Person.objects.visible_to(user).filter(first, family_name__iexact=family_name)
    return same.select_related("unit").order_by("pk")[:MOST_FOUND]


def people_list(user: User, *, words: str = "", kind: str = "") -> QuerySet[Person]:
    """The people the user may see, by name."""
    people: QuerySet[Person] = Person.objects.visible_to(user)
    if words:
        people = matching(people, words)
    if kind:
        people = people.filter(kind=kind)
    return people.select_related("unit").order_by("family_name", "given_name", "pk")


def with_placements(people: QuerySet[Person]) -> QuerySet[Person]:
    """The people, ready for a person's page."""
    placements = Placement.objects.select_related("scheme").order_by("-starts_on", "-pk")
    joined = people.select_related("unit", "line_manager")
    return joined.prefetch_related(Prefetch("placements", queryset=placements))


def age_band_of(person: Person) -> str:
    """The age band today, from the date of birth where there is one; the date itself is not said."""
    age = rules.age_on(person.date_of_birth, clock.today())
    return person.age_band if age is None else rules.band_of(age)


def in_a_few_words(person: Person) -> str:
    """What tells this person from another of the same name: never a date of birth, never a school."""
    if person.kind == PersonKind.YOUNG_PERSON:
        band = age_band_of(person)
        words = "age not known" if band == AgeBand.UNKNOWN else AgeBand(band).label.lower()
        return f"Young person, {words}"
    what = person.role_description or person.get_person_type_display() or "Adult"
    # Which team keeps the record of somebody who is not staff may tell which team was told of them.
    return f"{what}, {person.unit.name}" if person.person_type in STAFF_TYPES else what


def _any_name(lookup: str, value: str) -> Q:
    wanted = Q()
    for name in NAMES:
        wanted |= Q(**{f"{name}__{lookup}": value})
    return wanted

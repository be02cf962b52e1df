"""Named reads over people. Each starts from what the user may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Case, F, IntegerField, Prefetch, Q, QuerySet, Value, When

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.people import rules
from safeguarding.people.choices import STAFF_TYPES, AgeBand, PersonKind
from safeguarding.people.models import Person, Placement
from safeguarding.people.policies import keeps_q, runs_scheme, seen_or_merged_q
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import may_keep

MOST_WORDS = 6
MOST_FOUND = 10
NAMES = ("given_name", "family_name", "known_as")
#: What may not be recorded of a member of staff, and so may hide that a record is about them or theirs.
NO_ACCOUNT, NO_MANAGER = "account", "manager"
MISSING = ((NO_ACCOUNT, "Who signs in as them"), (NO_MANAGER, "Who manages them"))


class Named(Protocol):
    """What is known of somebody who may be on record already."""

    @property
    def kind(self) -> str: ...
    @property
    def given_name(self) -> str: ...
    @property
    def family_name(self) -> str: ...
    @property
    def known_as(self) -> str: ...
    @property
    def date_of_birth(self) -> dt.date | None: ...


@dataclass(frozen=True)
class Likely:
    """Somebody on record who may be the person that is about to be added, and why, in words that may be shown."""

    person: Person
    reason: str


WhyNotActive = Callable[[Sequence[Placement]], dict[int, str]]
_WHY_NOT_ACTIVE: list[WhyNotActive] = []


def register_why_not_active(why: WhyNotActive) -> None:
    """The app that keeps what is asked of people says of parts, by number, why somebody is not active in them."""
    _WHY_NOT_ACTIVE[:] = [why]


def why_not_active(placement: Placement) -> str:
    """Why an adult is not active in their part today, in words; nothing when they are."""
    return why_not_active_in([placement]).get(placement.pk, "")


def why_not_active_in(placements: Sequence[Placement]) -> dict[int, str]:
    """The same of many parts at once, by their numbers: those alone in which somebody is not active."""
    return next((why(placements) for why in _WHY_NOT_ACTIVE), {}) if placements else {}


FindLikely = Callable[[User, Named, int], list[Likely]]
_FIND_LIKELY: list[FindLikely] = []
MOST_LIKELY = 5


def register_likely(find: FindLikely) -> None:
    """The app that tells duplicates says how: `find(user, new, most)`, of those the user sees, the likeliest first."""
    _FIND_LIKELY[:] = [find]


def likely(user: User, new: Named, *, most: int = MOST_LIKELY) -> list[Likely]:
    """People on record, of those the user may see, who may be the one about to be added. Ask before adding anybody."""
    for find in _FIND_LIKELY:
        return find(user, new, most)
    return []


def kept_record(user: User, pk: int) -> Person | None:
    """The record that now stands for a merged one, if the user may see it, and could see the merged one."""
    if not Person.objects.filter(seen_or_merged_q(user), pk=pk).exists():
        return None
    seen: set[int] = set()
    into: int | None = pk
    while into is not None and into not in seen:
        seen.add(into)
        pk, into = into, Person.objects.filter(pk=into).values_list("merged_into_id", flat=True).first()
    return Person.objects.visible_to(user).filter(pk=pk).first() if len(seen) > 1 else None


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


def people_list(user: User, *, words: str = "", kind: str = "", scheme: Scheme | None = None) -> QuerySet[Person]:
    """The people the user may see, by name; of a scheme, who has a part in it now."""
    people: QuerySet[Person] = Person.objects.visible_to(user)
    if words:
        people = matching(people, words)
    if kind:
        people = people.filter(kind=kind)
    if scheme:
        now = Placement.objects.live_on(clock.today())
        people = people.filter(pk__in=now.filter(scheme=scheme).values("person_id"))
    return people.select_related("unit").order_by("family_name", "given_name", "pk")


def staff(user: User) -> QuerySet[Person]:
    """The staff of the force: who stands in its directory."""
    found: QuerySet[Person] = Person.objects.visible_to(user).filter(person_type__in=STAFF_TYPES)
    return found.select_related("unit", "user", "line_manager")


def staff_list(user: User, *, words: str = "", missing: str = "") -> QuerySet[Person]:
    """Staff by name, for who keeps track of who signs in as whom."""
    found = matching(staff(user), words) if words else staff(user)
    if missing:
        found = found.filter(**{"user" if missing == NO_ACCOUNT else "line_manager": None})
    return found.order_by("family_name", "given_name", "pk")


def accounts_of_nobody(user: User) -> QuerySet[User]:
    """Open accounts of the force that belong to nobody on record: nothing can be hidden from whoever uses them."""
    open_accounts = User.objects.filter(force_id=user.force_id, is_active=True, is_system=False, person=None)
    return open_accounts.select_related("home_unit").order_by("last_name", "first_name", "pk")


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


def parts_to_end(user: User, scheme: Scheme) -> QuerySet[Placement]:
    """The parts in a scheme that still run, or are to come, and that the user may end."""
    if runs_scheme(user, scheme):
        return Placement.objects.none()
    still = Placement.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()), scheme=scheme)
    theirs = Q(person__kind=PersonKind.YOUNG_PERSON, person__in=Person.objects.filter(keeps_q(user)).values("pk"))
    if may_keep(user, scheme):
        theirs |= Q(person__kind=PersonKind.ADULT, person__in=Person.objects.visible_to(user).values("pk"))
    found = still.filter(theirs).exclude(person__user=user).select_related("person", "scheme")
    return found.order_by("person__kind", "person__family_name", "person__given_name", "pk")

"""What goes with a young person, for who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.people import policies
from safeguarding.people.choices import ConsentKind, ContactPermission
from safeguarding.people.models import Carer, Consent, Need, Person, Placement, StaffRole, Wish
from safeguarding.schemes.models import Scheme


@dataclass(frozen=True)
class Answer:
    """What was last said to a question of consent, and what was said before."""

    kind: ConsentKind
    last: Consent | None
    earlier: list[Consent]


@dataclass(frozen=True)
class YoungRecord:
    """A young person's record as far as the user may see it."""

    keeps: bool
    leads: bool
    somebody_is_barred: bool
    carers: list[Carer]
    answers: list[Answer]
    needs: list[Need]
    past_needs: list[Need]
    wishes: list[Wish]


def record_of(user: User, person: Person) -> YoungRecord:
    """What the user may see of a young person's record: all of it, what a leader needs on the night, or nothing."""
    today = clock.today()
    needs = list(Need.objects.visible_to(user).filter(young_person=person))
    consents = Consent.objects.visible_to(user).filter(young_person=person).select_related("carer__adult")
    keeps, leads = policies.may_keep_record(user, person), policies.leads(user, person)
    carers = list(Carer.objects.visible_to(user).filter(young_person=person).select_related("adult"))
    barred = Carer.objects.filter(young_person=person, contact=ContactPermission.MUST_NOT)
    return YoungRecord(
        keeps=keeps, leads=leads, somebody_is_barred=(keeps or leads) and barred.exists(),
        carers=sorted(carers, key=lambda one: (not one.is_barred, one.until is not None)),
        answers=answers(consents) if keeps or leads else [],
        needs=[need for need in needs if need.until is None or need.until >= today],
        past_needs=[need for need in needs if keeps and need.until is not None and need.until < today],
        wishes=list(Wish.objects.visible_to(user).filter(young_person=person)),
    )  # fmt: skip


def answers(consents: Iterable[Consent]) -> list[Answer]:
    """Every question of consent with its newest answer; one that nobody asked has none."""
    given: dict[str, list[Consent]] = {kind: [] for kind in ConsentKind}
    for consent in sorted(consents, key=lambda one: (one.given_on, one.pk), reverse=True):
        given[consent.kind].append(consent)
    return [Answer(kind, next(iter(given[kind]), None), given[kind][1:]) for kind in ConsentKind]


def led_by(user: User) -> QuerySet[Person]:
    """The young people of the schemes that the user now leads, by name."""
    found: QuerySet[Person] = Person.objects.visible_to(user).filter(policies.leads_q(user))
    return found.select_related("unit").order_by("given_name", "family_name", "pk")


def placement_of(person: Person, pk: int) -> QuerySet[Placement]:
    """One of the person's parts in a scheme."""
    return Placement.with_struck.filter(person=person, pk=pk).select_related("scheme", "person")


def parts_by_name(user: User, scheme: Scheme) -> QuerySet[Placement]:
    """The same with the people, as a page lists them: adults first, those who are in it before those who were."""
    found = parts_in(user, scheme).select_related("person__unit", "scheme")
    return found.order_by("person__kind", F("ends_on").desc(nulls_first=True), "person__family_name", "pk")


def struck_parts(person: Person) -> QuerySet[Placement]:
    """Parts that were entered in error: the person never had them."""
    struck = Placement.with_struck.filter(person=person, struck_at__isnull=False)
    return struck.select_related("scheme", "struck_by").order_by("-struck_at", "-pk")


def posts_of(user: User, person: Person) -> list[StaffRole]:
    """The posts of a member of staff that the user may see, the newest first."""
    return list(StaffRole.objects.visible_to(user).filter(person=person).select_related("unit"))


def parts_in(user: User, scheme: Scheme) -> QuerySet[Placement]:
    """The parts in a scheme of the people the user may see: which young person is in it is told to nobody else."""
    seen = Person.objects.visible_to(user).values("pk")
    return Placement.objects.filter(scheme=scheme, person__in=seen).order_by("-pk")

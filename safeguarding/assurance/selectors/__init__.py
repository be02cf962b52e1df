"""What is expected of a scheme beside what it has, on any day: for one scheme and for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import F, Q, QuerySet

from safeguarding.access.models import User
from safeguarding.assurance.choices import ADULTS, About
from safeguarding.assurance.models import Credential, Requirement
from safeguarding.assurance.rules import verdict
from safeguarding.assurance.selectors.clock_names import register_names
from safeguarding.assurance.selectors.gaps import comparison_from, readiness_from
from safeguarding.assurance.selectors.held import held_of
from safeguarding.assurance.selectors.known import acknowledged, asked, asked_on, live_placements, read
from safeguarding.assurance.selectors.shapes import Cell, Comparison, Readiness
from safeguarding.core import clock
from safeguarding.people.models import Person, Placement
from safeguarding.people.selectors import staff
from safeguarding.schemes import selectors as scheme_selectors
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme

__all__ = [
    "Cell", "Comparison", "Readiness", "adult_parts", "asked", "catalogue", "comparisons", "compliance_of",
    "gaps_of_all", "lacks_of", "live_placements", "narrowed", "ran_on", "readiness_of", "recordable",
    "register_names", "requirements",
]  # fmt: skip


def catalogue() -> list[Requirement]:
    """Everything that is or was asked; what is not asked any more last."""
    return list(Requirement.objects.order_by(F("ended_on").asc(nulls_first=True), "about", "pk"))


def requirements() -> QuerySet[Requirement]:
    """The same as rows to narrow and to leaf through. They are of no force."""
    return Requirement.objects.all()


def gaps_of_all(user: User, *, day: dt.date) -> list[Comparison]:
    """Every scheme that ran or was let run on the day, the one that lacks most first.

    Answers the founding case's question for any day: each scheme, official or not, with its vetting, training, risk
    assessment and governance, as the register knew them.
    """
    schemes = ran_on(scheme_selectors.register_of(user).select_related("unit"), day)
    found = comparisons(list(schemes.order_by("name", "pk")), day=day)
    shown = [one for one in found if one.status != SchemeStatus.CLOSED]
    return sorted(shown, key=lambda one: (-len(one.lacking), one.scheme.name))


def adult_parts(user: User) -> QuerySet[Placement]:
    """The parts that adults have, or had, in the schemes that the user may see."""
    parts = Placement.objects.filter(scheme__in=scheme_selectors.register_of(user), role__in=ADULTS)
    return parts.select_related("person", "scheme")


def recordable(user: User, scheme: Scheme) -> QuerySet[Person]:
    """Adults with a part in the scheme now who are on record as staff, but for the user: nobody records their own."""
    here = live_placements(clock.today()).filter(scheme=scheme)
    found = staff(user).filter(pk__in=here.values("person_id")).exclude(user=user.pk)
    return found.order_by("family_name", "given_name", "pk")


def narrowed(found: list[Comparison], *, control: str = "", only_lacking: bool = False) -> list[Comparison]:
    """Those of the schemes that lack something: of one row of the comparison, or anything."""
    if only_lacking:
        found = [one for one in found if not one.is_ready]
    return [one for one in found if not control or any(gap.control == control for gap in one.lacking)]


def ran_on(schemes: QuerySet[Scheme], day: dt.date) -> QuerySet[Scheme]:
    """Those of the schemes that had begun by the day and not yet ended."""
    begun = schemes.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day))
    return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def readiness_of(scheme: Scheme, *, day: dt.date | None = None) -> Readiness:
    """One scheme, today unless another day is asked for."""
    on = day or clock.today()
    return readiness_from(scheme, read([scheme], on, by_name=True), on)


def lacks_of(scheme: Scheme) -> list[scheme_selectors.Lack]:
    """What a scheme lacks today, and who is not active in it and why; for the scheme's own page."""
    if scheme.status == SchemeStatus.CLOSED:
        return []
    found = readiness_of(scheme)
    gaps = [scheme_selectors.Lack(gap.label, gap.has) for gap in found.lacking]
    idle = [adult for adult in found.adults if not adult.may_take_part]
    return gaps + [scheme_selectors.Lack(adult.person.name, f"not active: {adult.why_not}") for adult in idle]


def why_not_active(placements: Sequence[Placement]) -> dict[int, str]:
    """Why adults are not active in parts that they have today, in words, by part; each scheme is read once."""
    wanted = {placement.pk for placement in placements}
    schemes = {placement.scheme_id: placement.scheme for placement in placements}
    return {
        one.placement.pk: one.why_not
        for scheme in schemes.values()
        for one in readiness_of(scheme).adults
        if one.placement.pk in wanted and not one.may_take_part
    }


def comparisons(schemes: list[Scheme], *, day: dt.date) -> list[Comparison]:
    """The schemes, which the caller was allowed to read, on a day. A fixed number of reads, however many they are."""
    known = read(schemes, day, by_name=False)
    return [comparison_from(scheme, known, day) for scheme in schemes]


def compliance_of(person: Person, *, day: dt.date | None = None) -> list[tuple[Placement, list[Cell]]]:
    """What is asked of an adult by each part they have in a scheme now, and how they stand to it."""
    day = day or clock.today()
    requirements = [one for one in asked_on(day) if one.about == About.PERSON]
    held = held_of(Credential.objects.filter(person=person), requirements)
    for (_, requirement), more in acknowledged([person.pk], requirements).items():
        held[requirement] += more
    placements = live_placements(day).filter(person=person).select_related("scheme")
    return [
        (placement, [
            Cell(wanted, verdict(held[wanted.pk], day=day, warn_days=wanted.warn_days))
            for wanted in requirements
            if wanted.is_asked_of(scheme_kind=placement.scheme.kind, role=placement.role)
        ])
        for placement in placements
    ]  # fmt: skip

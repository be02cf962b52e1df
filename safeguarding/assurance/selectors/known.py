"""Everything on record about some schemes on a day, in a fixed number of reads."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from safeguarding.assurance.choices import ADULTS, About, Standing
from safeguarding.assurance.models import Clearance, Credential, EarlierFigures, Requirement
from safeguarding.assurance.rules import Held
from safeguarding.assurance.selectors.governed import Decided, Kept, governed
from safeguarding.assurance.selectors.held import held
from safeguarding.assurance.selectors.shapes import Stands
from safeguarding.guidance import selectors as guidance
from safeguarding.people.models import Placement
from safeguarding.risk.choices import AssessmentKind
from safeguarding.risk.selectors import approved_for
from safeguarding.schemes.models import Scheme


class Part(NamedTuple):
    """An adult's part in a scheme, by numbers alone: what a report on hundreds of schemes needs of it."""

    person_id: int
    role: str


@dataclass
class Known:
    """Everything on record about some schemes, read once.

    The adults are in `placements`, with their names and what lets them take part, or by numbers alone in `parts`.
    """

    requirements: list[Requirement]
    of_people: dict[tuple[int, int], list[Held]] = field(default_factory=lambda: defaultdict(list))
    of_schemes: dict[tuple[int, int], list[Held]] = field(default_factory=lambda: defaultdict(list))
    placements: dict[int, list[Placement]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[int, list[Part]] = field(default_factory=lambda: defaultdict(list))
    clearances: dict[int, Clearance] = field(default_factory=dict)
    decisions: dict[int, Decided] = field(default_factory=dict)
    conditions: dict[int, list[Kept]] = field(default_factory=lambda: defaultdict(list))
    #: One value for all who have the same part in a scheme of the same kind and stand alike.
    alike: dict[tuple[str, str, tuple[Standing, ...]], Stands] = field(default_factory=dict)
    _asked: dict[tuple[str, str], tuple[Requirement, ...]] = field(default_factory=dict)

    def asked_of(self, scheme_kind: str, role: str = "") -> tuple[Requirement, ...]:
        """What is asked of a scheme of this kind or, with a part, of an adult who has that part in one."""
        key = (scheme_kind, role)
        if key not in self._asked:
            about = About.PERSON if role else About.SCHEME
            own = (one for one in self.requirements if one.about == about)
            self._asked[key] = tuple(one for one in own if one.is_asked_of(scheme_kind=scheme_kind, role=role))
        return self._asked[key]


def asked(day: dt.date) -> QuerySet[Requirement]:
    """What is asked on the day: begun by then, and not yet ended."""
    begun = Requirement.objects.filter(Q(asked_from__isnull=True) | Q(asked_from__lte=day))
    return begun.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).order_by("pk")


#: What a change of the catalogue keeps of before.
FIGURES = {"valid_months": "valid_months", "warn_days": "warn_days", "is_blocking": "is_blocking"}


def asked_on(day: dt.date) -> list[Requirement]:
    """What was asked on the day, with the figures of that day: what was changed since asks for nothing earlier."""
    earlier = EarlierFigures.objects.filter(requirement=OuterRef("pk"), until_on__gt=day).order_by("until_on")
    found = asked(day).annotate(was=Subquery(earlier.values(then=JSONObject(**FIGURES))[:1]))
    return [_as_it_was(wanted, wanted.was or {}) for wanted in found]


def asked_of_people_on(days: Iterable[dt.date]) -> dict[dt.date, list[Requirement]]:
    """The same of several days at once, of what is asked of adults: one read, however many days."""
    earlier = EarlierFigures.objects.filter(requirement=OuterRef("pk")).order_by("until_on")
    then = JSONObject(until_on="until_on", **FIGURES)
    known = list(
        Requirement.objects.filter(about=About.PERSON)
        .annotate(were=ArraySubquery(earlier.values(then=then)))
        .order_by("pk")
    )
    return {day: [_on(wanted, day) for wanted in known if _was_asked(wanted, day)] for day in set(days)}


def _was_asked(wanted: Requirement, day: dt.date) -> bool:
    has_begun = wanted.asked_from is None or wanted.asked_from <= day
    return has_begun and (wanted.ended_on is None or wanted.ended_on > day)


def _on(wanted: Any, day: dt.date) -> Requirement:
    was: dict[str, Any] = next((then for then in wanted.were if then["until_on"] > day.isoformat()), {})
    return _as_it_was(copy(wanted), {name: was[name] for name in FIGURES if was})


def _as_it_was(wanted: Requirement, figures: dict[str, Any]) -> Requirement:
    for name, value in figures.items():
        setattr(wanted, name, value)
    return wanted


def acknowledged(person_ids: Any, requirements: list[Requirement]) -> dict[tuple[int, int], list[Held]]:
    """By person and requirement, the policies they acknowledged in the version that is asked for."""
    wanted = {one.policy_key: one.pk for one in requirements if one.policy_key}
    found: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for one in guidance.acknowledged(person_ids) if wanted else ():
        if requirement := wanted.get(one.key):
            # It runs out with the version that was acknowledged.
            until = max(one.counts_until, one.acknowledged_on) if one.counts_until else None
            found[one.person_id, requirement].append(Held(one.acknowledged_on, until))
    return found


def live_placements(day: dt.date) -> QuerySet[Placement]:
    live = Placement.objects.live_on(day)
    return live.filter(role__in=ADULTS)


def read(schemes: list[Scheme], day: dt.date, *, by_name: bool) -> Known:
    """What is known of the schemes; of the adults by name who they are, else as numbers that are counted."""
    ids = [scheme.pk for scheme in schemes]
    known = Known(asked_on(day))
    placements = live_placements(day).filter(scheme__in=ids)
    if by_name:
        _read_adults(known, placements, day)
    else:
        for of, person_id, role in placements.values_list("scheme_id", "person_id", "role"):
            known.parts[of].append(Part(person_id, role))
    wanted = Q(scheme__in=ids) | Q(person__in=placements.values("person_id"))
    for (person, scheme, requirement), one in held(Credential.objects.filter(wanted), known.requirements):
        kept = known.of_people[person, requirement] if person else known.of_schemes[scheme or 0, requirement]
        kept.append(one)
    _read_risk(known, ids)
    for key, more in acknowledged(placements.values("person_id"), known.requirements).items():
        known.of_people[key] += more
    for pk, decided, conditions in governed(ids, day):
        if decided:
            known.decisions[pk] = decided
        known.conditions[pk] = conditions
    return known


def _read_adults(known: Known, placements: QuerySet[Placement], day: dt.date) -> None:
    """Who has a part, by name, and who of them was let take part without all that is needed."""
    # The columns that are shown: each placement carries a whole person.
    shown = placements.select_related("person").only(
        "scheme_id", "role", "starts_on", "ends_on", "person__given_name", "person__family_name", "person__known_as",
        "person__person_type", "person__user_id",
    )  # fmt: skip
    for placement in shown.order_by("person__family_name", "person__given_name", "pk"):
        known.placements[placement.scheme_id].append(placement)
    live = Clearance.objects.live_on(day).filter(placement__in=placements.values("pk"))
    for clearance in live.order_by("until"):
        known.clearances[clearance.placement_id] = clearance


#: Which requirement an approved risk assessment meets.
MET_BY_RISK = {AssessmentKind.SCHEME: "scheme_risk_assessment", AssessmentKind.VENUE: "venue_risk_assessment"}


def _read_risk(known: Known, ids: list[int]) -> None:
    """What was approved as an assessment meets its requirement for as long as it counts."""
    wanted = {one.key: one.pk for one in known.requirements}
    for one in approved_for(ids):
        if requirement := wanted.get(MET_BY_RISK[AssessmentKind(one.kind)]):
            kept = known.of_schemes[one.scheme_id, requirement]
            kept.append(
                Held(one.approved_on, one.valid_until, one.ended_on, written_down_on=one.written_down_on)
            )  # fmt: skip

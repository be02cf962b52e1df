"""Everything on record about some schemes on a day, in a fixed number of reads."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from safeguarding.assurance.choices import ADULTS
from safeguarding.assurance.models import Clearance, Credential, Requirement
from safeguarding.assurance.rules import Held
from safeguarding.assurance.selectors.held import held
from safeguarding.people.models import Placement
from safeguarding.schemes.models import ConditionCheck, GovernanceDecision, Scheme, SchemeCondition


@dataclass
class Known:
    """Everything on record about some schemes, read once."""

    requirements: list[Requirement]
    of_people: dict[tuple[int, int], list[Held]] = field(default_factory=lambda: defaultdict(list))
    of_schemes: dict[tuple[int, int], list[Held]] = field(default_factory=lambda: defaultdict(list))
    placements: dict[int, list[Placement]] = field(default_factory=lambda: defaultdict(list))
    clearances: dict[int, Clearance] = field(default_factory=dict)
    decisions: dict[int, GovernanceDecision] = field(default_factory=dict)
    conditions: dict[int, list[SchemeCondition]] = field(default_factory=lambda: defaultdict(list))
    checks: dict[int, ConditionCheck] = field(default_factory=dict)


def asked(day: dt.date) -> QuerySet[Requirement]:
    return Requirement.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).order_by("pk")


def live_placements(day: dt.date) -> QuerySet[Placement]:
    live = Placement.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
    return live.filter(role__in=ADULTS)


def read(schemes: list[Scheme], day: dt.date) -> Known:
    ids = [scheme.pk for scheme in schemes]
    known = Known(list(asked(day)))
    placements = live_placements(day).filter(scheme__in=ids)
    for placement in placements.select_related("person").order_by("person__family_name", "person__given_name", "pk"):
        known.placements[placement.scheme_id].append(placement)
    wanted = Q(scheme__in=ids) | Q(person__in=placements.values("person_id"))
    for (person, scheme, requirement), one in held(Credential.objects.filter(wanted), known.requirements):
        kept = known.of_people[person, requirement] if person else known.of_schemes[scheme or 0, requirement]
        kept.append(one)
    for clearance in Clearance.objects.live_on(day).filter(placement__scheme__in=ids).order_by("until"):
        known.clearances[clearance.placement_id] = clearance
    decisions = GovernanceDecision.objects.filter(scheme__in=ids, decided_on__lte=day)
    for decision in decisions.order_by("scheme_id", "number"):
        known.decisions[decision.scheme_id] = decision
    _read_conditions(known, ids, day)
    return known


def _read_conditions(known: Known, ids: list[int], day: dt.date) -> None:
    in_force = SchemeCondition.objects.filter(scheme__in=ids, set_on__lte=day)
    for condition in in_force.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).order_by("pk"):
        known.conditions[condition.scheme_id].append(condition)
    checks = ConditionCheck.objects.filter(condition__scheme__in=ids, checked_on__lte=day)
    for check in checks.order_by("condition_id", "checked_on", "pk"):
        known.checks[check.condition_id] = check

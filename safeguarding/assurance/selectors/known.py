"""Everything on record about some schemes on a day, in a fixed number of reads."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from safeguarding.assurance.choices import ADULTS
from safeguarding.assurance.models import Clearance, Credential, EarlierFigures, Requirement
from safeguarding.assurance.rules import Held
from safeguarding.assurance.selectors.held import held
from safeguarding.guidance import selectors as guidance
from safeguarding.people.models import Placement
from safeguarding.risk.choices import AssessmentKind
from safeguarding.risk.selectors import approved_for
from safeguarding.schemes.models import ConditionCheck, GovernanceDecision, Scheme, SchemeCondition


class Kept(NamedTuple):
    """A condition in force on the day."""

    pk: int
    review_on: dt.date | None


class Checked(NamedTuple):
    """The last check of a condition by the day."""

    is_kept: bool
    checked_on: dt.date


@dataclass
class Known:
    """Everything on record about some schemes, read once."""

    requirements: list[Requirement]
    of_people: dict[tuple[int, int], list[Held]] = field(default_factory=lambda: defaultdict(list))
    of_schemes: dict[tuple[int, int], list[Held]] = field(default_factory=lambda: defaultdict(list))
    placements: dict[int, list[Placement]] = field(default_factory=lambda: defaultdict(list))
    clearances: dict[int, Clearance] = field(default_factory=dict)
    decisions: dict[int, GovernanceDecision] = field(default_factory=dict)
    conditions: dict[int, list[Kept]] = field(default_factory=lambda: defaultdict(list))
    checks: dict[int, Checked] = field(default_factory=dict)


def asked(day: dt.date) -> QuerySet[Requirement]:
    """What is asked on the day: begun by then, and not yet ended."""
    begun = Requirement.objects.filter(Q(asked_from__isnull=True) | Q(asked_from__lte=day))
    return begun.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).order_by("pk")


def asked_on(day: dt.date) -> list[Requirement]:
    """What was asked on the day, with the figures of that day: what was changed since asks for nothing earlier."""
    found = list(asked(day))
    earlier: dict[int, EarlierFigures] = {}
    for one in EarlierFigures.objects.filter(until_on__gt=day).order_by("-until_on"):
        earlier[one.requirement_id] = one
    for wanted in found:
        if was := earlier.get(wanted.pk):
            wanted.valid_months, wanted.warn_days, wanted.is_blocking = was.valid_months, was.warn_days, was.is_blocking
    return found


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
    live = Placement.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
    return live.filter(role__in=ADULTS)


def read(schemes: list[Scheme], day: dt.date) -> Known:
    ids = [scheme.pk for scheme in schemes]
    known = Known(asked_on(day))
    placements = live_placements(day).filter(scheme__in=ids)
    # The columns that are shown: a force has thousands of these, and each carries a whole person.
    shown = placements.select_related("person").only(
        "scheme_id", "role", "starts_on", "ends_on", "person__given_name", "person__family_name", "person__known_as",
        "person__person_type", "person__user_id",
    )  # fmt: skip
    for placement in shown.order_by("person__family_name", "person__given_name", "pk"):
        known.placements[placement.scheme_id].append(placement)
    wanted = Q(scheme__in=ids) | Q(person__in=placements.values("person_id"))
    for (person, scheme, requirement), one in held(Credential.objects.filter(wanted), known.requirements):
        kept = known.of_people[person, requirement] if person else known.of_schemes[scheme or 0, requirement]
        kept.append(one)
    _read_risk(known, ids)
    for key, more in acknowledged(placements.values("person_id"), known.requirements).items():
        known.of_people[key] += more
    for clearance in Clearance.objects.live_on(day).filter(placement__scheme__in=ids).order_by("until"):
        known.clearances[clearance.placement_id] = clearance
    decisions = GovernanceDecision.objects.filter(scheme__in=ids, decided_on__lte=day).order_by("scheme_id", "-number")
    last = decisions.distinct("scheme_id").only(
        "scheme_id", "number", "outcome", "decided_by", "decided_on", "review_on"
    )
    for decision in last:
        known.decisions[decision.scheme_id] = decision
    _read_conditions(known, ids, day)
    return known


#: Which requirement an approved risk assessment meets.
MET_BY_RISK = {AssessmentKind.SCHEME: "scheme_risk_assessment", AssessmentKind.VENUE: "venue_risk_assessment"}


def _read_risk(known: Known, ids: list[int]) -> None:
    """What was approved as an assessment meets its requirement for as long as it counts."""
    wanted = {one.key: one.pk for one in known.requirements}
    for one in approved_for(ids):
        if requirement := wanted.get(MET_BY_RISK[AssessmentKind(one.kind)]):
            kept = known.of_schemes[one.scheme_id, requirement]
            kept.append(Held(one.approved_on, one.valid_until, one.ended_on))


def _read_conditions(known: Known, ids: list[int], day: dt.date) -> None:
    in_force = SchemeCondition.objects.filter(scheme__in=ids, set_on__lte=day)
    standing = in_force.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).order_by("pk")
    for pk, scheme, review_on in standing.values_list("pk", "scheme_id", "review_on"):
        known.conditions[scheme].append(Kept(pk, review_on))
    checks = ConditionCheck.objects.filter(condition__scheme__in=ids, checked_on__lte=day)
    newest = checks.order_by("condition_id", "-checked_on", "-pk").distinct("condition_id")
    for condition, is_kept, checked_on in newest.values_list("condition_id", "is_kept", "checked_on"):
        known.checks[condition] = Checked(is_kept, checked_on)

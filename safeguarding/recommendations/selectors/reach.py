"""Whom the audiences of recommendations consist of on a day, and who of them was reached, as other records show it.

Nothing here is typed by anybody who has to reach them: an acknowledgement is the reader's own (or on paper, with what
was seen), a course is on record with its evidence, and a talk names both who had it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from safeguarding.assurance.choices import GOOD_ENOUGH
from safeguarding.assurance.models import Credential, Requirement
from safeguarding.assurance.rules import Held, verdict
from safeguarding.assurance.selectors.held import held
from safeguarding.guidance.models import Acknowledgement, PolicyTalk, PolicyVersion
from safeguarding.guidance.rules import Adult, reached_by
from safeguarding.guidance.selectors import adults_of
from safeguarding.guidance.states import PUBLISHED
from safeguarding.recommendations.choices import Channel
from safeguarding.recommendations.models import Dissemination
from safeguarding.recommendations.rules import Reach


@dataclass
class _Known:
    """On a day: the adults of each force; who read a policy and who was talked with; who has a course."""

    adults: dict[int, list[Adult]] = field(default_factory=dict)
    read: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    talked: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    trained: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def reaches_of(lines: Iterable[Dissemination], *, day: dt.date) -> dict[int, Reach]:
    """By the number of each audience, whom it has and who was reached by the day. The reads do not grow with them."""
    found = list(lines)
    known = _read([line for line in found if line.is_measured], day)
    return {line.pk: _reach(line, known) for line in found}


def _reach(line: Dissemination, known: _Known) -> Reach:
    if not line.is_measured:
        return Reach(0, 0, 0, line.target, is_measured=False)
    adults = known.adults[line.recommendation.force_id]
    wanted = {adult.person_id for adult in reached_by(adults, [line.audience])}
    if line.training_id is not None:
        return Reach(len(wanted), len(wanted & known.trained[line.training_id]), 0, line.target)
    read = wanted & known.read[line.policy_id or 0]
    talked = (wanted & known.talked[line.policy_id or 0]) - read
    # A talk reaches somebody where the talk is the way that was chosen; elsewhere it is shown, and not counted.
    reached = read | talked if line.channel == Channel.LINE_MANAGER_TALK else read
    return Reach(len(wanted), len(reached), len(talked), line.target)


def _read(lines: list[Dissemination], day: dt.date) -> _Known:
    known = _Known()
    if not lines:
        return known
    for force_id in {line.recommendation.force_id for line in lines}:
        known.adults[force_id] = adults_of(force_id, day=day)
    _read_policies(known, {line.policy_id for line in lines if line.policy_id}, day)
    _read_courses(known, {line.training for line in lines if line.training is not None}, day)
    return known


def _read_policies(known: _Known, policies: set[int], day: dt.date) -> None:
    """Who had acknowledged, or was talked with about, the version of each policy that held on the day."""
    if not policies:
        return
    held_then = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    versions = PolicyVersion.objects.filter(
        held_then, document__in=policies, status__in=PUBLISHED, effective_from__lte=day
    )
    of = dict(versions.order_by("number").values_list("pk", "document_id"))
    done = Acknowledgement.objects.filter(policy_version__in=of, acknowledged_on__lte=day)
    for version, person in done.values_list("policy_version_id", "person_id"):
        known.read[of[version]].add(person)
    talks = PolicyTalk.objects.filter(policy_version__in=of, talked_on__lte=day)
    for version, person in talks.values_list("policy_version_id", "person_id"):
        known.talked[of[version]].add(person)


def _read_courses(known: _Known, courses: set[Requirement], day: dt.date) -> None:
    """Who had each course on the day, not run out and not withdrawn."""
    if not courses:
        return
    wanted = sorted(courses, key=lambda one: one.pk)
    warn = {one.pk: one.warn_days for one in wanted}
    of: dict[tuple[int, int], list[Held]] = defaultdict(list)
    rows = Credential.objects.filter(person__force_id__in=known.adults)
    for (person, _, requirement), one in held(rows, wanted):
        if person is not None:
            of[requirement, person].append(one)
    for (requirement, person), have in of.items():
        if verdict(have, day=day, warn_days=warn[requirement]).standing in GOOD_ENOUGH:
            known.trained[requirement].add(person)

"""Concerns that wait for a decision: in the Hub, reported by pat, about ann and a PCSO unless said otherwise."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any
from zoneinfo import ZoneInfo

from safeguarding.cases.choices import ConcernPartyRole, InDanger, LearnedHow, WhenKind
from safeguarding.cases.models import Concern, ConcernIndicator, ConcernParty, ReporterIdentity
from safeguarding.cases.services.access import rebuild_concern_conflicts
from safeguarding.core import clock
from safeguarding.deadlines import services as deadlines
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.models import Person
from tests.cast import Cast

LONDON = ZoneInfo("Europe/London")
STORY = "The parents say that he sends her messages in the evening."
_numbers = itertools.count(1)

CHILD, ADULT, TOLD = ConcernPartyRole.YOUNG_PERSON, ConcernPartyRole.ADULT_OF_CONCERN, ConcernPartyRole.TOLD_YOU


def at(moment: str) -> dt.datetime:
    """A moment in London, such as "2026-12-24 16:00"."""
    return dt.datetime.fromisoformat(moment).replace(tzinfo=LONDON)


def a_waiting_concern(
    cast: Cast, *indicators: str, people: list[tuple[str, Person | str]] | None = None, **more: Any
) -> Concern:
    """A concern whose triage clock runs. `people` are roles with a person of the cast or a description."""
    given: dict[str, Any] = {
        "reference": f"C-2026-{next(_numbers) + 500:06d}", "force": cast.force, "unit": cast.hub,
        "in_danger": InDanger.NO, "what_happened": STORY, "when_kind": WhenKind.UNKNOWN,
        "learned_how": LearnedHow.PARENT_TOLD, "received_at": clock.now(),
    }  # fmt: skip
    concern = Concern.objects.create(**{**given, **more})
    ReporterIdentity.objects.create(concern=concern, user=cast.pat)
    if people is None:
        people = [(CHILD, cast.people["ann"]), (ADULT, cast.people["carl"])]
    for role, who in people:
        add_person(concern, role, who)
    for indicator in indicators:
        ConcernIndicator.objects.create(concern=concern, indicator=indicator)
    rebuild_concern_conflicts(concern)
    deadlines.start(
        "concern_triage_urgent" if concern.is_urgent else "concern_triage", subject_type="concern",
        subject_id=concern.pk, subject_label=concern.reference, force=concern.force, unit=concern.unit, owner=None,
        start_at=concern.received_at, start_why="The concern was received", by=cast.system,
    )  # fmt: skip
    return concern


def add_person(concern: Concern, role: str, who: Person | str, **more: Any) -> ConcernParty:
    if isinstance(who, str):
        kind = PersonKind.YOUNG_PERSON if role == CHILD else PersonKind.ADULT
        given: dict[str, Any] = {"kind": kind, "description": who, "age_band": AgeBand.UNKNOWN}
    else:
        given = {"person": who, "kind": who.kind, "person_type": who.person_type, "age_band": who.age_band}
    return ConcernParty.objects.create(concern=concern, role=role, **{**given, **more})

"""A case to work on: the Hub's, owned by lena and supervised by sam, with a child and a PCSO in it."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from safeguarding.cases.choices import InDanger, LearnedHow, PartyRole, WhenKind
from safeguarding.cases.models import Case, CaseConcern, CaseParty, Concern
from safeguarding.cases.services.access import rebuild_access, rebuild_conflicts
from safeguarding.cases.services.reviews import start_review_clock
from safeguarding.core import clock
from safeguarding.people.choices import PersonKind, PersonType
from tests.cast import Cast

_numbers = itertools.count(1)


def a_case(cast: Cast, **more: Any) -> Case:
    """An open case whose first review clock runs."""
    given: dict[str, Any] = {
        "reference": f"SC-2026-{next(_numbers) + 700:06d}", "force": cast.force, "unit": cast.hub,
        "title": "Contact with Child A by PCSO B", "owner": cast.lena, "supervisor": cast.sam, "review_days": 28,
    }  # fmt: skip
    case = Case.objects.create(**{**given, **more})
    rebuild_access(case)
    start_review_clock(case, by=cast.system, start_at=case.opened_at, why="The case was opened")
    return case


def a_concern(cast: Cast, case: Case, received_at: dt.datetime) -> Concern:
    """A concern received then, in the case."""
    concern = Concern.objects.create(
        reference=f"C-2026-{next(_numbers) + 700:06d}", force=cast.force, unit=cast.hub, in_danger=InDanger.NO,
        what_happened="Messages late at night.", when_kind=WhenKind.UNKNOWN, learned_how=LearnedHow.PARENT_TOLD,
        received_at=received_at,
    )  # fmt: skip
    CaseConcern.objects.create(case=case, concern=concern, added_by=cast.lena)
    return concern


def the_pcso(cast: Cast, case: Case, label: str = "PCSO B") -> CaseParty:
    """The adult the case is about: carl, who has no account."""
    return CaseParty.objects.create(
        case=case, role=PartyRole.SUBJECT, label=label, person=cast.people["carl"], kind=PersonKind.ADULT,
        person_type=PersonType.PCSO, added_by=cast.lena,
    )  # fmt: skip


def the_child(cast: Cast, case: Case) -> CaseParty:
    return CaseParty.objects.create(
        case=case, role=PartyRole.YOUNG_PERSON, label="Child A", person=cast.people["ann"],
        kind=PersonKind.YOUNG_PERSON, added_by=cast.lena,
    )  # fmt: skip


def brian_is_the_subject(cast: Cast, case: Case) -> CaseParty:
    """From now on the case does not exist for brian, nor for bella who manages him."""
    party = CaseParty.objects.create(
        case=case, role=PartyRole.SUBJECT, label="PCSO C", person=cast.people["brian"], kind=PersonKind.ADULT,
        person_type=PersonType.PCSO, added_by=cast.lena,
    )  # fmt: skip
    rebuild_conflicts(case)
    return party


def today(days: int = 0) -> dt.date:
    return clock.today() + dt.timedelta(days=days)

"""Risk assessments and entries of the risk register."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Placement
from safeguarding.risk import services
from safeguarding.risk.choices import AssessmentKind, Source
from safeguarding.risk.models import RiskAssessment, RiskRegisterEntry, Venue
from safeguarding.risk.services.assessments import NewAssessment
from safeguarding.risk.services.entries import NewEntry
from safeguarding.risk.services.hazards import HazardDetails
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, fresh, staff


def a_hazard(**given: object) -> HazardDetails:
    wanted = {
        "hazard": "Traffic at the gate", "who": "Young people who arrive alone: hit by a car", "likelihood": 3,
        "impact": 4, "controls": "An adult at the gate", "likelihood_after": 1, "impact_after": 4,
    }  # fmt: skip
    return HazardDetails(**{**wanted, **given})  # type: ignore[arg-type]  # by name


def in_days(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def a_draft(
    scheme: Scheme, by: User, *hazards: HazardDetails, kind: str = AssessmentKind.SCHEME, venue: Venue | None = None
) -> RiskAssessment:
    made = services.start(scheme, NewAssessment(kind=kind, title="Weekly meetings", venue=venue), by=fresh(by))
    for hazard in hazards or (a_hazard(),):
        services.add_hazard(made, hazard, version=None, by=fresh(by))
    return again(made)


def submitted(scheme: Scheme, by: User, *hazards: HazardDetails, **more: object) -> RiskAssessment:
    made = a_draft(scheme, by, *hazards, **more)  # type: ignore[arg-type]  # by name
    return again(services.submit(made, version=None, by=fresh(by)))


def approved(cast: Cast, scheme: Scheme, *, days: int = 300, **more: object) -> RiskAssessment:
    """Written by Cora, approved by Mona."""
    made = submitted(scheme, cast.cora, **more)
    return again(services.approve(made, review_on=in_days(days), version=None, by=fresh(cast.mona)))


def again(row: RiskAssessment) -> RiskAssessment:
    return RiskAssessment.objects.get(pk=row.pk)


def takes_part(cast: Cast, user: User, scheme: Scheme) -> Placement:
    """The user helps in the scheme from today."""
    person = getattr(user, "person", None) or staff(cast, user.first_name, "Part", PersonType.PCSO, user=user)
    return Placement.objects.create(
        person=person, scheme=scheme, role=PlacementRole.HELPER, starts_on=clock.today()
    )  # fmt: skip


def a_risk(
    cast: Cast, *, by: User, scheme: Scheme | None = None, source: str = Source.PERSON, **given: object
) -> RiskRegisterEntry:
    """A risk on the register."""
    wanted = {"title": "Lifts home", "description": "In private cars, one to one", "likelihood": 3, "impact": 4}
    new = NewEntry(**{**wanted, "scheme": scheme, **given})  # type: ignore[arg-type]  # by name
    return services.raise_entry(new, source=source, by=fresh(by))

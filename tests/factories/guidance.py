"""Policies in force, and people who are asked to read them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.core import clock
from safeguarding.guidance import services
from safeguarding.guidance.choices import AudienceKind
from safeguarding.guidance.models import Campaign, PolicyDocument, PolicyVersion
from safeguarding.guidance.rules import Audience
from safeguarding.guidance.services import (
    CampaignDetails,
    DocumentDetails,
    Paper,
    Publication,
    VersionDetails,
)
from safeguarding.people.choices import PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.choices import SchemeKind, SchemeStatus
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.services import decide
from safeguarding.schemes.services.decisions import NewDecision
from tests.cast import Cast, fresh
from tests.factories.schemes import CHIEF, days_ago, proposed

ALL_STAFF = Audience(AudienceKind.ALL_STAFF)
OUTSIDE = Audience(AudienceKind.OUTSIDE_OFFICIAL)
OFFICIAL = Audience(AudienceKind.OFFICIAL)
QUESTION = {
    "question": "A cadet writes to you privately. What do you do?", "right_answer": 2,
    "choices": ("Answer privately", "Answer in the open", "Ignore it"),
}  # fmt: skip


def days_on(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def policy(cast: Cast, title: str = "Social media", **given: Any) -> PolicyDocument:
    return services.add_document(DocumentDetails(title=title, owner=CHIEF, **given), by=fresh(cast.cora))


def drafted(cast: Cast, document: PolicyDocument | None = None, **given: Any) -> PolicyVersion:
    details = VersionDetails(**{"summary": "The first", "text": "Never in private.", **given})
    return services.draft_version(document or policy(cast), details, by=fresh(cast.cora))


def in_force(
    cast: Cast, document: PolicyDocument | None = None, *, since: dt.date | None = None, **given: Any
) -> PolicyVersion:  # fmt: skip
    draft = drafted(cast, document, **given)
    publication = Publication(effective_from=since or clock.today(), approved_by=CHIEF)
    services.publish(draft, publication, version=None, by=fresh(cast.mona))
    return PolicyVersion.objects.select_related("document").get(pk=draft.pk)


def campaign(
    cast: Cast, version: PolicyVersion, *audiences: Audience, due_in: int = 14, remind_days: int | None = 7
) -> Campaign:  # fmt: skip
    """A campaign that is prepared and not opened."""
    details = CampaignDetails(audiences=audiences or (ALL_STAFF,), due_on=days_on(due_in), remind_days=remind_days)
    return services.prepare_campaign(version, details, by=fresh(cast.cora))


def opened(cast: Cast, version: PolicyVersion, *audiences: Audience, **given: Any) -> Campaign:
    made = campaign(cast, version, *audiences, **given)
    return services.open_campaign(made, version=None, by=fresh(cast.mona))


def official(cast: Cast, name: str = "Official cadets", since: int = 0) -> Scheme:
    scheme = proposed(cast, name, SchemeKind.OFFICIAL_CADETS)
    decision = NewDecision(
        outcome=SchemeStatus.OFFICIAL, reason="It is", decided_by=CHIEF, decided_as="chief_officer",
        decided_on=days_ago(since),
    )  # fmt: skip
    decide(scheme, decision, version=None, by=fresh(cast.mona))
    return Scheme.objects.get(pk=scheme.pk)


def placed(person: Person, scheme: Scheme, role: str = PlacementRole.LEADER, since: int = 0) -> Placement:
    return Placement.objects.create(person=person, scheme=scheme, role=role, starts_on=days_ago(since))


def on_paper(cast: Cast, version: PolicyVersion, person: Person, day: dt.date | None = None) -> None:
    paper = Paper(acknowledged_on=day or clock.today(), evidence="Signed sheet, in the file of the unit")
    services.record_on_paper(version, paper, person=person, by=fresh(cast.cora))


def again(version: PolicyVersion) -> PolicyVersion:
    """The version as it stands on record now."""
    return PolicyVersion.objects.select_related("document").get(pk=version.pk)

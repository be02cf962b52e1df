"""What the world of the walls holds of policies: in each force one in force, a draft, a campaign and a group."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from safeguarding.core import clock
from safeguarding.guidance.choices import AudienceKind, Tag, Way
from safeguarding.guidance.models import (
    Acknowledgement,
    AudienceTag,
    Campaign,
    CampaignAudience,
    PolicyDocument,
    PolicyTalk,
    PolicyVersion,
)
from safeguarding.people.models import Person


def policies(world: Any) -> dict[str, SimpleNamespace]:
    """In force in the own force, a draft of it, and in force in another."""
    own = _of(world, "own", world.cast.mona, "staff")
    draft = SimpleNamespace(published=own.draft, document=own.drafted)
    return {"own": own, "draft": draft, "westmoor": _of(world, "westmoor", world.cast.wes, "westmoor")}


def _of(world: Any, key: str, by: Any, person: str) -> SimpleNamespace:
    force, today = world.schemes[key].force, clock.today()
    document = PolicyDocument.objects.create(
        force=force, key="phones", title=f"Phones {key}", owner="A chief", was_published=True, created_by=by
    )
    version = PolicyVersion.objects.create(
        document=document, number=1, summary="The first", text="Never in private.", written_by=by
    )
    PolicyVersion.objects.filter(pk=version.pk).update(
        status="in_force", effective_from=today, approved_by="A chief", published_at=clock.now()
    )
    drafted = PolicyDocument.objects.create(
        force=force, key="cars", title=f"Cars {key}", owner="A chief", created_by=by
    )  # fmt: skip
    draft = PolicyVersion.objects.create(document=drafted, number=1, summary="The first", text="Two.", written_by=by)
    campaign = Campaign.objects.create(policy_version=version, due_on=today, prepared_by=by)
    CampaignAudience.objects.create(campaign=campaign, kind=AudienceKind.ALL_STAFF)
    tag = AudienceTag.objects.create(person=world.people[person], tag=Tag.APPRENTICE, starts_on=today, recorded_by=by)
    # Brian has acknowledged what is in force; nobody signs in as the other.
    reader = world.cast.people["brian"] if key == "own" else world.people[person]
    read = Acknowledgement.objects.create(
        person=reader, policy_version=version, acknowledged_on=today, way=Way.SIGNED_IN, recorded_by=by
    )
    # Of the own force Bella talked with Brian, whom she manages; of the other, whom nobody else there sees.
    other = world.cast.people["bella"] if key == "own" else None
    talk = (
        _talk(version, reader, other, by) if other else _talk(version, _somebody(world.cast.other_hub, by), reader, by)
    )
    return SimpleNamespace(
        document=document, published=PolicyVersion.objects.get(pk=version.pk), drafted=drafted, draft=draft,
        campaign=campaign, tag=tag, person=world.people[person], read=read, talk=talk,
    )  # fmt: skip


def _somebody(unit: Any, by: Any) -> Person:
    return Person.objects.create(
        force=unit.force, unit=unit, kind="adult", person_type="pcso", given_name="Will", family_name="West",
        created_by=by,
    )  # fmt: skip


def _talk(version: PolicyVersion, person: Person, talked_by: Person, by: Any) -> PolicyTalk:
    return PolicyTalk.objects.create(
        policy_version=version, person=person, talked_by=talked_by, talked_on=clock.today(), answered="Understood.",
        recorded_by=by,
    )  # fmt: skip

"""What the world of the walls holds of recommendations: one in each force, in the hands of somebody without a role."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from safeguarding.core import clock
from safeguarding.recommendations.models import Dissemination, Recommendation, RecommendationAction


def recommendations(world: Any) -> dict[str, SimpleNamespace]:
    """Of the own force Nora has it in hand, of the other Walt: neither keeps any."""
    cast = world.cast
    return {"own": _of(cast.hub, 1, cast.nora, cast.lena), "westmoor": _of(cast.other_hub, 2, cast.walt, cast.wes)}


def _of(unit: Any, number: int, owner: Any, by: Any) -> SimpleNamespace:
    today = clock.today()
    held = Recommendation.objects.create(
        force=unit.force, unit=unit, reference=f"RC-2026-00000{number}", basis="force", scope="local",
        recommended_by="The force", addressee="The force", addressee_kind="this_force", title="Say it plainly",
        text="The policy should say it plainly.", made_on=today, recorded_by=by, owner=owner,
    )  # fmt: skip
    Recommendation.objects.filter(pk=held.pk).update(status="owner_assigned")
    action = RecommendationAction.objects.create(
        recommendation=held, what="Write it", owner=owner, due_on=today, added_by=by
    )
    line = Dissemination.objects.create(
        recommendation=held, audience_kind="all_staff", channel="briefing", message="What it says", due_on=today,
        unmeasured_because="Nobody counts", added_by=by,
    )  # fmt: skip
    return SimpleNamespace(
        recommendation=Recommendation.objects.get(pk=held.pk), action=action, line=line, version=held.version
    )

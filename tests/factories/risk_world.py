"""What the world of the walls holds of risk: in each force a draft with a hazard, and an entry with an action."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from safeguarding.core import clock
from safeguarding.risk.models import Hazard, RiskAction, RiskAssessment, RiskRegisterEntry, Venue


def risks(world: Any) -> dict[str, SimpleNamespace]:
    """Written by people of whom none decides: the keepers may approve."""
    return {"own": _of(world, "own", world.cast.nora), "westmoor": _of(world, "westmoor", world.cast.walt)}


def _of(world: Any, key: str, by: Any) -> SimpleNamespace:
    scheme, today = world.schemes[key], clock.today()
    venue = Venue.objects.create(force=scheme.force, name="Hall", added_by=by)
    draft = RiskAssessment.objects.create(
        force=scheme.force, scheme=scheme, reference=f"RA-2026-00000{1 if key == 'own' else 2}", kind="activity",
        title="A walk", written_by=by, writers=[by.pk],
    )  # fmt: skip
    hazard = Hazard.objects.create(
        assessment=draft, position=1, hazard="Rain", who="All: cold", likelihood=2, impact=2, controls="Coats",
        likelihood_after=1, impact_after=2,
    )  # fmt: skip
    entry = RiskRegisterEntry.objects.create(
        force=scheme.force, reference=f"RR-2026-00000{1 if key == 'own' else 2}", title="Keys", description="Lost",
        source="person", scheme=scheme, raised_by=by, likelihood=2, impact=3, review_on=today,
    )  # fmt: skip
    action = RiskAction.objects.create(entry=entry, what="Find them", owner=by, due_on=today, added_by=by)
    return SimpleNamespace(scheme=scheme, venue=venue, draft=draft, hazard=hazard, entry=entry, action=action)

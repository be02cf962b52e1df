"""What the world of the walls holds of duplicates: in each force a pair, and a merge of it that waits."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from safeguarding.matching.models import LikelyPair, MergeProposal
from safeguarding.people.models import Person


def duplicates(world: Any) -> dict[str, SimpleNamespace]:
    cast = world.cast
    own = _of(cast.hub, cast.people["fay"], "Faye", "Fletcher", by=cast.system)
    west = _of(cast.other_hub, world.people["westmoor"], "Wanda", "Wset", by=cast.system)
    return {"own": own, "westmoor": west}


def _of(unit: Any, first: Person, given: str, family: str, *, by: Any) -> SimpleNamespace:
    again = Person.objects.create(
        force=unit.force, unit=unit, kind=first.kind, person_type=first.person_type, given_name=given,
        family_name=family, created_by=by,
    )  # fmt: skip
    pair = LikelyPair.objects.create(force=unit.force, first=first, second=again, score=90)
    waits = MergeProposal.objects.create(force=unit.force, kept=first, merged=again, why="?", proposed_by=by)
    return SimpleNamespace(pair=pair, merge=waits, first=first, again=again)

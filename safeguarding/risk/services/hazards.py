"""The hazards of a draft, one by one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.risk import rules
from safeguarding.risk.models import Hazard, RiskAssessment
from safeguarding.risk.rules import Rating
from safeguarding.risk.services.taking import save_written, take_to_write

MOST_HAZARDS = 100


@dataclass(frozen=True)
class HazardDetails:
    """One thing that could go wrong, and what is done about it."""

    hazard: str
    who: str
    likelihood: int
    impact: int
    controls: str
    likelihood_after: int
    impact_after: int
    done_by: str = ""
    done_by_on: dt.date | None = None


@transaction.atomic
def add_hazard(assessment: RiskAssessment, details: HazardDetails, *, version: int | None, by: User) -> Hazard:
    """Add a hazard to a draft, after the others."""
    held = take_to_write(assessment, version=version, by=by)
    _require_sound(details)
    if held.hazards.count() >= MOST_HAZARDS:
        raise Conflict(f"A risk assessment holds up to {MOST_HAZARDS} hazards. Write a second one about the rest.")
    last = held.hazards.aggregate(last=Max("position"))["last"] or 0
    made = Hazard.objects.create(assessment=held, position=last + 1, **_values(details))
    save_written(held, by=by)
    record("riskassessment.hazard_added", by=by, obj=held, data={"hazard_id": made.pk})
    return made


@transaction.atomic
def change_hazard(hazard: Hazard, details: HazardDetails, *, version: int | None, by: User) -> Hazard:
    """Change a hazard of a draft. The version is the assessment's."""
    held = take_to_write(hazard.assessment, version=version, by=by)
    _require_sound(details)
    changed = _of(held, hazard)
    for name, value in _values(details).items():
        setattr(changed, name, value)
    changed.save()
    save_written(held, by=by)
    record("riskassessment.hazard_changed", by=by, obj=held, data={"hazard_id": changed.pk})
    return changed


@transaction.atomic
def remove_hazard(hazard: Hazard, *, version: int | None, by: User) -> RiskAssessment:
    """Take a hazard out of a draft. Its history stays."""
    held = take_to_write(hazard.assessment, version=version, by=by)
    gone = _of(held, hazard)
    record("riskassessment.hazard_removed", by=by, obj=held, data={"hazard_id": gone.pk})
    gone.delete()
    save_written(held, by=by)
    return held


def _of(held: RiskAssessment, hazard: Hazard) -> Hazard:
    found = held.hazards.filter(pk=hazard.pk).first()
    if found is None:
        raise Conflict("This hazard was taken out in the meantime.")
    return found


def _values(details: HazardDetails) -> dict[str, object]:
    values = dataclasses.asdict(details)
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _require_sound(details: HazardDetails) -> None:
    errors: dict[str, list[str]] = {}
    for name, said in (
        ("hazard", "Enter what could go wrong"),
        ("who", "Enter who might be harmed, and how"),
        ("controls", "Enter what is done about it"),
    ):
        if not getattr(details, name).strip():
            errors[name] = [said]
    before = _rating(errors, "", details.likelihood, details.impact)
    after = _rating(errors, "_after", details.likelihood_after, details.impact_after)
    if before and after and rules.is_worse(before, after):
        said = f"What is left over ({after.score}) cannot be more than there was before ({before.score})"
        errors["likelihood_after"] = [said]
    if errors:
        raise Invalid(errors)


def _rating(errors: dict[str, list[str]], suffix: str, likelihood: int, impact: int) -> Rating | None:
    if likelihood not in rules.STEPS:
        errors[f"likelihood{suffix}"] = ["Select how likely it is, from 1 to 5"]
    if impact not in rules.STEPS:
        errors[f"impact{suffix}"] = ["Select how bad it would be, from 1 to 5"]
    return Rating(likelihood, impact) if rules.is_rating(likelihood, impact) else None

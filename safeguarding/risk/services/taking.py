"""Taking an assessment in hand: locked, as it was read, by somebody who may."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.core.errors import Conflict
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.risk.models import RiskAssessment
from safeguarding.risk.policies import require_writer

SET = "Only a draft can be changed. What was approved stays as it is: write its next version."


def take(assessment: RiskAssessment, *, version: int | None) -> RiskAssessment:
    """The assessment as it is now, locked, with what a decision about it needs."""
    rows = RiskAssessment.objects.select_related("scheme__force", "scheme__unit", "venue", "written_by")
    return lock_fresh(rows, pk=assessment.pk, version=version)


def take_to_write(assessment: RiskAssessment, *, version: int | None, by: User) -> RiskAssessment:
    """A draft, for who may write it."""
    held = take(assessment, version=version)
    require_writer(by, held.scheme)
    if not held.is_draft:
        raise Conflict(SET)
    return held


def save_written(held: RiskAssessment, *, by: User, **fields: Any) -> None:
    """Save what somebody wrote, and that they did: whoever wrote any of it does not approve it."""
    save_fields(held, writers=sorted({*held.writers, by.pk}), **fields)

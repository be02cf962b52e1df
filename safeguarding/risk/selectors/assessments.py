"""Reads over risk assessments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.risk.choices import AssessmentKind
from safeguarding.risk.models import RiskAssessment


@dataclass(frozen=True, slots=True)
class Approved:
    """An assessment of a scheme or of a venue of it that was approved once, and for how long it counts."""

    kind: str
    scheme_id: int
    approved_on: dt.date
    valid_until: dt.date
    ended_on: dt.date | None


def approved_for(scheme_ids: Iterable[int]) -> list[Approved]:
    """Everything that was ever approved of these schemes and their venues, in one query.

    For schemes that the caller has already read through `visible_to`. What was replaced or withdrawn is among them with
    the day on which it ended, so that any past day can be answered for.
    """
    kinds = (AssessmentKind.SCHEME, AssessmentKind.VENUE)
    found = RiskAssessment.objects.filter(scheme__in=list(scheme_ids), kind__in=kinds, approved_on__isnull=False)
    rows = found.order_by("scheme_id", "kind", "approved_on", "pk").values_list(
        "kind", "scheme_id", "approved_on", "review_on", "superseded_on", "withdrawn_on"
    )
    return [
        Approved(kind, scheme_id, approved_on, review_on, superseded_on or withdrawn_on)
        for kind, scheme_id, approved_on, review_on, superseded_on, withdrawn_on in rows
        if approved_on and review_on
    ]

"""What apps above ask: who acknowledged which policy, and until when that counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from safeguarding.guidance.models import Acknowledgement


class Acknowledged(NamedTuple):
    """Somebody acknowledged a version of a policy; `counts_until` is set once it was replaced or withdrawn."""

    key: str
    person_id: int
    acknowledged_on: dt.date
    counts_until: dt.date | None


def acknowledged(person_ids: Iterable[int] | QuerySet[Any, Any]) -> list[Acknowledged]:
    """Every acknowledgement of these people, in one query: one row a version, so that any past day can be asked.

    A row counts from the day it was given, and until `counts_until`: the day a new version took effect and its days of
    grace, or the day it was withdrawn. None means that the version is still the one in force.
    """
    rows = Acknowledgement.objects.filter(person__in=person_ids).order_by("person_id", "acknowledged_on", "pk")
    columns = ("policy_version__document__key", "person_id", "acknowledged_on", "policy_version__counts_until")
    return [Acknowledged(*row) for row in rows.values_list(*columns)]

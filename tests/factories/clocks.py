"""Clocks for tests, started on a Sunday evening."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from safeguarding.deadlines import services
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=LONDON)


def end_of(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day} 23:59:59").replace(tzinfo=LONDON)


def start(cast: Cast, rule_key: str = "lado_referral", **more: Any) -> Deadline:
    given: dict[str, Any] = {
        "subject_type": "case", "subject_id": 1, "subject_label": "SC-2026-000001", "force": cast.force,
        "unit": cast.hub, "owner": cast.lena, "start_at": NOW, "start_why": "Concern C-2026-000001 received",
        "by": cast.lena,
    }  # fmt: skip
    return services.start(rule_key, **{**given, **more})

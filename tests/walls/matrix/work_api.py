"""The routes of the API over the work on a case."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.core import clock
from tests.walls.matrix.case_api import because, route
from tests.walls.matrix.rows import Row, Way, everybody


def _day(days: int = 0) -> str:
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def _task(it: Any, world: Any) -> dict[str, Any]:
    return {"title": "Ring", "owner": it.case.owner_id, "due_on": _day(2)}


def _send(it: Any, world: Any) -> dict[str, Any]:
    return {"sent_at": clock.now().isoformat(), "agency": "The LADO"}


def _measure(it: Any, world: Any) -> dict[str, Any]:
    return {"kind": "restricted", "detail": "Desk", "starts_on": _day(), "review_on": _day(7)}


ROWS = (
    Row("api:my-work", {"GET": Way(everybody, ok=(200,))}),
    route("case-task-list", get="read", post="work", body=_task),
    route(
        "case-task-detail",
        lambda it: it.task.pk,
        get="read",
        patch="work",
        body=lambda it, world: {"title": "Ring again"},
    ),
    route("case-task-done", lambda it: it.task.pk, post="work", body=lambda it, world: {"outcome": "Done"}),
    route("case-task-cancel", lambda it: it.task.pk, post="work", body=because),
    route("case-referral-list", get="read", post="work", body=lambda it, world: {"kind": "school", "why": "Why"}),
    route("case-referral-detail", lambda it: it.sent.pk, get="read"),
    route("case-referral-send", lambda it: it.to_send.pk, post="work", body=_send),
    route("case-referral-drop", lambda it: it.to_send.pk, post="work", body=because),
    route(
        "case-referral-answer",
        lambda it: it.sent.pk,
        post="work",
        body=lambda it, world: {"answered_on": _day(), "answer": "Yes"},
    ),
    route(
        "case-referral-conclude",
        lambda it: it.answered.pk,
        post="work",
        body=lambda it, world: {"concluded_on": _day(), "outcome": "None"},
    ),
    route(
        "case-review-list", get="read", post="supervise", body=lambda it, world: {"progress": "a", "next_steps": "b"}
    ),
    route("case-review-detail", lambda it: it.review.pk, get="read"),
    route("case-urgency", get="read", post="work", body=lambda it, world: {"is_urgent": True, "reason": "x"}),
    route("case-measure-list", get="read", post="work", body=_measure),
    route("case-measure-detail", lambda it: it.measure.pk, get="read"),
    route(
        "case-measure-review",
        lambda it: it.measure.pk,
        post="work",
        body=lambda it, world: {"note": "Stays", "review_on": _day(9)},
    ),
    route("case-measure-end", lambda it: it.measure.pk, post="work", body=because),
    route("case-dbs-duty-list", get="read"),
    route("case-dbs-duty-detail", lambda it: it.duty.pk, get="read"),
    route(
        "case-dbs-duty-decide",
        lambda it: it.duty.pk,
        post="work",
        body=lambda it, world: {"decision": "do_not_refer", "reasons": "None"},
    ),
    route("case-clock-list", get="header"),
    route("case-clock-detail", lambda it: it.clock.pk, get="header"),
    route(
        "case-clock-extend",
        lambda it: it.clock.pk,
        post="work",
        body=lambda it, world: {"until": _day(9), "reason": "x"},
    ),
    route("case-clock-met", lambda it: it.clock.pk, post="work", body=because),
)

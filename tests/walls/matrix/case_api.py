"""The routes of the API over cases, their people and record, and who sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from safeguarding.core import clock
from tests.walls.matrix.rows import CASES, FORBIDDEN, LEADS, MAIN_CASES, Row, Way, everybody, on_case, on_link, only

Body = Callable[[Any, Any], dict[str, Any]]
BECAUSE = {"reason": "A reason that is long enough"}


def route(
    name: str,
    *more: Callable[[Any], Any],
    get: str = "",
    post: str = "",
    patch: str = "",
    body: Body | None = None,
    shape_first: bool = False,
) -> Row:
    """A route under one case. Reading is tried on every case; writes send a body that is right in its shape."""
    ways: dict[str, Way] = {}
    if get:
        ways |= {"GET": Way(on_case(get), ok=(200,))}
    for method, needs in (("POST", post), ("PATCH", patch)):
        if needs:
            ways[method] = Way(on_case(needs), body=body, shape_first=shape_first)
    return Row(
        f"api:{name}", ways, lambda it, world: (it.reference, *(part(it) for part in more)),
        MAIN_CASES if post or patch else CASES, of="cases",
    )  # fmt: skip


def because(it: Any, world: Any) -> dict[str, Any]:
    return BECAUSE


def to(name: str) -> Body:
    return lambda it, world: {"user": world.user(name).pk, **BECAUSE}


def _grant(it: Any, world: Any) -> dict[str, Any]:
    until = clock.now() + dt.timedelta(days=1)
    return {"user": world.user("cora").pk, "kind": "access_case", "expires_at": until.isoformat(), **BECAUSE}


def _entry(it: Any, world: Any) -> dict[str, Any]:
    return {"kind": "call", "text": "Rang", "is_opinion": False, "precision": "unknown", **BECAUSE}


def _decision(it: Any, world: Any) -> dict[str, Any]:
    return {"question": "?", "options": "a", "decision": "b", "reason": "c"}


def _stranger(it: Any, world: Any) -> dict[str, Any]:
    return {"role": "unidentified", "kind": "adult", "description": "A woman in a red coat"}


ROWS = (
    Row("api:case-list", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "api:case-emergency",
        {"POST": Way(only(*LEADS, "sam", "piers"), body=lambda it, world: {"reference": "SC-2026-999999", **BECAUSE})},
    ),
    route("case-detail", get="header", patch="work", body=lambda it, world: {"situation": "New"}),
    route("case-stage", get="read"),
    route("case-steps", post="work", body=lambda it, world: {"verb": "assess", "reason": "x"}),
    route("case-owner", post="grant", body=to("leo"), shape_first=True),
    route("case-supervisor", post="grant", body=to("leo"), shape_first=True),
    route("case-restrict", post="grant", body=because),
    route("case-unrestrict", post="grant", body=because),
    route("case-identify", post="header", body=because),
    route("case-party-list", get="header", post="work", body=_stranger),
    route(
        "case-party-detail",
        lambda it: it.child.pk,
        get="header",
        patch="work",
        body=lambda it, world: {"contact_preference": "By phone"},
    ),
    # Who may not see anybody called so is told beside the field, which is no way in.
    route(
        "case-party-identify",
        lambda it: it.unknown.pk,
        post="work",
        body=lambda it, world: {"person": world.people["staff"].pk, "role": "witness"},
    ),
    route("case-party-remove", lambda it: it.child.pk, post="work", body=because),
    route("case-chronology-list", get="read", post="work", body=_entry),
    route("case-chronology-detail", lambda it: it.entry.pk, get="read"),
    route("case-chronology-correct", lambda it: it.entry.pk, post="work", body=_entry),
    route("case-decision-list", get="read", post="work", body=_decision),
    route("case-decision-detail", lambda it: 1, get="read"),
    route(
        "case-link-list",
        get="read",
        post="work",
        body=lambda it, world: {"other": it.other.reference, **BECAUSE},
        shape_first=True,
    ),
    # Only who reads both ends finds a link: the other end is the same people's, but for named access.
    Row(
        "api:case-link-remove",
        {"POST": Way(on_link({"header": FORBIDDEN}), body=because)},
        lambda it, world: (it.reference, it.link.pk),
        MAIN_CASES,
        of="cases",
    ),
    Row(
        "api:case-link-detail",
        {"GET": Way(on_link({"header": FORBIDDEN}), ok=(200,))},
        lambda it, world: (it.reference, it.link.pk),
        CASES,
        of="cases",
    ),
    route("case-access-list", get="read", post="grant", body=_grant, shape_first=True),
    route("case-access-who", get="read"),
    route("case-access-detail", lambda it: it.named.pk, get="read"),
    route("case-access-revoke", lambda it: it.named.pk, post="grant", body=because),
    route("case-access-review", lambda it: it.glass.pk, post="grant", body=lambda it, world: {"note": "Right."}),
    route("case-conflict-list", get="grant", post="grant", body=to("cora"), shape_first=True),
    route("case-conflict-detail", lambda it: it.declared.pk, get="grant"),
    route("case-conflict-withdraw", post="grant", body=to("nell"), shape_first=True),
)

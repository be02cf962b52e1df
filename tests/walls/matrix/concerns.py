"""Logging a concern, one's own concerns, and triage: pages and API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.rows import (
    ABSENT,
    CONCERNS,
    HOLD_A_ROLE,
    LEADS,
    LEADS_OF_HUB,
    SEE_SCHEMES,
    Row,
    Way,
    everybody,
    on_concern,
    only,
    seen_by,
)

LOGS = only(*HOLD_A_ROLE)
TELLERS = {"own": ("pat",), "conflict": ("pat",), "westmoor": ("walt",), "in_restricted": ("pat",)}
BREACHES = {"own": tuple(name for name in SEE_SCHEMES if name != "wes"), "westmoor": ("wes",)}
PATTERNS = {"own": (*LEADS_OF_HUB, "sam"), "conflict": ("lena", "leo", "sam")}


def mine(name: str, *more: Callable[[Any], Any], get: bool = True, post: bool = False, body: Any = None) -> Row:
    """A route about a concern one reported oneself: anybody else's does not exist, a lead's queue or not."""
    methods = _methods(get, post)
    who = seen_by(TELLERS)
    return Row(
        name, {method: Way(who, ok=_ok(method), body=body if method == "POST" else None) for method in methods},
        lambda it, world: (it.reference, *(part(it) for part in more)), tuple(TELLERS), of="concerns",
    )  # fmt: skip


def triage(
    name: str,
    get: str = "",
    post: str = "",
    get_ok: tuple[int, ...] = (200,),
    body: Any = None,
    shape_first: bool = False,
) -> Row:
    """A route about one concern for who triages it, or sees its case."""
    ways = {method: Way(on_concern(get), ok=get_ok) for method in _methods(bool(get), False)}
    if post:
        ways["POST"] = Way(on_concern(post), body=body, shape_first=shape_first)
    return Row(name, ways, lambda it, world: (it.reference,), CONCERNS, of="concerns")


def _methods(get: bool, post: bool) -> list[str]:
    return [*(["GET"] if get else []), *(["POST"] if post else [])]


def _ok(method: str) -> tuple[int, ...]:
    return () if method == "POST" else (200,)


def draft(name: str, *more: str, get: bool = True, post: bool = False, delete: bool = False, body: Any = None) -> Row:
    """A route about a draft: pat's alone."""
    methods = [*_methods(get, post), *(["DELETE"] if delete else [])]
    who = only("pat", others=ABSENT)
    ways = {method: Way(who, body=body if method == "POST" else None) for method in methods}
    return Row(name, ways, lambda it, world: (world.more.draft.key, *more))


def pattern(name: str, get: bool = True, post: bool = False, body: Any = None) -> Row:
    ways = {
        method: Way(seen_by(PATTERNS), ok=_ok(method), body=body if method == "POST" else None)
        for method in _methods(get, post)
    }
    return Row(name, ways, lambda it, world: (it.pk,), tuple(PATTERNS), of="patterns")


def _text(it: Any, world: Any) -> dict[str, Any]:
    return {"text": "And another thing"}


def _kept(it: Any, world: Any) -> dict[str, Any]:
    return {"in_danger": ["no"]}


def _concern(it: Any, world: Any) -> dict[str, Any]:
    stranger = {"role": "adult_of_concern", "description": "A man at the gate"}
    return {"in_danger": "no", "what_happened": "x", "when_kind": "unknown", "learned_how": "saw_it",
            "parties": [stranger]}  # fmt: skip


PAGES = (
    Row("cases:log_start", {"GET": Way(LOGS, ok=(200,)), "POST": Way(LOGS)}),
    Row(
        "cases:log_breach",
        {"POST": Way(seen_by(BREACHES, may=SEE_SCHEMES))},
        lambda it, world: (it.pk, it.conditions.get().pk),
        ("own", "westmoor"),
        of="schemes",
    ),
    draft("cases:log_delete", post=True),
    draft("cases:log_step", "danger", post=True),
    draft("cases:log_keep", "danger", get=False, post=True, body=_kept),
    draft("cases:log_party", "new", post=True),
    draft("cases:log_party_keep", "new", get=False, post=True, body=_kept),
    draft("cases:log_party_remove", "new", post=True),
    mine("cases:log_sent"),
    Row("cases:my_concerns", {"GET": Way(everybody, ok=(200,))}),
    mine("cases:my_concern"),
    mine("cases:my_concern_add", post=True),
    mine("cases:my_concern_answer", lambda it: it.question.pk, post=True),
    Row("cases:triage_queue", {"GET": Way(only(*LEADS, "sam", "mona", "piers"), ok=(200,))}),
    pattern("cases:pattern", post=True),
    triage("cases:concern", get="header"),
    triage("cases:concern_decide", get="triage", post="triage", get_ok=(302,)),
    triage("cases:concern_ask", get="triage", post="triage"),
    triage("cases:concern_indicators", get="triage", post="triage"),
    triage("cases:concern_split", get="triage", post="triage"),
    triage("cases:concern_join", get="triage", post="triage"),
    triage("cases:concern_reporter", get="reporter"),
)

API = (
    Row(
        "api:concern-list",
        {
            "GET": Way(everybody, ok=(200,)),
            "POST": Way(LOGS, body=_concern),
        },
    ),
    triage("api:concern-detail", get="header"),
    triage("api:concern-proposal", get="triage"),
    triage("api:concern-earlier", get="read"),
    triage("api:concern-reporter", get="reporter"),
    triage("api:concern-decide", post="triage", body=lambda it, world: {"route": "nfa", "rationale": "Because"}),
    triage(
        "api:concern-join",
        post="triage",
        body=lambda it, world: {"case": world.cases["own"].reference, "rationale": "Because"},
        shape_first=True,
    ),
    triage("api:concern-ask", post="triage", body=_text),
    triage("api:concern-indicators", post="triage", body=lambda it, world: {"indicators": ["asks_for_secrecy"]}),
    triage(
        "api:concern-split",
        post="triage",
        body=lambda it, world: {"parties": [it.party.pk if it.party else 1], "about": "Another matter"},
    ),
    Row("api:pattern-list", {"GET": Way(everybody, ok=(200,))}),
    pattern("api:pattern-detail"),
    pattern(
        "api:pattern-decide", get=False, post=True, body=lambda it, world: {"route": "low_level", "rationale": "x"}
    ),
    Row(
        "api:concern-draft-list",
        {
            "GET": Way(everybody, ok=(200,)),
            "POST": Way(LOGS),
        },
    ),
    draft("api:concern-draft-detail", delete=True),
    draft(
        "api:concern-draft-keep",
        get=False,
        post=True,
        body=lambda it, world: {"step": "danger", "typed": {"in_danger": ["no"]}},
    ),
    Row("api:my-concern-list", {"GET": Way(everybody, ok=(200,))}),
    mine("api:my-concern-detail"),
    mine("api:my-concern-questions"),
    mine("api:my-concern-additions", get=False, post=True, body=_text),
    mine("api:my-concern-answer-question", lambda it: it.question.pk, get=False, post=True, body=_text),
)

ROWS = (*PAGES, *API)

"""Sessions, trips off site, and the adults they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from safeguarding.activities.models import RatioBand
from tests.walls.matrix.rows import (
    ABSENT,
    FORBIDDEN,
    LEADS_OF_HUB,
    OK,
    SEE_SCHEMES,
    Expect,
    Row,
    Way,
    Who,
    everybody,
    only,
    seen_by,
)

#: Pat leads the scheme, nell helps in it; the others oversee the sessions of their force.
OVERSEE = (*LEADS_OF_HUB, "lars", "cora", "mona")
SESSIONS = {"own": ("pat", "nell", *OVERSEE), "westmoor": ("wes",)}
SEE_ANY = (*SESSIONS["own"], "wes")


def done_by(*people: str) -> Who:
    """A session that is not seen is not there; of those who see it, some may."""

    def who(relation: str, person: str) -> Expect:
        if person not in SESSIONS[relation]:
            return ABSENT
        return OK if person in people else FORBIDDEN

    return who


LEADS, MARKS, APPROVES = done_by("pat"), done_by("pat", "nell"), done_by("cora", "mona")


def _pk(it: Any) -> tuple[int, ...]:
    return (it.session.pk,)


def _row(name: str, ways: dict[str, Way], args: Callable[[Any], tuple[int, ...]] = _pk) -> Row:
    return Row(name, ways, lambda it, world: args(it), tuple(SESSIONS), of="sessions")


def _form(name: str, who: Who, args: Callable[[Any], tuple[int, ...]] = _pk, *, ok: tuple[int, ...] = (200,)) -> Row:
    return _row(f"activities:{name}", {"GET": Way(who, ok=ok), "POST": Way(who)}, args)


def _posted(name: str, who: Who, args: Callable[[Any], tuple[int, ...]] = _pk) -> Row:
    return _row(f"activities:{name}", {"POST": Way(who)}, args)


READ_RATIOS, SET_RATIOS = only(*SEE_SCHEMES, "adam"), only("mona", "adam")


def _band(it: Any, world: Any) -> tuple[int, ...]:
    return (RatioBand.objects.values_list("pk", flat=True)[0],)


ROWS: tuple[Row, ...] = (
    Row("activities:session_list", {"GET": Way(only(*SEE_ANY), ok=(200,))}),
    Row("activities:session_plan", {"GET": Way(only(*SEE_ANY), ok=(200, 302)), "POST": Way(only(*SEE_ANY))}),
    _row("activities:session", {"GET": Way(seen_by(SESSIONS), ok=(200,))}),
    _form("session_edit", LEADS),
    _form("session_adults", LEADS),
    _form("session_cancel", LEADS),
    # It leads off site and is not confirmed, so that it can neither be recorded nor closed yet: the page says so.
    _form("session_hold", LEADS, ok=(409,)),
    _form("session_close", LEADS, ok=(409,)),
    _form("register", MARKS),
    _posted("marks", MARKS),
    _posted("refused", seen_by(SESSIONS)),
    Row("activities:worker", {"GET": Way(everybody, ok=(200,))}),
    _posted("choose", MARKS, lambda it: (it.session.pk, it.young.pk)),
    _form("going", LEADS),
    # It names carers: a purpose is asked first, as on every page about a young person.
    _row(
        "activities:consent",
        {"GET": Way(LEADS, ok=(302,)), "POST": Way(LEADS)},
        lambda it: (it.session.pk, it.consent.pk),
    ),
    _form("assessment", LEADS),
    _row("cases:log_session", {"POST": Way(seen_by(SESSIONS))}),
    _posted("ask", LEADS),
    _form("decide", APPROVES),
    _posted("confirm", LEADS),
    Row("api:session-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only("pat"))}),
    _row("api:session-detail", {"GET": Way(seen_by(SESSIONS), ok=(200,)), "PATCH": Way(LEADS)}),
    _row("api:session-ratio", {"GET": Way(seen_by(SESSIONS), ok=(200,))}),
    _row("api:session-marks", {"POST": Way(MARKS)}),
    _row("api:session-adults", {"GET": Way(seen_by(SESSIONS), ok=(200,)), "POST": Way(LEADS)}),
    Row("activities:ratios", {"GET": Way(READ_RATIOS, ok=(200,))}),
    Row(
        "activities:ratio_set",
        {"GET": Way(SET_RATIOS, ok=(200,)), "POST": Way(SET_RATIOS)},
        _band,
        ("own",),
        of="sessions",
    ),
    Row("api:ratio-list", {"GET": Way(READ_RATIOS, ok=(200,))}),
    Row("api:ratio-detail", {"GET": Way(READ_RATIOS, ok=(200,))}, _band, ("own",), of="sessions"),
    Row("api:ratio-figures", {"POST": Way(SET_RATIOS)}, _band, ("own",), of="sessions"),
    *(_row(f"api:session-{name}", {"POST": Way(LEADS)}) for name in ("hold", "close", "cancel", "going", "assessment")),
    _row("api:session-register", {"GET": Way(seen_by(SESSIONS), ok=(200,))}),
    _row("api:session-settle", {"POST": Way(MARKS)}),
    _row("api:session-set-aside", {"POST": Way(seen_by(SESSIONS))}),
    _row("api:session-consents", {"GET": Way(seen_by(SESSIONS), ok=(200,))}),
    _row("api:session-consent", {"POST": Way(LEADS)}, lambda it: (it.session.pk, it.consent.pk)),
    _row("api:session-ask", {"POST": Way(LEADS)}),
    _row("api:session-decide", {"POST": Way(APPROVES)}),
    _row("api:session-confirm", {"POST": Way(LEADS)}),
)

"""The list of cases and the pages of one case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.rows import CASES, LEADS, MAIN_CASES, Row, Way, everybody, on_case, on_link, only


def page(
    name: str,
    *more: Callable[[Any], Any],
    get: str = "read",
    post: str = "",
    closed: bool = False,
    get_ok: tuple[int, ...] = (200,),
    relations: tuple[str, ...] = (),
) -> Row:
    """A page of a case. `more` fills its address beyond the reference; `closed` says that a closed case refuses it."""
    open_ok = (*get_ok, 409) if closed else get_ok
    ways = {"GET": Way(on_case(get), ok=open_ok)}
    if post:
        ways["POST"] = Way(on_case(post))
    chosen = relations or (MAIN_CASES if post else CASES)
    return Row(
        f"cases:{name}", ways, lambda it, world: (it.reference, *(part(it) for part in more)), chosen, of="cases"
    )


def form(name: str, *more: Callable[[Any], Any], needs: str = "work", **rest: Any) -> Row:
    """A form on a case: opening it and sending it ask the same of the person."""
    return page(name, *more, get=needs, post=needs, closed=needs == "work", **rest)


def _carl(it: Any) -> int:
    return it.pcso.person_id or 1


ROWS = (
    Row("cases:case_list", {"GET": Way(everybody, ok=(200,))}),
    Row(
        "cases:break_glass",
        {name: Way(only(*LEADS, "sam", "piers")) for name in ("GET", "POST")},
    ),
    page("case", get="header"),
    page("case_people", get="header"),
    page("case_stage"),
    page("case_chronology"),
    page("case_chronology_print"),
    page("case_decisions"),
    page("case_decisions_print"),
    page("case_decision", lambda it: 1),
    page("case_links"),
    page("case_history"),
    page("case_changes"),
    page("case_access"),
    form("case_edit"),
    form("case_owner", needs="grant"),
    form("case_supervisor", needs="grant"),
    form("case_step", lambda it: "assess", get_ok=(200, 409)),
    page("case_person_find", get="work", post="work", closed=True),
    form("case_person_new"),
    form("case_person_unidentified"),
    # Somebody on record whom this reader may not see is not there for them; that is the business of another row.
    form("case_person_add", _carl, relations=("own", "restricted", "psd", "conflict"), get_ok=(200, 404)),
    form("case_person_change", lambda it: it.child.pk),
    form("case_person_identify", lambda it: it.unknown.pk),
    form("case_person_remove", lambda it: it.child.pk),
    form("case_chronology_add"),
    form("case_chronology_correct", lambda it: it.entry.pk),
    form("case_decision_add"),
    form("case_link_add"),
    Row(
        "cases:case_link_remove",
        {"GET": Way(on_link(), ok=(200, 409)), "POST": Way(on_link())},
        lambda it, world: (it.reference, it.link.pk),
        MAIN_CASES,
        of="cases",
    ),
    form("case_grant", needs="grant"),
    form("case_revoke", lambda it: it.named.pk, needs="grant"),
    form("case_glass_review", lambda it: it.glass.pk, needs="grant"),
    form("case_conflict", needs="grant"),
    form("case_own_conflict", needs="header"),
    form("case_conflict_withdraw", lambda it: it.declared.user_id, needs="grant"),
    form("case_restrict", needs="grant"),
    form("case_unrestrict", needs="grant"),
    # Who reads the case already is told so.
    form("case_identify", needs="header", get_ok=(200, 409)),
)

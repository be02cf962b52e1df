"""Accounts, and contact with young people: who keeps the register, and who is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.registers import KEEPERS, NORTHSHIRE
from tests.walls.matrix.rows import (
    ABSENT,
    FORBIDDEN,
    OK,
    SEE_PEOPLE,
    SEE_SCHEMES,
    Expect,
    Row,
    Way,
    Who,
    everybody,
    only,
    seen_by,
)

CHANGE = ("mona", "adam")
READ_CATALOGUE = only(*SEE_SCHEMES, "adam")
#: An account of a young person is for who works with people alone.
SEEN = {
    "own": tuple(name for name in SEE_SCHEMES if name in NORTHSHIRE),
    "child": tuple(name for name in SEE_PEOPLE if name in NORTHSHIRE),
    "westmoor": ("wes",),
}


def keeps(relation: str, person: str) -> Expect:
    """An account that one may not see is not there; one that one sees is decided about by the keepers alone."""
    if person not in SEEN[relation]:
        return ABSENT
    return OK if person in KEEPERS else FORBIDDEN


def approves(relation: str, person: str) -> Expect:
    """Never by who put it up."""
    put_it_up = "wes" if relation == "westmoor" else "cora"
    return FORBIDDEN if person == put_it_up and person in SEEN[relation] else keeps(relation, person)


def _account(name: str, ways: dict[str, Way], args: Callable[[Any], tuple[int, ...]] | None = None) -> Row:
    def filled(it: Any, world: Any) -> tuple[int, ...]:
        return args(it) if args else (it.account.pk,)

    return Row(name, ways, filled, tuple(SEEN), of="accounts")


def _page(name: str, args: Callable[[Any], tuple[int, ...]] | None = None, who: Who = keeps) -> Row:
    return _account(f"communications:{name}", {"GET": Way(who, ok=(200,)), "POST": Way(who)}, args)


READS = {"GET": Way(seen_by(SEEN), ok=(200,))}
APPROVED = ("approve", "renew")
DECIDED = ("propose", "refuse", "suspend", "revoke", "passwords")
ACCOUNTS: tuple[Row, ...] = (
    Row("communications:account_list", {"GET": Way(everybody, ok=(200,)), "POST": Way(everybody)}),
    Row("communications:account_add", {"GET": Way(only(*KEEPERS), ok=(200,)), "POST": Way(only(*KEEPERS))}),
    Row("communications:platform_list", {"GET": Way(READ_CATALOGUE, ok=(200,))}),
    Row("communications:platform_add", {"GET": Way(only(*CHANGE), ok=(200,)), "POST": Way(only(*CHANGE))}),
    Row(
        "communications:platform_edit",
        {"GET": Way(only(*CHANGE), ok=(200,)), "POST": Way(only(*CHANGE))},
        lambda it, world: (it.account.platform_id,),
        ("own",),
        of="accounts",
    ),
    # Of a young person's account the purpose is asked first.
    _account("communications:account", {"GET": Way(seen_by(SEEN), ok=(200, 302))}),
    _page("account_edit"),
    *(_page(f"account_{name}") for name in DECIDED),
    *(_page(f"account_{name}", who=approves) for name in APPROVED),
    Row("communications:request_list", {"GET": Way(everybody, ok=(200,))}),
    _page("access_give"),
    _page("access_end", lambda it: (it.account.pk, it.access.pk)),
    _page("request_add"),
    _account("communications:request", READS, lambda it: (it.account.pk, it.request.pk)),
    Row("api:platform-list", {"GET": Way(READ_CATALOGUE, ok=(200,)), "POST": Way(only(*CHANGE))}),
    Row(
        "api:platform-detail",
        {"GET": Way(READ_CATALOGUE, ok=(200,)), "PATCH": Way(only(*CHANGE))},
        lambda it, world: (it.account.platform_id,),
        ("own",),
        of="accounts",
    ),
    Row("api:account-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*KEEPERS))}),
    _account("api:account-detail", {**READS, "PATCH": Way(keeps)}),
    *(_account(f"api:account-{name}", {"POST": Way(keeps)}) for name in (*DECIDED, "access", "requests")),
    *(_account(f"api:account-{name}", {"POST": Way(approves)}) for name in APPROVED),
    _account("api:account-end-access", {"POST": Way(keeps)}, lambda it: (it.account.pk, it.access.pk)),
)
CONTACTS: tuple[Row, ...] = ()
ROWS: tuple[Row, ...] = (*ACCOUNTS, *CONTACTS)

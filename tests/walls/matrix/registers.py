"""People, schemes, units, colleagues and the overview: pages and API."""

from __future__ import annotations

from typing import Any

from tests.walls.matrix.rows import (
    ABSENT,
    EVERYBODY,
    FORBIDDEN,
    LEADS_OF_HUB,
    OK,
    SEE_DASHBOARD,
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

NORTHSHIRE = tuple(name for name in EVERYBODY if name not in ("wes", "walt"))
#: Whose roles do no more than log concerns, or who hold none: they see no colleague but themselves.
ONLY_LOG = ("pat", "brian", "nell", "nora", "root", "walt")
PERSONS = {
    "child": (*LEADS_OF_HUB, "sam"),
    "staff": (*LEADS_OF_HUB, "sam", "lars", "cora"),
    "westmoor": ("wes",),
}
#: For the administrator, only staff of the own force are on record: no young person, nobody's parent.
STAFF: dict[str, tuple[str, ...]] = {"child": (), "staff": ("adam",), "westmoor": ()}
KEEPERS = ("cora", "mona")
#: Who works with the whole record of somebody who is not staff.
KEPT_BY: dict[str, tuple[str, ...]] = {"child": (*LEADS_OF_HUB, "sam"), "staff": (), "westmoor": ()}
SCHEMES = {"own": NORTHSHIRE, "westmoor": ("wes", "walt")}


def _list(name: str, who: Who = everybody) -> Row:
    return Row(name, {"GET": Way(who, ok=(200,))})


def _person(name: str, *methods: str, ok: tuple[int, ...] = (200,)) -> Row:
    who = seen_by(PERSONS, may=SEE_PEOPLE)
    ways = {method: Way(who, ok=() if method == "POST" else ok) for method in methods}
    return Row(name, ways, lambda it, world: (it.pk,), tuple(PERSONS), of="people")


def _scheme(name: str, *methods: str) -> Row:
    who = seen_by(SCHEMES, may=SEE_SCHEMES)
    ways = {method: Way(who, ok=() if method == "POST" else (200,)) for method in methods}
    return Row(name, ways, lambda it, world: (it.pk,), tuple(SCHEMES), of="schemes")


def kept_by(relation: str, person: str) -> Expect:
    """A scheme of another force is not there; one of the own force is changed by its keepers alone."""
    if person not in SCHEMES[relation]:
        return ABSENT
    return OK if person in KEEPERS else FORBIDDEN


def changes_person(relation: str, person: str) -> Expect:
    """Staff are kept elsewhere, by administrators: who sees them in the directory is refused."""
    found = {"child": (), "staff": NORTHSHIRE, "westmoor": ("wes", "walt")}[relation]
    if person in KEPT_BY[relation]:
        return OK
    return FORBIDDEN if person in found or person in PERSONS[relation] else ABSENT


def _kept(name: str, *, with_condition: bool = False, methods: tuple[str, ...] = ("GET", "POST")) -> Row:
    """What changes the register: for its keepers alone. The API looks for the scheme first, a page for the role."""
    who = kept_by if name.startswith("api:") else seen_by(SCHEMES, may=KEEPERS)
    ways = {method: Way(who, ok=(200,) if method == "GET" else ()) for method in methods}

    def args(it: Any, world: Any) -> tuple[int, ...]:
        return (it.pk, it.conditions.get().pk) if with_condition else (it.pk,)

    return Row(name, ways, args, tuple(SCHEMES), of="schemes")


def _in_the_force(name: str, seen: tuple[str, ...], pk: str) -> Row:
    who = seen_by({"": seen})
    return Row(
        name, {"GET": Way(who, ok=(200,))},
        lambda it, world: ({"unit": world.cast.hub, "user": world.cast.lena}[pk].pk,),
    )  # fmt: skip


ROWS = (
    Row("people:person_list", {"GET": Way(only(*SEE_PEOPLE), ok=(200,)), "POST": Way(only(*SEE_PEOPLE), ok=(302,))}),
    Row("people:person_add", {"GET": Way(only(*SEE_PEOPLE), ok=(200,)), "POST": Way(only(*SEE_PEOPLE))}),
    _person("people:person", "GET", ok=(200, 302)),
    _person("people:purpose", "GET", "POST"),
    Row("people:staff_list", {"GET": Way(only("adam"), ok=(200,)), "POST": Way(only("adam"), ok=(302,))}),
    _list("people:accounts_of_nobody", only("adam")),
    Row("people:staff_add", {"GET": Way(only("adam"), ok=(200,)), "POST": Way(only("adam"))}),
    Row(
        "people:staff_links",
        {"GET": Way(seen_by(STAFF, may=("adam",)), ok=(200,)), "POST": Way(seen_by(STAFF, may=("adam",)))},
        lambda it, world: (it.pk,),
        tuple(STAFF),
        of="people",
    ),
    _scheme("people:parts", "GET"),
    _kept("people:adult_place"),
    _list("schemes:scheme_list", only(*SEE_SCHEMES)),
    _scheme("schemes:scheme", "GET"),
    _scheme("people:end_together", "GET", "POST"),
    Row("schemes:scheme_add", {"GET": Way(only(*KEEPERS), ok=(200,)), "POST": Way(only(*KEEPERS))}),
    _kept("schemes:scheme_edit"),
    _kept("schemes:scheme_decide"),
    _kept("schemes:condition_add"),
    _kept("schemes:condition_check", with_condition=True),
    _kept("schemes:condition_end", with_condition=True),
    *(_list(f"dashboards:{name}", only(*SEE_DASHBOARD)) for name in ("overview", "cases", "clocks", "concerns")),
    *(
        _list(f"api:overview-{name}", only(*SEE_DASHBOARD))
        for name in ("headlines", "cases", "concerns", "sources", "schemes", "triage-times")
    ),
    Row("api:person-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*SEE_PEOPLE))}),
    Row(
        "api:person-detail",
        {"GET": Way(seen_by(PERSONS, may=SEE_PEOPLE), ok=(200, 422)), "PATCH": Way(changes_person)},
        lambda it, world: (it.pk,),
        tuple(PERSONS),
        of="people",
    ),
    Row("api:scheme-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*KEEPERS))}),
    Row(
        "api:scheme-detail",
        {"GET": Way(seen_by(SCHEMES, may=SEE_SCHEMES), ok=(200,)), "PATCH": Way(kept_by)},
        lambda it, world: (it.pk,),
        tuple(SCHEMES),
        of="schemes",
    ),
    _kept("api:scheme-decide", methods=("POST",)),
    _kept("api:scheme-conditions", methods=("POST",)),
    _kept("api:scheme-check", with_condition=True, methods=("POST",)),
    _kept("api:scheme-end", with_condition=True, methods=("POST",)),
    _list("api:unit-list"),
    _in_the_force("api:unit-detail", NORTHSHIRE, "unit"),
    _list("api:user-list"),
    _in_the_force("api:user-detail", tuple(name for name in NORTHSHIRE if name not in ONLY_LOG), "user"),
)

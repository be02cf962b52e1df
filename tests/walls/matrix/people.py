"""What goes with a young person: for who keeps the record. The posts of staff: for administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.registers import NORTHSHIRE, STAFF
from tests.walls.matrix.rows import (
    ABSENT,
    FORBIDDEN,
    LEADS_OF_HUB,
    OK,
    SEE_PEOPLE,
    SEE_SCHEMES,
    Expect,
    Row,
    Way,
    only,
    seen_by,
)

KEPT = {"own": (*LEADS_OF_HUB, "sam"), "westmoor": ("wes",)}
POSTS: dict[str, tuple[str, ...]] = {"own": ("adam",), "westmoor": ()}

Args = Callable[[Any], tuple[int, ...]]


def _kept(name: str, more: Args = lambda it: ()) -> Row:
    """Opened for who keeps the record, once they have said why."""
    who = seen_by(KEPT, may=SEE_PEOPLE)
    return Row(
        name, {"GET": Way(who, ok=(200, 302)), "POST": Way(who)}, lambda it, world: (it.person.pk, *more(it)),
        tuple(KEPT), of="welfare",
    )  # fmt: skip


def _post(name: str, more: Args = lambda it: ()) -> Row:
    who = seen_by(POSTS, may=("adam",))
    return Row(
        name, {"GET": Way(who, ok=(200,)), "POST": Way(who)}, lambda it, world: (it.staff.pk, *more(it)),
        tuple(POSTS), of="welfare",
    )  # fmt: skip


def keeps_staff(relation: str, person: str) -> Expect:
    """The API finds the member of staff in the directory first, then asks for the administrator."""
    found: dict[str, tuple[str, ...]] = {"child": (), "staff": NORTHSHIRE, "westmoor": ("wes", "walt")}
    if person not in found[relation]:
        return ABSENT
    return OK if person == "adam" else FORBIDDEN


def _staff(name: str, *methods: str) -> Row:
    """Who a member of staff is: for administrators of the force."""
    who = seen_by(STAFF, may=("adam",))
    ways = {method: Way(who, ok=(200,) if method == "GET" else ()) for method in methods}
    return Row(name, ways, lambda it, world: (it.pk,), tuple(STAFF), of="people")


def _api(name: str, *methods: str, more: Args) -> Row:
    """The person is found first, then what is asked of them: reading needs a purpose, changing the record's keeper."""
    who = seen_by(KEPT)
    ways = {method: Way(who, ok=(200, 422) if method == "GET" else ()) for method in methods}
    return Row(f"api:person-{name}", ways, lambda it, world: (it.person.pk, *more(it)), tuple(KEPT), of="welfare")


def _nothing(it: Any) -> tuple[int, ...]:
    return ()


def reads_posts(relation: str, person: str) -> Expect:
    """Staff stand in the directory of their force; their posts are for who works with people, and administrators."""
    if relation == "westmoor":
        return OK if person == "wes" else FORBIDDEN if person == "walt" else ABSENT
    if person not in NORTHSHIRE:
        return ABSENT
    return OK if person in (*SEE_PEOPLE, "adam") else FORBIDDEN


def keeps_posts(relation: str, person: str) -> Expect:
    if relation == "westmoor":
        return FORBIDDEN if person in ("wes", "walt") else ABSENT
    if person not in NORTHSHIRE:
        return ABSENT
    return OK if person == "adam" else FORBIDDEN


def _api_post(name: str, *, more: Args = _nothing, write: str) -> Row:
    return Row(
        f"api:person-staff-role-{name}", {"GET": Way(reads_posts, ok=(200,)), write: Way(keeps_posts)},
        lambda it, world: (it.staff.pk, *more(it)), tuple(POSTS), of="welfare",
    )  # fmt: skip


def reads_parts(relation: str, person: str) -> Expect:
    """Of a scheme of the own force, for who sees the register; each sees the people they may see."""
    mine = ("wes", "walt") if relation == "westmoor" else NORTHSHIRE
    if person not in mine:
        return ABSENT
    return OK if person in SEE_SCHEMES else FORBIDDEN


ROWS = (
    Row("people:young_add", {"GET": Way(only(*SEE_PEOPLE), ok=(200,)), "POST": Way(only(*SEE_PEOPLE))}),
    Row("people:with_me", {"GET": Way(only(*SEE_PEOPLE), ok=(200,))}),
    _kept("people:person_edit"),
    _kept("people:carer_add"),
    _kept("people:carer_edit", lambda it: (it.carer.pk,)),
    _kept("people:carer_end", lambda it: (it.carer.pk,)),
    _kept("people:consent_add"),
    _kept("people:consent_withdraw", lambda it: (it.consent.pk,)),
    _kept("people:need_add"),
    _kept("people:need_edit", lambda it: (it.need.pk,)),
    _kept("people:need_end", lambda it: (it.need.pk,)),
    _kept("people:wish_add"),
    _kept("people:wish_answer", lambda it: (it.wish.pk,)),
    _kept("people:placement_add"),
    _kept("people:placement_correct", lambda it: (it.placement.pk,)),
    _kept("people:placement_end", lambda it: (it.placement.pk,)),
    _kept("people:placement_strike", lambda it: (it.placement.pk,)),
    _staff("people:staff_edit", "GET", "POST"),
    Row("api:staff-list", {"GET": Way(only("adam"), ok=(200,)), "POST": Way(only("adam"))}),
    Row(
        "api:staff-detail",
        {"GET": Way(keeps_staff, ok=(200,)), "PATCH": Way(keeps_staff)},
        lambda it, world: (it.pk,),
        tuple(STAFF),
        of="people",
    ),
    Row("api:staff-links", {"POST": Way(keeps_staff)}, lambda it, world: (it.pk,), tuple(STAFF), of="people"),
    _post("people:post_add"),
    _post("people:post_edit", lambda it: (it.post.pk,)),
    _api("carer-list", "GET", "POST", more=_nothing),
    _api("carer-detail", "GET", "PATCH", more=lambda it: (it.carer.pk,)),
    _api("carer-end", "POST", more=lambda it: (it.carer.pk,)),
    _api("consent-list", "GET", "POST", more=_nothing),
    _api("consent-detail", "GET", more=lambda it: (it.consent.pk,)),
    _api("consent-withdraw", "POST", more=lambda it: (it.consent.pk,)),
    _api("need-list", "GET", "POST", more=_nothing),
    _api("need-detail", "GET", "PATCH", more=lambda it: (it.need.pk,)),
    _api("need-end", "POST", more=lambda it: (it.need.pk,)),
    _api("wish-list", "GET", "POST", more=_nothing),
    _api("wish-detail", "GET", more=lambda it: (it.wish.pk,)),
    _api("wish-answer", "POST", more=lambda it: (it.wish.pk,)),
    _api("placement-list", "GET", "POST", more=_nothing),
    _api("placement-detail", "GET", "PATCH", more=lambda it: (it.placement.pk,)),
    _api("placement-end", "POST", more=lambda it: (it.placement.pk,)),
    _api("placement-strike", "POST", more=lambda it: (it.placement.pk,)),
    _api("placement-struck", "GET", more=_nothing),
    _api_post("list", write="POST"),
    _api_post("detail", more=lambda it: (it.post.pk,), write="PATCH"),
    Row(
        "api:scheme-placement-list",
        {"GET": Way(reads_parts, ok=(200,))},
        lambda it, world: (it.placement.scheme_id,),
        tuple(KEPT),
        of="welfare",
    ),
)

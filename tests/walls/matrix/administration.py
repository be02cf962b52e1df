"""Django's admin: for the administrator of the force; for anybody else signed in there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.rows import ABSENT, FORBIDDEN, Expect, Row, Way, only

ADAM = only("adam", others=ABSENT)


def refused(relation: str, person: str) -> Expect:
    """Not even an administrator: a force, a user or a unit is never deleted, and a rule never added."""
    return FORBIDDEN if person == "adam" else ABSENT


def row(
    name: str,
    args: Callable[[Any, Any], Any] = lambda it, world: (),
    who: Any = ADAM,
    methods: tuple[str, ...] = ("GET", "POST"),
) -> Row:
    return Row(f"admin:{name}", {method: Way(who) for method in methods}, args, takes_any_method=True)


RECORDS: dict[str, Callable[[Any, Any], Any]] = {
    "access_user": lambda it, world: (world.cast.lena.pk,),
    "access_roleassignment": lambda it, world: (it.assignment.pk,),
    "access_unit": lambda it, world: (world.cast.hub.pk,),
    "access_force": lambda it, world: (world.cast.force.pk,),
    "deadlines_deadlinerule": lambda it, world: (it.rule.pk,),
    "deadlines_bankholidayoverride": lambda it, world: (it.day.pk,),
}
DELETED = {"deadlines_bankholidayoverride"}
NOT_ADDED = {"access_force", "deadlines_deadlinerule"}


def of_model(name: str) -> tuple[Row, ...]:
    args = RECORDS[name]
    return (
        row(f"{name}_changelist"),
        row(f"{name}_add", who=refused if name in NOT_ADDED else ADAM),
        row(f"{name}_change", args),
        row(f"{name}_history", args),
        row(f"{name}_delete", args, who=ADAM if name in DELETED else refused),
        row(f"admin/{name.replace('_', '/')}/<path:object_id>/", args),
    )


ROWS = (
    row("index"),
    row("login"),
    row("logout"),
    row("password_change"),
    row("password_change_done"),
    row("autocomplete", who=refused, methods=("GET",)),
    row("jsi18n"),
    row("view_on_site", lambda it, world: (1, 1), who=only(others=ABSENT)),
    row("app_list", lambda it, world: ("access",)),
    row("admin/(?P<url>.*)$", lambda it, world: ("no/such/page/",), who=only(others=ABSENT)),
    *(found for name in RECORDS for found in of_model(name)),
)

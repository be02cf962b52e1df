"""Subject access requests: for who answers them; one about somebody does not exist for who is in conflict with it."""

from __future__ import annotations

from typing import Any

from tests.walls.matrix.rows import FORBIDDEN, Expect, Row, Way, only, seen_by

#: Leads, supervisors, professional standards and the auditor; of the other force its own.
ANSWER = ("lena", "leo", "bella", "sam", "lars", "ivy", "piers", "aud", "wes")
#: About Brian: not for bella, who manages him, nor for leo and aud, who are in conflict with a case that he is in.
SEEN = {"brian": ("lena", "sam", "lars", "ivy", "piers")}
ABOUT = seen_by(SEEN, may=ANSWER)


def takes(relation: str, person: str) -> Expect:
    if person not in ANSWER:
        return FORBIDDEN
    return ABOUT(relation, person)


def _row(name: str, *methods: str, more: tuple[Any, ...] = (), ok: tuple[int, ...] = (200,)) -> Row:
    ways = {method: Way(ABOUT, ok=ok if method == "GET" else ()) for method in methods}
    return Row(name, ways, lambda it, world: (it.pk, *more), tuple(SEEN), of="subject_access")


ROWS: tuple[Row, ...] = (
    Row("subject_access:list", {"GET": Way(only(*ANSWER), ok=(200,))}),
    Row("subject_access:find", {"GET": Way(only(*ANSWER), ok=(200,)), "POST": Way(only(*ANSWER))}),
    Row(
        "subject_access:add", {"GET": Way(takes, ok=(200,)), "POST": Way(takes)},
        lambda it, world: (it.person_id,), tuple(SEEN), of="subject_access",
    ),
    _row("subject_access:request", "GET"),
    _row("subject_access:items", "GET", "POST"),
    _row("subject_access:words", "GET", "POST"),
    _row("subject_access:log", "GET"),
    _row("subject_access:open", "GET", "POST"),
    _row("subject_access:step", "GET", "POST", more=("hand_in",)),
    Row("api:subject-access-list", {"GET": Way(only(*ANSWER), ok=(200,)), "POST": Way(only(*ANSWER))}),
    _row("api:subject-access-detail", "GET"),
    _row("api:subject-access-steps", "POST"),
    _row("api:subject-access-items", "GET"),
    _row("api:subject-access-decisions", "GET", "POST"),
    _row("api:subject-access-words", "POST"),
    _row("api:subject-access-open", "POST"),
)  # fmt: skip

"""Investigations of conduct: there for professional standards of the case; to its readers, a stage and no more."""

from __future__ import annotations

from typing import Any

from tests.walls.matrix.evidence import on_evidence
from tests.walls.matrix.rows import ABSENT, FORBIDDEN, OK, STANDING, Expect, Row, Way

PSD = ("ivy", "piers")
#: Of the cases, one without professional standards in it, one with, one in which somebody of theirs was named.
ON = ("own", "psd", "granted", "conflict")


def _stands(relation: str, person: str) -> bool:
    return person in PSD and STANDING[relation].get(person, "") not in ("", "header")


def keepers(relation: str, person: str) -> Expect:
    """To everybody but professional standards of the case it is not there."""
    return OK if _stands(relation, person) else ABSENT


def beginners(relation: str, person: str) -> Expect:
    """Who reads the case and does not keep such tracks is told so."""
    found = on_evidence("read")(relation, person)
    if found is ABSENT:
        return ABSENT
    return OK if _stands(relation, person) else FORBIDDEN


def _of_case(it: Any, world: Any) -> tuple[Any, ...]:
    return (it.reference,)


def _of_track(it: Any, world: Any) -> tuple[Any, ...]:
    return (it.reference, it.investigation.track_id)


def _of_act(it: Any, world: Any) -> tuple[Any, ...]:
    return (*_of_track(it, world), "assign")


def _by_id(it: Any, world: Any) -> tuple[Any, ...]:
    return (it.reference, it.investigation.pk)


READ = on_evidence("read")
ROWS: tuple[Row, ...] = (
    Row("investigations:investigations", {"GET": Way(READ, ok=(200,))}, _of_case, ON, "cases"),
    Row("investigations:begin", {"GET": Way(beginners, ok=(200,)), "POST": Way(beginners)}, _of_case, ON, "cases"),
    Row("investigations:investigation", {"GET": Way(keepers, ok=(200,))}, _of_track, ON, "cases"),
    Row("investigations:notice", {"GET": Way(keepers, ok=(200,))}, _of_track, ON, "cases"),
    Row("investigations:allegations", {"GET": Way(keepers, ok=(200,))}, _of_track, ON, "cases"),
    Row("investigations:acts", {"GET": Way(keepers, ok=(200,))}, _of_track, ON, "cases"),
    Row("investigations:act", {"GET": Way(keepers, ok=(200,)), "POST": Way(keepers)}, _of_act, ON, "cases"),
    Row(
        "api:case-investigation-list", {"GET": Way(READ, ok=(200,)), "POST": Way(beginners, shape_first=True)},
        _of_case, ON, "cases",
    ),
    Row("api:case-investigation-detail", {"GET": Way(keepers, ok=(200,))}, _by_id, ON, "cases"),
    Row("api:case-investigation-notice", {"GET": Way(keepers, ok=(200,))}, _by_id, ON, "cases"),
    Row(
        "api:case-investigation-act", {"POST": Way(keepers)}, lambda it, world: (*_by_id(it, world), "assign"), ON,
        "cases",
    ),
)  # fmt: skip

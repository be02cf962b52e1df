"""What schemes must have, and have: read by who sees the register, recorded by its keepers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.registers import KEEPERS, NORTHSHIRE
from tests.walls.matrix.rows import ABSENT, FORBIDDEN, OK, SEE_SCHEMES, Expect, Row, Way, everybody, only, seen_by

#: Who may change what is asked, of all forces alike.
CHANGE = ("mona", "adam")
SEEN = {"own": NORTHSHIRE, "westmoor": ("wes", "walt")}


def _reads(name: str, args: Callable[[Any], tuple[int, ...]], ok: tuple[int, ...] = (200,)) -> Row:
    who = seen_by(SEEN, may=SEE_SCHEMES)
    return Row(name, {"GET": Way(who, ok=ok)}, lambda it, world: args(it), tuple(SEEN), of="assurance")


def _records(name: str, args: Callable[[Any], tuple[int, ...]]) -> Row:
    who = seen_by(SEEN, may=KEEPERS)
    return Row(
        name, {"GET": Way(who, ok=(200,)), "POST": Way(who)}, lambda it, world: args(it), tuple(SEEN), of="assurance"
    )


#: In the API a record that one's role does not see is not there.
SEE_RECORD = {"own": tuple(name for name in SEE_SCHEMES if name in NORTHSHIRE), "westmoor": ("wes",)}
READ_CATALOGUE = only(*SEE_SCHEMES, "adam")


def keeps(relation: str, person: str) -> Expect:
    """A record that one may not see is not there; one that one sees is changed by the keepers alone."""
    if person not in SEE_RECORD[relation]:
        return ABSENT
    return OK if person in KEEPERS else FORBIDDEN


def _api(name: str, of: str, act: str) -> tuple[Row, ...]:
    """The list, one of it, and the one act on it."""

    def args(it: Any, world: Any) -> tuple[int, ...]:
        return (getattr(it, of).pk,)

    return (
        Row(f"api:{name}-list", {"GET": Way(everybody, ok=(200,)), "POST": Way(only(*KEEPERS))}),
        Row(f"api:{name}-detail", {"GET": Way(seen_by(SEE_RECORD), ok=(200,))}, args, tuple(SEEN), of="assurance"),
        Row(f"api:{name}-{act}", {"POST": Way(keeps)}, args, tuple(SEEN), of="assurance"),
    )


ROWS = (
    Row("assurance:all_gaps", {"GET": Way(only(*SEE_SCHEMES), ok=(200,))}),
    Row("assurance:matrix", {"GET": Way(only(*SEE_SCHEMES), ok=(200,))}),
    Row("assurance:catalogue", {"GET": Way(only(*SEE_SCHEMES, "adam"), ok=(200,))}),
    Row("assurance:requirement_add", {"GET": Way(only(*CHANGE), ok=(200,)), "POST": Way(only(*CHANGE))}),
    *(
        Row(
            f"assurance:requirement_{name}",
            {"GET": Way(only(*CHANGE), ok=(200,)), "POST": Way(only(*CHANGE))},
            lambda it, world: (it.credential.requirement_id,),
            ("own",),
            of="assurance",
        )
        for name in ("change", "end", "remove")
    ),
    _reads("assurance:scheme_gaps", lambda it: (it.scheme.pk,)),
    _reads("assurance:credentials", lambda it: (it.person.pk,)),
    _reads("assurance:credential", lambda it: (it.credential.pk,), ok=(302,)),
    _records("assurance:credential_add", lambda it: (it.person.pk,)),
    _records("assurance:scheme_credential_add", lambda it: (it.scheme.pk,)),
    _records("assurance:record_together", lambda it: (it.scheme.pk,)),
    _records("assurance:credential_withdraw", lambda it: (it.credential.pk,)),
    _records("assurance:clearance_give", lambda it: (it.scheme.pk, it.placement.pk)),
    _records("assurance:clearance_end", lambda it: (it.scheme.pk, it.clearance.pk)),
    Row("api:requirement-list", {"GET": Way(READ_CATALOGUE, ok=(200,)), "POST": Way(only(*CHANGE))}),
    Row(
        "api:requirement-detail",
        {"GET": Way(READ_CATALOGUE, ok=(200,)), "PATCH": Way(only(*CHANGE))},
        lambda it, world: (it.credential.requirement_id,),
        ("own",),
        of="assurance",
    ),
    Row(
        "api:requirement-end",
        {"POST": Way(only(*CHANGE))},
        lambda it, world: (it.credential.requirement_id,),
        ("own",),
        of="assurance",
    ),
    Row("api:credential-together", {"POST": Way(only(*KEEPERS))}),
    Row("api:scheme-gaps-list", {"GET": Way(only(*SEE_SCHEMES), ok=(200,))}),
    _reads("api:scheme-gaps-detail", lambda it: (it.scheme.pk,)),
    Row("api:compliance-matrix-list", {"GET": Way(only(*SEE_SCHEMES), ok=(200,))}),
    _reads("api:compliance-matrix-detail", lambda it: (it.person.pk,)),
    *_api("credential", "credential", "withdraw"),
    *_api("clearance", "clearance", "end"),
)

"""What schemes must have, and have: read by who sees the register, recorded by its keepers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.registers import KEEPERS, NORTHSHIRE
from tests.walls.matrix.rows import SEE_SCHEMES, Row, Way, only, seen_by

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
)

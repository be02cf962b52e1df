"""Risk assessments and the risk register: read by who sees the register of schemes, decided by its keepers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.registers import NORTHSHIRE
from tests.walls.matrix.rows import SEE_SCHEMES, Row, Way, seen_by

SEEN = {"own": NORTHSHIRE, "westmoor": ("wes", "walt")}


def _reads(name: str, args: Callable[[Any], tuple[int, ...]]) -> Row:
    who = seen_by(SEEN, may=SEE_SCHEMES)
    return Row(name, {"GET": Way(who, ok=(200,))}, lambda it, world: args(it), tuple(SEEN), of="risk")


ROWS: tuple[Row, ...] = (_reads("risk:assessment", lambda it: (it.draft.pk,)),)

"""Timing two ways to the same rows, one after the other in every round, so that both meet the same machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

Act = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """Medians in milliseconds, the number of queries, and the size of the answer."""

    name: str
    ours: float
    bare: float
    queries: int
    bytes: int

    @property
    def ratio(self) -> float:
        return self.ours / self.bare if self.bare else float("nan")


class Counted:
    """Counts statements where they are sent, whatever the request does with the log of queries."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.number += 1
        return execute(*args)


def nothing() -> None:
    """What most arms do before a round."""


def compare(name: str, ours: Act, bare: Act, *, rounds: int, before: Act = nothing) -> Figure:
    """Time both, after one round that is not counted. `before` runs ahead of each of ours and is not timed."""
    answer = ours()
    bare()
    before()
    with connection.execute_wrapper(counted := Counted()):
        ours()
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        before()
        for which in (0, 1) if number % 2 else (1, 0):
            times[which].append(_timed((ours, bare)[which]))
    size = len(getattr(answer, "content", b""))
    return Figure(name, statistics.median(times[0]), statistics.median(times[1]), counted.number, size)


def _timed(act: Act) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000

"""The collector of cycles, left out while many small things are made that form none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """A pass makes tens of thousands of words and needles, and each run of the collector would look at all of them.

    None of them stands in a cycle: what is not needed any more goes by itself. In another thread cycles wait meanwhile.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

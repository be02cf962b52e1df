"""What an upload left behind when its process was killed, and what the store was to forget while it was away."""

from __future__ import annotations

from safeguarding.files.services.destroying import erase_destroyed
from safeguarding.files.services.stores import store


def tidy() -> int:
    """Forget what never arrived whole, and what was destroyed while the store was away; says how many."""
    return store().tidy() + erase_destroyed()

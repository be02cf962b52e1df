"""What an upload left behind when its process was killed."""

from __future__ import annotations

from safeguarding.files.services.stores import store


def tidy() -> int:
    """Forget what never arrived whole; says how many."""
    return store().tidy()

"""What can be wrong with a file, or with where it lies, in words for the person who asked."""

from __future__ import annotations

from safeguarding.core.errors import Invalid, Refused


class StoreAway(Refused):
    """The place where files lie cannot be reached, or takes nothing. Nothing was kept of what was sent."""

    status = 503
    title = "Files cannot be reached at the moment"

    def __init__(self) -> None:
        super().__init__(
            "The place where files are kept cannot be reached at the moment. Nothing was changed. Try again later."
        )


class Held(Refused):
    """The file waits for the scanner, or the scanner found something."""

    status = 409
    title = "This file is held"


class Damaged(Refused):
    """What lies in the store is not what was handed in. Nothing of it is given out."""

    status = 409
    title = "This file is not what was handed in"

    def __init__(self) -> None:
        super().__init__(
            "What is kept is not what was handed in, so nothing of it is given out. The administrators were told. "
            "A copy may be in the backup."
        )


class TooBig(Invalid):
    """More than may be taken in."""

    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__({"file": [f"The file must be smaller than {in_words(limit)}."]})


def in_words(size: int) -> str:
    """A size as people say it."""
    for unit, bytes_of in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if size >= bytes_of:
            return f"{size / bytes_of:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} bytes"

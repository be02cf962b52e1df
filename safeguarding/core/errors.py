"""What a service may refuse with. Each carries words for the person who asked; pages and the API make it an answer."""

from __future__ import annotations


class Refused(Exception):
    """A service said no. `message` is fit to show."""

    status = 400
    title = "This cannot be done"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(Refused):
    """What was sent is not acceptable. `errors` maps a field name to its messages ("" for the whole)."""

    status = 422
    title = "There is a problem with what was sent"

    def __init__(self, errors: dict[str, list[str]] | str) -> None:
        self.errors = {"": [errors]} if isinstance(errors, str) else errors
        super().__init__("; ".join(message for messages in self.errors.values() for message in messages))


class NotAllowed(Refused):
    """The person may see the record but not do this to it."""

    status = 403
    title = "You may not do this"


class Conflict(Refused):
    """The record is not in a state that allows this: somebody else may have been quicker."""

    status = 409
    title = "This has already changed"


class Stale(Refused):
    """The record changed since it was opened. `current` holds what it says now, by field."""

    status = 412
    title = "Somebody changed this since you opened it"

    def __init__(self, message: str, *, current: dict[str, object] | None = None) -> None:
        self.current = current or {}
        super().__init__(message)

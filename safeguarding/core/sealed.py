"""Short texts that may not lie readable in the database: sealed with a key that is not in it.

The first of `FIELD_KEYS` seals. Each of them opens, so that a key is changed by putting the new one first, sealing
everything again (`manage.py seal_again`) and then taking the old one away. Whoever keeps sealed texts registers how
theirs are sealed again.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotOpen(Exception):
    """None of the keys opens it: a key was taken away too early."""


#: What is kept sealed, with what seals all of it again and says how many there were.
AGAIN: dict[str, Callable[..., int]] = {}


def register_sealed(what: str, again: Callable[..., int]) -> None:
    """An app keeps sealed texts, called `what`; `again(by=user)` seals them with the first key."""
    AGAIN[what] = again


def seal_all_again(*, by: Any) -> dict[str, int]:
    """Everything that is kept sealed, with the first key: how many of each."""
    return {what: again(by=by) for what, again in AGAIN.items()}


def seal(text: str) -> str:
    """The text as only a holder of a key can read it; the same text looks different each time."""
    return _keys(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed."""
    try:
        return _keys(tuple(settings.FIELD_KEYS)).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen("None of FIELD_KEYS opens this") from error


def seal_again(sealed: str) -> str:
    """The same, sealed with the first key."""
    return seal(unseal(sealed))


@cache
def _keys(given: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in given])

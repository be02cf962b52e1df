"""Short texts that may not lie readable in the database: sealed with a key that is not in it.

The first of `FIELD_KEYS` seals. Each of them opens, so that a key is changed by putting the new one first, sealing
everything again and then taking the old one away.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotOpen(Exception):
    """None of the keys opens it: a key was taken away too early."""


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

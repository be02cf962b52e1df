"""A page that is sent twice, by pressing twice or by going back, makes one record."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django.http import HttpRequest

from safeguarding.access.services import once_from_a_page

ONCE = "once"
LONGEST = 40


def new_key() -> str:
    """For the hidden field `once` of a fresh page."""
    return secrets.token_urlsafe(12)


def sent_once(request: HttpRequest, make: Callable[[], str], *, besides: Iterable[str] = ()) -> str:
    """The address of what `make` puts on record; `besides` names what is sent and says nothing about it."""
    key = request.POST.get(ONCE, "")
    if not (key.isascii() and key.isprintable() and 1 <= len(key) <= LONGEST):
        return make()
    left_out = {"csrfmiddlewaretoken", *besides}
    sent = urlencode([pair for pair in sorted(request.POST.lists()) if pair[0] not in left_out], doseq=True)
    return once_from_a_page(by=request.user, key=key, route=request.path, sent=sent, make=make)

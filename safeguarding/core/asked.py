"""What somebody looks for stays out of addresses: they are kept in histories and logs, and a name is personal.

A form that takes names is sent in the body. What was sent is kept in the session under a short random word, and only
that word stands in the address, so that Back, reload and the next page of a list still work.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from safeguarding.core.errors import Invalid

WORD = "asked"
KEPT = "asked"
MOST_KEPT = 20
#: Twenty of these still make a small session.
LONGEST = 4_000
TOO_LONG = "What you look for is too long. Use fewer words, or choose less."

#: A number of so many digits is one that a row can have.
MOST_DIGITS = 18


def number(given: object, *, digits: int = MOST_DIGITS) -> int:
    """A whole number as an address or a form holds it; 0, which no row has, for all else that is sent there."""
    text = str(given or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else 0


def keep(request: HttpRequest) -> HttpResponse:
    """Put what was sent aside, and lead to the same page with the word for it."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    told = sent.urlencode()
    if len(told) > LONGEST:
        raise Invalid(TOO_LONG)
    word = secrets.token_urlsafe(9)
    kept = [*request.session.get(KEPT, []), [word, request.path, told]]
    request.session[KEPT] = kept[-MOST_KEPT:]
    return redirect(f"{request.path}?{WORD}={word}")


def asked(request: HttpRequest) -> QueryDict:
    """What was asked of this page: by the word in the address, or plainly in it by a program or an old bookmark."""
    word = request.GET.get(WORD)
    if word is None:
        return request.GET
    for known, path, sent in request.session.get(KEPT, []):
        if secrets.compare_digest(known.encode(), word.encode()) and path == request.path:
            return QueryDict(sent)
    return QueryDict()

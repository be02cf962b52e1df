"""A contact that is being put to the rules stays in hand: going back, or looking something up, loses nothing typed.

It is kept in the session, sealed, since it names young people and nothing is on record yet; it goes when the contact is
logged or given up, and with the session.
"""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from safeguarding.core.sealed import CannotOpen, seal, unseal

IN_HAND = "contact_in_hand"
#: What the form can hold is far less; anything longer was not typed into it.
LONGEST = 40_000
NOT_KEPT = ("csrfmiddlewaretoken", "step", "add", "leave")


def keep(request: HttpRequest) -> None:
    """Keep what was sent, as it was typed."""
    sent = request.POST.copy()
    for name in NOT_KEPT:
        sent.pop(name, None)
    told = sent.urlencode()
    if len(told) <= LONGEST:
        request.session[IN_HAND] = seal(told)


def in_hand(request: HttpRequest) -> QueryDict | None:
    """What was typed before in this session and is not on record."""
    try:
        return QueryDict(unseal(request.session[IN_HAND]))
    except (KeyError, CannotOpen):
        return None


def let_go(request: HttpRequest) -> None:
    """It is on record, or is not to be."""
    request.session.pop(IN_HAND, None)

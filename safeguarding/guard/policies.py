"""What somebody learns of a find who may not learn who is in the case: nothing, however often they try."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from django.core.cache import caches

from safeguarding.access.models import User
from safeguarding.core.errors import Invalid

log = logging.getLogger(__name__)
NOT_AS_IT_STANDS = "This cannot be saved as it stands. Ask who reads the case it came from."
MOST_TRIES, A_DAY = 5, 24 * 60 * 60


def require_unnamed(
    what: str, texts: Iterable[str], found: Callable[[], object], *, by: User, words: str = NOT_AS_IT_STANDS
) -> None:
    """Refuse words in which somebody of a case is found, without saying where: that would say who is in it.

    After a few such refusals in a day nothing of theirs on this is looked at any more, so that nobody tries names one
    after the other. The log says of what it was and how often, and nothing of the words.
    """
    key = f"guard:refused:{what}:{by.pk}"
    # Counted by the process for itself: what is kept in the database goes with the refusal.
    kept = caches["process"]
    tries = int(kept.get(key, 0))
    if any(text.strip() for text in texts) and (tries >= MOST_TRIES or found()):
        kept.set(key, tries + 1, A_DAY)
        log.warning("%s: words of user %s were refused, %s times today", what, by.pk, tries + 1)
        raise Invalid(words)

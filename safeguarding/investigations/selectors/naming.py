"""Whom a public notice gives away: the same search that a learning report is put through."""

from __future__ import annotations

from safeguarding.guard.rules import finds, needles
from safeguarding.guard.selectors import parties_of
from safeguarding.investigations.models import Investigation


def names_given_away(held: Investigation, says: str, *, may_name_subject: bool) -> str:
    """What of this text gives away somebody of the case, in words for the page; nothing when nobody is.

    The person investigated may be named where the chair decided so; nobody else ever.
    """
    subject = held.track.party.label if held.track.party else ""
    hidden = [one for one in parties_of([held.case]) if not (may_name_subject and one.label == subject)]
    found = [one.words for one in finds({"notice": says}, needles(hidden)) if one.blocks]
    if not found:
        return ""
    words = ", ".join(f"“{one}”" for one in dict.fromkeys(found))
    return f"This would give away somebody of the case: {words}. Say it without."

"""Why a record is read: one of the purposes, and for another reason the reason itself."""

from __future__ import annotations

from safeguarding.audit.choices import Purpose
from safeguarding.core.errors import Invalid

TEXT_MAX = 200
NO_TEXT = "Say why."
#: Fewer letters and digits than this are no reason: dots, spaces and signs that nobody sees say nothing.
TEXT_MIN = 3


def stated(purpose: str, purpose_text: str = "", *, missing: str) -> tuple[str, str]:
    """A purpose and its words, as they are written down. No reason, or “another reason” without it, is refused."""
    text = purpose_text.strip()
    if purpose not in Purpose.values:
        raise Invalid({"purpose": [missing]})
    if purpose == Purpose.OTHER and sum(map(str.isalnum, text)) < TEXT_MIN:
        raise Invalid({"purpose_text": [NO_TEXT]})
    if len(text) > TEXT_MAX:
        raise Invalid({"purpose_text": [f"Say it in at most {TEXT_MAX} letters."]})
    return purpose, text

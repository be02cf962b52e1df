"""Subject access requests, the file that was gathered for each, and what was decided about every item of it."""

from safeguarding.subject_access.models.items import GatheredItem, ItemDecision, WordAnswer
from safeguarding.subject_access.models.requests import REASON_MAX, AccessRequest, ClockPause, FileOpening

__all__ = [
    "REASON_MAX", "AccessRequest", "ClockPause", "FileOpening", "GatheredItem", "ItemDecision", "WordAnswer",
]  # fmt: skip

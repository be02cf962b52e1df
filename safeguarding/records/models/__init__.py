"""Retention: rules of a force, reviews, legal holds, and disposals."""

from safeguarding.records.models.disposals import Disposal, DoomedRow
from safeguarding.records.models.holds import LegalHold
from safeguarding.records.models.retention import RetentionReview, RetentionRule

__all__ = ["Disposal", "DoomedRow", "LegalHold", "RetentionReview", "RetentionRule"]

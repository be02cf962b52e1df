"""Named reads over risk. Each starts from what the user may see, or says why it does not."""

from safeguarding.risk.selectors.assessments import (
    Approved,
    Pair,
    Risks,
    approved_for,
    compared,
    matrix,
    needs_a_reason,
    risks_of_scheme,
    versions_of,
)
from safeguarding.risk.selectors.reviews import latest_review

__all__ = [
    "Approved",
    "Pair",
    "Risks",
    "approved_for",
    "compared",
    "latest_review",
    "matrix",
    "needs_a_reason",
    "risks_of_scheme",
    "versions_of",
]

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
from safeguarding.risk.selectors.register import (
    MapCell,
    Wanted,
    entry_list,
    owners_of,
    possible_owners,
    risk_map,
    risk_names,
    schemes_to_raise_for,
)
from safeguarding.risk.selectors.reviews import latest_review

__all__ = [
    "Approved",
    "MapCell",
    "Pair",
    "Risks",
    "Wanted",
    "approved_for",
    "compared",
    "entry_list",
    "latest_review",
    "matrix",
    "needs_a_reason",
    "owners_of",
    "possible_owners",
    "risk_map",
    "risk_names",
    "risks_of_scheme",
    "schemes_to_raise_for",
    "versions_of",
]

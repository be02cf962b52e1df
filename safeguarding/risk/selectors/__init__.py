"""Named reads over risk. Each starts from what the user may see, or says why it does not."""

from safeguarding.risk.selectors.assessments import (
    SEARCHED,
    Approved,
    Pair,
    Risks,
    WantedAssessments,
    approved_for,
    assessment_list,
    compared,
    in_hand,
    matrix,
    needs_a_reason,
    risks_of_scheme,
    version_after,
    versions_of,
)
from safeguarding.risk.selectors.register import (
    SEARCHED_OF_ENTRIES,
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
from safeguarding.risk.selectors.words import having

__all__ = [
    "SEARCHED",
    "SEARCHED_OF_ENTRIES",
    "Approved",
    "MapCell",
    "Pair",
    "Risks",
    "Wanted",
    "WantedAssessments",
    "approved_for",
    "assessment_list",
    "compared",
    "entry_list",
    "having",
    "in_hand",
    "latest_review",
    "matrix",
    "needs_a_reason",
    "owners_of",
    "possible_owners",
    "risk_map",
    "risk_names",
    "risks_of_scheme",
    "schemes_to_raise_for",
    "version_after",
    "versions_of",
]

"""What a force's policies are, whom they reach, and who has acknowledged them, on any day."""

from safeguarding.guidance.selectors.acknowledged import Acknowledged, acknowledged
from safeguarding.guidance.selectors.adults import adult_of, adults_of
from safeguarding.guidance.selectors.coverage import Coverage, Line, SchemeLine, coverage, not_reached, reach
from safeguarding.guidance.selectors.reading import Waiting, my_policies, person_of, waiting_for

__all__ = [
    "Acknowledged", "Coverage", "Line", "SchemeLine", "Waiting", "acknowledged", "adult_of", "adults_of", "coverage",
    "my_policies", "not_reached", "person_of", "reach", "waiting_for",
]  # fmt: skip

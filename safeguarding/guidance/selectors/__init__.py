"""What a force's policies are, whom they reach, and who has acknowledged them, on any day."""

from safeguarding.guidance.selectors.acknowledged import Acknowledged, acknowledged
from safeguarding.guidance.selectors.adults import adult_of, adults_of, members, schemes_of
from safeguarding.guidance.selectors.coverage import (
    Coverage,
    Line,
    SchemeLine,
    coverage,
    coverage_and_missed,
    not_reached,
    reach,
    reached,
    ways_of,
)
from safeguarding.guidance.selectors.keeping import Kept, kept_by
from safeguarding.guidance.selectors.reading import Waiting, my_policies, person_of, waiting_for, waiting_of
from safeguarding.guidance.selectors.team import team_of

__all__ = [
    "Acknowledged", "Coverage", "Kept", "Line", "SchemeLine", "Waiting", "acknowledged", "adult_of", "adults_of",
    "coverage", "coverage_and_missed", "kept_by", "members", "my_policies", "not_reached", "person_of", "reach",
    "reached", "schemes_of", "team_of", "waiting_for", "waiting_of", "ways_of",
]  # fmt: skip

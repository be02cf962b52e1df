"""Named reads over risk. Each starts from what the user may see, or says why it does not."""

from safeguarding.risk.selectors.assessments import Approved, approved_for
from safeguarding.risk.selectors.reviews import latest_review

__all__ = ["Approved", "approved_for", "latest_review"]

"""Recommendations with their answers, what is done about them, whom they reach, and what moved their clocks."""

from safeguarding.recommendations.models.recommendations import TEXT_MAX, Recommendation
from safeguarding.recommendations.models.timing import Extension, JudicialReview, RefusalLook
from safeguarding.recommendations.models.work import Dissemination, RecommendationAction

__all__ = [
    "TEXT_MAX", "Dissemination", "Extension", "JudicialReview", "Recommendation", "RecommendationAction", "RefusalLook",
]  # fmt: skip

"""Learning reports, and the self-assessments that come of them."""

from safeguarding.learning.models.assessments import SchemeReply, SelfAssessment
from safeguarding.learning.models.reports import (
    REASON_MAX,
    TEXT_MAX,
    GuardAnswer,
    LearningReport,
    LearningReportQuerySet,
    ReportDraft,
)

__all__ = [
    "REASON_MAX", "TEXT_MAX", "GuardAnswer", "LearningReport", "LearningReportQuerySet", "ReportDraft", "SchemeReply",
    "SelfAssessment",
]  # fmt: skip

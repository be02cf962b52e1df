"""Learning reports, bulletins of several, and the self-assessments that come of them."""

from safeguarding.learning.models.assessments import ReplyFile, SchemeReply, SelfAssessment
from safeguarding.learning.models.bulletins import Bulletin, BulletinAnswer, BulletinDraft, BulletinReport
from safeguarding.learning.models.papers import REASON_MAX, TEXT_MAX
from safeguarding.learning.models.reports import GuardAnswer, LearningReport, LearningReportQuerySet, ReportDraft

__all__ = [
    "REASON_MAX", "TEXT_MAX", "Bulletin", "BulletinAnswer", "BulletinDraft", "BulletinReport", "GuardAnswer",
    "LearningReport", "LearningReportQuerySet", "ReplyFile", "ReportDraft", "SchemeReply", "SelfAssessment",
]  # fmt: skip

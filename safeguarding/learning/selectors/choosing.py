"""Which reports a bulletin can be made of."""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.learning.choices import ReportStatus
from safeguarding.learning.models import LearningReport, LearningReportQuerySet


def for_bulletin(user: User) -> LearningReportQuerySet:
    """The approved reports whose cases the user reads, the newest first."""
    rows = LearningReport.objects.visible_to(user).filter(status=ReportStatus.APPROVED)
    return rows.filter(case__in=Case.objects.fully_visible_to(user))

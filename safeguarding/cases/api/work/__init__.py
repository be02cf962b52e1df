"""The routes of the work on a case, for the assembly of the API."""

from django.urls import path, re_path

from safeguarding.cases.api.case_base import UNDER_CASE
from safeguarding.cases.api.work.clocks import ClockViewSet, MyWorkView
from safeguarding.cases.api.work.measures import DutyViewSet, MeasureViewSet
from safeguarding.cases.api.work.referrals import ReferralViewSet
from safeguarding.cases.api.work.reviews import ReviewViewSet, UrgencyViewSet
from safeguarding.cases.api.work.tasks import TaskViewSet

#: Each route under one case: its address, what answers, and its name.
ROUTES = (
    (UNDER_CASE + "tasks", TaskViewSet, "case-task"),
    (UNDER_CASE + "referrals", ReferralViewSet, "case-referral"),
    (UNDER_CASE + "reviews", ReviewViewSet, "case-review"),
    (UNDER_CASE + "measures", MeasureViewSet, "case-measure"),
    (UNDER_CASE + "dbs-duties", DutyViewSet, "case-dbs-duty"),
    (UNDER_CASE + "clocks", ClockViewSet, "case-clock"),
)

#: What is no list of records: how urgent a case is, and the caller's own work.
PATHS = [
    re_path(f"^{UNDER_CASE}urgency/$", UrgencyViewSet.as_view({"get": "show", "post": "change"}), name="case-urgency"),
    path("my-work/", MyWorkView.as_view(), name="my-work"),
]

__all__ = ["PATHS", "ROUTES"]

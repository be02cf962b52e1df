"""Tracks in the API: all of them as one list, and under the case they belong to."""

from safeguarding.cases.api.case_base import UNDER_CASE
from safeguarding.tracks.api.register import RegisterViewSet
from safeguarding.tracks.api.views import CollegeReportViewSet, DepartureViewSet, OffenceViewSet, TrackViewSet

#: For the assembly of the API: each route's address, what answers, and its name.
ROUTES = (
    ("tracks", RegisterViewSet, "track"),
    (UNDER_CASE + "tracks", TrackViewSet, "case-track"),
    (UNDER_CASE + "offences", OffenceViewSet, "case-offence"),
    (UNDER_CASE + "departures", DepartureViewSet, "case-departure"),
    (UNDER_CASE + "college-reports", CollegeReportViewSet, "case-college-report"),
)

__all__ = ["ROUTES"]

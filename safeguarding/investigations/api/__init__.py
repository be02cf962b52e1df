"""Investigations in the API, under the case they belong to."""

from safeguarding.cases.api.case_base import UNDER_CASE
from safeguarding.investigations.api.views import InvestigationViewSet

#: For the assembly of the API: each route's address, what answers, and its name.
ROUTES = ((UNDER_CASE + "investigations", InvestigationViewSet, "case-investigation"),)

__all__ = ["ROUTES"]

"""A risk assessment as a document, and writing it hazard by hazard."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from safeguarding.risk.models import RiskAssessment
from safeguarding.risk.policies import require_working_with_schemes


@require_GET
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole assessment, as it is read and printed."""
    require_working_with_schemes(request.user)
    rows = RiskAssessment.objects.visible_to(request.user).select_related("scheme", "venue", "written_by")
    found = get_object_or_404(rows.prefetch_related("hazards"), pk=pk)
    return render(request, "risk/assessment.html", {"title": found.title, "assessment": found})

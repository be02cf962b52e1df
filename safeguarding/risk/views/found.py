"""Finding what a page of risk is about, for who may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission
from safeguarding.core.errors import NotAllowed, Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import show_form
from safeguarding.risk import policies
from safeguarding.risk.models import Hazard, RiskAssessment
from safeguarding.schemes.models import Scheme

SOMEBODY_ELSE_S = "Only who sees the register of schemes, or who runs this scheme, sees its risks."


def scheme_of(request: HttpRequest, pk: int) -> Scheme:
    """The scheme, for who may see the register and for those who run it."""
    policies.require_working_with_schemes(request.user)
    found = get_object_or_404(Scheme.objects.visible_to(request.user).select_related("unit"), pk=pk)
    if not has_permission(request.user, Permission.SEE_SCHEMES) and not policies.may_write(request.user, found):
        raise NotAllowed(SOMEBODY_ELSE_S)
    return found


def scheme_to_write(request: HttpRequest, pk: int) -> Scheme:
    found = scheme_of(request, pk)
    policies.require_writer(request.user, found)
    return found


def assessment_of(request: HttpRequest, pk: int) -> RiskAssessment:
    """The assessment with all that its page shows."""
    policies.require_working_with_schemes(request.user)
    rows = RiskAssessment.objects.visible_to(request.user).select_related(
        "scheme__unit", "venue", "written_by", "approved_by", "replaces"
    )
    return get_object_or_404(rows.prefetch_related("hazards"), pk=pk)


def assessment_to_write(request: HttpRequest, pk: int) -> RiskAssessment:
    found = assessment_of(request, pk)
    policies.require_writer(request.user, found.scheme)
    return found


def hazard_of(assessment: RiskAssessment, pk: int) -> Hazard:
    """One of its hazards; 404 when it is another's."""
    return get_object_or_404(assessment.hazards.all(), pk=pk)


def way_back(assessment: RiskAssessment) -> dict[str, Any]:
    address = assessment.get_absolute_url()
    return {"assessment": assessment, "back": address, "back_text": assessment.title, "cancel": address}


def to_scheme(scheme: Scheme) -> dict[str, Any]:
    address = reverse("risk:scheme_risk", args=[scheme.pk])
    return {"scheme": scheme, "back": address, "back_text": f"Risks of {scheme.name}", "cancel": address}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def act(
    request: HttpRequest, form: GovForm, service: Callable[[], Any], *, context: dict[str, Any], done: str = "Saved.",
    template: str = "layouts/form.html", to: Callable[[Any], Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """One form, one service call, and on to what was made, or back."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = service()
        except Refused as no:
            refused = no
        else:
            messages.success(request, done)
            return redirect(to(made) if to else context["back"])
    return show_form(request, template, form, context, refused=refused)

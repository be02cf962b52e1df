"""Finding the recommendation a page is about, for who may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import show_form
from safeguarding.recommendations import policies
from safeguarding.recommendations.models import Dissemination, Recommendation, RecommendationAction
from safeguarding.recommendations.states import Who


def recommendation_of(request: HttpRequest, pk: int) -> Recommendation:
    rows = Recommendation.objects.visible_to(request.user).select_related(
        "owner", "recorded_by", "approved_by", "verified_by", "evidenced_by", "closed_by", "case", "force"
    )
    return get_object_or_404(rows, pk=pk)


def recommendation_for(request: HttpRequest, pk: int, who: Who) -> Recommendation:
    """The recommendation, for who may take a step of this kind with it."""
    found = recommendation_of(request, pk)
    policies.require(request.user, who, found)
    return found


def action_of(recommendation: Recommendation, pk: int) -> RecommendationAction:
    """One of its actions; 404 when it is another's."""
    return get_object_or_404(recommendation.actions.select_related("recommendation"), pk=pk)


def audience_of(recommendation: Recommendation, pk: int) -> Dissemination:
    """One of its audiences; 404 when it is another's."""
    return get_object_or_404(
        recommendation.disseminations.select_related("recommendation", "policy", "training"), pk=pk
    )


def _lines_of(recommendation: Recommendation) -> Any:
    return recommendation.disseminations.select_related("recommendation", "policy", "training")


def way_back(recommendation: Recommendation) -> dict[str, Any]:
    address = recommendation.get_absolute_url()
    return {"back": address, "back_text": recommendation.title, "cancel": address, "lead": recommendation.title}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def act(
    request: HttpRequest, form: GovForm, service: Callable[[], Any], *, context: dict[str, Any], done: str = "Saved.",
    to: Callable[[Any], Any] | None = None, template: str = "layouts/form.html",
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

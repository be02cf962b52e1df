"""One form, one service call, and back: what most pages of keepers are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import show_form
from safeguarding.guidance.models import Campaign, PolicyDocument, PolicyVersion


def require_keeping(request: HttpRequest) -> None:
    """The pages of keepers open for nobody else."""
    require_permission(request.user, Permission.KEEP_POLICIES)


def document_of(request: HttpRequest, pk: int) -> PolicyDocument:
    require_keeping(request)
    return get_object_or_404(PolicyDocument.objects.visible_to(request.user), pk=pk)


def version_of(request: HttpRequest, pk: int) -> PolicyVersion:
    require_keeping(request)
    return get_object_or_404(PolicyVersion.objects.visible_to(request.user).select_related("document"), pk=pk)


def campaign_of(request: HttpRequest, pk: int) -> Campaign:
    require_keeping(request)
    rows = Campaign.objects.visible_to(request.user).select_related("policy_version__document")
    return get_object_or_404(rows.prefetch_related("audiences__scheme"), pk=pk)


def way_back(document: PolicyDocument) -> dict[str, Any]:
    """The way back to the policy's page."""
    address = document.get_absolute_url()
    return {"back": address, "back_text": document.title, "cancel": address}


def to_campaign(campaign: Campaign) -> dict[str, Any]:
    address = campaign.get_absolute_url()
    return {"back": address, "back_text": "Campaign", "cancel": address}


def to_list() -> dict[str, Any]:
    address = reverse("guidance:document_list")
    return {"back": address, "back_text": "Policies", "cancel": address}


def act(
    request: HttpRequest, form: GovForm, service: Callable[[], object], *, title: str, done: str,
    template: str = "layouts/form.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form; when it was sent and is right, call the service and lead to what it made, or back."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = service()
        except Refused as no:
            refused = no
        else:
            messages.success(request, done)
            return redirect(made if isinstance(made, Campaign | PolicyDocument) else context["back"])
    return show_form(request, template, form, {"title": title, **context}, refused=refused)

"""The platforms on which people have accounts, and which of them are allowed for official use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.assurance.policies import require_reading_catalogue
from safeguarding.communications.forms.accounts import PlatformFields, PlatformForm
from safeguarding.communications.models import Platform
from safeguarding.communications.services.platforms import add_platform, edit_platform
from safeguarding.communications.views.accounts_found import posted, to_list
from safeguarding.core.views import act

FIELDS = ("name", "kind", "handle_rule", "is_ephemeral", "is_official", "version")


@require_GET
def platform_list(request: HttpRequest) -> HttpResponse:
    """Every platform on the list."""
    require_reading_catalogue(request.user)
    context = {
        "title": "Platforms", "platforms": Platform.objects.all(),
        "may_change": has_permission(request.user, Permission.CHANGE_CATALOGUE), **to_list(),
    }  # fmt: skip
    return render(request, "communications/platforms.html", context)


@require_http_methods(["GET", "POST"])
def platform_add(request: HttpRequest) -> HttpResponse:
    """Put a platform on the list."""
    require_permission(request.user, Permission.CHANGE_CATALOGUE)
    form = PlatformFields(posted(request), initial={"handle_rule": "name"})
    context = {"title": "Add a platform", "button": "Add", "lead": "It is on the list of every force.", **_back()}
    return act(request, form, lambda: add_platform(form.details(), by=request.user), done="Added.", context=context)


@require_http_methods(["GET", "POST"])
def platform_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a platform."""
    require_permission(request.user, Permission.CHANGE_CATALOGUE)
    held = get_object_or_404(Platform, pk=pk)
    form = PlatformForm(posted(request), initial={name: getattr(held, name) for name in FIELDS})
    lead = "It holds for every force. How handles are compared stays as it is once accounts are on the register."
    context = {"title": f"Change {held.name}", "button": "Save", "lead": lead, **_back()}
    return act(
        request, form,
        lambda: edit_platform(held, form.details(), version=form.cleaned_data["version"], by=request.user),
        done="Saved.", context=context,
    )  # fmt: skip


def _back() -> dict[str, Any]:
    address = reverse("communications:platform_list")
    return {"back": address, "back_text": "Platforms", "cancel": address}

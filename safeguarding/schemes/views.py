"""The register of schemes: where each stands, on which conditions, and whether its review is late."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.schemes import selectors
from safeguarding.schemes.forms import SchemeFilter
from safeguarding.schemes.models import Scheme

A_PAGE = 50


@require_GET
def scheme_list(request: HttpRequest) -> HttpResponse:
    """The schemes of the force, by name."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    form = SchemeFilter(request.GET or None)
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    schemes = selectors.scheme_list(
        request.user, words=chosen.get("q", ""), status=chosen.get("status", ""), kind=chosen.get("kind", "")
    )
    page = Paginator(schemes, A_PAGE).get_page(request.GET.get("page"))
    late = selectors.review_overdue(schemes).count()
    context = {"title": "Schemes", "filter_form": form, "page": page, "late": late}
    return render(request, "schemes/list.html", context)


@require_GET
def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """One scheme: its status with the decision and review date, and the conditions it runs on."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    found = get_object_or_404(selectors.with_conditions(Scheme.objects.visible_to(request.user)), pk=pk)
    context = {"scheme": found, "back": reverse("schemes:scheme_list"), "back_text": "Schemes"}
    return render(request, "schemes/scheme.html", context)

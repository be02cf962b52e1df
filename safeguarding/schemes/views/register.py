"""The register of schemes: where each stands, on which conditions, and whether its review is late."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.audit.views import list_file
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.schemes import policies, selectors, states
from safeguarding.schemes.forms import SchemeFilter, SchemeForm
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.services import add_scheme, edit_scheme
from safeguarding.schemes.views.found import scheme_of, scheme_to_keep, to_list, way_back

A_PAGE = 50
HEADINGS = ("Scheme", "Kind", "Status", "Place", "Team", "From", "Until", "Review by", "Review is late")


@require_GET
def scheme_list(request: HttpRequest) -> HttpResponse:
    """The schemes of the force, by name."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    form = SchemeFilter(request.GET or None)
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    schemes = selectors.scheme_list(
        request.user, words=chosen.get("q", ""), status=chosen.get("status", ""), kind=chosen.get("kind", "")
    )
    file = list_file(request, "schemes", what="Schemes", headings=HEADINGS, found=schemes, cells=_line)
    if file:
        return file
    page = Paginator(schemes, A_PAGE).get_page(request.GET.get("page"))
    late = selectors.review_overdue(schemes).count()
    may_add = has_permission(request.user, Permission.KEEP_SCHEMES)
    context = {"title": "Schemes", "filter_form": form, "page": page, "late": late, "may_add": may_add}
    return render(request, "schemes/list.html", context)


def _line(scheme: Scheme) -> tuple[Any, ...]:
    days = (day or "" for day in (scheme.starts_on, scheme.ends_on, scheme.review_on))
    late = "Yes" if scheme.review_is_overdue else "No"
    return (
        scheme.name, scheme.get_kind_display(), scheme.get_status_display(), scheme.place, scheme.unit, *days, late,
    )  # fmt: skip


@require_GET
def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """One scheme: where it stands and by which decision, and whether the conditions it runs on are kept."""
    found = scheme_of(request, pk)
    decisions = list(found.decisions.all())
    context = {
        "scheme": found, "decisions": decisions, "last_decision": decisions[0] if decisions else None,
        "conditions": list(found.conditions.all()), "may_keep": policies.may_keep(request.user, found),
        "lacks": selectors.lacks_of(found),
        "runs_it": policies.runs(request.user, found), "may_decide": bool(states.NEXT[found.status]), **to_list(),
    }  # fmt: skip
    return render(request, "schemes/scheme.html", context)


@require_http_methods(["GET", "POST"])
def scheme_add(request: HttpRequest) -> HttpResponse:
    """Put a scheme on the register."""
    require_permission(request.user, Permission.KEEP_SCHEMES)
    form = SchemeForm(request.POST if request.method == "POST" else None, by=request.user)
    del form.fields["version"]
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            added = add_scheme(form.details(), by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The scheme is on the register. Record what was decided about it next.")
            return redirect(added)
    lead = "Any scheme that involves young people belongs here, official or not. It begins as proposed."
    context = {
        "title": "Add a scheme", "lead": lead, "button": "Add", "cancel": reverse("schemes:scheme_list"), **to_list()
    }  # fmt: skip
    return show_form(request, "layouts/form.html", form, context, refused=refused)


@require_http_methods(["GET", "POST"])
def scheme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the register says of a scheme."""
    found = scheme_to_keep(request, pk)
    form = SchemeForm(request.POST if request.method == "POST" else None, by=request.user, initial=_now(found))
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_scheme(found, form.details(), version=form.cleaned_data["version"], by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "Saved.")
            return redirect(found)
    return show_form(
        request, "layouts/form.html", form, {"title": "Change details", **way_back(found)}, refused=refused
    )


def _now(scheme: Scheme) -> dict[str, Any]:
    names = ("name", "kind", "place", "starts_on", "ends_on", "version")
    return {"unit": scheme.unit_id, **{name: getattr(scheme, name) for name in names}}

"""What is asked of schemes and the adults in them, where it comes from, and who may change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.assurance import policies, selectors, services
from safeguarding.assurance.choices import VETTING_TERMS
from safeguarding.assurance.forms import EndRequirementForm, FiguresForm, NewRequirementForm, RemoveRequirementForm
from safeguarding.assurance.models import Requirement
from safeguarding.audit.views import list_file
from safeguarding.core.forms import GovForm
from safeguarding.core.views import act

HEADINGS = (
    "Requirement", "About", "Asked of", "Row", "Holds for months", "Due soon, days before", "Needed to take part",
    "Evidence", "Source", "Figures confirmed", "Ended",
)  # fmt: skip


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every requirement with its source, which figures nobody has confirmed, and what is no longer asked."""
    policies.require_reading_catalogue(request.user)
    found = selectors.catalogue()
    file = list_file(
        request, "requirements", what="What is asked of schemes, and of the adults in them", headings=HEADINGS,
        found=found, cells=_line,
    )  # fmt: skip
    if file:
        return file
    context = {
        "title": "What is asked", "found": found, "terms": VETTING_TERMS,
        "may_change": policies.may_change_catalogue(request.user),
    }  # fmt: skip
    return render(request, "assurance/catalogue.html", context)


def _line(one: Requirement) -> tuple[Any, ...]:
    return (
        one.title, one.get_about_display(), one.asked_of, one.get_control_display(), one.valid_months or "",
        one.warn_days, "Yes" if one.is_blocking else "No", one.evidence, one.source,
        "No" if one.from_memory else "Yes", one.ended_on or "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Ask for something more."""
    require_permission(request.user, Permission.CHANGE_CATALOGUE)
    form = NewRequirementForm(_sent(request), initial={"warn_days": 60, "is_blocking": True})
    lead = "It is asked from today. Days before today are answered without it."
    return _act(
        request, form, "Ask for something more", lead,
        lambda: services.add_requirement(form.requirement(), by=request.user),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how long it holds, when it is due soon, and whether anybody may take part without it."""
    held = _found(request, pk)
    names = ("valid_months", "warn_days", "is_blocking", "version")
    form = FiguresForm(_sent(request), initial={name: getattr(held, name) for name in names})
    lead = f"{held.title}. The new figures hold from today; days before today are answered with the old ones."
    return _act(
        request, form, "Change what is asked", lead,
        lambda: services.change_figures(
            held, form.figures(), version=form.cleaned_data["version"], by=request.user
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It is no longer asked for."""
    held = _found(request, pk)
    form = EndRequirementForm(_sent(request), initial={"version": held.version})
    lead = f"{held.title}. From today nobody needs it; days before today are answered as they were."
    return _act(
        request, form, "End this requirement", lead,
        lambda: services.end_requirement(
            held, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"], by=request.user
        ),
        danger=True,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away what was added by mistake and never used."""
    held = _found(request, pk)
    form = RemoveRequirementForm(_sent(request), initial={"version": held.version})
    lead = f"{held.title}. Only what was added today and is on record nowhere can be removed."
    return _act(
        request, form, "Remove this requirement", lead,
        lambda: services.remove_requirement(held, version=form.cleaned_data["version"], by=request.user), danger=True,
    )  # fmt: skip


def _found(request: HttpRequest, pk: int) -> Requirement:
    require_permission(request.user, Permission.CHANGE_CATALOGUE)
    return get_object_or_404(Requirement, pk=pk)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _act(
    request: HttpRequest, form: GovForm, title: str, lead: str, does: Callable[[], object], *, danger: bool = False
) -> HttpResponse:
    back = reverse("assurance:catalogue")
    context = {
        "title": title, "lead": lead, "button": title if danger else "Save", "button_danger": danger, "back": back,
        "back_text": "What is asked", "cancel": back,
    }  # fmt: skip
    return act(request, form, does, done="Saved.", context=context)

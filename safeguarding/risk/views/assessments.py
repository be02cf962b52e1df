"""A risk assessment as a document, and writing it hazard by hazard."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.asked import asked, keep, number
from safeguarding.risk import policies, selectors, services
from safeguarding.risk.choices import MATRIX_SOURCE, AssessmentKind, AssessmentStatus
from safeguarding.risk.forms.assessments import AssessmentFilter, CopyForm, DetailsForm, HazardForm, NewAssessmentForm
from safeguarding.risk.models import Hazard, RiskAssessment
from safeguarding.risk.views.found import (
    act,
    assessment_of,
    assessment_to_write,
    hazard_of,
    posted,
    scheme_of,
    scheme_to_write,
    to_scheme,
    way_back,
)
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme

A_PAGE = 50
ASKED_OF_HAZARD = (
    "hazard", "who", "likelihood", "impact", "controls", "done_by", "done_by_on", "likelihood_after", "impact_after",
)  # fmt: skip


HEADINGS = (
    "Number", "Title", "Scheme", "What is assessed", "Venue", "Status", "Approved on", "On paper",
    "To be made again by", "Out of date",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def assessment_list(request: HttpRequest) -> HttpResponse:
    """The risk assessments of every scheme, found by their words."""
    policies.require_working_with_schemes(request.user)
    if request.method == "POST":
        return keep(request)
    schemes = Scheme.objects.visible_to(request.user).order_by("name", "pk")
    form = AssessmentFilter(asked(request) or None, schemes=schemes)
    found = selectors.assessment_list(request.user, form.wanted())
    file = list_file(
        request, "risk-assessments", what="Risk assessments", headings=HEADINGS, found=found, cells=_line,
        verb="risk_assessments.exported",
    )  # fmt: skip
    if file:
        return file
    context = {
        "title": "Risk assessments", "filter_form": form, "by_post": True, "is_narrowed": form.is_bound,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")), "back": reverse("risk:entry_list"),
        "back_text": "Risk register",
    }  # fmt: skip
    return render(request, "risk/assessments.html", context)


def _line(one: RiskAssessment) -> tuple[Any, ...]:
    return (
        one.reference, one.title, one.scheme, one.get_kind_display(), one.venue or "", one.get_status_display(),
        one.approved_on or "", "Yes" if one.is_from_paper else "No", one.review_on or "",
        "Yes" if one.is_out_of_date else "No",
    )  # fmt: skip


@require_GET
def scheme_risk(request: HttpRequest, pk: int) -> HttpResponse:
    """The risks of one scheme: what was assessed, what is on the register, and what is missing."""
    scheme = scheme_of(request, pk)
    found = selectors.risks_of_scheme(request.user, scheme, day=clock.today())
    context = {
        "title": "Risks", "scheme": scheme, "found": found, "may_write": policies.may_write(request.user, scheme),
        "may_raise": policies.may_raise(request.user, scheme),
    }  # fmt: skip
    if has_permission(request.user, Permission.SEE_SCHEMES):
        context |= {"back": scheme.get_absolute_url(), "back_text": scheme.name}
    return render(request, "risk/scheme.html", context)


@require_http_methods(["GET", "POST"])
def assessment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to write a risk assessment."""
    scheme = scheme_to_write(request, pk)
    wanted = request.GET.get("kind", "")
    initial = {"kind": wanted if wanted in AssessmentKind.values else ""}
    form = NewAssessmentForm(posted(request), by=request.user, initial=initial)
    context = {"title": "Begin a risk assessment", "button": "Begin", **to_scheme(scheme)}
    if request.method == "POST" and form.is_valid():
        about = form.about()
        venue_id = about.venue.pk if about.venue else None
        context["there"] = selectors.in_hand(scheme, kind=about.kind, venue_id=venue_id)
    return act(
        request, form, lambda: services.start(scheme, form.about(), by=request.user), context=context,
        done="It is begun. Add what could go wrong, one thing at a time.", to=RiskAssessment.get_absolute_url,
        template="risk/begin.html",
    )  # fmt: skip


@require_GET
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole assessment, as it is read, written and printed."""
    found = assessment_of(request, pk)
    may_write = policies.may_write(request.user, found.scheme)
    may_go_on = found.status in (AssessmentStatus.APPROVED, AssessmentStatus.ENDED)
    may_copy = may_write and may_go_on and found.scheme.status != SchemeStatus.CLOSED
    context = {
        "title": found.title, "assessment": found, "hazards": list(found.hazards.all()), "source": MATRIX_SOURCE,
        "may_edit": may_write and found.is_draft, "may_copy": may_copy,
        "is_activity": found.kind == AssessmentKind.ACTIVITY, "versions": selectors.versions_of(found),
        "may_judge": found.status == AssessmentStatus.SUBMITTED and policies.may_approve(request.user, found),
        "may_withdraw": policies.may_withdraw(request.user, found), **to_scheme(found.scheme),
    }  # fmt: skip
    return render(request, "risk/assessment.html", context)


@require_http_methods(["GET", "POST"])
def assessment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a draft is about."""
    found = assessment_to_write(request, pk)
    initial = {"title": found.title, "scope": found.scope, "version": found.version}
    form = DetailsForm(posted(request), initial=initial)
    return act(
        request, form, lambda: services.edit_details(found, **form.cleaned_data, by=request.user),
        context={"title": "What is assessed", **way_back(found)},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def hazard_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add something that could go wrong."""
    found = assessment_to_write(request, pk)
    form = HazardForm(posted(request), initial={"version": found.version})
    return _hazard_page(
        request, found, form, "Add a hazard",
        lambda: services.add_hazard(found, form.details(), version=form.cleaned_data["version"], by=request.user),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def hazard_change(request: HttpRequest, pk: int, hazard_pk: int) -> HttpResponse:
    """Change something that could go wrong."""
    found = assessment_to_write(request, pk)
    held = hazard_of(found, hazard_pk)
    initial = {name: getattr(held, name) for name in ASKED_OF_HAZARD}
    form = HazardForm(posted(request), initial={**initial, "version": found.version})
    return _hazard_page(
        request, found, form, "Change a hazard",
        lambda: services.change_hazard(held, form.details(), version=form.cleaned_data["version"], by=request.user),
        held,
    )  # fmt: skip


def _hazard_page(
    request: HttpRequest, found: RiskAssessment, form: HazardForm, title: str, service: Any, held: Hazard | None = None
) -> HttpResponse:
    """The form; asked for a preview, it says how large the risk is and saves nothing."""
    context = {"title": title, "hazard": held, "matrix": selectors.matrix(), "source": MATRIX_SOURCE, **way_back(found)}
    template = "risk/hazard.html"
    if request.method == "POST" and "preview" in request.POST:
        if form.is_valid():
            context["before"], context["after"] = form.ratings()
        return render(request, template, {**context, "form": form}, status=422 if form.errors else 200)
    return act(request, form, service, context=context, done="The hazard is saved.", template=template)


@require_POST
def hazard_remove(request: HttpRequest, pk: int, hazard_pk: int) -> HttpResponse:
    """Take a hazard out of a draft."""
    found = assessment_to_write(request, pk)
    held = hazard_of(found, hazard_pk)
    services.remove_hazard(held, version=_version(request), by=request.user)
    messages.success(request, "The hazard is taken out.")
    return redirect(found)


@require_POST
def assessment_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it for approval."""
    found = assessment_to_write(request, pk)
    services.submit(found, version=_version(request), by=request.user)
    messages.success(request, "It was sent for approval. Somebody who wrote none of it decides.")
    return redirect(found)


@require_POST
def assessment_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy last year's: the next version begins with what was approved."""
    found = assessment_to_write(request, pk)
    after = selectors.version_after(found)
    if after is not None:
        messages.info(request, f"The next version is there already: this is it, {after.reference}.")
        return redirect(after)
    made = services.next_version(found, by=request.user)
    messages.success(request, "This is a copy of what was approved. Change what is no longer so, then send it.")
    return redirect(made)


@require_http_methods(["GET", "POST"])
def assessment_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy the assessment of an activity for another one."""
    found = assessment_to_write(request, pk)
    form = CopyForm(posted(request), initial={"title": found.title})
    return act(
        request, form, lambda: services.copy_for(found, title=form.cleaned_data["title"], by=request.user),
        context={"title": "Copy it for another activity", "button": "Copy", **way_back(found)},
        done="This is a copy. Change what is different, then send it.", to=RiskAssessment.get_absolute_url,
    )  # fmt: skip


def _version(request: HttpRequest) -> int:
    """The version the page was read with."""
    return number(request.POST.get("version"), digits=9)

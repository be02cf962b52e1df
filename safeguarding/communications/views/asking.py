"""Reports that a young person tried to make contact, and requests to be in contact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.views.sent_once import new_key, sent_once
from safeguarding.audit.views import list_file
from safeguarding.communications import policies
from safeguarding.communications.choices import AuthorisationStatus
from safeguarding.communications.forms.asking import (
    AnswerForm,
    AuthorisationFilter,
    AuthorisationForm,
    ReportFilter,
    ReportForm,
)
from safeguarding.communications.models import ContactAuthorisation, ContactReport
from safeguarding.communications.services import authorisations, reports
from safeguarding.communications.views.contact_found import (
    asks_purpose,
    found_or_404,
    logs_for_others,
    note_opening,
    own_person,
    tabs,
)
from safeguarding.core import clock
from safeguarding.core.errors import NotAllowed
from safeguarding.people.models import Person
from safeguarding.risk.models import RiskRegisterEntry
from safeguarding.risk.views.found import act

A_PAGE = 50
OF_REPORTS = ("Number", "When", "Adult", "Over", "How", "Scheme", "Reported on", "Risk")
OF_REQUESTS = ("Number", "Asked on", "Adult", "Account", "How", "First day", "Last day", "Where it stands", "Ended on")


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """The reports one may see, the newest first."""
    form = ReportFilter(request.GET or None, by=request.user)
    found = ContactReport.objects.visible_to(request.user).select_related(
        "adult", "platform", "scheme", "risk_entry", "reported_by"
    )
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    file = list_file(
        request, "contact-reports", what="Reports of contact", headings=OF_REPORTS, found=found, cells=_report_line,
        verb="contact_reports.exported",
    )  # fmt: skip
    if file:
        return file
    context = {
        "title": "Reports of contact", "filter_form": form, "is_narrowed": form.is_bound, "tabs": tabs(request),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "communications/reports.html", context)


def _report_line(report: ContactReport) -> tuple[Any, ...]:
    return (
        report.pk, report.happened_at, report.adult.name, report.platform.name, report.get_channel_display(),
        report.scheme or "", clock.london_date(report.reported_at), report.risk_entry.reference,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def report_add(request: HttpRequest) -> HttpResponse:
    """Report that a young person tried to make contact: for everybody, about themself or a colleague."""
    posted = request.POST if request.method == "POST" else None
    form = ReportForm(posted, by=request.user, own=own_person(request), initial={"once": new_key()})
    address = reverse("communications:report_list")
    context = {
        "title": "Report that a young person tried to make contact", "button": "Report it", "back": address,
        "back_text": "Reports of contact", "cancel": address,
        "lead": "The adult’s supervisor and the central team are told at once, and the risk register says so. "
        "If a child may be at risk, log a concern too.",
    }  # fmt: skip
    return act(
        request, form, lambda: sent_once(
            request, lambda: reports.report_contact(form.report(), by=request.user).get_absolute_url()
        ),
        context=context, to=str,
        done="It is reported: the supervisor and the central team have been told, and it is on the risk register.",
    )  # fmt: skip


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what came, who was told and when, and the risk."""
    rows = ContactReport.objects.visible_to(request.user).select_related(
        "adult", "young_person", "platform", "account", "scheme", "risk_entry", "reported_by", "supervisor"
    )
    found = found_or_404(rows, pk)
    took_part = request.user.pk in (found.reported_by_id, found.adult.user_id)
    gate = asks_purpose(request, is_young=True, took_part=took_part)
    if gate is not None:
        return gate
    note_opening(request, found, "contact_report")
    context = {
        "title": "A young person tried to make contact", "report": found, "is_named": _is_named(request, found),
        "sees_risk": RiskRegisterEntry.objects.visible_to(request.user).filter(pk=found.risk_entry_id).exists(),
        "back": reverse("communications:report_list"), "back_text": "Reports of contact",
    }  # fmt: skip
    return render(request, "communications/report.html", context)


def _is_named(request: HttpRequest, found: ContactReport | ContactAuthorisation) -> bool:
    return Person.objects.visible_to(request.user).filter(pk=found.young_person_id or 0).exists()


@require_GET
def authorisation_list(request: HttpRequest) -> HttpResponse:
    """The requests to be in contact that one may see, the newest first."""
    form = AuthorisationFilter(request.GET or None)
    found = ContactAuthorisation.objects.visible_to(request.user).select_related("adult", "account__platform")
    if form.is_bound and form.is_valid() and form.cleaned_data["status"]:
        found = found.filter(status=form.cleaned_data["status"])
    file = list_file(
        request, "contact-authorisations", what="Requests to be in contact", headings=OF_REQUESTS, found=found,
        cells=_request_line, verb="authorisations.exported",
    )  # fmt: skip
    if file:
        return file
    context = {
        "title": "Contact asked for beforehand", "filter_form": form, "is_narrowed": form.is_bound,
        "tabs": tabs(request), "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "communications/authorisations.html", context)


def _request_line(asked: ContactAuthorisation) -> tuple[Any, ...]:
    return (
        asked.pk, clock.london_date(asked.requested_at), asked.adult.name, asked.account or "",
        asked.get_channel_display(), asked.valid_from, asked.valid_until, asked.get_status_display(),
        clock.london_date(asked.ended_at) if asked.ended_at else "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def authorisation_ask(request: HttpRequest) -> HttpResponse:
    """Ask for leave to be in contact with a young person."""
    posted = request.POST if request.method == "POST" else None
    form = AuthorisationForm(
        posted, by=request.user, own=own_person(request), for_others=logs_for_others(request),
        initial={"valid_from": clock.today(), "once": new_key()},
    )  # fmt: skip
    address = reverse("communications:authorisation_list")
    context = {
        "title": "Ask to be in contact", "button": "Ask", "back": address, "back_text": "Contact asked for beforehand",
        "cancel": address,
        "lead": "For a good reason to be in contact with one young person. Somebody else answers; send nothing before.",
    }  # fmt: skip
    return act(
        request, form, lambda: sent_once(
            request, lambda: authorisations.ask_beforehand(form.asked(), by=request.user).get_absolute_url()
        ),
        context=context, done="It is asked for. Those who answer have been told.", to=str,
    )  # fmt: skip


def authorisation_of(request: HttpRequest, pk: int) -> ContactAuthorisation:
    rows = ContactAuthorisation.objects.visible_to(request.user).select_related(
        "adult", "young_person", "account__platform", "requested_by", "decided_by", "ended_by"
    )
    return found_or_404(rows, pk)


@require_GET
def authorisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what was asked for and why, what was answered, and what may be done next."""
    found = authorisation_of(request, pk)
    took_part = request.user.pk in (found.requested_by_id, found.adult.user_id, found.decided_by_id)
    gate = asks_purpose(request, is_young=True, took_part=took_part)
    if gate is not None:
        return gate
    note_opening(request, found, "contact_authorisation")
    context = {
        "title": "Leave to be in contact", "asked": found, "is_named": _is_named(request, found),
        "may_answer": found.status == AuthorisationStatus.REQUESTED and policies.may_answer(request.user, found),
        "may_withdraw": found.status == AuthorisationStatus.REQUESTED and _may(policies.require_asker, request, found),
        "may_end": found.status == AuthorisationStatus.APPROVED and _may(policies.require_ender, request, found),
        "has_run_out": found.status == AuthorisationStatus.APPROVED and found.valid_until < clock.today(),
        "back": reverse("communications:authorisation_list"), "back_text": "Contact asked for beforehand",
    }  # fmt: skip
    return render(request, "communications/authorisation.html", context)


def _may(require: Callable[..., None], request: HttpRequest, found: ContactAuthorisation) -> bool:
    try:
        require(request.user, found)
    except NotAllowed:
        return False
    return True


def _answer(
    request: HttpRequest, pk: int, require: Callable[..., None], service: Callable[..., object], title: str, button: str
) -> HttpResponse:
    found = authorisation_of(request, pk)
    require(request.user, found)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    context = {
        "title": title, "button": button, "back": found.get_absolute_url(), "back_text": "The request",
        "cancel": found.get_absolute_url(),
    }  # fmt: skip
    return act(
        request, form, lambda: service(found, **form.cleaned_data, by=request.user), context=context,
        done="It is recorded.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def authorisation_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Give leave."""
    return _answer(
        request, pk, policies.require_answerer, authorisations.approve_contact, "Give leave to be in contact",
        "Give leave",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def authorisation_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Give no leave."""
    return _answer(
        request, pk, policies.require_answerer, authorisations.refuse_contact, "Give no leave to be in contact",
        "Refuse",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def authorisation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked withdraws the request before it is answered."""
    return _answer(
        request, pk, policies.require_asker, authorisations.withdraw_request, "Withdraw the request", "Withdraw it"
    )


@require_http_methods(["GET", "POST"])
def authorisation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End leave early."""
    return _answer(request, pk, policies.require_ender, authorisations.end_contact, "End the leave early", "End it now")

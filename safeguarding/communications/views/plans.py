"""Planned contacts: what is due, and what becomes of one: changed, taken place, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.communications import policies, states
from safeguarding.communications.forms.contact_filters import PlanFilter
from safeguarding.communications.forms.contacts import HappenedForm, PlanForm, WithdrawForm
from safeguarding.communications.forms.several import ADD
from safeguarding.communications.models import ContactEvent
from safeguarding.communications.selectors import plans as selectors
from safeguarding.communications.services import plans as services
from safeguarding.communications.views.contact_found import (
    asks_purpose,
    logs_for_others,
    note_opening,
    own_person,
    show_more_names,
    tabs,
)
from safeguarding.communications.views.contacts import contact_of, took_part
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.views import act, show_form

A_PAGE = 50
HEADINGS = ("Number", "When it is due", "Adult", "How", "Scheme", "Reached", "Second adult", "Rules that fail")


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """What is planned, the earliest first: whose time has passed is to be said what became of."""
    form = PlanFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = selectors.plan_list(request.user, mine=bool(chosen.get("mine")), passed=bool(chosen.get("passed")))
    file = list_file(
        request, "planned-contacts", what="Planned contacts", headings=HEADINGS, found=found, cells=_line,
        verb="contacts.exported",
    )  # fmt: skip
    if file:
        return file
    context = {
        "title": "Planned contacts", "filter_form": form, "is_narrowed": form.is_bound, "tabs": tabs(request),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")), "now": clock.now(),
        "passed": selectors.plan_list(request.user, passed=True).count(), "today": clock.today(),
    }  # fmt: skip
    return render(request, "communications/plans.html", context)


def _line(contact: Any) -> tuple[Any, ...]:
    return (
        contact.pk, contact.sent_at, contact.sender.name, contact.get_channel_display(), contact.scheme or "",
        contact.reached, contact.second_adult.name if contact.second_adult else "",
        ", ".join(one.rule for one in contact.failures),
    )  # fmt: skip


def _plan_to_keep(request: HttpRequest, pk: int) -> ContactEvent:
    """A contact for who may say what becomes of it; 409 once that is said."""
    found = contact_of(request, pk)
    policies.require_contact_keeper(request.user, found)
    states.require_plan(found.status)
    return found


def _way_back(found: ContactEvent) -> dict[str, Any]:
    return {"back": found.get_absolute_url(), "back_text": "The plan", "cancel": found.get_absolute_url()}


@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say a plan otherwise. It shows who is reached, so it is opened as the plan itself is."""
    found = _plan_to_keep(request, pk)
    gate = asks_purpose(request, is_young=True, took_part=took_part(request, found))
    if gate is not None:
        return gate
    note_opening(request, found, "contact_edit")
    form = PlanForm(
        request.POST if request.method == "POST" else None, by=request.user, own=own_person(request),
        for_others=logs_for_others(request), plan=services.as_new(found), initial={"version": found.version},
    )  # fmt: skip
    context = {
        "title": "Change the plan", "button": "Save the plan", **_way_back(found), "is_change": True,
        "answers_url": reverse("communications:contact_answers"),
    }  # fmt: skip
    if ADD in request.POST:
        return show_more_names(request, "communications/log.html", form, context)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            services.change_plan(found, form.contact(), version=form.cleaned_data["version"], by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The plan is changed, and the rules were asked again.")
            return redirect(found)
    return show_form(request, "communications/log.html", form, context, refused=refused)


@require_http_methods(["GET", "POST"])
def contact_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """A planned contact took place."""
    found = _plan_to_keep(request, pk)
    form = HappenedForm(
        request.POST if request.method == "POST" else None,
        initial={"sent_at": min(found.sent_at, clock.now()), "version": found.version},
    )
    context = {
        "title": "It took place", "button": "Save", **_way_back(found),
        "lead": "The rules are asked again, by the time at which it took place. What they said of the plan stays.",
    }  # fmt: skip
    return act(
        request, form, lambda: services.mark_happened(found, **form.cleaned_data, by=request.user), context=context,
        done="It is on record that it took place, with what the rules say of it.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def contact_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a plan up."""
    found = _plan_to_keep(request, pk)
    form = WithdrawForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )  # fmt: skip
    context = {
        "title": "Withdraw the plan", "button": "Withdraw it", "button_danger": True, **_way_back(found),
        "lead": "Nothing was sent, and nothing will be. The plan stays on record with your reason.",
    }  # fmt: skip
    return act(
        request, form, lambda: services.withdraw(found, **form.cleaned_data, by=request.user), context=context,
        done="The plan is withdrawn.",
    )  # fmt: skip

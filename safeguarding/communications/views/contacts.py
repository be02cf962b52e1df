"""Contacts: the list, logging one with what the rules say first, and one contact."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission
from safeguarding.access.views.sent_once import new_key, sent_once
from safeguarding.audit.views import list_file
from safeguarding.communications import policies
from safeguarding.communications.choices import Channel, ContactStatus, Direction
from safeguarding.communications.forms.contact_filters import ContactFilter
from safeguarding.communications.forms.contacts import ContactForm, HalfForm
from safeguarding.communications.forms.several import ADD
from safeguarding.communications.models import ContactEvent
from safeguarding.communications.selectors import contacts as selectors
from safeguarding.communications.services import contacts as services
from safeguarding.communications.views import in_hand
from safeguarding.communications.views.contact_found import (
    asks_purpose,
    found_or_404,
    logs_for_others,
    note_opening,
    own_person,
    show_more_names,
    tabs,
)
from safeguarding.core import clock
from safeguarding.core.asked import asked, keep, number
from safeguarding.core.errors import Invalid, NotAllowed, Refused
from safeguarding.core.views import show_form
from safeguarding.people.models import Person

A_PAGE = 50
HEADINGS = (
    "Number", "When", "Whether it took place", "Adult", "How", "Account", "Scheme", "Reached",
    "What it is for", "Rules that failed", "Logged on",
)  # fmt: skip
CHECK, LOG, CHANGE, DROP = "check", "log", "change", "drop"


@require_http_methods(["GET", "POST"])
def contact_list(request: HttpRequest) -> HttpResponse:
    """The contacts one may see, the newest first. Names asked for are sent in the body, and not kept in addresses."""
    if request.method == "POST":
        return keep(request)
    form = ContactFilter(asked(request) or None, by=request.user)
    wanted = _wanted(form)
    if wanted.young is not None:
        gate = asks_purpose(request, is_young=True, took_part=False)
        if gate is not None:
            return gate
        note_opening(request, wanted.young, "contact_list")
    found = selectors.contact_list(request.user, wanted)
    file = list_file(
        request, "contacts", what="Contacts", headings=HEADINGS, found=found, cells=_line, verb="contacts.exported"
    )
    if file:
        return file
    context = {
        "title": "Contact with young people", "filter_form": form, "by_post": True, "is_narrowed": form.is_bound,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")), "tabs": tabs(request),
    }  # fmt: skip
    return render(request, "communications/contacts.html", context)


def _wanted(form: ContactFilter) -> selectors.Wanted:
    if not form.is_bound or not form.is_valid():
        return selectors.Wanted()
    given = form.cleaned_data
    return selectors.Wanted(
        rule=given["rule"], state=given["state"], stands=given["stands"], channel=given["channel"],
        scheme=given["scheme"], outside=given["outside"], account=given["account"],
        adult=form.person("adult"), young=form.person("young"),
    )  # fmt: skip


def _line(contact: Any) -> tuple[Any, ...]:
    return (
        contact.pk, contact.sent_at, contact.get_status_display(), contact.sender.name,
        contact.get_channel_display(), contact.account or contact.get_account_kind_display(),
        contact.scheme or "", contact.reached, contact.get_purpose_display(),
        ", ".join(one.rule for one in contact.failures), clock.london_date(contact.logged_at),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def contact_log(request: HttpRequest) -> HttpResponse:
    """Log a contact: what the rules say of it stands on a page of its own before anything is written."""
    if request.POST.get("step") == DROP:
        in_hand.let_go(request)
        return redirect("communications:contact_list" if "leave" in request.POST else "communications:contact_log")
    if request.method == "POST":
        in_hand.keep(request)
    kept = None if request.method == "POST" else in_hand.in_hand(request)
    form, context = _log_form(request, request.POST if request.method == "POST" else kept)
    if kept is not None:
        form.forget_errors()
    if ADD in request.POST:
        return show_more_names(request, "communications/log.html", form, context)
    if request.method != "POST" or not form.is_valid() or request.POST.get("step") == CHANGE:
        return show_form(request, "communications/log.html", form, context | {"is_in_hand": kept is not None})
    try:
        new = form.contact()
        if request.POST.get("step") != LOG:
            said = services.check(new, by=request.user)
            return _show_check(request, form, selectors.verdict_of(said.items()), context)
        address = sent_once(
            request, lambda: services.log_contact(new, by=request.user).get_absolute_url(), besides=("step",)
        )
    except Refused as refused:
        return show_form(request, "communications/log.html", form, context, refused=refused)
    in_hand.let_go(request)
    messages.success(request, _logged_words(new))
    return redirect(address)


def _log_form(request: HttpRequest, sent: Any) -> tuple[ContactForm, dict[str, Any]]:
    own = own_person(request)
    initial = {
        "when": "planned", "direction": Direction.ADULT_TO_CHILD, "sent_at": clock.now(), "once": new_key()
    }  # fmt: skip
    if own is not None:
        initial |= {"sender": own.name, "sender_id": own.pk}
    form = ContactForm(sent, by=request.user, own=own, for_others=logs_for_others(request), initial=initial)
    return form, {
        "title": "Log a contact", "button": "See what the rules say", "back": reverse("communications:contact_list"),
        "back_text": "Contact with young people", "cancel": reverse("communications:contact_list"),
        "answers_url": reverse("communications:contact_answers"),
    }  # fmt: skip


def _logged_words(new: services.NewContact) -> str:
    told = " The second adult has been told." if new.second_adult else ""
    return f"{'The plan is' if new.is_planned else 'The contact is'} on record.{told}"


@require_POST
def contact_answers(request: HttpRequest) -> HttpResponse:
    """What the rules say of a form that is still being filled in: a part of its page. Nothing is written."""
    form = HalfForm(request.POST, by=request.user, own=own_person(request), for_others=logs_for_others(request))
    is_whole = form.is_valid()
    context: dict[str, Any] = {"missing": form.missing(), "is_planned": form.is_plan()}
    if not context["missing"]:
        try:
            said = services.check(form.contact(), by=request.user, is_whole=is_whole)
        except Invalid as no:
            context["wrong"] = [words for found in no.errors.values() for words in found]
        except Refused as no:
            context["wrong"] = [no.message]
        else:
            context["verdict"] = selectors.verdict_of(said.items())
    return render(request, "communications/_answers.html", context)


def _show_check(
    request: HttpRequest, form: ContactForm, verdict: selectors.Verdict, context: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    own = [(name, values) for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", "step")]
    is_planned = form.cleaned_data["when"] == "planned"
    more = {
        "title": "What the rules say", "verdict": verdict, "is_planned": is_planned,
        "hidden": [(name, value) for name, values in own for value in values],
        "back": reverse("communications:contact_log"), "back_text": "Log a contact",
    }  # fmt: skip
    return render(request, "communications/check.html", {**context, **more})


def contact_of(request: HttpRequest, pk: int) -> ContactEvent:
    rows = ContactEvent.objects.visible_to(request.user).select_related(
        "scheme", "sender", "second_adult", "account__platform", "platform", "logged_by", "answers", "authorisation",
        "withdrawn_by",
    )  # fmt: skip
    return found_or_404(rows, pk)


def took_part(request: HttpRequest, contact: ContactEvent) -> bool:
    second = contact.second_adult
    return request.user.pk in (contact.logged_by_id, contact.sender.user_id, second.user_id if second else None)


@require_http_methods(["GET"])
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact: who, how and when, what the rules say, and what is to be done next."""
    found = contact_of(request, pk)
    gate = asks_purpose(request, is_young=selectors.is_about_young(found), took_part=took_part(request, found))
    if gate is not None:
        return gate
    note_opening(request, found, "contact")
    recipients = list(found.recipients.select_related("person"))
    named = Person.objects.visible_to(request.user).filter(pk__in=[one.person_id for one in recipients])
    is_plan = found.status == ContactStatus.PLANNED
    context = {
        "title": f"Contact of {clock.date_words(clock.london_date(found.sent_at))}", "contact": found,
        "verdict": selectors.now_of(found), "recipients": recipients, "named": set(named.values_list("pk", flat=True)),
        "may_keep": _may_keep(request, found), "is_in_person": found.channel == Channel.IN_PERSON,
        "may_check": _may_check(request, found), "is_withdrawn": found.status == ContactStatus.WITHDRAWN,
        "is_late": is_plan and found.sent_at < clock.now(), "earlier": selectors.earlier_of(found),
        "sees_schemes": has_permission(request.user, Permission.SEE_SCHEMES),
        "back": reverse("communications:contact_list"), "back_text": "Contact with young people",
    }  # fmt: skip
    return render(request, "communications/contact.html", context)


def _may_check(request: HttpRequest, found: ContactEvent) -> bool:
    second = found.second_adult
    waits = found.second_adult_checked_at is None and found.status != ContactStatus.WITHDRAWN
    return waits and second is not None and second.user_id == request.user.pk


def _may_keep(request: HttpRequest, found: ContactEvent) -> bool:
    try:
        policies.require_contact_keeper(request.user, found)
    except NotAllowed:
        return False
    return True


@require_POST
def contact_checked(request: HttpRequest, pk: int) -> HttpResponse:
    """The second adult has looked at it, as it stood on the page where they said so."""
    found = contact_of(request, pk)
    services.mark_checked(found, version=number(request.POST.get("version"), digits=9), by=request.user)
    messages.success(request, "It is recorded that you have looked at it.")
    return redirect(found)


@require_POST
def contact_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the contact to the rules once more."""
    found = contact_of(request, pk)
    services.ask_rules_again(found, by=request.user)
    messages.success(request, "The rules were asked again.")
    return redirect(found)

"""Who may use an account, and the friend and follow requests made from it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.views.sent_once import new_key, sent_once
from safeguarding.audit.views import list_file
from safeguarding.communications import policies
from safeguarding.communications.forms.accounts import EndAccessForm, GiveAccessForm, RequestFilter, RequestForm
from safeguarding.communications.models import AccountRequest
from safeguarding.communications.selectors import accounts as selectors
from safeguarding.communications.selectors import failures
from safeguarding.communications.services.access import end_access, give_access
from safeguarding.communications.services.requests import log_request, request_errors
from safeguarding.communications.views.accounts_found import (
    account_of,
    account_to_keep,
    act,
    posted,
    to_list,
    way_back,
)
from safeguarding.communications.views.contact_found import asks_purpose, note_opening
from safeguarding.core import clock
from safeguarding.core.errors import Invalid, Refused
from safeguarding.core.views import DO, show_form
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person

A_PAGE = 50
HEADINGS = (
    "When", "Account", "Scheme", "What was done", "The other account", "Who used the account", "Rules that failed",
    "Logged on",
)  # fmt: skip


@require_GET
def request_list(request: HttpRequest) -> HttpResponse:
    """Friend and follow requests from the accounts that one may see, the newest first: the page of rules leads here."""
    form = RequestFilter(request.GET or None, by=request.user)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = failures.request_list(request.user, rule=chosen.get("rule", ""), scheme=chosen.get("scheme"))
    file = list_file(
        request, "account-requests", what="Friend and follow requests", headings=HEADINGS, found=found, cells=_line,
        verb="account_requests.exported",
    )  # fmt: skip
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Friend and follow requests", "filter_form": form, "is_narrowed": form.is_bound, "page": page,
        "rows": [(one, selectors.failed_of(one)) for one in page.object_list], **to_list(),
    }  # fmt: skip
    return render(request, "communications/requests.html", context)


def _line(one: AccountRequest) -> tuple[Any, ...]:
    return (
        one.made_at, one.account, one.account.scheme or "", one.get_action_display(), one.get_target_kind_display(),
        one.made_by.name, ", ".join(selectors.failed_of(one)), clock.london_date(one.logged_at),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def access_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an adult may use it."""
    found = account_to_keep(request, pk)
    form = GiveAccessForm(posted(request), by=request.user)
    return act(
        request, found, form, lambda: give_access(found, form.person(), by=request.user),
        title="Give somebody access", button="Give access", done="They may use the account from now on.",
        lead=f"{found.shown} on {found.platform}. Only adults of the force, with a part in its scheme and everything "
        "that is asked of them.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def access_end(request: HttpRequest, pk: int, access_pk: int) -> HttpResponse:
    """Somebody may no longer use it."""
    found = account_to_keep(request, pk)
    held = get_object_or_404(found.accesses.filter(ended_at=None).select_related("person"), pk=access_pk)
    form = EndAccessForm(posted(request), initial={"version": held.version})
    return act(
        request, found, form,
        lambda: end_access(
            held, because=form.cleaned_data["because"], version=form.cleaned_data["version"], by=request.user
        ),
        title=f"End the access of {held.person.name}", button="End access", danger=True,
        done="They may no longer use the account. Have the passwords changed, and record it.",
        lead="It ends now. The passwords have to be changed afterwards.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def request_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a friend or follow request. What the rules say stands on the page before it is saved."""
    found = account_of(request, pk)
    if not policies.uses_or_owns(request.user, found):
        policies.require_account_keeper(request.user, found)
    form = RequestForm(
        posted(request), by=request.user, people=selectors.people_of(found), initial={"once": new_key()}
    )  # fmt: skip
    context = {"title": "Log a request", "judged": {}, "button": "See what the rules say", **way_back(found)}
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        new = form.request()
        if errors := request_errors(found, new):
            refused = Invalid(errors)
        elif DO in request.POST:
            try:
                address = sent_once(
                    request, lambda: _address(log_request(found, new, by=request.user)), besides=(DO,)
                )  # fmt: skip
            except Refused as no:
                refused = no
            else:
                messages.success(request, "The request is on record.")
                return redirect(address)
        else:
            context["judged"] = selectors.judged(
                found, action=new.action, target_kind=new.target_kind, made_at=new.made_at, checked_at=new.checked_at
            )
    return show_form(request, "communications/request_add.html", form, context, refused=refused)


def _address(made: AccountRequest) -> str:
    return reverse("communications:request", args=[made.account_id, made.pk])


@require_GET
def request_page(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """One request, with what the rules say of it. Where it names a young person, why it is opened is asked first."""
    found = account_of(request, pk)
    rows = found.requests.select_related("made_by", "checked_by", "logged_by", "target_person")
    one = get_object_or_404(rows, pk=request_pk)
    is_young = one.target_person is not None and one.target_person.kind == PersonKind.YOUNG_PERSON
    if is_young:
        took_part = request.user.pk in (one.logged_by_id, one.made_by.user_id)
        gate = asks_purpose(request, is_young=True, took_part=took_part)
        if gate is not None:
            return gate
        note_opening(request, one.target_person, "account_request")
    seen = Person.objects.visible_to(request.user).filter(pk=one.target_person_id or 0)
    context = {
        "is_named": seen.exists(), "is_young": is_young,
        "title": one.get_action_display(), "one": one, "judged": selectors.judged_of(one), **way_back(found)
    }  # fmt: skip
    return render(request, "communications/request.html", context)

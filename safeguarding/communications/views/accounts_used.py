"""Who may use an account, and the friend and follow requests made from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.communications import policies
from safeguarding.communications.forms.accounts import EndAccessForm, GiveAccessForm, RequestForm
from safeguarding.communications.selectors import accounts as selectors
from safeguarding.communications.services.access import end_access, give_access
from safeguarding.communications.services.requests import log_request, request_errors
from safeguarding.communications.views.accounts_found import account_of, account_to_keep, act, posted, way_back
from safeguarding.core.errors import Invalid, Refused
from safeguarding.core.views import DO, show_form


@require_http_methods(["GET", "POST"])
def access_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an adult may use it."""
    found = account_to_keep(request, pk)
    form = GiveAccessForm(posted(request), by=request.user)
    return act(
        request, found, form, lambda: give_access(found, form.person(), by=request.user),
        title="Give somebody access", button="Give access", done="They may use the account from now on.",
        lead=f"{found.handle} on {found.platform}. Only adults of the force, with a part in its scheme and everything "
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
    form = RequestForm(posted(request), people=selectors.people_of(found))
    context = {"title": "Log a request", "judged": {}, "button": "See what the rules say", **way_back(found)}
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        new = form.request()
        if errors := request_errors(found, new):
            refused = Invalid(errors)
        elif DO in request.POST:
            try:
                made = log_request(found, new, by=request.user)
            except Refused as no:
                refused = no
            else:
                messages.success(request, "The request is on record.")
                return redirect("communications:request", found.pk, made.pk)
        else:
            context["judged"] = selectors.judged(
                found, action=new.action, target_kind=new.target_kind, made_at=new.made_at, checked_at=new.checked_at
            )
    return show_form(request, "communications/request_add.html", form, context, refused=refused)


@require_GET
def request_page(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """One request, with what the rules say of it."""
    found = account_of(request, pk)
    one = get_object_or_404(found.requests.select_related("made_by", "checked_by", "logged_by"), pk=request_pk)
    context = {
        "title": one.get_action_display(), "one": one, "judged": selectors.judged_of(one), **way_back(found)
    }  # fmt: skip
    return render(request, "communications/request.html", context)

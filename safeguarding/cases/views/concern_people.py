"""The people in a concern that is being written: added, changed and taken off one by one."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from safeguarding.cases.choices import LogStep
from safeguarding.cases.forms.concern_draft import last_day, named_parties
from safeguarding.cases.forms.concern_parties import PartyForm
from safeguarding.cases.forms.concern_steps import as_query
from safeguarding.cases.models import ConcernDraft
from safeguarding.cases.services import drafts
from safeguarding.cases.views.concern_log import keep, own_draft
from safeguarding.core.errors import Conflict, Invalid, Refused
from safeguarding.core.views import show_form

NEW = drafts.NEW_PARTY


@require_http_methods(["GET", "POST"])
def log_party(request: HttpRequest, key: uuid.UUID, party: str) -> HttpResponseBase:
    """Add a person, or change what was said of one."""
    draft = own_draft(request, key)
    if draft.concern:
        return redirect("cases:log_sent", draft.concern.reference)
    raw = typed_before(draft, party)
    if request.method == "POST":
        return take_party(request, draft, party)
    incident_on = last_day(draft, user=request.user)
    if "wrong" in request.GET:
        form = PartyForm(as_query(raw), user=request.user, incident_on=incident_on)
    else:
        form = PartyForm(user=request.user, raw=raw, incident_on=incident_on)
    return party_page(request, draft, party, form)


@require_POST
def log_party_keep(request: HttpRequest, key: uuid.UUID, party: str) -> JsonResponse:
    """Keep what has been typed so far about a person."""
    return keep(request, lambda raw: drafts.save_party(own_draft(request, key), party=party, raw=raw, by=request.user))


@require_http_methods(["GET", "POST"])
def log_party_remove(request: HttpRequest, key: uuid.UUID, party: str) -> HttpResponseBase:
    """Take a person off the list."""
    draft = own_draft(request, key)
    if draft.concern:
        return redirect("cases:log_sent", draft.concern.reference)
    who = reverse("cases:log_step", args=[key, LogStep.WHO])
    named = next((one for one in named_parties(draft, user=request.user) if one.key == party), None)
    if request.method == "POST":
        drafts.remove_party(draft, party=party, by=request.user)
    if request.method == "POST" or named is None:
        return redirect(who)
    return render(request, "concerns/remove_party.html", {"named": named, "back": who, "draft": draft})


def typed_before(draft: ConcernDraft, party: str) -> dict[str, list[str]]:
    """What was typed about the person; a person who is not on the list does not exist."""
    if party == NEW:
        return dict(draft.answers.get("new_party", {}))
    for one in draft.answers.get("parties", []):
        if one["key"] == party:
            return dict(one["raw"])
    raise Http404


def take_party(request: HttpRequest, draft: ConcernDraft, party: str) -> HttpResponse:
    """Keep what was typed, and put the person on the list once it is right."""
    form = PartyForm(request.POST, user=request.user, incident_on=last_day(draft, user=request.user))
    is_right = form.is_valid()
    try:
        if is_right and party == NEW:
            drafts.add_party(draft, raw=form.raw(), by=request.user, key=sent_key(request))
        else:
            drafts.save_party(draft, party=party, raw=form.raw(), by=request.user)
    except (Invalid, Conflict) as refused:
        return party_page(request, draft, party, form, refused=refused)
    if not is_right:
        return party_page(request, draft, party, form)
    change = "?change=1" if "change" in request.GET else ""
    return redirect(f"{reverse('cases:log_step', args=[draft.key, LogStep.WHO])}{change}")


def sent_key(request: HttpRequest) -> str:
    """The key that the page carried, so that a page sent twice adds one person."""
    key = request.POST.get(drafts.PARTY_KEY, "")
    return key if key.isascii() and key.isalnum() and len(key) == 12 else ""


def party_page(
    request: HttpRequest, draft: ConcernDraft, party: str, form: PartyForm, refused: Refused | None = None
) -> HttpResponse:
    is_new = party == NEW
    context = {
        "draft": draft,
        "title": "Add a person" if is_new else "Change what you said about this person",
        "button": "Add this person" if is_new else "Save",
        "party_key": sent_key(request) or uuid.uuid4().hex[:12],
        "back": reverse("cases:log_step", args=[draft.key, LogStep.WHO]),
        "keep_url": reverse("cases:log_party_keep", args=[draft.key, party]),
    }
    return show_form(request, "concerns/party.html", form, context, refused=refused)

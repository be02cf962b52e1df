"""Pairs on record that may be one person: the queue, one pair side by side, and what is done about it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeguarding.audit.views import list_file
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.matching import policies, selectors
from safeguarding.matching.forms import ProposeForm
from safeguarding.matching.models import LikelyPair
from safeguarding.matching.services import propose, settle_pair
from safeguarding.matching.views.reading import ask_purpose, needs_purpose, note_reading
from safeguarding.people.selectors import in_a_few_words

A_PAGE = 50
HEADINGS = ("One", "The other", "Why")
QUEUE = {"back": "matching:queue", "back_text": "Likely duplicates"}


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What was found at night, and what waits to be decided."""
    policies.require_merger(request.user)
    found = selectors.waiting_pairs(request.user)
    file = list_file(request, "duplicates", what="Likely duplicates", headings=HEADINGS, found=found, cells=_line)
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "pair": pair, "first_words": in_a_few_words(pair.first), "second_words": in_a_few_words(pair.second),
            "reason": selectors.likeness_of(pair.first, pair.second).words,
        }
        for pair in page.object_list
    ]  # fmt: skip
    waiting = selectors.merges(request.user).filter(status="proposed").count()
    context = {
        "title": "Likely duplicates", "page": page, "rows": rows, "waiting": waiting,
        "back": reverse("people:person_list"), "back_text": "People",
    }  # fmt: skip
    return render(request, "matching/queue.html", context)


def _line(one: LikelyPair) -> tuple[str, str, str]:
    return one.first.name, one.second.name, selectors.likeness_of(one.first, one.second).words


@require_GET
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Both records side by side."""
    found = _pair(request, pk)
    if needs_purpose(request, found.first, found.second):
        return redirect("matching:pair_purpose", pk)
    note_reading(request, found.first, found.second)
    context = {
        "title": "Are these one person?", "pair": found, "sides": selectors.sides(found.first, found.second),
        "reason": selectors.likeness_of(found.first, found.second).words, **_back(),
    }  # fmt: skip
    return render(request, "matching/pair.html", context)


@require_http_methods(["GET", "POST"])
def pair_purpose(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the user needs to look at these records."""
    found = _pair(request, pk)
    return ask_purpose(request, reverse("matching:queue"), found.get_absolute_url())


@require_POST
def pair_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """They are two people."""
    found = _pair(request, pk)
    try:
        settle_pair(pair=found, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "Noted: they are two people. Nobody is asked about this pair again.")
    return redirect("matching:queue")


@require_http_methods(["GET", "POST"])
def pair_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold both to be one person; somebody else decides."""
    found = _pair(request, pk)
    form = ProposeForm(request.POST if request.method == "POST" else None, one=found.first, other=found.second)
    refused = None
    if request.method == "POST" and form.is_valid():
        kept, merged = form.kept_and_merged()
        try:
            made = propose(kept=kept, merged=merged, why=form.cleaned_data["why"], by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "Proposed. Somebody else has to decide before anything is moved.")
            return redirect(made)
    context = {
        "title": "Propose to merge these records", "button": "Propose", "back": found.get_absolute_url(),
        "back_text": "Are these one person?", "cancel": found.get_absolute_url(),
    }  # fmt: skip
    return show_form(request, "layouts/form.html", form, context, refused=refused)


def _pair(request: HttpRequest, pk: int) -> LikelyPair:
    policies.require_merger(request.user)
    seen = LikelyPair.objects.visible_to(request.user).select_related("first__unit", "second__unit")
    found: LikelyPair = get_object_or_404(seen, pk=pk)
    return found


def _back() -> dict[str, str]:
    return {"back": reverse(QUEUE["back"]), "back_text": QUEUE["back_text"]}

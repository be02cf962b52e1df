"""Proposing a merge from a person's page: the other record is found by likeness or by name, then both are compared."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.core.asked import asked, keep
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.matching import policies, selectors
from safeguarding.matching.forms import OtherRecordForm, ProposeForm
from safeguarding.matching.services import propose
from safeguarding.matching.views.reading import needs_purpose, note_reading
from safeguarding.people.models import Person
from safeguarding.people.selectors import in_a_few_words
from safeguarding.people.views.found import WANTED


@require_http_methods(["GET", "POST"])
def find_other(request: HttpRequest, pk: int) -> HttpResponse:
    """Which other record is of the same person: the likely ones, or by another name. Names go by POST."""
    person = _person(request, pk)
    if needs_purpose(request, person):
        return _ask_why(request, person)
    if request.method == "POST":
        return keep(request)
    note_reading(request, person)
    sent = asked(request)
    form = OtherRecordForm(sent if sent.get("q") else None)
    is_search = form.is_bound and form.is_valid()
    found = (
        selectors.others_named(request.user, person, form.cleaned_data["q"])
        if is_search
        else selectors.others_like(request.user, person)
    )
    context = {
        "title": "Find the other record", "person": person, "form": form, "is_search": is_search,
        "rows": [(one, in_a_few_words(one.person)) for one in found],
        "back": reverse("people:person", args=[pk]), "back_text": person.name,
    }  # fmt: skip
    return render(request, "matching/find_other.html", context)


@require_http_methods(["GET", "POST"])
def propose_two(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """Both beside each other, and holding them to be one person; somebody else decides."""
    one, other = _person(request, pk), _person(request, other_pk)
    if needs_purpose(request, one, other):
        return _ask_why(request, one)
    note_reading(request, one, other)
    form = ProposeForm(request.POST if request.method == "POST" else None, one=one, other=other)
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
    address = reverse("matching:find_other", args=[pk])
    context = {
        "title": "Are these one person?", "sides": selectors.sides(one, other), "button": "Propose to merge them",
        "reason": selectors.likeness_of(one, other).words, "back": address, "back_text": "Find the other record",
        "cancel": address,
    }  # fmt: skip
    return show_form(request, "matching/propose_two.html", form, context, refused=refused)


def _person(request: HttpRequest, pk: int) -> Person:
    policies.require_merger(request.user)
    seen = Person.objects.visible_to(request.user).select_related("unit")
    found: Person = get_object_or_404(seen, pk=pk)
    policies.require_other_than(request.user, found)
    return found


def _ask_why(request: HttpRequest, person: Person) -> HttpResponse:
    request.session[WANTED] = request.path if request.method == "GET" else ""
    return redirect("people:purpose", person.pk)

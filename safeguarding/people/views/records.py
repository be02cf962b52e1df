"""People, for the roles that work with them. Opening one person's record is written down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit
from safeguarding.access.policies import require_permission, unit_ids_where
from safeguarding.audit.choices import Purpose
from safeguarding.audit.services import consult
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.asked import asked, keep
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.people import selectors
from safeguarding.people.choices import PersonKind
from safeguarding.people.forms.records import NewPersonForm, PersonFilter, PurposeForm
from safeguarding.people.models import Person
from safeguarding.people.services import add_person

A_PAGE = 50
ALREADY = "The person was on record already. Nobody was added."
PURPOSE = "reading_purpose"


@require_http_methods(["GET", "POST"])
def person_list(request: HttpRequest) -> HttpResponse:
    """The people the user may see, by name."""
    require_permission(request.user, Permission.SEE_PEOPLE)
    if request.method == "POST":
        return keep(request)
    form = PersonFilter(asked(request) or None)
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    people = selectors.people_list(request.user, words=chosen.get("q", ""), kind=chosen.get("kind", ""))
    file = list_file(request, "people", what="People", headings=("Name", "Who"), found=people, cells=_line)
    if file:
        return file
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    rows = [(person, selectors.in_a_few_words(person)) for person in page.object_list]
    context = {"title": "People", "filter_form": form, "page": page, "rows": rows, "by_post": True}
    return render(request, "people/list.html", context)


def _line(person: Person) -> tuple[str, str]:
    return person.name, selectors.in_a_few_words(person)


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's record. For a young person the purpose is asked first, once after signing in."""
    require_permission(request.user, Permission.SEE_PEOPLE)
    kept = selectors.kept_record(request.user, pk)
    if kept is not None:
        return redirect("people:person", kept.pk)
    found = get_object_or_404(selectors.with_placements(Person.objects.visible_to(request.user)), pk=pk)
    purpose = request.session.get(PURPOSE)
    if found.kind == PersonKind.YOUNG_PERSON and not purpose:
        return redirect("people:purpose", pk)
    told = purpose or {"purpose": Purpose.OTHER, "text": ""}
    consult(found, by=request.user, page="person", purpose=told["purpose"], purpose_text=told["text"])
    context = {
        "person": found,
        "few_words": selectors.in_a_few_words(found),
        "age": found.age_on(clock.today()),
        "is_young": found.kind == PersonKind.YOUNG_PERSON,
        "back": reverse("people:person_list"),
        "back_text": "People",
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the user needs to look at young people's records; kept until they sign out, and written down at each look."""
    require_permission(request.user, Permission.SEE_PEOPLE)
    get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        request.session[PURPOSE] = {"purpose": given["purpose"], "text": given["purpose_text"]}
        return redirect("people:person", pk)
    context = {"title": "Before you open this record", "button": "Continue", "back": reverse("people:person_list")}
    return show_form(request, "people/purpose.html", form, context)


@require_http_methods(["GET", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """Put somebody on record."""
    require_permission(request.user, Permission.SEE_PEOPLE)
    mine = unit_ids_where(request.user, Permission.SEE_PEOPLE)
    form = NewPersonForm(
        request.POST if request.method == "POST" else None, by=request.user,
        units=Unit.objects.filter(pk__in=mine, is_active=True),
    )  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        if form.picked:
            messages.success(request, ALREADY)
            return redirect("people:person", form.picked.pk)
        try:
            added = add_person(form.person(), unit=form.cleaned_data["unit"], by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The person is on record.")
            return redirect("people:person", added.pk)
    context = {"title": "Add a person", "button": "Add", "back": reverse("people:person_list")}
    return show_form(request, "layouts/form.html", form, context, refused=refused)

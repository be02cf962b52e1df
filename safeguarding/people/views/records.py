"""People, for the roles that work with them. Opening one person's record is written down."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit
from safeguarding.access.policies import has_permission, require_permission, unit_ids_where
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.asked import asked, keep
from safeguarding.core.errors import NotAllowed, Refused
from safeguarding.core.views import show_form
from safeguarding.people import policies, selectors
from safeguarding.people.choices import PersonKind
from safeguarding.people.forms.identity import IdentityForm, NewYoungForm
from safeguarding.people.forms.records import NewPersonForm, PersonFilter, PurposeForm
from safeguarding.people.models import Person
from safeguarding.people.selectors import said_before, timeline, young
from safeguarding.people.services import add_person, add_young_person, edit_person
from safeguarding.people.views.found import PURPOSE, WANTED, act, on_record, person_of, to_keep
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme

A_PAGE = 50
ALREADY = "The person was on record already. Nobody was added."


@require_http_methods(["GET", "POST"])
def person_list(request: HttpRequest) -> HttpResponse:
    """The people the user may see, by name."""
    require_permission(request.user, Permission.SEE_PEOPLE)
    if request.method == "POST":
        return keep(request)
    form = PersonFilter(asked(request) or None, schemes=Scheme.objects.visible_to(request.user))
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    people = selectors.people_list(
        request.user, words=chosen.get("q", ""), kind=chosen.get("kind", ""), scheme=chosen.get("scheme")
    )
    file = list_file(request, "people", what="People", headings=("Name", "Who"), found=people, cells=_line)
    if file:
        return file
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    rows = [(person, selectors.in_a_few_words(person)) for person in page.object_list]
    context = {"title": "People", "filter_form": form, "page": page, "rows": rows, "by_post": True}
    context["sees_imports"] = has_permission(request.user, Permission.KEEP_SCHEMES)
    return render(request, "people/list.html", context)


def _line(person: Person) -> tuple[str, str]:
    return person.name, selectors.in_a_few_words(person)


@require_GET
@on_record("person")
def person(request: HttpRequest, person: Person) -> HttpResponse:
    """One person's record, as far as the user may see it."""
    is_young = person.kind == PersonKind.YOUNG_PERSON
    works = policies.works_with_people(request.user)
    keeps = policies.may_keep_record(request.user, person)
    today = clock.today()
    context = {
        "person": person,
        "few_words": selectors.in_a_few_words(person),
        "age": person.age_on(today),
        "today": today,
        "is_young": is_young,
        "works": works,
        "record": young.record_of(request.user, person) if is_young else None,
        "posts": timeline.bars(young.posts_of(request.user, person), today=today),
        "struck": young.struck_parts(person) if works else [],
        "changes": said_before.changes_of(person) if keeps else [],
        "may_keep": keeps,
        "may_place": policies.may_place(request.user, person),
        "back": reverse("people:person_list" if works else "people:with_me"),
        "back_text": "People" if works else "Young people you work with",
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the user needs to look at young people's records; kept until they sign out, and written down at each look."""
    person_of(request, pk)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        request.session[PURPOSE] = {"purpose": given["purpose"], "text": given["purpose_text"]}
        of, wanted = request.session.pop(WANTED, (pk, ""))
        return redirect(wanted if wanted and of == pk else reverse("people:person", args=[pk]))
    listed = "people:person_list" if policies.works_with_people(request.user) else "people:with_me"
    context = {"title": "Before you open this record", "button": "Continue", "back": reverse(listed)}
    return show_form(request, "people/purpose.html", form, context)


@require_http_methods(["GET", "POST"])
@to_keep("person_edit")
def person_edit(request: HttpRequest, person: Person) -> HttpResponse:
    """Change who the record says somebody is."""
    units = Unit.objects.visible_to(request.user).filter(
        Q(pk__in=unit_ids_where(request.user, Permission.SEE_PEOPLE), is_active=True) | Q(pk=person.unit_id)
    )
    form = IdentityForm(request.POST if request.method == "POST" else None, person=person, units=units)

    def do() -> object:
        return edit_person(person, form.identity(), version=form.cleaned_data["version"], by=request.user)

    lead = "What it said before stays in the history of the record."
    return act(request, person, form, "Change who they are", "Saved.", do, lead=lead)


@require_http_methods(["GET", "POST"])
def young_add(request: HttpRequest) -> HttpResponse:
    """Put a young person on the register, and into a scheme at once. Who may be them already is offered first."""
    require_permission(request.user, Permission.SEE_PEOPLE)
    mine = unit_ids_where(request.user, Permission.SEE_PEOPLE)
    form = NewYoungForm(
        request.POST if request.method == "POST" else None, by=request.user,
        units=Unit.objects.visible_to(request.user).filter(pk__in=mine, is_active=True),
        schemes=Scheme.objects.visible_to(request.user).exclude(status=SchemeStatus.CLOSED),
    )  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if form.picked is not None:
            if given["scheme"] is None:
                messages.success(request, ALREADY)
                return redirect("people:person", form.picked.pk)
            messages.success(request, f"{ALREADY} Add them to the scheme here.")
            asked_for = {"scheme": given["scheme"].pk, "from": given["starts_on"] or ""}
            return redirect(f"{reverse('people:placement_add', args=[form.picked.pk])}?{urlencode(asked_for)}")
        try:
            added = add_young_person(
                form.person(), unit=given["unit"], scheme=given["scheme"], starts_on=given["starts_on"],
                by=request.user,
            )  # fmt: skip
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The young person is on record. Next: their parents and carers, and consent.")
            return redirect("people:person", added.pk)
    context = {"title": "Add a young person", "button": "Add", "back": reverse("people:person_list"),
               "back_text": "People", "cancel": reverse("people:person_list")}  # fmt: skip
    return show_form(request, "layouts/form.html", form, context, refused=refused)


@require_GET
def with_me(request: HttpRequest) -> HttpResponse:
    """The young people of the schemes the user now leads."""
    found = young.led_by(request.user)
    if not (found.exists() or policies.works_with_people(request.user)):
        raise NotAllowed("This is for who leads a scheme that runs now.")
    file = list_file(
        request, "young-people", what="Young people you work with", headings=("Name", "Who"), found=found, cells=_line
    )
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(person, selectors.in_a_few_words(person)) for person in page.object_list]
    return render(request, "people/with_me.html", {"title": "Young people you work with", "page": page, "rows": rows})


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

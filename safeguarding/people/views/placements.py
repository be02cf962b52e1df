"""Somebody's parts in schemes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form
from safeguarding.people import policies, rules, selectors, services
from safeguarding.people.forms.placements import (
    CorrectPlacementForm,
    EndPlacementForm,
    PlaceAdultForm,
    PlacementForm,
    StrikePlacementForm,
)
from safeguarding.people.models import Person, Placement
from safeguarding.people.selectors import young
from safeguarding.people.views.found import act, adult_to_place, on_record
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import may_keep, require_keeper, require_keeping

A_PAGE = 50
HEADINGS = ("Name", "Part", "From", "Until")


@require_http_methods(["GET", "POST"])
@on_record("placement_add", may=policies.require_to_place)
def placement_add(request: HttpRequest, person: Person) -> HttpResponse:
    """Give them a part in a scheme."""
    form = PlacementForm(
        request.POST if request.method == "POST" else None, person=person,
        schemes=Scheme.objects.visible_to(request.user),
        initial={"scheme": request.GET.get("scheme", ""), "starts_on": _from(request) or clock.today()},
    )  # fmt: skip

    def do() -> object:
        made = services.place(person, **form.cleaned_data, by=request.user)
        say_if_not_active(request, made)
        return made

    return act(request, person, form, "Add to a scheme", "They have a part in the scheme.", do)


@require_http_methods(["GET", "POST"])
@on_record("placement_correct", may=policies.require_to_place, find=adult_to_place)
def placement_correct(request: HttpRequest, person: Person, placement_pk: int) -> HttpResponse:
    """Put right what was recorded wrongly."""
    placement = _placement(person, placement_pk)
    form = CorrectPlacementForm(request.POST if request.method == "POST" else None, placement=placement)

    def do() -> object:
        return services.correct_placement(placement, **form.cleaned_data, by=request.user)

    return act(request, person, form, "Correct a part in a scheme", "Saved.", do, lead=placement.scheme.name,
               where=_where(request, placement))  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_record("placement_end", may=policies.require_to_place, find=adult_to_place)
def placement_end(request: HttpRequest, person: Person, placement_pk: int) -> HttpResponse:
    """They no longer take part."""
    placement = _placement(person, placement_pk)
    form = EndPlacementForm(
        request.POST if request.method == "POST" else None,
        initial={"version": placement.version, "ends_on": placement.ends_on or clock.today()},
    )

    def do() -> object:
        return services.end_placement(placement, **form.cleaned_data, by=request.user)

    return act(request, person, form, "They no longer take part", "The last day is recorded.", do,
               lead=placement.scheme.name, where=_where(request, placement))  # fmt: skip


@require_http_methods(["GET", "POST"])
@on_record("placement_strike", may=policies.require_to_place, find=adult_to_place)
def placement_strike(request: HttpRequest, person: Person, placement_pk: int) -> HttpResponse:
    """They never had this part."""
    placement = _placement(person, placement_pk)
    form = StrikePlacementForm(
        request.POST if request.method == "POST" else None, initial={"version": placement.version}
    )

    def do() -> object:
        return services.strike_placement(placement, **form.cleaned_data, by=request.user)

    when = rules.days_in_words(placement.starts_on, placement.ends_on)
    lead = (
        f"{placement.scheme.name}: {placement.get_role_display().lower()} {when}. Strike it out only if they never had "
        "this part: it stays to be read as struck out, and counts nowhere. If they left, end it instead."
    )  # fmt: skip
    return act(request, person, form, "Strike out a part in a scheme", "The part is struck out.", do, lead=lead,
               button="Strike out", danger=True, where=_where(request, placement))  # fmt: skip


@require_http_methods(["GET", "POST"])
def adult_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an adult on record a part in a scheme, from the scheme's side."""
    require_keeping(request.user)
    scheme = get_object_or_404(Scheme.objects.visible_to(request.user), pk=pk)
    require_keeper(request.user, scheme)
    form = PlaceAdultForm(
        request.POST if request.method == "POST" else None, by=request.user, initial={"starts_on": clock.today()}
    )
    refused = None
    back = reverse("people:parts", args=[pk])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.place(
                form.person(), scheme, given["role"], starts_on=given["starts_on"], ends_on=given["ends_on"],
                by=request.user,
            )  # fmt: skip
        except Refused as no:
            refused = no
        else:
            messages.success(request, f"{made.person.name} has a part in {scheme.name}.")
            say_if_not_active(request, made)
            return redirect(back)
    context = {
        "title": "Place an adult", "lead": scheme.name, "button": "Place", "back": back,
        "back_text": f"Who takes part in {scheme.name}", "cancel": back,
    }  # fmt: skip
    return show_form(request, "layouts/form.html", form, context, refused=refused)


@require_GET
def parts(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes, and who took, part in a scheme, of the people the user may see."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    scheme = get_object_or_404(Scheme.objects.visible_to(request.user), pk=pk)
    found = young.parts_by_name(request.user, scheme)
    file = list_file(request, "parts", what=f"Who takes part in {scheme.name}", headings=HEADINGS, found=found,
                     cells=_line)  # fmt: skip
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    why_not = policies.placers(request.user, [one.person for one in page.object_list], [scheme])
    rows = [(one, not why_not(one.person, scheme)) for one in page.object_list]
    context = {
        "title": f"Who takes part in {scheme.name}", "page": page, "rows": rows, "today": clock.today(),
        "scheme": scheme, "may_place": may_keep(request.user, scheme), "back": scheme.get_absolute_url(),
        "back_text": scheme.name, "works": policies.works_with_people(request.user),
    }  # fmt: skip
    return render(request, "people/parts.html", context)


def say_if_not_active(request: HttpRequest, placement: Placement) -> None:
    """Somebody who does not meet what is asked has a part and is not active in it: said at once, with what lacks."""
    if why := selectors.why_not_active(placement):
        messages.warning(request, f"{placement.person.name} is not active in it yet: {why}")


def _line(one: Placement) -> tuple[Any, ...]:
    return one.person.name, one.get_role_display(), one.starts_on, one.ends_on or ""


def _where(request: HttpRequest, placement: Placement) -> tuple[str, str] | None:
    """Who opens no records of people goes back to the scheme."""
    if policies.works_with_people(request.user):
        return None
    return reverse("people:parts", args=[placement.scheme_id]), f"Who takes part in {placement.scheme.name}"


def _placement(person: Person, pk: int) -> Placement:
    return get_object_or_404(young.placement_of(person, pk))


def _from(request: HttpRequest) -> dt.date | None:
    """The first day that an address names."""
    try:
        return dt.date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        return None

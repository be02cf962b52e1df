"""Somebody's parts in schemes."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from safeguarding.core import clock
from safeguarding.people import policies, services
from safeguarding.people.forms.placements import CorrectPlacementForm, EndPlacementForm, PlacementForm
from safeguarding.people.models import Person, Placement
from safeguarding.people.selectors import young
from safeguarding.people.views.found import act, on_record
from safeguarding.schemes.models import Scheme


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
        return services.place(person, **form.cleaned_data, by=request.user)

    return act(request, person, form, "Add to a scheme", "They have a part in the scheme.", do)


@require_http_methods(["GET", "POST"])
@on_record("placement_correct", may=policies.require_to_place)
def placement_correct(request: HttpRequest, person: Person, placement_pk: int) -> HttpResponse:
    """Put right what was recorded wrongly."""
    placement = _placement(person, placement_pk)
    form = CorrectPlacementForm(request.POST if request.method == "POST" else None, placement=placement)

    def do() -> object:
        return services.correct_placement(placement, **form.cleaned_data, by=request.user)

    return act(request, person, form, "Correct a part in a scheme", "Saved.", do, lead=placement.scheme.name)


@require_http_methods(["GET", "POST"])
@on_record("placement_end", may=policies.require_to_place)
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
               lead=placement.scheme.name)  # fmt: skip


def _placement(person: Person, pk: int) -> Placement:
    return get_object_or_404(young.placement_of(person, pk))


def _from(request: HttpRequest) -> dt.date | None:
    """The first day that an address names."""
    try:
        return dt.date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        return None

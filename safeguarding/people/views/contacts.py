"""Who cares for a young person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from safeguarding.core import clock
from safeguarding.people import services
from safeguarding.people.forms.contacts import CarerForm, EndForm, NewCarerForm
from safeguarding.people.models import Carer, Person
from safeguarding.people.views.found import act, to_keep


@require_http_methods(["GET", "POST"])
@to_keep("carer_add")
def carer_add(request: HttpRequest, person: Person) -> HttpResponse:
    """Record somebody who cares for them: on record already, or put on record now."""
    form = NewCarerForm(request.POST if request.method == "POST" else None, by=request.user)

    def do() -> object:
        if form.picked is not None:
            return services.add_carer(person, form.picked, form.details(), by=request.user)
        return services.add_new_carer(person, form.person(), form.details(), by=request.user)

    return act(request, person, form, "Add a parent or carer", "The carer is on record.", do)


@require_http_methods(["GET", "POST"])
@to_keep("carer_edit")
def carer_edit(request: HttpRequest, person: Person, carer_pk: int) -> HttpResponse:
    """Change how a carer is reached, or whether they may be."""
    carer = _carer(request, person, carer_pk)
    form = CarerForm(request.POST if request.method == "POST" else None, carer=carer)

    def do() -> object:
        return services.edit_carer(carer, form.details(), version=form.cleaned_data["version"], by=request.user)

    return act(request, person, form, "Change a parent or carer", "Saved.", do, lead=carer.adult.name)


@require_http_methods(["GET", "POST"])
@to_keep("carer_end")
def carer_end(request: HttpRequest, person: Person, carer_pk: int) -> HttpResponse:
    """An adult no longer cares for them."""
    carer = _carer(request, person, carer_pk)
    form = EndForm(
        request.POST if request.method == "POST" else None, initial={"version": carer.version, "until": clock.today()}
    )

    def do() -> object:
        return services.end_carer(carer, **form.cleaned_data, by=request.user)

    lead = f"{carer.adult.name} stays on record as somebody who cared for them. Nobody rings them any more."
    return act(request, person, form, "They no longer are a carer", "Saved.", do, lead=lead)


def _carer(request: HttpRequest, person: Person, pk: int) -> Carer:
    carers = Carer.objects.visible_to(request.user).filter(young_person=person).select_related("adult")
    return get_object_or_404(carers, pk=pk)

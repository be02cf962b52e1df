"""How many young people one adult may look after: read, and set by who may."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.activities import policies, selectors, services
from safeguarding.activities.forms.ratios import RatioForm
from safeguarding.activities.views.planning import BOTH
from safeguarding.assurance.policies import require_reading_catalogue
from safeguarding.core import clock
from safeguarding.core.views import act


@require_GET
def ratios(request: HttpRequest) -> HttpResponse:
    """Every age band: the guidance, what this force asks for, since when, and who said so."""
    require_reading_catalogue(request.user)
    context = {
        "title": "How many adults a session needs", "found": selectors.bands_of(request.user), "today": clock.today(),
        "may_set": policies.may_set_ratios(request.user), "back": reverse("activities:session_list"),
        "back_text": "Sessions",
    }  # fmt: skip
    return render(request, "activities/ratios.html", context)


@require_http_methods(BOTH)
def ratio_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for more adults in one age band, or for as many as the guidance again."""
    policies.require_setting_ratios(request.user)
    found = next((one for one in selectors.bands_of(request.user) if one.band.pk == pk), None)
    if found is None:
        raise Http404
    newest = found.newest
    form = RatioForm(
        request.POST if request.method == "POST" else None, most=found.band.children_per_adult,
        initial={"children_per_adult": found.children_per_adult, "holds_from": clock.today(),
                 "seen": newest.pk if newest else ""},
    )  # fmt: skip
    back = reverse("activities:ratios")
    context = {
        "title": f"Young people of {found.band.label} years", "back": back, "cancel": back,
        "back_text": "How many adults a session needs",
        "lead": "Sessions before that day are judged by what held then. Two adults at least are needed always.",
    }  # fmt: skip
    return act(
        request, form, lambda: services.set_ratio(found.band, form.ratio(), seen=form.newest, by=request.user),
        done="Saved.", context=context,
    )  # fmt: skip

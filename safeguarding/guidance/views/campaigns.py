"""Asking people to read a version: prepare it, look whom it reaches, open it, close it."""

from __future__ import annotations

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.forms import GovForm, VersionField
from safeguarding.guidance import selectors, services
from safeguarding.guidance.choices import CampaignState
from safeguarding.guidance.forms.asking import CampaignForm, campaign_now
from safeguarding.guidance.views.acting import act, campaign_of, to_campaign, version_of, way_back
from safeguarding.people.models import Person

A_PAGE = 50
DUE_IN = dt.timedelta(days=28)
HEADINGS = ("Name", "What they do", "Unit", "How they are told", "Acknowledged")


class SureForm(GovForm):
    """Nothing is asked but that the page is the one that was looked at."""

    version = VersionField()


@require_http_methods(["GET", "POST"])
def campaign_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare a campaign for a version in force."""
    version = version_of(request, pk)
    now = {"due_on": clock.today() + DUE_IN, "remind_days": 7}
    form = CampaignForm(request.POST if request.method == "POST" else None, by=request.user, initial=now)
    del form.fields["version"]
    return act(
        request, form, lambda: services.prepare_campaign(version, form.details(), by=request.user),
        title="Ask people to read it", done="Nobody has been told yet. Look whom it reaches, then open it.",
        button="See whom it reaches", lead="Nobody is told before you have seen whom it reaches.",
        **way_back(version.document),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def campaign_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a campaign that was not opened yet."""
    held = campaign_of(request, pk)
    form = CampaignForm(request.POST if request.method == "POST" else None, by=request.user, initial=campaign_now(held))
    return act(
        request, form,
        lambda: services.edit_campaign(held, form.details(), version=form.cleaned_data["version"], by=request.user),
        title="Change the campaign", done="Saved. Nobody has been told yet.", **to_campaign(held),
    )  # fmt: skip


@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom a campaign reaches: by audience in numbers, and everybody by name; and once it is open, who is missing."""
    held = campaign_of(request, pk)
    by_audience, everybody, done = selectors.reach(held, day=clock.today())
    people = Person.objects.visible_to(request.user).filter(pk__in=everybody).select_related("unit", "user")
    people = people.order_by("family_name", "given_name", "pk")
    file = list_file(
        request, "policy-campaign", what="People asked to read a policy", headings=HEADINGS, found=people,
        cells=lambda person: _line(person, done), data={"campaign_id": held.pk},
    )  # fmt: skip
    if file:
        return file
    told = people.filter(user__is_active=True).count()
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": held, "policy_version": held.policy_version, "by_audience": by_audience, "page": page,
        "count": len(everybody), "done": done, "hidden": len(everybody) - page.paginator.count,
        "by_hand": page.paginator.count - told, "is_prepared": held.state == CampaignState.PREPARED,
        "is_open": held.state == CampaignState.OPEN, "form": SureForm(initial={"version": held.version}),
        **way_back(held.policy_version.document),
    }  # fmt: skip
    return render(request, "guidance/campaign.html", context)


@require_http_methods(["POST"])
def campaign_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a campaign, from the page on which one has seen whom it reaches."""
    held = campaign_of(request, pk)
    form = SureForm(request.POST)
    return act(
        request, form,
        lambda: services.open_campaign(held, version=form.cleaned_data["version"], by=request.user),
        title="Open the campaign", done="The campaign is open. Everybody it reaches who signs in has been told.",
        button="Open it", **to_campaign(held),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def campaign_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a campaign."""
    held = campaign_of(request, pk)
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": held.version})
    return act(
        request, form,
        lambda: services.close_campaign(held, version=form.cleaned_data["version"], by=request.user),
        title="Close the campaign", done="The campaign is closed.", button="Close it", button_danger=True,
        lead="Nobody is asked or reminded by it any more. Who has acknowledged stays on record.", **to_campaign(held),
    )  # fmt: skip


def _line(person: Person, done: set[int]) -> tuple[object, ...]:
    what = person.role_description or person.get_person_type_display()
    told = "Notice and email" if person.user and person.user.is_active else "By hand"
    return person.name, what, person.unit, told, "Yes" if person.pk in done else "No"

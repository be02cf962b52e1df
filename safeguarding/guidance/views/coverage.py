"""Whom a version reached: by audience, by scheme outside the official one, and who has not been, on any day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.spreadsheet import MOST_ROWS, wanted_format
from safeguarding.guidance import selectors, services
from safeguarding.guidance.choices import AudienceKind, VersionStatus
from safeguarding.guidance.forms.asking import AsOnForm, PaperForm
from safeguarding.guidance.models import PolicyVersion
from safeguarding.guidance.models.campaigns import label_of
from safeguarding.guidance.selectors.coverage import audience_named
from safeguarding.guidance.views.acting import act, version_of, way_back
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person

A_PAGE = 50
FIRST = 25
LINE_HEADINGS = ("Audience", "People", "Asked", "Acknowledged", "Of a hundred", "Only talked with", "Not reached")
REACHED_HEADINGS = ("Name", "Unit", "How they were reached")
PEOPLE_HEADINGS = ("Name", "What they do", "Unit", "Schemes", "Signs in")
VERB = "policy.coverage_exported"


@require_GET
def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """How many of each audience have acknowledged a version; first, who works outside the official scheme."""
    version = _published(request, pk)
    form, day = _day(request)
    outside_official = AudienceKind.OUTSIDE_OFFICIAL
    found, outside, count = selectors.coverage_and_missed(request.user, version, day=day, key=outside_official)
    file = list_file(
        request, "policy-coverage", what=f"{version}: whom it reached by {day:%d/%m/%Y}", headings=LINE_HEADINGS,
        found=[*(one.line for one in found.schemes), *found.lines], cells=_line, verb=VERB, data=_data(version, day),
    )  # fmt: skip
    if file:
        return file
    people = list(outside[:FIRST])
    context = {
        "title": "Whom it reached", "policy_version": version, "found": found, "filter_form": form, "day": day,
        "is_today": day == clock.today(), "people": _with_schemes(people, day), "more": count - len(people),
        "form": form if form.errors else None, **way_back(version.document),
    }  # fmt: skip
    return render(request, "guidance/coverage.html", context)


@require_GET
def not_reached(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of an audience has not acknowledged a version."""
    version, key, label = _of_audience(request, pk)
    form, day = _day(request)
    found, count = selectors.not_reached(request.user, version, day=day, key=key)
    listed = _with_schemes(list(found[:MOST_ROWS]), day) if wanted_format(request) else []
    file = list_file(
        request, "policy-not-reached", what=f"{version}: not acknowledged by {day:%d/%m/%Y}", headings=PEOPLE_HEADINGS,
        found=listed, cells=_person, total=count, verb=VERB,
        data={**_data(version, day), "audience": key},
    )  # fmt: skip
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Not reached", "policy_version": version, "page": page, "day": day, "is_today": day == clock.today(),
        "label": label, "count": count,
        "hidden": count - page.paginator.count, "people": _with_schemes(list(page), day), "form": None,
        "filter_form": form, "key": key,
        "back": reverse("guidance:coverage", args=[pk]), "back_text": "Whom it reached",
    }  # fmt: skip
    return render(request, "guidance/not_reached.html", context)


@require_GET
def reached(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of an audience was reached, and how: signed in, on paper, or by a talk."""
    version, key, label = _of_audience(request, pk)
    _, day = _day(request)
    found, count = selectors.reached(request.user, version, day=day, key=key)
    listed = _with_ways(version, list(found[:MOST_ROWS]), day) if wanted_format(request) else []
    file = list_file(
        request, "policy-reached", what=f"{version}: reached by {day:%d/%m/%Y}", headings=REACHED_HEADINGS,
        found=listed, cells=lambda one: (one[0].name, one[0].unit, one[1]), total=count, verb=VERB,
        data={**_data(version, day), "audience": key},
    )  # fmt: skip
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Reached", "policy_version": version, "page": page, "day": day, "is_today": day == clock.today(),
        "label": label, "count": count,
        "hidden": count - page.paginator.count, "people": _with_ways(version, list(page), day), "form": None,
        "back": reverse("guidance:coverage", args=[pk]), "back_text": "Whom it reached",
    }  # fmt: skip
    return render(request, "guidance/reached.html", context)


def _with_ways(version: PolicyVersion, people: list[Person], day: dt.date) -> list[tuple[Person, str]]:
    ways = selectors.ways_of(version, [person.pk for person in people], day=day)
    return [(person, "; ".join(ways.get(person.pk, []))) for person in people]


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Record that somebody who does not sign in has acknowledged on paper."""
    version = _published(request, pk)
    people = Person.objects.visible_to(request.user).filter(kind=PersonKind.ADULT).select_related("user")
    person = get_object_or_404(people, pk=person_pk)
    form = PaperForm(request.POST if request.method == "POST" else None)
    address = reverse("guidance:coverage", args=[pk])
    return act(
        request, form, lambda: services.record_on_paper(version, form.paper(), person=person, by=request.user),
        title="Acknowledged on paper", done="It is recorded.",
        lead=f"{person.name}: {version.document.title}, version {version.number}", back=address,
        back_text="Whom it reached", cancel=address,
    )  # fmt: skip


def _of_audience(request: HttpRequest, pk: int) -> tuple[PolicyVersion, str, str]:
    """The version, and which audience of it is asked about: its key and its words."""
    version = _published(request, pk)
    key = request.GET.get("of", AudienceKind.OUTSIDE_OFFICIAL)[:40]
    audience = audience_named(key)
    if audience is None and key != "asked":
        raise Http404
    return version, key, label_of(audience.kind, audience.value) if audience else "Everybody who was asked"


def _published(request: HttpRequest, pk: int) -> PolicyVersion:
    version = version_of(request, pk)
    if version.status == VersionStatus.DRAFT:
        raise Http404
    return version


def _day(request: HttpRequest) -> tuple[AsOnForm, dt.date]:
    form = AsOnForm(request.GET or None)
    day = form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None
    return form, day or clock.today()


def _data(version: PolicyVersion, day: dt.date) -> dict[str, Any]:
    return {"policy_version_id": version.pk, "day": day.isoformat()}


def _with_schemes(people: list[Person], day: dt.date) -> list[tuple[Person, str]]:
    known = selectors.schemes_of([person.pk for person in people], day=day)
    return [(person, known.get(person.pk, "")) for person in people]


def _line(line: selectors.Line) -> tuple[Any, ...]:
    share = "" if line.share is None else line.share
    return line.label, line.count, line.asked, line.reached, share, line.talked, line.missing


def _person(one: tuple[Person, str]) -> tuple[Any, ...]:
    person, schemes = one
    what = person.role_description or person.get_person_type_display()
    signs_in = "Yes" if person.user and person.user.is_active else "No"
    return person.name, what, person.unit, schemes, signs_in

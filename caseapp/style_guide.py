"""Every part of the pages in every state, on one page, for whoever builds pages. Only while developing."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path

from safeguarding.core import clock, forms
from safeguarding.core.errors import Stale
from safeguarding.core.refusals import refusal_page

STAGES = [
    ("Open", "blue"),
    ("Assessing", "teal"),
    ("Active", "purple"),
    ("Awaiting outcome", "yellow"),
    ("Closed", "grey"),
]


class GuideForm(forms.GovForm):
    """One of each kind of question."""

    name = forms.TextField(label="Full name", hint="As the person gives it", width="two-thirds")
    email = forms.EmailField(label="Email address", width="two-thirds")
    happened = forms.LongTextField(
        label="What happened?", hint="Put the facts in order.", noun="what happened", max_length=100_000
    )
    when = forms.RadioField(
        label="When did it happen?",
        noun="when it happened",
        choices=[("exact", "At a time I know"), ("about", "About a day"), ("unknown", "I do not know")],
        hints={"about": "A day near it is enough"},
        reveals={"exact": ["moment"], "about": ["day", "why_about"]},
    )
    moment = forms.MomentField(label="Day and time", noun="the day and time", past=True)
    day = forms.DateField(label="Day, more or less", noun="the day", hint="Such as 22 11 2026", past=True)
    why_about = forms.TextField(label="How sure are you?", required=False)
    danger = forms.YesNoField(label="Is anyone in immediate danger?", noun="yes if anyone is in immediate danger")
    seen = forms.CheckboxesField(
        label="Have you seen any of these?",
        noun="what you have seen, or none of these",
        choices=[
            ("Contact", [("private", "Private messages"), ("secret", "Being asked to keep a secret")]),
            ("Meeting", [("lifts", "Lifts alone in a car"), ("gifts", "Gifts")]),
            ("", [("none", "None of these")]),
        ],
        hints={"gifts": "Money counts too"},
        none_value="none",
    )
    unit = forms.SelectField(label="Unit", choices=[("1", "Cadets North"), ("2", "Cadets South")], noun="a unit")
    starts = forms.TimeField(label="Session starts", hint="24 hours, like 14:05", noun="the start of the session")
    children = forms.NumberField(label="How many young people were there?", min_value=0, required=False)
    person = forms.TypeaheadField(
        label="Find a person", url="/styleguide/people/", id_field="person_id", required=False, width="two-thirds"
    )
    person_id = forms.HiddenField()
    picture = forms.FilesField(label="Attach pictures", noun="a picture", required=False)
    password = forms.PasswordField(label="Password", noun="your password", width="20")
    agree = forms.TickField(label="I have told nobody else", noun="I have told nobody else")
    version = forms.VersionField()


class FilterForm(forms.GovForm):
    """A filter beside a list."""

    mark_optional = False
    q = forms.SearchField(label="Words")
    stage = forms.CheckboxesField(
        label="Stage", choices=[(text, text) for text, _ in STAGES], required=False, layout="small"
    )


BAD = {
    "name": "x" * 201,
    "email": "nobody",
    "happened": "",
    "when": "about",
    "day-day": "31",
    "day-month": "Feb",
    "day-year": "2026",
    "seen": ["none", "gifts"],
    "starts": "25:00",
    "children": "-1",
    "version": "1",
}


def guide_context(request: HttpRequest) -> dict[str, object]:
    now = clock.now()
    paginator = Paginator(range(400), 20)
    return {
        "title": "Style guide",
        "stages": STAGES,
        "fresh": GuideForm(initial={"version": 1}, prefix="fresh"),
        "now": now,
        "born": dt.date(2014, 3, 9),
        "page": paginator.page(7),
        "rows": [
            {"key": "Reference", "value": "C-2026-000123"},
            {"key": "What happened", "value": "First line.\nSecond line.", "kind": "narrative", "href": "#x"},
            {"key": "Who told you", "value": ""},
        ],
        "timeline": [
            {
                "title": "Parents rang",
                "by": "Dana Reyes",
                "at": now,
                "recorded": now,
                "text": "They said he had written again.",
                "tag": "Contact",
            },
            {
                "title": "Referred to the LADO",
                "by": "Lee Osei",
                "at": now - dt.timedelta(days=2),
                "text": "By telephone, then in writing.",
                "tag": "Referral",
                "colour": "purple",
            },
        ],
        "sub": [
            {"text": text, "href": "#x", "is_current": text == "People"}
            for text in (
                "Overview",
                "People",
                "Chronology",
                "Tracks",
                "Tasks",
                "Communication",
                "Evidence",
                "Decisions",
                "Referrals",
                "Reviews",
                "Access",
                "History",
            )
        ],
        "tasks": [
            {"text": "Ring the school", "href": "#x", "done": True},
            {"text": "Tell the parents", "href": "#x", "hint": "Before Friday"},
            {"text": "Late one", "status": "3 days late", "colour": "red"},
        ],
        "crumbs": [("Cases", "#x"), ("SC-2026-000045", "#x"), ("People", "")],
        "headings": ["Month", {"text": "Concerns", "numeric": True}],
        "cells": [
            [{"text": "October 2026", "href": "#x"}, {"text": 12, "numeric": True}],
            [{"text": "November 2026"}, {"text": 0, "numeric": True}],
        ],
        "filter_form": FilterForm(request.GET or None, prefix="filter"),
    }


@login_not_required
def guide(request: HttpRequest) -> HttpResponse:
    bad = {**BAD, **{f"{name}": value for name, value in request.POST.items()}}
    form = GuideForm(data=as_data(bad))
    messages.success(request, "Concern C-2026-000123 sent. Next: it is looked at by 17:00 tomorrow.")
    return render(request, "style_guide.html", {**guide_context(request), "form": form})


def as_data(values: dict[str, object]) -> object:
    """Plain values as a browser would send them."""
    data = HttpRequest().POST.copy()
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return data


@login_not_required
def people(request: HttpRequest) -> JsonResponse:
    words = request.GET.get("q", "").lower()
    names = ["Amara Bello", "Amit Rao", "Bea Tanner", "Carys Probert"]
    found = [{"id": n, "text": name, "hint": "Cadets North"} for n, name in enumerate(names) if words in name.lower()]
    return JsonResponse({"results": found})


@login_not_required
def chart(request: HttpRequest) -> JsonResponse:
    months = ["June", "July", "August", "September", "October", "November"]
    series = [{"name": "NFA", "values": [3, 4, 2, 5, 6, 2]}, {"name": "Case", "values": [1, 2, 2, 3, 1, 4]}]
    return JsonResponse({"kind": "stack", "categories": months, "series": series})


@login_not_required
def error_page(request: HttpRequest, name: str) -> HttpResponse:
    """How the page of an error looks."""
    if name == "refused":
        stale = Stale("Lee Osei changed this at 14:05.", current={"situation": "The school has been told."})
        return refusal_page(request, stale)
    return HttpResponse(render_to_string(f"{name}.html"), status=int(name))


urlpatterns = [
    path("styleguide/", guide, name="style_guide"),
    path("styleguide/people/", people),
    path("styleguide/chart/", chart),
    path("styleguide/error/<slug:name>/", error_page),
]

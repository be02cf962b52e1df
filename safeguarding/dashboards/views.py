"""The overview and the lists behind its numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.cases.choices import LearnedHow, Stage
from safeguarding.cases.selectors.clock_names import names_above, titles
from safeguarding.core.templatetags.words import in_sentence
from safeguarding.dashboards import rules, selectors
from safeguarding.dashboards.choices import AGE_BANDS
from safeguarding.deadlines.models import DeadlineRule
from safeguarding.subject_access.policies import answers

PAGE_SIZE = 50


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What is late, what comes, how many and how fast: every number a link to the list it counts."""
    require_permission(request.user, Permission.SEE_DASHBOARD)
    figures = selectors.figures(request.user)
    context = {
        "figures": figures,
        "bands": AGE_BANDS,
        "by_route": _months(figures.by_route, selectors.ROUTE_COLUMNS),
        "route_columns": selectors.ROUTE_COLUMNS,
        "by_source": _months(figures.by_source, selectors.LEARNED_COLUMNS),
        "source_columns": selectors.LEARNED_COLUMNS,
        "concerns_finding": rules.finding_on_concerns(figures.by_route),
        "schemes_finding": rules.finding_on_schemes(figures.schemes_lacking, figures.schemes),
        "times_finding": rules.finding_on_triage(figures.times),
        "answers_subject_access": answers(request.user),
    }
    return render(request, "dashboards/overview.html", context)


def _months(table: rules.Table, columns: list[selectors.Column]) -> list[dict[str, Any]]:
    """Rows for a page: newest month first, each count with the key of its column."""
    keys = [key for key, _ in columns]
    return [
        {
            "month": month,
            "words": rules.month_words(month),
            "cells": list(zip(keys, counts, strict=True)),
            "all": sum(counts),
        }
        for month, counts in reversed(table)
    ]


@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """The open cases that a number counts: by stage and by how long they have been open."""
    stage = request.GET.get("stage", "")
    stage = stage if stage in selectors.OPEN_STAGES else ""
    band = rules.band_of(request.GET.get("age", ""))
    cases = (
        selectors.open_cases(request.user, stage=stage, band=band).select_related("owner").order_by("opened_at", "pk")
    )
    parts = [Stage(stage).label if stage else "", band.label if band else ""]
    said = ["open cases", *(in_sentence(part) for part in parts if part)]
    return _list(request, "dashboards/cases.html", cases, ", ".join(said))


@require_GET
def clock_list(request: HttpRequest) -> HttpResponse:
    """The clocks that a number counts: late or due within the week, of one rule or all."""
    when = request.GET.get("when", "")
    rule = DeadlineRule.objects.filter(key=request.GET.get("rule", "")[:60]).first()
    found = selectors.clocks(request.user, when=when, rule=rule.key if rule else "").select_related("rule", "owner")
    said = {"late": "late clocks", "week": "clocks due in the next 7 days"}.get(when, "running clocks")
    said = f"{said}: {rule.title}" if rule else said
    return _list(
        request, "dashboards/clocks.html", found.order_by("due_at", "pk"), said,
        dress=lambda clocks: {"titles": titles(request.user, clocks), "names": names_above(request.user, clocks)},
    )  # fmt: skip


@require_GET
def concern_list(request: HttpRequest) -> HttpResponse:
    """The concerns that a number counts: by month, by decision, by how they came."""
    month = rules.parse_month(request.GET.get("month", ""))
    route, learned = request.GET.get("route", ""), request.GET.get("learned", "")
    waiting = bool(request.GET.get("waiting"))
    route = route if route in dict(selectors.ROUTE_COLUMNS) else ""
    learned = learned if learned in LearnedHow.values else ""
    found = selectors.concerns(request.user, month=month, route=route, learned=learned, waiting=waiting)
    said = [
        "concerns",
        *([f"received in {rules.month_words(month)}"] if month else []),
        *([in_sentence(dict(selectors.ROUTE_COLUMNS)[route])] if route else []),
        *([f"told as “{LearnedHow(learned).label}”"] if learned else []),
        *(["waiting for a decision"] if waiting else []),
    ]
    rows = found.prefetch_related("threshold_decisions").order_by("-received_at", "-pk")
    return _list(request, "dashboards/concerns.html", rows, ", ".join(said))


def _list(
    request: HttpRequest,
    template: str,
    rows: QuerySet[Any],
    said: str,
    *,
    dress: Callable[[list[Any]], dict[str, Any]] = lambda rows: {},
) -> HttpResponse:
    """One page of what a number counts; `dress` adds what the template says of the rows of this page."""
    require_permission(request.user, Permission.SEE_DASHBOARD)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "title": said[:1].upper() + said[1:], "back": reverse("dashboards:overview"),
               "back_text": "Overview", **dress(list(page.object_list))}  # fmt: skip
    return render(request, template, context)

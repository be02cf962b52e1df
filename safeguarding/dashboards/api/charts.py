"""The tables of the overview turned into series, each value with the address of the list it counts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from safeguarding.cases.choices import Stage
from safeguarding.dashboards import rules, selectors
from safeguarding.dashboards.choices import AGE_BANDS, TRIAGE_TARGET_HOURS
from safeguarding.dashboards.selectors import Figures


def link(page: str, **query: str) -> str:
    return f"{reverse(f'dashboards:{page}')}?{urlencode(query)}"


def cases(figures: Figures) -> dict[str, Any]:
    """Open cases by stage, stacked by how long they have been open."""
    rows = figures.stages
    series = [
        {
            "name": band.label,
            "values": [counts[index][1] for _, counts in rows],
            "links": [link("cases", stage=stage, age=band.key) for stage, _ in rows],
        }
        for index, band in enumerate(AGE_BANDS)
    ]
    return {"kind": "stack", "categories": [Stage(stage).label for stage, _ in rows], "series": series, "unit": "cases"}


def concerns(figures: Figures) -> dict[str, Any]:
    """Concerns by the month they were received in, stacked by what was decided."""
    return _by_month(figures.by_route, selectors.ROUTE_COLUMNS, "route")


def sources(figures: Figures) -> dict[str, Any]:
    """Concerns by the month they were received in, stacked by how they came."""
    return _by_month(figures.by_source, selectors.LEARNED_COLUMNS, "learned")


def _by_month(table: rules.Table, columns: list[selectors.Column], name: str) -> dict[str, Any]:
    series = [
        {
            "name": str(label),
            "values": [counts[index] for _, counts in table],
            "links": [link("concerns", month=f"{month:%Y-%m}", **{name: key}) for month, _ in table],
        }
        for index, (key, label) in enumerate(columns)
        if any(counts[index] for _, counts in table)
    ]
    months = [rules.month_words(month) for month, _ in table]
    return {"kind": "stack", "categories": months, "series": series, "unit": "concerns"}


def triage_times(figures: Figures) -> dict[str, Any]:
    """Hours from a concern being received to the decision, by month, with the target line."""
    times = figures.times
    links = [link("concerns", month=f"{time.month:%Y-%m}") for time in times]
    series = [
        {"name": "Median", "values": [_hours(time.median) for time in times], "links": links},
        {"name": "90th percentile", "values": [_hours(time.ninetieth) for time in times], "links": links},
    ]
    return {
        "kind": "line",
        "categories": [rules.month_words(time.month) for time in times],
        "series": series,
        "unit": "hours",
        "target": {"name": "24 hours", "value": TRIAGE_TARGET_HOURS},
    }


def schemes(figures: Figures) -> dict[str, Any]:
    """How many schemes lack something today, by control."""
    address = reverse("assurance:all_gaps")
    series = {
        "name": "Schemes with a gap",
        "values": [one.count for one in figures.lacking],
        "links": [f"{address}?{urlencode({'control': one.control.value})}" for one in figures.lacking],
    }
    names = [str(one.control.label) for one in figures.lacking]
    return {"kind": "across", "categories": names, "series": [series], "unit": "schemes"}


def _hours(value: float | None) -> float | None:
    return None if value is None else round(value, 1)

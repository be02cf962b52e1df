"""The list of imports, a file taken in, and how far each is."""

from __future__ import annotations

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from redis.exceptions import RedisError

from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.errors import Refused
from safeguarding.core.heartbeat import is_beating
from safeguarding.core.templatetags.words import moment
from safeguarding.core.views import show_form
from safeguarding.exchange import selectors, services, states
from safeguarding.exchange.choices import A_PAGE, COLUMNS, DayOrder, ImportKind, ImportStatus, Verdict
from safeguarding.exchange.forms import UploadForm, columns_of
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.policies import require_importer
from safeguarding.exchange.rules.rows import said
from safeguarding.exchange.rules.waiting import SOON, held_up
from safeguarding.exchange.views.found import import_of, to_list

HEADINGS = ("File", "What it holds", "From", "Uploaded", "Status", "Rows", "New", "Changed", "Same")
COLOURS = {
    ImportStatus.APPLIED: "green", ImportStatus.FAILED: "red", ImportStatus.ABANDONED: "grey",
    ImportStatus.CHECKED: "yellow", ImportStatus.READ: "yellow", ImportStatus.SHEETS: "yellow",
}  # fmt: skip
VERDICT_COLOURS = {
    Verdict.NEW: "green", Verdict.CHANGE: "blue", Verdict.SAME: "grey", Verdict.REVIEW: "yellow", Verdict.WRONG: "red",
    Verdict.LEFT_OUT: "grey",
}  # fmt: skip
#: What needs somebody comes first.
ORDER = (Verdict.WRONG, Verdict.REVIEW, Verdict.CHANGE, Verdict.NEW, Verdict.SAME, Verdict.LEFT_OUT, Verdict.WAITING)


@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    """The user's imports, the newest first."""
    require_importer(request.user)
    found = selectors.imports_of(request.user)
    file = list_file(request, "imports", what="Imports", headings=HEADINGS, found=found, cells=_line)
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"title": "Imports", "page": page, "colours": COLOURS, "kinds": _templates()}
    return render(request, "exchange/list.html", context)


def _line(run: Import) -> tuple[Any, ...]:
    counts = (run.counts.get(verdict, 0) for verdict in (Verdict.NEW, Verdict.CHANGE, Verdict.SAME))
    return (
        run.file_name, run.get_kind_display(), run.source, moment(run.uploaded_at), run.get_status_display(),
        run.rows_in_all, *counts,
    )  # fmt: skip


def _templates() -> list[tuple[str, str]]:
    return [(kind.label, reverse("exchange:import_template", args=[kind.value])) for kind in ImportKind]


@require_http_methods(["GET", "POST"])
def import_add(request: HttpRequest) -> HttpResponse:
    """Take a file."""
    require_importer(request.user)
    sent = request.method == "POST"
    form = UploadForm(*((request.POST, request.FILES) if sent else ()), by=request.user)
    refused = None
    if sent and form.is_valid():
        given = form.cleaned_data
        try:
            run = services.upload(
                kind=given["kind"], unit=given["unit"], source=given["source"], file=given["file"],
                file_name=given["file"].name, by=request.user,
            )  # fmt: skip
        except Refused as no:
            refused = no
        else:
            return redirect(run)
    context = {
        "title": "Bring in a file", "button": "Upload", "cancel": reverse("exchange:imports"), "kinds": _templates(),
        "lead": "Nothing comes on record by uploading: first every row is checked, and you see what it would do.",
        **to_list(),
    }  # fmt: skip
    return show_form(request, "exchange/add.html", form, context, refused=refused)


@require_GET
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """A file with the headings of a kind, to be filled in. It holds nobody."""
    require_importer(request.user)
    if kind not in ImportKind.values:
        raise Http404
    name = f"{kind.replace('_', '-')}-template.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
    response.write("\ufeff")
    csv.writer(response).writerow(column.title for column in COLUMNS[kind] if column.name != "full_name")
    return response


@require_GET
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import is; once it was checked, every row with what becomes of it and why."""
    run = import_of(request, pk)
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in Verdict.values else _first(run)
    rows = selectors.rows_of(run, verdict)
    file = list_file(
        request, "import-rows", what=f"Rows of import {run.pk}", headings=("Row", "Verdict", "Why", *_titles(run)),
        found=rows, cells=lambda row: _row_line(run, row),
    )  # fmt: skip
    if file:
        return file
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": run.file_name, "run": run, "at_work": run.status in states.AT_WORK, "colours": COLOURS,
        "held_up": _held_up(run),
        "verdict_colours": VERDICT_COLOURS, "tabs": _tabs(run, verdict), "page": page, "verdict": verdict,
        "rows": [_shown(run, row) for row in page.object_list], "in_the_way": selectors.in_the_way(run),
        "moves": run.counts.get("new", 0) + run.counts.get("change", 0), "day_orders": _day_orders(run), **to_list(),
    }  # fmt: skip
    return render(request, "exchange/import.html", context)


def _held_up(run: Import) -> str:
    """What to tell who waits for an import on which nothing happens."""
    waited = clock.now() - run.seen_at
    if run.status not in states.AT_WORK or waited < SOON:
        return ""
    try:
        beats = is_beating()
    except RedisError:
        # Without the broker nothing wakes a worker either.
        beats = False
    return held_up(waited, was_begun=run.tries > 0, is_beating=beats)


def _first(run: Import) -> str:
    return next((verdict.value for verdict in ORDER if run.counts.get(verdict)), "")


def _tabs(run: Import, current: str) -> list[dict[str, Any]]:
    return [
        {"text": one.label, "href": f"?verdict={one.value}", "count": f"{count:,}", "is_current": one == current}
        for one in ORDER
        if (count := run.counts.get(one))
    ]


def _titles(run: Import) -> list[str]:
    return [column.title for column in columns_of(run)]


def _why(row: ImportRow) -> list[str]:
    """Each reason with the column it is about."""
    titles = {column.name: column.title for column in COLUMNS[row.run.kind]}
    return [
        f"{titles[name]}: {words}" if name in titles else words for name, said in row.reasons.items() for words in said
    ]


def _row_line(run: Import, row: ImportRow) -> tuple[Any, ...]:
    row.run = run
    cells = (said(column, run.mapping, row.raw, row.fixed) for column in columns_of(run))
    return row.number, row.get_verdict_display(), "; ".join(_why(row)), *cells


def _shown(run: Import, row: ImportRow) -> dict[str, Any]:
    row.run = run
    cells = [said(column, run.mapping, row.raw, row.fixed)[:60] for column in columns_of(run)]
    return {"row": row, "says": ", ".join(filter(None, cells))[:200], "why": _why(row)}


def _day_orders(run: Import) -> list[tuple[str, str]]:
    titles = {column.name: column.title for column in COLUMNS[run.kind]}
    return [(titles[name], DayOrder(order).label) for name, order in run.day_orders.items() if name in titles]

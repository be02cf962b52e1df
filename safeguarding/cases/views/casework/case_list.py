"""The list of cases, and its export."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, cast

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.cases.forms.casework.case_list import CaseFilterForm
from safeguarding.cases.selectors import cases as selector
from safeguarding.cases.selectors.cases import Row
from safeguarding.cases.services.exports import note_list_export
from safeguarding.cases.views.casework.base import STAGE_COLOURS
from safeguarding.core import clock
from safeguarding.core.templatetags.words import moment

MOST_EXPORTED = 5_000
HEADINGS = (
    "Reference", "Title", "Stage", "Urgent", "Restricted", "Owner", "Unit", "Opened", "Last changed", "Next clock",
    "Due",
)  # fmt: skip
# A spreadsheet takes a cell that begins with one of these for a formula and runs it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases the user may see, fifty to a page, narrowed and ordered as asked."""
    user = cast(User, request.user)
    form = CaseFilterForm(request.GET)
    wanted = form.wanted(request.GET.get("sort", ""))
    total = selector.count(user, wanted)
    page = Paginator(range(total), selector.PAGE).get_page(request.GET.get("page"))
    rows = selector.page_of(user, wanted, first=max(page.start_index() - 1, 0)) if total else []
    context = {
        "title": "Cases", "filter_form": form, "chosen": form.filters_on(request.GET), "page": page, "rows": rows,
        "count_words": _counted(total), "wanted": wanted, "stage_colours": STAGE_COLOURS,
        "may_break_glass": has_permission(user, Permission.BREAK_GLASS), "form": form if form.errors else None,
    }  # fmt: skip
    return render(request, "cases/list.html", context)


def _counted(total: int) -> str:
    return f"{total:,} case" if total == 1 else f"{total:,} cases"


@require_safe
def case_list_export(request: HttpRequest) -> HttpResponse:
    """The same list as a file for a spreadsheet: marked, safe from formulas, recorded as a disclosure."""
    user = cast(User, request.user)
    wanted = CaseFilterForm(request.GET).wanted(request.GET.get("sort", ""))
    total = selector.count(user, wanted)
    rows = selector.page_of(user, wanted, first=0, size=MOST_EXPORTED)
    note_list_export(by=user, count=len(rows))
    name = f"cases-{clock.today():%Y-%m-%d}.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
    response.write("\ufeff")
    csv.writer(response).writerows(_lines(user, rows, total))
    return response


def _lines(user: User, rows: list[Row], total: int) -> Iterator[list[str]]:
    yield [settings.MARKING, f"Cases seen by {_safe(str(user))}", f"made {moment(clock.now())}"]
    if total > len(rows):
        yield [f"Only the first {len(rows):,} of {total:,} cases are in this file. Narrow the list to get the rest."]
    yield list(HEADINGS)
    for row in rows:
        yield [_safe(cell) for cell in _cells(row)]
    yield [settings.MARKING]


def _cells(row: Row) -> list[str]:
    case, due = row.case, row.next_clock
    return [
        case.reference, case.title, case.get_stage_display(), "Yes" if case.is_urgent else "No",
        "Yes" if case.is_restricted else "No", str(case.owner), str(case.unit), moment(case.opened_at),
        moment(case.updated_at), due.rule.title if due else "", moment(due.due_at) if due else "",
    ]  # fmt: skip


def _safe(cell: Any) -> str:
    """The text as a cell that no spreadsheet runs."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text

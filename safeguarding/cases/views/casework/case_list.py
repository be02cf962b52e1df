"""The list of cases, and its export."""

from __future__ import annotations

from typing import cast

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
from safeguarding.core.spreadsheet import marked_csv
from safeguarding.core.templatetags.words import moment

MOST_EXPORTED = 5_000
HEADINGS = (
    "Reference", "Title", "Stage", "Urgent", "Restricted", "Owner", "Unit", "Opened", "Last changed", "Next clock",
    "Due",
)  # fmt: skip


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
    note = f"Only the first {len(rows):,} of {total:,} cases are in this file. Narrow the list to get the rest."
    return marked_csv(
        "cases", what="Cases seen by", by=str(user), headings=HEADINGS, rows=map(_cells, rows),
        note=note if total > len(rows) else "",
    )  # fmt: skip


def _cells(row: Row) -> list[str]:
    case, due = row.case, row.next_clock
    return [
        case.reference, case.title, case.get_stage_display(), "Yes" if case.is_urgent else "No",
        "Yes" if case.is_restricted else "No", str(case.owner), str(case.unit), moment(case.opened_at),
        moment(case.updated_at), due.rule.title if due else "", moment(due.due_at) if due else "",
    ]  # fmt: skip

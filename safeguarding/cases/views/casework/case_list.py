"""The list of cases, and the same as a file."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.audit.views import list_file
from safeguarding.cases.forms.casework.case_list import CaseFilterForm
from safeguarding.cases.selectors import cases as selector
from safeguarding.cases.selectors.cases import CaseFilter, Row
from safeguarding.cases.views.casework.base import STAGE_COLOURS
from safeguarding.core.spreadsheet import wanted_format
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
    if (file := _file(request, user, wanted, total)) is not None:
        return file
    page = Paginator(range(total), selector.PAGE).get_page(request.GET.get("page"))
    rows = selector.page_of(user, wanted, first=max(page.start_index() - 1, 0)) if total else []
    context = {
        "title": "Cases", "filter_form": form, "chosen": form.filters_on(request.GET), "page": page, "rows": rows,
        "count_words": _counted(total), "wanted": wanted, "stage_colours": STAGE_COLOURS,
        "may_break_glass": has_permission(user, Permission.BREAK_GLASS), "form": form if form.errors else None,
    }  # fmt: skip
    return render(request, "cases/list.html", context)


def _file(request: HttpRequest, user: User, wanted: CaseFilter, total: int) -> HttpResponse | None:
    if not wanted_format(request):
        return None
    rows = selector.page_of(user, wanted, first=0, size=MOST_EXPORTED)
    return list_file(
        request, "cases", what="Cases", headings=HEADINGS, found=rows, cells=_cells, total=total,
        verb="case.list_exported",
    )  # fmt: skip


def _counted(total: int) -> str:
    return f"{total:,} case" if total == 1 else f"{total:,} cases"


def _cells(row: Row) -> list[str]:
    case, due = row.case, row.next_clock
    return [
        case.reference, case.title, case.get_stage_display(), "Yes" if case.is_urgent else "No",
        "Yes" if case.is_restricted else "No", str(case.owner), str(case.unit), moment(case.opened_at),
        moment(case.updated_at), due.rule.title if due else "", moment(due.due_at) if due else "",
    ]  # fmt: skip

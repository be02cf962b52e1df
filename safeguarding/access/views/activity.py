"""The record of activity, for auditors: who did what, and who looked at what and why."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeguarding.access.choices import Permission
from safeguarding.access.forms import ActivityFilter
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.access.selectors import record_words
from safeguarding.access.services import note_activity_search
from safeguarding.audit import selectors
from safeguarding.audit.views import list_file
from safeguarding.core.spreadsheet import MOST_ROWS, wanted_format
from safeguarding.core.templatetags.words import moment

PAGE = 50
DONE = ("When", "What", "Record", "Kind")
LOOKED = ("When", "Who", "Record", "Page", "Why", "In their words")
LARGEST_ID = 2**63 - 1


@require_safe
def activity(request: HttpRequest) -> HttpResponse:
    """What was done, or with ?kind=looked who looked, newest first. Looking here is itself recorded."""
    user = cast(User, request.user)
    if not has_permission(user, Permission.SEE_ACTIVITY):
        raise Http404
    looking = request.GET.get("kind") == "looked"
    form = ActivityFilter(request.GET, looking=looking)
    valid = form.is_valid()
    if valid and wanted_format(request):
        return _file(request, _rows(user, form, looking), looking)
    rows, following = _page(_rows(user, form, looking), request.GET.get("cursor", "")) if valid else ([], "")
    note_activity_search(by=user, asked={name: str(value) for name, value in form.cleaned_data.items() if value})
    context = {"looking": looking, "filter_form": form, "form": form, "rows": rows, "next_cursor": following}
    context["record_words"] = record_words(user, rows)
    return render(request, "access/activity.html", context, status=200 if valid else 422)


def _file(request: HttpRequest, found: QuerySet[Any], looking: bool) -> HttpResponse:
    rows = list(found[:MOST_ROWS])
    words = record_words(cast(User, request.user), rows)

    def cells(row: Any) -> tuple[str, ...]:
        record = words.get(row.pk) or "No one record"
        if looking:
            return moment(row.at), row.actor_label, record, row.page, row.purpose_label, row.purpose_text
        return moment(row.at), row.bare_sentence, record, row.get_operation_display()

    headings = LOOKED if looking else DONE
    file = list_file(
        request, "activity", what="Activity", headings=headings, found=rows, cells=cells, total=found.count()
    )
    return cast(HttpResponse, file)


def _rows(user: User, form: ActivityFilter, looking: bool) -> QuerySet[Any]:
    find = selectors.looked if looking else selectors.done
    return find(user=user, wanted=form.wanted())


def _page(rows: QuerySet[Any], cursor: str) -> tuple[list[Any], str]:
    """Fifty rows from the cursor on (the number of the last row seen), and the cursor of the next page."""
    if cursor.isascii() and cursor.isdigit() and int(cursor) <= LARGEST_ID:
        rows = rows.filter(pk__lt=int(cursor))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""

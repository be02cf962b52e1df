"""The tracks of all cases as one list, and the same as a file."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeguarding.access.models import User
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.spreadsheet import MOST_ROWS, wanted_format
from safeguarding.core.templatetags.words import moment
from safeguarding.tracks.forms import TrackFilter
from safeguarding.tracks.models import Track
from safeguarding.tracks.selectors import register as selectors
from safeguarding.tracks.selectors.lanes import Lane

A_PAGE = 50
HEADINGS = (
    "Case", "Track", "About", "Stage", "Owner", "Unit", "Next clock", "Due", "Opened", "Days open", "Outcome",
)  # fmt: skip


@require_safe
def track_register(request: HttpRequest) -> HttpResponse:
    """The tracks one may know of, the oldest first. Of another side's, the list says what the case's own page says."""
    user = cast(User, request.user)
    form = TrackFilter(request.GET or None)
    wanted = form.wanted()
    found = selectors.register(user, wanted)
    if (file := _file(request, found)) is not None:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Tracks", "filter_form": form, "page": page,
        "lanes": selectors.as_lanes(page.object_list), "wanted": wanted, "is_narrowed": form.is_bound,
    }  # fmt: skip
    return render(request, "tracks/register.html", context)


def _file(request: HttpRequest, found: QuerySet[Track]) -> HttpResponse | None:
    if not wanted_format(request):
        return None
    return list_file(
        request, "tracks", what="Tracks", headings=HEADINGS, found=selectors.as_lanes(found[:MOST_ROWS]), cells=_cells,
        total=found.count(),
    )  # fmt: skip


def _cells(lane: Lane) -> tuple[Any, ...]:
    track, due = lane.track, lane.next_clock
    return (
        track.case.reference, track.get_kind_display(), track.party.label if track.party else "", lane.stage_words,
        str(track.owner) if lane.is_read else "", str(track.case.unit), due.rule.title if due else "",
        moment(due.due_at) if due else "", clock.london_date(track.opened_at), lane.days_open or "",
        track.end_words if lane.is_read else "",
    )  # fmt: skip

"""What is expected beside what a scheme has: for one scheme, and for all of them on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.assurance import selectors
from safeguarding.assurance.choices import Control
from safeguarding.assurance.forms import OnDayForm
from safeguarding.assurance.selectors import Comparison
from safeguarding.assurance.selectors.matrix import openable
from safeguarding.assurance.selectors.shapes import Adult
from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.schemes import policies as scheme_policies
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.selectors import on_register_since

A_PAGE = 40
#: Of a scheme's adults; a page of them weighs as much as a page of schemes.
ADULTS_A_PAGE = 12
OF_ADULTS = ("Adult", "Part", "May take part", "Requirement", "Standing", "Reason")
HEADINGS = ("Scheme", "Kind", "Unit", "Status", *(str(control.label) for control in Control))


@require_GET
def all_gaps(request: HttpRequest) -> HttpResponse:
    """Every scheme, official or not, with what it lacks, the worst first, on any day."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    form, day, found = _asked(request)
    since = _later(found, day) if request.GET.get("as") else {}
    file = list_file(
        request, "scheme-gaps", what=f"Gaps of schemes as on {day:%d/%m/%Y}", headings=HEADINGS, found=found,
        cells=lambda one: _line(one, since.get(one.scheme.pk)),
        verb="scheme_gaps.exported", data={"day": day.isoformat()},
    )  # fmt: skip
    if file:
        return file
    lacking = sum(not one.is_ready for one in found)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    later = _later(page, day)
    rows = [
        (one, [(control.label, one.by_control.get(control.value)) for control in Control], later.get(one.scheme.pk))
        for one in page
    ]
    context = {
        "title": "Gaps of all schemes", "filter_form": form, "day": day, "is_today": day == clock.today(),
        "rows": rows, "page": page, "controls": [control.label for control in Control],
        "lacking": lacking, "count": len(found),
        "query": request.GET.urlencode(), "form": form if form.errors else None,
    }  # fmt: skip
    return render(request, "assurance/all_gaps.html", context)


@require_GET
def scheme_gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """One scheme: the official expectation beside what it has, and every adult in it with what they lack.

    Who may not take part comes first. What is in place is told of everybody at once with `whole`, to be printed.
    """
    require_permission(request.user, Permission.SEE_SCHEMES)
    scheme = get_object_or_404(Scheme.objects.visible_to(request.user).select_related("unit"), pk=pk)
    form = OnDayForm(request.GET or None)
    day = _day(form)
    found = selectors.readiness_of(scheme, day=day)
    adults = sorted(found.adults, key=lambda one: (one.may_take_part, one.is_compliant, not one.open_cells))
    file = list_file(
        request, "scheme-adults", what=f"{scheme.name}: what it and its adults have, as on {day:%d/%m/%Y}",
        headings=OF_ADULTS, cells=list,
        found=[*_lines_of_scheme(found), *(line for one in adults for line in _lines_of(one))],
        verb="scheme_adults.exported", data={"day": day.isoformat(), "scheme": scheme.pk},
    )  # fmt: skip
    if file:
        return file
    whole = request.GET.get("whole") == "on"
    later = _later([found], day).get(scheme.pk)
    page = Paginator(adults, max(len(adults), 1) if whole else ADULTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Gaps", "later": later, "scheme": scheme, "found": found, "filter_form": form, "page": page,
        "whole": whole,
        "openable": openable(request.user, (adult.person.pk for adult in page)),
        "day": day, "is_today": day == clock.today(), "may_keep": scheme_policies.may_keep(request.user, scheme),
        "back": scheme.get_absolute_url(), "back_text": scheme.name, "form": form if form.errors else None,
    }  # fmt: skip
    return render(request, "assurance/scheme_gaps.html", context)


def _asked(request: HttpRequest) -> tuple[OnDayForm, dt.date, list[Comparison]]:
    form = OnDayForm(request.GET or None)
    day = _day(form)
    found = selectors.gaps_of_all(request.user, day=day)
    chosen: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    narrow = {"control": chosen.get("control", ""), "only_lacking": bool(chosen.get("only_lacking"))}
    return form, day, selectors.narrowed(found, **narrow)


def _later(found: Iterable[Comparison], day: dt.date) -> dict[int, dt.date]:
    """Of schemes that nobody knows since when they run: when they came on the register, where that was after the day.

    They stay in the report: what was never registered is what it is asked about.
    """
    since = on_register_since(one.scheme for one in found) if day < clock.today() else {}
    return {pk: came for pk, came in since.items() if came > day}


def _day(form: OnDayForm) -> dt.date:
    day: dt.date | None = form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None
    return day or clock.today()


def _line(one: Comparison, later: dt.date | None = None) -> list[Any]:
    told = one.by_control
    cells = (told.get(control.value) for control in Control)
    return [
        one.scheme.name, one.scheme.get_kind_display(), one.scheme.unit,
        one.status_label + (f" (no first day on record; on the register since {later:%d/%m/%Y})" if later else ""),
        *(f"{gap.standing_label}: {gap.has}" if gap else "Not needed" for gap in cells),
    ]  # fmt: skip


def _lines_of_scheme(found: Comparison) -> list[tuple[str, ...]]:
    """What is expected of the scheme itself, above what is asked of its adults."""
    return [
        ("The scheme itself", "", "", gap.label, gap.standing_label, f"Expected: {gap.expected}. Has: {gap.has}")
        for gap in found.gaps
    ]


def _lines_of(adult: Adult) -> list[tuple[str, ...]]:
    """A line for each thing that is asked of somebody, so that a file holds what pages leave out."""
    may = "Yes" if adult.is_compliant else f"Until {adult.clearance.until:%d/%m/%Y}" if adult.clearance else "No"
    who = (adult.person.name, str(adult.placement.get_role_display()), may)
    lines: list[tuple[str, ...]] = [
        (*who, cell.requirement.title, cell.label, cell.verdict.reason) for cell in adult.cells
    ]
    return lines or [(*who, "", "", "Nothing is asked of this part")]

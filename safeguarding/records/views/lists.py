"""What is due for review, what is held, and what was disposed of: each a list, and the same as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.records import policies
from safeguarding.records.choices import UNTOLD
from safeguarding.records.models import Disposal, LegalHold, RetentionReview
from safeguarding.records.selectors import reading

A_PAGE = 50
TABS = (
    ("Due for review", "records:queue"), ("Legal holds", "records:hold_list"),
    ("Disposals", "records:disposal_list"), ("How long", "records:rule_list"),
)  # fmt: skip


def tabs(path: str) -> list[dict[str, Any]]:
    """The lists of retention beside each other."""
    return [{"text": text, "href": reverse(name), "is_current": path == reverse(name)} for text, name in TABS]


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What is due for review, why and by which rule, the oldest first."""
    headings = ("Case", "Due on", "Rule", "Version", "Kept at least until")
    return _list(request, reading.queue, "retention-reviews", "Retention reviews", headings, _review_line)


@require_GET
def hold_list(request: HttpRequest) -> HttpResponse:
    """Legal holds, those that are on first."""
    headings = ("Case", "Authority", "Put on", "By", "Lifted", "By")
    return _list(request, reading.holds, "legal-holds", "Legal holds", headings, _hold_line)


@require_GET
def disposal_list(request: HttpRequest) -> HttpResponse:
    """What was put up for disposal, and what came of it."""
    headings = ("Number", "Case", "Status", "Rule", "Proposed by", "Decided by", "Erased")
    return _list(request, reading.disposals, "disposals", "Disposals", headings, _disposal_line)


def _list(
    request: HttpRequest, select: Callable[..., Any], name: str, what: str, headings: Sequence[str],
    cells: Callable[[Any], Sequence[Any]],
) -> HttpResponse:  # fmt: skip
    policies.require_seeing(request.user)
    found = select(request.user)
    data = {"list": name}
    file = list_file(
        request, name, what=what, headings=headings, cells=cells, found=found, verb="records.exported", data=data
    )
    if file:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": what, "tabs": tabs(request.path), "page": page, "rows": page,
        "seen": reading.seen_cases(request.user, {one.case_id for one in page}),
    }  # fmt: skip
    return render(request, f"records/{name.replace('-', '_')}.html", context)


def _review_line(one: RetentionReview) -> tuple[Any, ...]:
    if one.is_untold:  # type: ignore[attr-defined]  # asked for beside the row
        return one.case.reference, "", UNTOLD, "", ""
    return one.case.reference, one.due_on, one.get_rule_key_display(), one.rule_version, one.keep_until


def _hold_line(one: LegalHold) -> tuple[Any, ...]:
    lifted = clock.london_date(one.lifted_at) if one.lifted_at else ""
    return (
        one.case.reference, one.authority, clock.london_date(one.put_on_at), str(one.put_on_by), lifted,
        str(one.lifted_by or ""),
    )  # fmt: skip


def _disposal_line(one: Disposal) -> tuple[Any, ...]:
    erased = clock.london_date(one.erased_at) if one.erased_at else ""
    rule = UNTOLD if one.is_untold else one.get_rule_key_display()  # type: ignore[attr-defined]  # beside the row
    return (
        one.reference, one.case.reference, one.get_status_display(), rule, str(one.proposed_by),
        str(one.decided_by or ""), erased,
    )  # fmt: skip

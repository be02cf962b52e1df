"""The queue of concerns that wait for a decision, and of patterns that do."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission
from safeguarding.audit.views import list_file
from safeguarding.cases.choices import ConcernPartyRole, ConcernStatus, Queue, WaitingClock
from safeguarding.cases.forms.triage import QueueFilterForm
from safeguarding.cases.models import Concern
from safeguarding.cases.rules.labels import noun
from safeguarding.cases.selectors import triage as selectors
from safeguarding.cases.views.triage.found import user_of
from safeguarding.core.errors import NotAllowed
from safeguarding.core.templatetags.words import moment
from safeguarding.people.choices import PersonKind

A_PAGE = 50
HEADINGS = ("Concern", "About", "Urgent", "Received", "Status", "Clock runs out")
PATTERN_HEADINGS = ("Low-level concerns", "In months", "Unit", "Found", "Clock runs out")
EMPTY = {
    Queue.URGENT: "No urgent concern is waiting. A concern is urgent when its reporter says somebody is in danger.",
    Queue.NEW: "No new concern is waiting. New concerns appear here as soon as they are sent.",
    Queue.WAITING: "No concern waits for information. A concern waits here after you ask its reporter a question.",
    Queue.DECIDED: "Nothing was decided in the last seven days.",
    Queue.PATTERNS: "No pattern waits. Low-level concerns about the same adult appear here when they add up.",
}


@require_GET
def triage_queue(request: HttpRequest) -> HttpResponse:
    """What waits: danger first, then the nearest clock. Who sees only numbers sees no more of each concern here."""
    user = user_of(request)
    if not any(has_permission(user, held) for held in (Permission.TRIAGE, Permission.SEE_CASE_HEADERS)):
        raise NotAllowed("Your role does not include triage.")
    counts = selectors.queue_counts(user)
    queue = _queue(request, counts)
    context: dict[str, Any] = {"title": "Triage", "queue": queue, "tabs": _tabs(queue, counts), "empty": EMPTY[queue]}
    if queue == Queue.PATTERNS:
        file = _patterns_file(request)
        if file:
            return file
        context["page"] = _page(request, selectors.open_patterns(user), count=counts[queue])
        return render(request, "triage/patterns.html", context)
    form = QueueFilterForm(request.GET or None, units=selectors.units_to_choose(user))
    wanted = _wanted(form)
    found = selectors.concerns_in(user, queue, **wanted)
    file = list_file(request, "triage", what=f"Triage, {queue.label}", headings=HEADINGS, found=found, cells=_line)
    if file:
        return file
    page = _page(request, found, count=None if any(wanted.values()) else counts[queue])
    context |= {"page": page, "rows": _rows(request, page), "filter_form": form, "chosen": _chosen(form, queue)}
    context["count_words"] = _count_words(page.paginator.count)
    return render(request, "triage/queue.html", context)


def _patterns_file(request: HttpRequest) -> HttpResponse | None:
    found = selectors.open_patterns(user_of(request))
    return list_file(request, "patterns", what="Patterns", headings=PATTERN_HEADINGS, found=found, cells=_pattern_line)


def _line(concern: Concern) -> tuple[Any, ...]:
    due = getattr(concern, "due_at", None)
    urgent = "Yes" if concern.is_urgent else "No"
    return (
        concern.reference, about(concern), urgent, moment(concern.received_at), concern.get_status_display(),
        moment(due) if due else "",
    )  # fmt: skip


def _pattern_line(review: Any) -> tuple[Any, ...]:
    return review.count, review.months, review.unit, moment(review.opened_at), moment(review.due_at)


def _queue(request: HttpRequest, counts: dict[str, int]) -> Queue:
    """The queue that was asked for; else the urgent one when something stands in it, else the new ones."""
    asked = request.GET.get("queue", "")
    if asked in Queue.values:
        return Queue(asked)
    return Queue.URGENT if counts[Queue.URGENT] else Queue.NEW


def _tabs(current: Queue, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"text": queue.label, "href": f"?queue={queue}", "count": counts[queue], "is_current": queue == current}
        for queue in Queue
    ]


def _wanted(form: QueueFilterForm) -> dict[str, Any]:
    """What the filter narrows by; what it cannot read narrows nothing and is said beside the field."""
    if not form.is_bound:
        return {}
    form.is_valid()
    return {name: form.cleaned_data.get(name) or None for name in ("reference", "due", "unit")}


def _chosen(form: QueueFilterForm, queue: Queue) -> list[tuple[str, str]]:
    """What narrows the list now, each with the address without it."""
    said = {name: value for name, value in _wanted(form).items() if value}
    words = {
        "reference": f"Reference: {said.get('reference')}",
        "due": str(WaitingClock(said["due"]).label) if "due" in said else "",
        "unit": str(said.get("unit")),
    }
    return [(words[name], _without(said, name, queue)) for name in said]


def _without(said: dict[str, Any], gone: str, queue: Queue) -> str:
    kept = [f"{name}={getattr(value, 'pk', value)}" for name, value in said.items() if name != gone]
    return "?" + "&".join([f"queue={queue}", *kept])


def _page(request: HttpRequest, found: Any, *, count: int | None = None) -> Page[Any]:
    """One page of what was found; `count` when it has been counted already."""
    pages = Paginator(found, A_PAGE)
    if count is not None:
        pages.count = count
    return pages.get_page(request.GET.get("page"))


def _count_words(count: int) -> str:
    return f"{count:,} {'concern' if count == 1 else 'concerns'}"


def _rows(request: HttpRequest, page: Page[Concern]) -> list[dict[str, Any]]:
    concerns = list(page.object_list)
    decided = [concern for concern in concerns if concern.status == ConcernStatus.DECIDED]
    cases = selectors.visible_case_ids(user_of(request), decided)
    return [_row(concern, cases) for concern in concerns]


def _row(concern: Concern, cases: set[int]) -> dict[str, Any]:
    is_decided = concern.status == ConcernStatus.DECIDED
    decision = next(iter(concern.threshold_decisions.all()), None) if is_decided else None
    case = decision.case if decision and decision.case_id in cases else None
    return {"concern": concern, "about": about(concern), "decision": decision, "case": case}


def about(concern: Concern) -> str:
    """Who a concern is about, without a name: "2 young people, PCSO"."""
    parties = list(concern.parties.all())
    young = sum(party.role == ConcernPartyRole.YOUNG_PERSON for party in parties)
    adults = [_noun(party) for party in parties if party.role == ConcernPartyRole.ADULT_OF_CONCERN]
    words = [f"{young} young {'person' if young == 1 else 'people'}"] if young else []
    return ", ".join([*words, *adults]) or "People not yet known"


def _noun(party: Any) -> str:
    person_type = (party.person.person_type if party.person else "") or party.person_type
    if party.kind == PersonKind.YOUNG_PERSON:
        return "young person"
    return noun(kind=party.kind, person_type=person_type, is_identified=True)

"""My work: everything the reader has to see to."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.audit.views import list_file
from safeguarding.cases.choices import Queue
from safeguarding.cases.selectors.my_work import MOST_SHOWN, Entry, grouped, my_work, waits_above
from safeguarding.cases.selectors.triage import queue_counts
from safeguarding.communications.selectors.waiting import waiting_for
from safeguarding.core.templatetags.words import moment

HEADINGS = ("What", "Where", "About", "Whose", "Due")


@require_safe
def my_work_page(request: HttpRequest) -> HttpResponse:
    """The reader's own clocks, and what was passed up to them: late, today, in the next days, later."""
    user = cast(User, request.user)
    entries = my_work(user)
    file = list_file(request, "my-work", what="My work", headings=HEADINGS, found=entries, cells=_line)
    if file:
        return file
    context = {
        "title": "My work",
        "groups": grouped([entry for entry in entries if not entry.is_escalated]),
        "escalated": [entry for entry in entries if entry.is_escalated],
        "triage": _triage(user),
        "waiting": [*waiting_for(user), *waits_above(user)],
        "most_shown": MOST_SHOWN if len(entries) == MOST_SHOWN else 0,
    }
    return render(request, "cases/my_work.html", context)


def _line(entry: Entry) -> tuple[Any, ...]:
    clock = entry.deadline
    return entry.title, clock.subject_label, entry.about, clock.owner or "", moment(clock.due_at)


def _triage(user: User) -> list[tuple[Queue, int]]:
    """The queues in which something waits for whoever triages: no clock there is anybody's own until one is taken."""
    if not has_permission(user, Permission.TRIAGE):
        return []
    counts = queue_counts(user)
    return [(queue, counts[queue]) for queue in (Queue.URGENT, Queue.NEW, Queue.PATTERNS) if counts[queue]]

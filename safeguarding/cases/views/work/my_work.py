"""My work: everything the reader has to see to."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeguarding.access.models import User
from safeguarding.cases.selectors.my_work import MOST_SHOWN, grouped, my_work


@require_safe
def my_work_page(request: HttpRequest) -> HttpResponse:
    """The reader's own clocks, and what was passed up to them: late, today, in the next days, later."""
    entries = my_work(cast(User, request.user))
    context = {
        "title": "My work",
        "groups": grouped([entry for entry in entries if not entry.is_escalated]),
        "escalated": [entry for entry in entries if entry.is_escalated],
        "most_shown": MOST_SHOWN if len(entries) == MOST_SHOWN else 0,
    }
    return render(request, "cases/my_work.html", context)

"""What was done on a case, and what changed."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from safeguarding.cases import policies
from safeguarding.cases.selectors import history
from safeguarding.cases.views.casework.base import CaseView
from safeguarding.core.asked import number

WIDEST_PAGE = 100_000


class History(CaseView):
    """What was done, in sentences."""

    tab = "history"
    title = "History"
    template_name = "cases/history.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = history.events_of(self.case, self.user, with_conflicts=self.standing.may(policies.GRANT))
        page = Paginator(rows, history.PAGE).get_page(request.GET.get("page"))
        return self.show(page=page, done=history.in_sentences(page.object_list), is_changes=False)


class Changes(CaseView):
    """What changed, with before and after."""

    tab = "history"
    title = "History"
    template_name = "cases/history.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = min(max(number(request.GET.get("page"), digits=6), 1), WIDEST_PAGE)
        changes, total = history.changes_of(self.case, first=(wanted - 1) * history.PAGE)
        page = Paginator(range(total), history.PAGE).get_page(wanted)
        return self.show(page=page, changes=changes, is_changes=True)

"""What was done on a case, and what changed."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from safeguarding.cases import policies
from safeguarding.cases.selectors import history
from safeguarding.cases.views.casework.base import CaseView

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
        number = _number(request.GET.get("page", "1"))
        changes, total = history.changes_of(self.case, first=(number - 1) * history.PAGE)
        page = Paginator(range(total), history.PAGE).get_page(number)
        return self.show(page=page, changes=changes, is_changes=True)


def _number(text: str) -> int:
    return min(max(int(text), 1), WIDEST_PAGE) if text.isascii() and text.isdigit() and len(text) < 7 else 1

"""What the pages about one row of work share: the row is found in its case, or it is not there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from safeguarding.cases.views.casework.base import SAFE_METHODS, CaseFormView


class WorkFormView(CaseFormView):
    """One form about the case's work; afterwards back to the list it belongs to."""

    list_name: ClassVar[str] = ""

    def success_url(self) -> str:
        return self.address(self.list_name)


class RowFormView(WorkFormView):
    """One form about one row. `blocked` says why the act is not open to the row, in words, or nothing."""

    row: Any
    #: Above what `blocked` says.
    blocked_title = "This has already changed"

    def rows(self) -> QuerySet[Any]:
        """The rows of this case that the page may be about."""
        raise NotImplementedError

    def blocked(self) -> str:
        return ""

    def refusal(self) -> HttpResponse | None:
        """A page opened for a row that cannot take it says so; to what was sent, the service says it."""
        found = super().refusal()
        if found is not None:
            return found
        self.row = get_object_or_404(self.rows(), pk=self.kwargs["pk"])
        words = self.blocked() if self.request.method in SAFE_METHODS else ""
        return self.refuse_row(words) if words else None

    def refuse_row(self, message: str) -> HttpResponse:
        context = {**self.frame(), "title": self.blocked_title, "message": message, "is_full": True}
        return render(self.request, "cases/refused.html", context, status=409)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def success_url(self) -> str:
        return f"{self.address(self.list_name)}#{self.row._meta.model_name}-{self.row.pk}"

    def context(self) -> dict[str, Any]:
        return {"row": self.row}

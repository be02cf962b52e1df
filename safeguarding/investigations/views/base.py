"""What the pages share: professional standards of the case finds the investigation, and nobody else does."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from safeguarding.cases.models import Case
from safeguarding.investigations import selectors
from safeguarding.investigations.choices import Finding
from safeguarding.investigations.models import Investigation
from safeguarding.investigations.rules.gates import Facts

FINDING_COLOURS = {Finding.GROSS: "red", Finding.MISCONDUCT: "orange", Finding.NOT_FOUND: "grey"}


class ReadersOnly:
    """To whoever sees only the header of the case, its discipline is not there."""

    tab = "misconduct"

    def cases(self: Any) -> Any:
        readable = Case.objects.fully_visible_to(self.user).values("pk")
        return super().cases().filter(pk__in=readable)  # type: ignore[misc]  # of the view


class OfInvestigation(ReadersOnly):
    """A page about one investigation, found by its track."""

    held: Investigation

    def rows(self: Any) -> QuerySet[Investigation]:
        """Among which it is found, with what the page shows of it."""
        return selectors.in_case(self.user, self.case)

    def refusal(self: Any) -> HttpResponse | None:
        self.held = get_object_or_404(self.rows(), track_id=self.kwargs["pk"])
        found: HttpResponse | None = super().refusal()  # type: ignore[misc]  # of the view
        return found

    @cached_property
    def facts(self) -> Facts:
        return selectors.facts_of(self.held)

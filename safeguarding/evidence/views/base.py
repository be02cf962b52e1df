"""What the pages of exhibits share: the case is there for whoever reads its content, and for nobody else."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from safeguarding.cases.models import Case
from safeguarding.cases.views.casework.base import CaseFormView, CaseView
from safeguarding.cases.views.work.base import RowFormView
from safeguarding.evidence.models import Exhibit


class ReadersOnly:
    """To whoever sees only the header of the case, its evidence is not there."""

    tab = "evidence"

    def cases(self: Any) -> Any:
        readable = Case.objects.fully_visible_to(self.user).values("pk")
        return super().cases().filter(pk__in=readable)  # type: ignore[misc]  # of the view


class EvidenceView(ReadersOnly, CaseView):
    """A page of the evidence of a case."""


class EvidenceFormView(ReadersOnly, CaseFormView):
    """A form about the evidence of a case."""


class ExhibitFormView(ReadersOnly, RowFormView):
    """One form about one exhibit."""

    row: Exhibit

    def rows(self) -> QuerySet[Any]:
        return self.case.exhibits.select_related("case", "custodian")

    def blocked(self) -> str:
        if self.row.is_held:
            return ""
        return f"{self.row.reference} is {self.row.get_status_display().lower()}: nothing more can be done with it."

    def success_url(self) -> str:
        return reverse("evidence:exhibit", args=[self.case.reference, self.row.pk])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "exhibit": self.row}

"""Somebody left in the middle, and the report to the College of Policing."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from safeguarding.cases.views.work.base import RowFormView, WorkFormView
from safeguarding.core import clock
from safeguarding.people.choices import PersonKind
from safeguarding.tracks import policies, services
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.forms import DepartureForm, ReportForm
from safeguarding.tracks.models import CollegeReport
from safeguarding.tracks.selectors.lanes import reports_of


class OfMisconduct:
    """Open to whoever keeps the misconduct tracks of the case."""

    def refusal(self: Any) -> HttpResponse | None:
        return super().refusal() or self.refuse_other_side()  # type: ignore[misc]  # of the view

    def refuse_row(self: Any, message: str) -> HttpResponse:
        return self.refuse_other_side() or super().refuse_row(message)  # type: ignore[misc]  # of the view

    def refuse_other_side(self: Any) -> HttpResponse | None:
        if policies.may_keep(self.user, TrackKind.MISCONDUCT, self.case):
            return None
        refused: HttpResponse = self.refuse(policies.refusal_of(TrackKind.MISCONDUCT, self.case), status=403)
        return refused


class DepartureAdd(OfMisconduct, WorkFormView):
    tab = "tracks"
    title = "Record that somebody left"
    list_name = "tracks:tracks"
    form_class = DepartureForm
    button = "Record it"
    lead = (
        "Their tracks go on. Leaving opens the duty to consider the DBS, and for those whom the College's lists can "
        "hold, the report to the College."
    )
    done = "It is recorded. What leaving asks for is open."

    def initial(self) -> dict[str, Any]:
        return {"left_on": clock.today()}

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": self.case.parties.filter(removed_at__isnull=True, kind=PersonKind.ADULT)}

    def save(self, form: DepartureForm) -> object:
        return services.record_departure(case=self.case, by=self.user, **form.cleaned_data)


class ReportDecide(OfMisconduct, RowFormView):
    tab = "tracks"
    title = "Report to the College of Policing"
    list_name = "tracks:tracks"
    template_name = "tracks/report.html"
    form_class = ReportForm
    button = "Record it"
    done = "It is recorded."
    row: CollegeReport

    def rows(self) -> QuerySet[CollegeReport]:
        """None for the other side: that there is such a report at all says that somebody was dismissed or left."""
        found = reports_of(self.case)
        is_read = policies.reads(self.user, TrackKind.MISCONDUCT, self.case, self.standing.ways)
        return found if is_read else found.none()

    def blocked(self) -> str:
        return "" if self.row.is_open else "This has been decided already."

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "reported_on": clock.today()}

    def save(self, form: ReportForm) -> object:
        return services.decide_report(report=self.row, by=self.user, **form.cleaned_data)

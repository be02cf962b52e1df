"""The protective measures of a case, and the duty to consider the DBS that a removal opens."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from safeguarding.cases.forms.work import DutyForm, EndMeasureForm, MeasureForm, ReviewMeasureForm
from safeguarding.cases.models import DbsDuty, ProtectiveMeasure
from safeguarding.cases.rules.work import SUSPENSION_REVIEW_DAYS
from safeguarding.cases.selectors import work as selectors
from safeguarding.cases.services import dbs_duty, measures
from safeguarding.cases.views.casework.base import CaseView
from safeguarding.cases.views.work.base import RowFormView, WorkFormView
from safeguarding.core import clock


class MeasureList(CaseView):
    """What keeps children safe now, when each is looked at again, and every duty to consider the DBS."""

    tab = "measures"
    title = "Protective measures"
    template_name = "cases/work/measures.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        found = list(self.case.measures.select_related("party", "created_by", "ended_by"))
        clocks = selectors.running_clocks_of(self.case, "protectivemeasure")
        for measure in found:
            measure.clock = clocks.get(measure.pk)  # type: ignore[attr-defined]  # for the template
        duties = list(self.case.dbs_duties.select_related("party", "decided_by"))
        duty_clocks = selectors.running_clocks_of(self.case, "dbsduty")
        for duty in duties:
            duty.clock = duty_clocks.get(duty.pk)  # type: ignore[attr-defined]  # same
        return self.show(
            standing_measures=[measure for measure in found if measure.ended_at is None],
            ended=[measure for measure in found if measure.ended_at is not None],
            duties=duties,
        )


class MeasureNew(WorkFormView):
    tab = "measures"
    title = "Add a protective measure"
    form_class = MeasureForm
    button = "Add the measure"
    done = "The measure is on the case, with the clock of its review."
    list_name = "cases:case_measures"

    def initial(self) -> dict[str, Any]:
        return {"starts_on": clock.today(), "review_on": in_four_weeks()}

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": self.case.parties.filter(removed_at__isnull=True)}

    def save(self, form: MeasureForm) -> object:
        return measures.take_measure(case=self.case, by=self.user, **form.cleaned_data)


class MeasureRow(RowFormView):
    """One form about one measure in force."""

    tab = "measures"
    list_name = "cases:case_measures"
    template_name = "cases/work/measure_form.html"
    row: ProtectiveMeasure

    def rows(self) -> QuerySet[ProtectiveMeasure]:
        return self.case.measures.select_related("case", "party")

    def blocked(self) -> str:
        return "This measure has ended already." if self.row.ended_at else ""


def in_four_weeks() -> dt.date:
    """When a measure is looked at again unless another day is named."""
    return clock.today() + dt.timedelta(days=SUSPENSION_REVIEW_DAYS)


class MeasureReview(MeasureRow):
    title = "Look at the measure again"
    form_class = ReviewMeasureForm
    button = "Record the review"
    done = "The review of the measure is recorded, and its next clock runs."

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "review_on": in_four_weeks()}

    def save(self, form: ReviewMeasureForm) -> object:
        given = form.cleaned_data
        return measures.review(
            measure=self.row, review_on=given["review_on"], note_text=given["note"], by=self.user,
            version=given["version"],
        )  # fmt: skip


class MeasureEnd(MeasureRow):
    title = "End the measure"
    form_class = EndMeasureForm
    button = "End the measure"
    is_destructive = True
    lead = "It stays on the case as ended, with the reason. A duty to consider the DBS that it opened stays open."
    done = "The measure has ended."

    def save(self, form: EndMeasureForm) -> object:
        return measures.end(measure=self.row, by=self.user, **form.cleaned_data)


class DutyDecide(RowFormView):
    """Decide whether the duty to refer to the DBS applies."""

    tab = "measures"
    title = "Decide on the duty to refer to the DBS"
    list_name = "cases:case_measures"
    template_name = "cases/work/duty_form.html"
    form_class = DutyForm
    button = "Record the decision"
    row: DbsDuty

    def rows(self) -> QuerySet[DbsDuty]:
        return self.case.dbs_duties.select_related("case", "party")

    def blocked(self) -> str:
        return "This has been decided already." if self.row.decision else ""

    def save(self, form: DutyForm) -> object:
        return dbs_duty.decide(duty=self.row, by=self.user, **form.cleaned_data)

    def done_words(self, form: DutyForm) -> str:
        if form.cleaned_data["decision"] == "refer":
            return "The decision is recorded. A referral to the DBS is on the case: send it as soon as possible."
        return "The decision not to refer is recorded, with its reasons."

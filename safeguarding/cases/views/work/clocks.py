"""The clocks of a case: who sees only the header sees them too, and can do nothing with them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from safeguarding.cases import policies
from safeguarding.cases.forms.work import ExtendClockForm, MeetClockForm
from safeguarding.cases.rules.work import is_met_by_an_act, is_review_clock, moves_with_its_row
from safeguarding.cases.selectors.case_clocks import every_clock, of_case
from safeguarding.cases.selectors.clock_names import titles
from safeguarding.cases.selectors.my_work import act_page
from safeguarding.cases.services import clocks
from safeguarding.cases.views.casework.base import CaseView
from safeguarding.cases.views.work.base import RowFormView
from safeguarding.deadlines.models import Deadline


class ClockList(CaseView):
    """Every clock of the case with its rule, source and why; the running ones first."""

    tab = "clocks"
    title = "Clocks"
    template_name = "cases/work/clocks.html"
    action = None

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        found: list[Any] = list(every_clock(self.user, self.case).select_related("met_by", "cancelled_by"))
        said = titles(self.user, found)
        for held in found:
            held.said = said[held.pk]
            self.dress(held)
        ended = [held for held in found if not held.is_running]
        return self.show(running=[held for held in found if held.is_running], ended=ended[::-1])

    def dress(self, held: Any) -> None:
        """What this reader may do with the clock: go where it is met, extend it, mark it as met by hand."""
        may_work = self.standing.may(policies.WORK) and self.case.is_open and held.is_running
        key = held.rule.key
        held.act_url = act_page(held) if self.is_full else ""
        held.may_extend = may_work and not moves_with_its_row(key)
        if is_review_clock(key):
            held.may_extend = held.may_extend and self.standing.may(policies.SUPERVISE)
        held.may_meet = may_work and not is_met_by_an_act(key, held.source_type)


class ClockRow(RowFormView):
    """One form about one running clock of the case."""

    tab = "clocks"
    list_name = "cases:case_clocks"
    template_name = "cases/work/clock_form.html"
    row: Deadline

    def rows(self) -> QuerySet[Deadline]:
        visible = Deadline.objects.visible_to(self.user)
        return visible.filter(of_case(self.case)).select_related("rule")

    def blocked(self) -> str:
        return "" if self.row.is_running else f"This clock has stopped: it was {self.row.in_words}."


class ClockExtend(ClockRow):
    title = "Give the clock more time"
    form_class = ExtendClockForm
    button = "Extend the clock"
    done = "The clock is extended. The reason stays with it."

    def blocked(self) -> str:
        if moves_with_its_row(self.row.rule.key):
            return "This day was set by hand. Change it where it was set."
        return super().blocked()

    def save(self, form: ExtendClockForm) -> object:
        return clocks.extend(case=self.case, deadline=self.row, by=self.user, **form.cleaned_data)


class ClockMeet(ClockRow):
    title = "Mark the clock as met"
    form_class = MeetClockForm
    button = "Mark as met"
    done = "The clock is marked as met. What was done is in the chronology."

    def blocked(self) -> str:
        if is_met_by_an_act(self.row.rule.key, self.row.source_type):
            return "This clock is met by doing what it is for, not by hand."
        return super().blocked()

    def save(self, form: MeetClockForm) -> object:
        return clocks.meet(case=self.case, deadline=self.row, by=self.user, **form.cleaned_data)

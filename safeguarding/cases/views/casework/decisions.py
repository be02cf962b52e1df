"""The policy log: numbered decisions, read, added and printed."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeguarding.cases.forms.casework.decisions import DecisionForm
from safeguarding.cases.services import decisions
from safeguarding.cases.views.casework.base import CaseFormView, CaseView
from safeguarding.core import clock

PAGE = 50


class Decisions(CaseView):
    """Every decision, the latest first."""

    tab = "decisions"
    title = "Decisions"
    template_name = "cases/decisions.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.case.decisions.select_related("decided_by").order_by("-number")
        return self.show(page=Paginator(rows, PAGE).get_page(request.GET.get("page")))


class OneDecision(CaseView):
    """A decision with its options and reason."""

    tab = "decisions"
    template_name = "cases/decision.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.case.decisions.select_related("decided_by")
        decision = get_object_or_404(rows, number=kwargs["number"])
        return self.show(decision=decision, title=f"Decision {decision.number}")


class PrintDecisions(CaseView):
    """The whole policy log as one document; opening it for printing is a disclosure."""

    tab = "decisions"
    title = "Policy log"
    template_name = "cases/decisions_print.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        decisions.note_printing(case=self.case, by=self.user)
        rows = self.case.decisions.select_related("decided_by").order_by("number")
        return self.show(decisions=rows, made_at=clock.now())


class AddDecision(CaseFormView):
    """Record a decision under the next number."""

    tab = "decisions"
    title = "Record a decision"
    lead = "It gets the next number and is never changed. A decision that turns out wrong is followed by another."
    form_class = DecisionForm
    button = "Record the decision"

    def save(self, form: Any) -> object:
        self.added = decisions.add_decision(case=self.case, by=self.user, **form.cleaned_data)
        return self.added

    def done_words(self, form: Any) -> str:
        return f"Recorded as decision {self.added.number}."

    def success_url(self) -> str:
        return self.address("cases:case_decisions")

"""The first page of a case, and the form of its header."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from safeguarding.audit.services import consult
from safeguarding.cases import policies, states
from safeguarding.cases.forms.casework.header import HeaderForm, PersonReasonForm
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.selectors import access, overview
from safeguarding.cases.services import casework
from safeguarding.cases.views.casework.base import CaseFormView, CaseView


class Overview(CaseView):
    """Now, the situation, the safety plan, measures, referrals, the latest, and what the case was opened on.

    Who sees only numbers and headers gets the clocks and the labels, and not a word that somebody wrote.
    """

    tab = "overview"
    title = "Overview"
    action = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.template_name = "cases/overview.html" if self.is_full else "cases/overview_masked.html"
        return self.show(**(self.content() if self.is_full else self.numbers()))

    def numbers(self) -> dict[str, Any]:
        now = overview.now_of(self.case, self.user, with_tasks=self.is_full)
        return {
            "now": now,
            "parties": self.case.parties.filter(removed_at__isnull=True),
            "measures": overview.measures_in_force(self.case),
            "referrals": overview.referrals_of(self.case),
            "sections": overview.sections(self.user, self.case, self.standing),
        }

    def content(self) -> dict[str, Any]:
        concerns = list(overview.concerns_of(self.case, self.user))
        for concern in concerns:
            consult(concern, by=self.user, page="case: overview", purpose=self.purpose()[0])
        return {
            **self.numbers(),
            "entries": overview.latest_entries(self.case),
            "concerns": concerns,
            "steps": self.steps(),
        }

    def steps(self) -> list[states.Step]:
        """The stages the case can go to from here by this reader's hand."""
        may = {False: self.standing.may(policies.WORK), True: self.standing.may(policies.SUPERVISE)}
        return [step for step in states.steps_from(self.case.stage) if may[step.supervisor_only]]


class EditHeader(CaseFormView):
    """Title, situation and safety plan; somebody else's change in between is shown, and nothing typed is lost."""

    tab = "overview"
    title = "Situation and safety plan"
    form_class = HeaderForm
    done = "The header of the case was saved."

    def initial(self) -> dict[str, Any]:
        case = self.case
        return {
            "version": case.version, "title": case.title, "situation": case.situation, "safety_plan": case.safety_plan,
        }  # fmt: skip

    def save(self, form: Any) -> object:
        return casework.edit_header(case=self.case, by=self.user, **form.cleaned_data)


class _Reassign(CaseFormView):
    tab = "access"
    action = CaseAction.GRANT
    needs_open = False
    form_class = PersonReasonForm
    button = "Give the case"

    def initial(self) -> dict[str, Any]:
        return {"version": self.case.version}

    def success_url(self) -> str:
        """Whoever gave the case away may not see it any more."""
        return self.url_if_still_seen("cases:case_access")

    def cancel_url(self) -> str:
        return self.address("cases:case_access")


class ChangeOwner(_Reassign):
    """Give the case to another owner."""

    title = "Give the case to another owner"
    lead = "The clocks of the present owner go to the new one, who is told. Tasks stay with whoever has them."

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": access.people_to_own(self.case), "label": "New owner"}

    def save(self, form: Any) -> object:
        given = form.cleaned_data
        return casework.change_owner(
            case=self.case, owner=given["user"], reason=given["reason"], version=given["version"], by=self.user
        )

    def done_words(self, form: Any) -> str:
        return f"{form.cleaned_data['user']} owns {self.case.reference} now."


class ChangeSupervisor(_Reassign):
    """Have somebody else supervise the case."""

    title = "Change the supervisor"
    lead = "Reviews and their clocks go to the new supervisor, who is told."
    button = "Change the supervisor"

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": access.people_to_supervise(self.case), "label": "New supervisor"}

    def save(self, form: Any) -> object:
        given = form.cleaned_data
        return casework.change_supervisor(
            case=self.case, supervisor=given["user"], reason=given["reason"], version=given["version"], by=self.user
        )

    def done_words(self, form: Any) -> str:
        return f"{form.cleaned_data['user']} supervises {self.case.reference} now."

"""Moving a case to another stage: each step on a page that says what will happen."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from safeguarding.cases import policies, states
from safeguarding.cases.choices import Stage
from safeguarding.cases.forms.casework.header import OptionalReasonForm, ReasonForm
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.selectors.closing import closing_checklist
from safeguarding.cases.services.stages import take_step
from safeguarding.cases.views.casework.base import CaseFormView, CaseView
from safeguarding.core.forms import GovForm
from safeguarding.core.forms.text import sentence

WILL_HAPPEN = {
    "assess": "You start finding out what there is to the concern. Clocks and reviews go on as they are.",
    "activate": "There is something to work on. Tasks, referrals and measures go on as they are.",
    "await_outcome": "Your own work is done and others decide. Clocks and reviews go on: nobody forgets the case.",
    "resume": "There is work to do again. The reason goes into the chronology.",
    "close": "Work on the case ends and its review clock stops. PSD investigators no longer see it by their role. A "
    "supervisor can reopen it, with a reason.",
    "reopen": "The case becomes active and its review clock starts again today.",
}  # fmt: skip
ASKS = {
    "close": "Why does the case close, and with what outcome?",
    "resume": "Why is there work to do again?",
    "reopen": "Why is the case reopened?",
}


class Stages(CaseView):
    """The stages of a case, where it stands, and where it can go from here."""

    tab = "overview"
    title = "Stage"
    template_name = "cases/stage.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may = {False: self.standing.may(policies.WORK), True: self.standing.may(policies.SUPERVISE)}
        steps = [
            {"step": step, "may": may[step.supervisor_only], "words": WILL_HAPPEN[step.verb]}
            for step in states.steps_from(self.case.stage)
        ]
        return self.show(steps=steps, stages=Stage.choices)


class TakeStep(CaseFormView):
    """One step: what it does, the reason where the table asks for one, and for closing what is still to be done."""

    tab = "overview"
    template_name = "cases/step.html"
    needs_open = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        found = states.STEPS.get(kwargs["verb"])
        if found is None:
            raise Http404
        self.step = found
        self.action = CaseAction.SUPERVISE if found.supervisor_only else CaseAction.WORK
        self.title = found.label
        self.button = found.label
        self.lead = WILL_HAPPEN[found.verb]
        return super().dispatch(request, *args, **kwargs)

    def refusal(self) -> HttpResponse | None:
        refused = super().refusal()
        if refused is None and self.case.stage not in self.step.sources:
            stage = self.case.get_stage_display().lower()
            return self.refuse(f"{self.case.reference} is {stage}, and cannot do this from there.", status=409)
        return refused

    def make_form(self, data: Any = None) -> GovForm:
        form_class = ReasonForm if self.step.needs_reason else OptionalReasonForm
        return form_class(data, initial={"version": self.case.version}, label=ASKS.get(self.step.verb, "Reason"))

    def context(self) -> dict[str, Any]:
        if self.step.target != Stage.CLOSED:
            return {}
        checks = closing_checklist(self.case)
        entries = [
            {
                "text": check.wanted,
                "hint": sentence("; ".join(check.left)),
                "done": check.is_done,
                "href": "" if check.is_done else self.address(check.page),
            }
            for check in checks
        ]
        return {"checks": entries, "may_close": all(check.is_done for check in checks)}

    def save(self, form: Any) -> object:
        given = form.cleaned_data
        return take_step(
            case=self.case, verb=self.step.verb, by=self.user, reason=given["reason"], version=given["version"]
        )

    def done_words(self, form: Any) -> str:
        return f"{self.case.reference} is {Stage(self.step.target).label.lower()} now."

    def success_url(self) -> str:
        return self.url_if_still_seen("cases:case")

    def cancel_url(self) -> str:
        return self.url

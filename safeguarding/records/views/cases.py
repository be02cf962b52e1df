"""The retention of one case: until when it is kept and why, what holds it, and what was decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeguarding.cases.policies import WORK
from safeguarding.cases.views.casework.base import CaseFormView, CaseView
from safeguarding.core.errors import Conflict
from safeguarding.records import forms, policies, services
from safeguarding.records.choices import DisposalStatus
from safeguarding.records.models import LegalHold, RetentionReview
from safeguarding.records.selectors.reading import Standing, standing_of
from safeguarding.records.services import disposing


class OfCase(CaseView):
    """How long the case is kept, for whoever sees its header and records."""

    title = "Retention"
    template_name = "records/case.html"
    tab = "retention"
    action = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(
            records=standing_of(self.case, self.user), sees_records=policies.sees_records(self.user),
            may_keep=policies.may_keep(self.user, self.case), may_lift=policies.may_supervise(self.user, self.case),
        )  # fmt: skip


class _Act(CaseFormView):
    tab = "retention"
    action = WORK
    needs_open = False
    template_name = "records/act.html"

    def refusal(self) -> HttpResponse | None:
        refused = super().refusal()
        if refused is None and not policies.may_keep(self.user, self.case):
            return self.refuse(policies.NOT_A_KEEPER, status=403)
        return refused

    def success_url(self) -> str:
        return self.address("records:of_case")

    def records(self) -> Standing:
        return standing_of(self.case, self.user)

    def context(self) -> dict[str, Any]:
        return {"records": self.records()}


class Keep(_Act):
    title = "Keep this case for longer"
    form_class = forms.KeepForm
    button = "Keep it"
    done = "It is kept. On that day it is looked at again."

    def review(self) -> RetentionReview:
        found = self.records().review
        if found is None:
            raise Conflict("No review of this case is due: nothing has to be decided yet.")
        return found

    def initial(self) -> dict[str, Any]:
        waiting = self.records().review
        return {"version": waiting.version if waiting else None}

    def save(self, form: Any) -> object:
        return services.keep(self.review(), **form.cleaned_data, by=self.user)


class Hold(_Act):
    title = "Put a legal hold on this case"
    lead = "While a hold is on, nothing of the case is disposed of. It stands in the header of the case."
    form_class = forms.HoldForm
    button = "Put it on hold"
    done = "The hold is on."

    def save(self, form: Any) -> object:
        return services.put_on_hold(self.case, **form.cleaned_data, by=self.user)


class Lift(_Act):
    title = "Lift a legal hold"
    form_class = forms.LiftForm
    button = "Lift the hold"
    done = "The hold is lifted."

    def refusal(self) -> HttpResponse | None:
        refused = super().refusal()
        if refused is None and not policies.may_supervise(self.user, self.case):
            return self.refuse(policies.NOT_A_SECOND, status=403)
        return refused

    def hold(self) -> LegalHold:
        return get_object_or_404(LegalHold.objects.visible_to(self.user).filter(case=self.case), pk=self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        return {"version": self.hold().version}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "hold": self.hold()}

    def save(self, form: Any) -> object:
        return services.lift_hold(self.hold(), **form.cleaned_data, by=self.user)


class Propose(_Act):
    title = "Propose to dispose of this case"
    form_class = forms.ProposeForm
    button = "Propose it"
    is_destructive = True
    done = "It is proposed. A supervisor of the case who is not you decides it."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What cannot be done is said before anybody writes why it should."""
        try:
            disposing.require_over(self.case, told=self.user)
        except Conflict as no:
            return self.refuse(no.message, status=no.status)
        return super().get(request, *args, **kwargs)

    def save(self, form: Any) -> object:
        return services.propose(self.case, **form.cleaned_data, by=self.user)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "is_disposal": True, "statuses": DisposalStatus}

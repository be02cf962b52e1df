"""Deciding about a risk assessment beside the one before, and withdrawing one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from safeguarding.core import clock
from safeguarding.risk import policies, selectors, services
from safeguarding.risk.forms.assessments import JudgeForm, PaperApprovalForm, WithdrawForm
from safeguarding.risk.models import RiskAssessment
from safeguarding.risk.views.found import act, assessment_of, posted, way_back


@require_http_methods(["GET", "POST"])
def assessment_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it, or send it back, with the version before beside it."""
    found = assessment_of(request, pk)
    policies.require_approver(request.user, found)
    initial = {"version": found.version, "review_on": selectors.latest_review(found.kind, clock.today())}
    form = JudgeForm(posted(request), initial=initial)
    context = {
        "title": "Decide about a risk assessment", "pairs": selectors.compared(found), "button": "Record the decision",
        "reasons": selectors.needs_a_reason(found), **way_back(found),
    }  # fmt: skip

    def judge() -> RiskAssessment:
        given = form.cleaned_data
        if given["outcome"] == JudgeForm.REFUSE:
            return services.refuse(found, reason=given["reason"], version=given["version"], by=request.user)
        return services.approve(
            found, review_on=given["review_on"], residual_reason=given["residual_reason"], version=given["version"],
            by=request.user,
        )  # fmt: skip

    return act(
        request, form, judge, context=context, template="risk/decide.html", done="The decision is recorded.",
        to=RiskAssessment.get_absolute_url,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def assessment_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """It was approved on paper before it stood here."""
    found = assessment_of(request, pk)
    policies.require_approver(request.user, found)
    form = PaperApprovalForm(posted(request), initial={"version": found.version})
    context = {
        "title": "Approved on paper before", "button": "Record the approval", "lead": found.title, **way_back(found),
    }  # fmt: skip

    def put_on_record() -> RiskAssessment:
        given = form.cleaned_data
        return services.approve(
            found, review_on=given["review_on"], residual_reason=given["residual_reason"], paper=form.paper(),
            version=given["version"], by=request.user,
        )  # fmt: skip

    return act(
        request, form, put_on_record, context=context, template="risk/paper.html", to=RiskAssessment.get_absolute_url,
        done="The approval is on record, marked as one on paper that was recorded today.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def assessment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """It no longer counts."""
    found = assessment_of(request, pk)
    policies.require_withdrawer(request.user, found)
    form = WithdrawForm(posted(request), initial={"version": found.version})
    context = {
        "title": "Withdraw this risk assessment", "lead": found.title, "button": "Withdraw", "button_danger": True,
        **way_back(found),
    }  # fmt: skip
    return act(
        request, form, lambda: services.withdraw(found, **form.cleaned_data, by=request.user), context=context,
        done="It is withdrawn.",
    )  # fmt: skip

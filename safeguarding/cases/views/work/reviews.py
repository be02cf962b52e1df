"""The reviews of a case, and how urgent it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from safeguarding.cases import policies
from safeguarding.cases.forms.work import ReviewForm, UrgencyForm
from safeguarding.cases.forms.work.reviews import LAST, NEXT
from safeguarding.cases.services import reviews
from safeguarding.cases.views.casework.base import CaseView
from safeguarding.cases.views.work.base import WorkFormView
from safeguarding.core import clock


class ReviewList(CaseView):
    """Every review, the newest first, and when the next is due and why."""

    tab = "reviews"
    title = "Reviews"
    template_name = "cases/work/reviews.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        is_own = self.user.pk == self.case.owner_id
        return self.show(
            reviews=self.case.reviews.select_related("held_by"),
            running=reviews.running_review_clock(self.case),
            may_review=self.case.is_open and self.standing.may(policies.SUPERVISE) and not is_own,
            is_own=is_own,
        )


class ReviewNew(WorkFormView):
    tab = "reviews"
    title = "Review the case"
    action = policies.SUPERVISE
    form_class = ReviewForm
    button = "Record the review"
    list_name = "cases:case_reviews"
    template_name = "cases/work/review_form.html"

    def refusal(self) -> HttpResponse | None:
        found = super().refusal()
        if found is None and self.user.pk == self.case.owner_id:
            return self.refuse(reviews.OWN_CASE, status=403)
        return found

    def initial(self) -> dict[str, Any]:
        latest = reviews.latest_next(self.case, clock.today())
        return {"version": self.case.reviews.count(), "after": NEXT, "next_review_on": latest}

    def context(self) -> dict[str, Any]:
        return {"last": self.case.reviews.select_related("held_by").first(), "case_days": self.case.review_days}

    def save(self, form: ReviewForm) -> object:
        given = form.cleaned_data
        return reviews.hold(
            case=self.case, progress=given["progress"], next_steps=given["next_steps"],
            next_review_on=given["next_review_on"], is_last=given["after"] == LAST, by=self.user,
            version=given["version"],
        )  # fmt: skip

    def done_words(self, form: ReviewForm) -> str:
        if form.cleaned_data["after"] == LAST:
            return "The last review is recorded. The case can be closed once its checklist is done."
        return "The review is recorded, and the clock of the next one runs."


class CaseUrgency(WorkFormView):
    """Make the case urgent, or say that it is no longer."""

    tab = "reviews"
    form_class = UrgencyForm
    list_name = "cases:case_reviews"
    template_name = "cases/work/urgency_form.html"

    def refusal(self) -> HttpResponse | None:
        found = super().refusal()
        if found is None and self.case.is_urgent and not self.standing.may(policies.SUPERVISE):
            return self.refuse("Only who supervises the case may say that it is no longer urgent.", status=403)
        return found

    @property
    def title(self) -> str:  # type: ignore[override]  # it depends on the case
        return "Say that the case is no longer urgent" if self.case.is_urgent else "Make the case urgent"

    @property
    def button(self) -> str:  # type: ignore[override]  # same
        return "Take the urgency off" if self.case.is_urgent else "Make it urgent"

    def initial(self) -> dict[str, Any]:
        return {"version": self.case.version}

    def save(self, form: UrgencyForm) -> object:
        return reviews.set_urgency(case=self.case, is_urgent=not self.case.is_urgent, by=self.user, **form.cleaned_data)

    def done_words(self, form: UrgencyForm) -> str:
        said = "no longer urgent" if self.case.is_urgent else "urgent"
        return f"The case is {said}. Its review cycle has changed with it."

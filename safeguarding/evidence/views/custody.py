"""Handing an exhibit over: the giver signs, then the taker; and what waits for one's signature."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safeguarding.access.models import User
from safeguarding.cases import policies as case_policies
from safeguarding.cases.views.work.base import RowFormView
from safeguarding.evidence import policies, selectors, services
from safeguarding.evidence.choices import HandoverStatus
from safeguarding.evidence.forms import AnswerForm, OfferForm, TakeBackForm
from safeguarding.evidence.models import CustodyTransfer
from safeguarding.evidence.views.base import ExhibitFormView, ReadersOnly


@require_safe
def to_sign(request: HttpRequest) -> HttpResponse:
    """Hand-overs that wait for the reader's signature."""
    waiting = list(selectors.to_sign(cast(User, request.user)))
    return render(request, "evidence/to_sign.html", {"title": "Waiting for your signature", "waiting": waiting})


class HandOver(ExhibitFormView):
    title = "Hand the exhibit over"
    form_class = OfferForm
    action = case_policies.READ
    button = "Sign and hand over"
    done = "You have signed. It stays with you until the other has signed, too. They were told."

    def refusal(self) -> HttpResponse | None:
        found = super().refusal()
        if found is not None:
            return found
        there = selectors.is_custodian_there(self.row, asked_by=self.user)
        if policies.may_hand_over(self.user, self.row, self.case, is_custodian_there=there):
            return None
        return self.refuse(policies.NOT_THE_GIVER, status=403)

    def form_kwargs(self) -> dict[str, Any]:
        return {"takers": selectors.takers(self.row, giver=self.user)}

    def save(self, form: OfferForm) -> object:
        return services.offer(exhibit=self.row, by=self.user, **form.cleaned_data)


class HandOverRow(ReadersOnly, RowFormView):
    """One form about one hand-over. A closed case still lets one sign what was handed over before."""

    row: CustodyTransfer
    action = case_policies.READ
    needs_open = False
    #: Whose signature the page is for.
    whose: str = ""

    def rows(self) -> QuerySet[Any]:
        return selectors.handovers_in(self.case)

    def refusal(self) -> HttpResponse | None:
        found = super().refusal()
        if found is not None:
            return found
        if getattr(self.row, f"{self.whose}_id") != self.user.pk:
            return self.refuse("Only the person whose signature it is can do this.", status=403)
        return None

    def blocked(self) -> str:
        waits = self.row.status == HandoverStatus.OFFERED
        return "" if waits else f"This hand-over stands as: {self.row.get_status_display().lower()}."

    def success_url(self) -> str:
        return reverse("evidence:exhibit", args=[self.case.reference, self.row.exhibit_id])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "exhibit": self.row.exhibit, "handover": self.row}


class HandOverAnswer(HandOverRow):
    title = "Sign for the exhibit"
    template_name = "evidence/answer.html"
    form_class = AnswerForm
    whose = "taken_by"
    button = "Send"

    def save(self, form: AnswerForm) -> object:
        given = form.cleaned_data
        if given["answer"] == "sign":
            return services.accept(handover=self.row, by=self.user, version=given["version"])
        return services.decline(handover=self.row, answer=given["why"], by=self.user, version=given["version"])

    def done_words(self, form: AnswerForm) -> str:
        if form.cleaned_data["answer"] == "sign":
            return "You have signed. You answer for this exhibit now."
        return "Declined. The exhibit stays where it was, and the other was told."


class HandOverTakeBack(HandOverRow):
    title = "Take the hand-over back"
    form_class = TakeBackForm
    whose = "given_by"
    button = "Take it back"
    is_destructive = True
    lead = "It was not signed yet. The exhibit stays with whoever has it; the chain keeps that it was offered."
    done = "Taken back."

    def save(self, form: TakeBackForm) -> object:
        return services.take_back(handover=self.row, by=self.user, version=form.cleaned_data["version"])

"""The referrals of a case."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from safeguarding.cases import states
from safeguarding.cases.choices import ReferralKind, ReferralStatus
from safeguarding.cases.forms.work import AnswerForm, ConcludeForm, DropForm, ReferralForm, SendForm
from safeguarding.cases.models import Referral
from safeguarding.cases.rules.work import lado_findings
from safeguarding.cases.selectors import work as selectors
from safeguarding.cases.services import referrals
from safeguarding.cases.services.clocks import running_clocks
from safeguarding.cases.views.casework.base import CaseView
from safeguarding.cases.views.work.base import RowFormView, WorkFormView
from safeguarding.core import clock
from safeguarding.deadlines.rules import moment_in_words

COLOURS = {
    ReferralStatus.TO_SEND: "yellow",
    ReferralStatus.SENT: "blue",
    ReferralStatus.ANSWERED: "purple",
    ReferralStatus.CONCLUDED: "green",
    ReferralStatus.NOT_NEEDED: "grey",
}


class ReferralList(CaseView):
    """Every referral with where it stands, its clocks and why, and what may be done next."""

    tab = "referrals"
    title = "Referrals"
    template_name = "cases/work/referrals.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        found = list(self.case.referrals.select_related("created_by", "sent_by"))
        clocks = selectors.clocks_of_rows(self.case, "referral")
        for referral in found:
            referral.clocks = clocks.get(referral.pk, [])  # type: ignore[attr-defined]  # for the template
            referral.colour = COLOURS[ReferralStatus(referral.status)]  # type: ignore[attr-defined]  # same
            referral.moves = states.moves_from(states.REFERRAL_MOVES, referral.status)  # type: ignore[attr-defined]  # same
        order = list(ReferralStatus.values)
        return self.show(referrals=sorted(found, key=lambda one: (order.index(one.status), one.created_at)))


class ReferralNew(WorkFormView):
    tab = "referrals"
    title = "Start a referral"
    form_class = ReferralForm
    button = "Start the referral"
    lead = "Each kind has a clock of its own. Once it was sent, say so here."
    done = "The referral is on the case and its clock runs. Record it here once it is sent."
    list_name = "cases:case_referrals"

    def initial(self) -> dict[str, Any]:
        return {"psd_unit": self.case.psd_unit_id}

    def form_kwargs(self) -> dict[str, Any]:
        return {"psd_units": selectors.psd_units(self.case)}

    def save(self, form: ReferralForm) -> object:
        return referrals.add(case=self.case, by=self.user, **form.cleaned_data)


class ReferralRow(RowFormView):
    """One form that takes one verb of the table."""

    tab = "referrals"
    list_name = "cases:case_referrals"
    template_name = "cases/work/referral_form.html"
    verb = ""
    row: Referral

    def rows(self) -> QuerySet[Referral]:
        return self.case.referrals.select_related("case", "case__force")

    def blocked(self) -> str:
        move = states.REFERRAL_MOVES[self.verb]
        if self.row.status in move.sources:
            return ""
        return f"This referral is in the state “{self.row.get_status_display()}”. “{move.label}” is not open to it."


class ReferralSend(ReferralRow):
    verb = "send"
    title = "Record that the referral was sent"
    form_class = SendForm
    done = "The referral is recorded as sent."

    def initial(self) -> dict[str, Any]:
        now = clock.now().replace(second=0, microsecond=0)
        known = {"agency": self.row.agency, "contact": self.row.contact}
        return {**super().initial(), **known, "sent_at": now}

    def form_kwargs(self) -> dict[str, Any]:
        return {"late_since": self.late_since()}

    def late_since(self) -> str:
        """The moment after which sending it is late, once that has passed."""
        if not referrals.is_late(self.row, clock.now()):
            return ""
        return moment_in_words(min(held.due_at for held in running_clocks(self.row)))

    def context(self) -> dict[str, Any]:
        return {**super().context(), "is_late": bool(self.late_since())}

    def save(self, form: SendForm) -> object:
        return referrals.send(referral=self.row, by=self.user, **form.cleaned_data)


class ReferralAnswer(ReferralRow):
    verb = "answer"
    title = "Record their answer"
    form_class = AnswerForm
    done = "The answer is recorded. Record the outcome once there is one."

    def save(self, form: AnswerForm) -> object:
        return referrals.answer(referral=self.row, by=self.user, **form.cleaned_data)


class ReferralConclude(ReferralRow):
    verb = "conclude"
    title = "Record the outcome of the referral"
    form_class = ConcludeForm
    done = "The outcome is recorded. This referral is at its end."

    def form_kwargs(self) -> dict[str, Any]:
        is_lado = self.row.kind == ReferralKind.LADO
        return {"findings": lado_findings(self.case.force.nation) if is_lado else ()}

    def save(self, form: ConcludeForm) -> object:
        return referrals.conclude(referral=self.row, by=self.user, **form.cleaned_data)


class ReferralDrop(ReferralRow):
    verb = "drop"
    title = "Say why the referral is not made"
    form_class = DropForm
    button = "Do not make this referral"
    is_destructive = True
    done = "The referral is recorded as not made, with the reason."

    def save(self, form: DropForm) -> object:
        return referrals.drop(referral=self.row, by=self.user, **form.cleaned_data)

"""What of an investigation is a list and can leave as a file: its allegations, and everything that was done in it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from safeguarding.audit.views import list_file
from safeguarding.cases.views.casework.base import CaseView
from safeguarding.core.clock import date_words
from safeguarding.core.spreadsheet import moment
from safeguarding.investigations import selectors
from safeguarding.investigations.models import Allegation
from safeguarding.investigations.selectors.done import DoneAct
from safeguarding.investigations.views.base import FINDING_COLOURS, OfInvestigation
from safeguarding.tracks import policies as track_policies

A_PAGE = 50
ALLEGATION_HEADINGS = (
    "Number", "What is alleged, as it was made", "From", "Until", "National category", "Standards", "Code",
    "Abuse of position", "Harm to a child", "Test of referral", "Why", "Case to answer", "Decided on", "Decided by",
    "Finding", "Found on",
)  # fmt: skip
ACT_HEADINGS = ("Recorded", "By", "What was done")


class AllegationList(OfInvestigation, CaseView):
    """Every allegation in full: as it was made, whether there is a case to answer, what was found."""

    title = "Allegations"
    template_name = "investigations/allegations.html"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        found = list(self.held.allegations.all())
        file = list_file(
            request, f"allegations-{self.case.reference}-{self.held.track_id}", what="Allegations",
            headings=ALLEGATION_HEADINGS, found=found, cells=_allegation,
        )  # fmt: skip
        may_act = self.case.is_open and track_policies.may_work(self.user, self.held.track, self.case)
        return file or self.show(
            held=self.held, allegations=found, finding_colours=FINDING_COLOURS, back=self.held.get_absolute_url(),
            open_acts=[line for line in selectors.acts_of(self.facts) if line.is_open and may_act],
        )  # fmt: skip


class ActList(OfInvestigation, CaseView):
    """Everything that was done in the investigation, the latest first, and by whom."""

    title = "What was done"
    template_name = "investigations/acts.html"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        found = selectors.acts_done(self.held)
        file = list_file(
            request, f"acts-{self.case.reference}-{self.held.track_id}", what="What was done", headings=ACT_HEADINGS,
            found=found, cells=_act,
        )  # fmt: skip
        page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
        return file or self.show(held=self.held, page=page, back=self.held.get_absolute_url())


def _allegation(one: Allegation) -> tuple[Any, ...]:
    return (
        one.number, one.what, date_words(one.happened_from), date_words(one.happened_to) if one.happened_to else "",
        one.get_category_display(), "; ".join(one.standard_words), one.get_code_display(),
        "Yes" if one.is_abuse_of_position else "No", "Yes" if one.is_harm else "No",
        one.get_criterion_display() or "Not met", one.test_reasons, one.get_answer_display(), _day(one.answered_on),
        one.get_answered_for_display(), one.get_finding_display(), _day(one.found_on),
    )  # fmt: skip


def _day(day: Any) -> str:
    return date_words(day) if day else ""


def _act(done: DoneAct) -> tuple[Any, ...]:
    return (moment(done.at), done.by, done.words)

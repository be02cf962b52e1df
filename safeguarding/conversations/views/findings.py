"""What was found in messages: the list, one finding with what stands around it, and the lexicon that found it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeguarding.cases import policies
from safeguarding.conversations.choices import FindingStatus
from safeguarding.conversations.forms import DecideForm, StepForm
from safeguarding.conversations.models import Finding
from safeguarding.conversations.rules import lexicon, runs
from safeguarding.conversations.selectors import found
from safeguarding.conversations.services import deciding
from safeguarding.conversations.services.noting import to_chronology
from safeguarding.conversations.views.base import MessagesFormView, MessagesView
from safeguarding.core.forms import GovForm

MOST_SHOWN = 20


def show_lexicon(request: HttpRequest) -> HttpResponse:
    """Every line by which messages are looked through, for everybody who is signed in."""
    context = {
        "title": "The lexicon of indicators", "lines": lexicon.LINES, "version": lexicon.VERSION, "runs": runs.RUNS,
        "hours": runs.NEW_START.seconds // 3600,
    }  # fmt: skip
    return render(request, "conversations/lexicon.html", context)


class Findings(MessagesView):
    """What was found in the messages of the case, by indicator and by what was said of it."""

    title = "Indicators found in messages"
    template_name = "conversations/findings.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        everything = found.of_case(self.user, self.case)
        indicator, status = request.GET.get("indicator", ""), request.GET.get("status", "")
        chosen = everything.filter(indicator=indicator) if indicator else everything
        chosen = chosen.filter(status=status) if status in FindingStatus.values else chosen
        page = Paginator(chosen, found.PAGE).get_page(request.GET.get("page"))
        return self.show(
            page=page, rows=found.shown(page.object_list), counts=found.counts(everything), indicator=indicator,
            status=status, statuses=FindingStatus.choices, version=lexicon.VERSION,
        )  # fmt: skip


class OneFinding(MessagesFormView):
    """One finding: the words, what stands around them, and what a person says of it."""

    title = "Indicator in a message"
    template_name = "conversations/finding.html"
    form_class: type[GovForm] = DecideForm
    action = policies.READ
    needs_open = False
    button = "Save what I say"
    finding: Finding

    def find(self) -> None:
        super().find()
        self.finding = get_object_or_404(found.of_case(self.user, self.case), pk=self.kwargs["finding"])
        self.same = list(deciding.same_words(self.finding).select_related("message")[: deciding.MOST_AT_ONCE])

    def refusal(self) -> HttpResponse | None:
        """Whoever reads the case sees it; only who works on the case says something of it."""
        if self.request.method == "POST":
            self.action = policies.WORK
        return super().refusal()

    def initial(self) -> dict[str, Any]:
        return {"version": self.finding.version}

    def form_kwargs(self) -> dict[str, Any]:
        return {"together": len(self.same)}

    def context(self) -> dict[str, Any]:
        return {
            "shown": found.shown([self.finding])[0], "finding": self.finding,
            "around": found.around(self.finding.message),
            "same": self.same[:MOST_SHOWN], "is_open_still": self.finding.status == FindingStatus.OPEN,
            "is_critical": self.finding.indicator in lexicon.CRITICAL,
        }  # fmt: skip

    def save(self, form: Any) -> object:
        given = {"status": form.cleaned_data["said"], "reason": form.cleaned_data["reason"], "by": self.user}
        if form.together > 1 and form.is_for_all:
            return deciding.decide_same(finding=self.finding, expected=form.together, **given)
        return deciding.decide(finding=self.finding, version=form.cleaned_data["version"], **given)

    def success_url(self) -> str:
        return self.address("conversations:findings")


class UndoFinding(OneFinding):
    """Take back what was said of a finding."""

    title = "Take back what was said of this"
    lead = "It stands as not yet looked at again. The history keeps what was said."
    template_name = "cases/form.html"
    form_class = StepForm
    action = policies.WORK
    needs_open = True
    button = "Take it back"

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any) -> object:
        return deciding.undo(finding=self.finding, version=form.cleaned_data["version"], by=self.user)


class ToChronology(OneFinding):
    """Put the message of a finding into the chronology of the case."""

    title = "Put this message into the chronology"
    lead = "It is entered as a fact at the time of the message, in its own words, with where it stands in its file."
    template_name = "cases/form.html"
    form_class = GovForm
    action = policies.WORK
    needs_open = True
    button = "Put it into the chronology"
    done = "The message stands in the chronology."

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any) -> object:
        return to_chronology(case=self.case, message=self.finding.message, by=self.user)

    def success_url(self) -> str:
        return self.address("cases:case_chronology")

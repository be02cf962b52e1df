"""What was found in messages: the list, one finding with what stands around it, and the lexicon that found it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeguarding.cases import policies
from safeguarding.cases.choices import Indicator
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


def wanted_in(request: HttpRequest) -> found.Wanted:
    """Which findings an address asks for; of what it does not know, those that nobody looked at yet."""
    indicator, status = request.GET.get("indicator", ""), request.GET.get("status", "")
    return found.Wanted(
        indicator if indicator in Indicator.values else "",
        status if status in (*FindingStatus.values, found.ALL) else FindingStatus.OPEN.value,
    )


def _numbered(counts: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """What may be said of a finding, and of how many it was said."""
    said = [(value, words, sum(row[value] for row in counts)) for value, words in FindingStatus.choices]
    return [*said, (found.ALL, "All", sum(row["total"] for row in counts))]


class Findings(MessagesView):
    """What was found in the messages of the case, by indicator and by what was said of it."""

    title = "Indicators found in messages"
    template_name = "conversations/findings.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        everything, wanted = found.of_case(self.user, self.case), wanted_in(request)
        page = Paginator(found.excerpts(wanted.of(everything)), found.PAGE).get_page(request.GET.get("page"))
        counts = found.counts(everything)
        return self.show(
            page=page, rows=found.shown(page.object_list), counts=counts, wanted=wanted, version=lexicon.VERSION,
            statuses=_numbered([row for row in counts if wanted.indicator in ("", row["indicator"])]),
            unfinished=found.not_looked_through(self.case),
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
        self.finding = get_object_or_404(found.excerpts(found.of_case(self.user, self.case)), pk=self.kwargs["finding"])
        self.same = list(found.excerpts(deciding.same_words(self.finding))[: deciding.MOST_AT_ONCE])

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
        wanted = wanted_in(self.request)
        return {
            "shown": found.shown([self.finding])[0], "finding": self.finding,
            "around": found.around(self.finding.message), "together": found.shown_by(self.finding),
            "same": found.shown(self.same[:MOST_SHOWN]), "is_open_still": self.finding.status == FindingStatus.OPEN,
            "is_critical": self.finding.indicator in lexicon.CRITICAL,
            "row": self.row(), "chosen": Indicator(wanted.indicator).label if wanted.indicator else "",
        }  # fmt: skip

    def row(self) -> found.Row:
        return found.row_of(found.of_case(self.user, self.case), self.finding, wanted_in(self.request))

    def _to(self, finding: int | None) -> str:
        """One of the findings that somebody goes through, or their list."""
        query = self.request.GET.urlencode()
        where = self.address("conversations:finding", finding) if finding else self.address("conversations:findings")
        return f"{where}?{query}" if query else where

    def save(self, form: Any) -> object:
        given = {"status": form.cleaned_data["said"], "reason": form.cleaned_data["reason"], "by": self.user}
        if form.together > 1 and form.is_for_all:
            return deciding.decide_same(finding=self.finding, expected=form.together, **given)
        return deciding.decide(finding=self.finding, version=form.cleaned_data["version"], **given)

    def success_url(self) -> str:
        """The next one, so that one after the other is gone through; after the last of them the list."""
        return self._to(self.row().next)

    def cancel_url(self) -> str:
        return self._to(None)


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

    def success_url(self) -> str:
        return self._to(self.finding.pk)

    def cancel_url(self) -> str:
        return self._to(self.finding.pk)


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

    def cancel_url(self) -> str:
        return self._to(self.finding.pk)

    def success_url(self) -> str:
        return self.address("cases:case_chronology")

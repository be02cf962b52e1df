"""The chronology: reading it, adding to it, correcting it, printing it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeguarding.cases.choices import EntryKind, TimePrecision
from safeguarding.cases.forms.casework.chronology import (
    FACT,
    OPINION,
    ChronologyFilterForm,
    CorrectionForm,
    EntryForm,
)
from safeguarding.cases.models import ChronologyEntry
from safeguarding.cases.selectors import chronology as selector
from safeguarding.cases.services import chronology
from safeguarding.cases.views.casework.base import SAFE_METHODS, CaseFormView, CaseView
from safeguarding.core import clock

OLDEST = "oldest"


class Chronology(CaseView):
    """What happened, the newest or the oldest first; a corrected entry stands under its correction."""

    tab = "chronology"
    title = "Chronology"
    template_name = "cases/chronology.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ChronologyFilterForm(request.GET)
        oldest_first = request.GET.get("order") == OLDEST
        entries = selector.standing_entries(
            self.case, kinds=form.kinds(), is_opinion=form.is_opinion(), newest_first=not oldest_first
        )
        page = Paginator(entries, selector.PAGE).get_page(request.GET.get("page"))
        threads = selector.threads(self.case, page.object_list)
        return self.show(filter_form=form, page=page, threads=threads, oldest_first=oldest_first)


class PrintChronology(CaseView):
    """The whole chronology as one document, the oldest first; opening it for printing is a disclosure."""

    tab = "chronology"
    title = "Chronology"
    template_name = "cases/chronology_print.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entries = selector.standing_entries(self.case, newest_first=False)
        chronology.note_printing(case=self.case, by=self.user)
        return self.show(threads=selector.threads(self.case, entries), made_at=clock.now())


class AddEntry(CaseFormView):
    """Write down something that happened."""

    tab = "chronology"
    title = "Add to the chronology"
    lead = "An entry is never changed afterwards. If it turns out to be wrong, you correct it with a new one."
    form_class = EntryForm
    button = "Add the entry"
    done = "The entry stands in the chronology."

    def save(self, form: Any) -> object:
        return chronology.add_entry(case=self.case, by=self.user, **form.given())

    def success_url(self) -> str:
        return self.address("cases:case_chronology")


class CorrectEntry(AddEntry):
    """Correct an entry by a new one; both stay."""

    title = "Correct an entry"
    lead = "The old entry stays, and stands under the new one with what was wrong."
    template_name = "cases/chronology_correct.html"
    form_class = CorrectionForm
    button = "Save the correction"
    done = "The correction stands in the chronology, with the old entry under it."

    entry: ChronologyEntry

    def refusal(self) -> HttpResponse | None:
        entries = self.case.chronology.select_related("author", "correction")
        self.entry = get_object_or_404(entries, pk=self.kwargs["entry"])
        refused = super().refusal()
        if refused is None and self.request.method in SAFE_METHODS and (words := self.blocked()):
            return self.refuse(words, status=409)
        return refused

    def blocked(self) -> str:
        """Why this entry cannot be corrected, if so."""
        if self.entry.kind == EntryKind.SYSTEM:
            return "This entry was recorded by the system. Add an entry of your own beside it."
        if hasattr(self.entry, "correction"):
            return "This entry has been corrected already. Correct its correction instead."
        return ""

    def initial(self) -> dict[str, Any]:
        entry = self.entry
        moment = entry.happened_at
        return {
            "kind": entry.kind,
            "nature": OPINION if entry.is_opinion else FACT,
            "precision": entry.precision,
            "exact_at": moment if entry.precision == TimePrecision.EXACT else None,
            "about_at": moment if entry.precision == TimePrecision.ABOUT else None,
            "on_day": _day(moment) if entry.precision == TimePrecision.DAY else None,
            "text": entry.text,
        }

    def context(self) -> dict[str, Any]:
        return {"entry": self.entry}

    def save(self, form: Any) -> object:
        given = {**form.given(), "reason": form.cleaned_data["reason"]}
        return chronology.correct_entry(case=self.case, entry=self.entry, by=self.user, **given)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return clock.london_date(moment) if moment else None

"""The misconduct tracks of a case, one of them as a lane, and its notice."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from safeguarding.cases.views.casework.base import CaseFormView, CaseView
from safeguarding.investigations import selectors, services
from safeguarding.investigations.choices import Act
from safeguarding.investigations.forms import BeginForm
from safeguarding.investigations.models import Investigation, Proceedings
from safeguarding.investigations.rules.conflicts import source_of, to_you
from safeguarding.investigations.rules.gates import why_not
from safeguarding.investigations.rules.hearings import latest_day, not_public_words, notice_words
from safeguarding.investigations.rules.sources import left_source
from safeguarding.investigations.selectors.notices import as_data
from safeguarding.investigations.views.base import FINDING_COLOURS, OfInvestigation, ReadersOnly
from safeguarding.letters.choices import LetterKind
from safeguarding.tracks import policies as track_policies
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.selectors.duties import duties_of

#: So many allegations stand in full on the page of the investigation; more are a table, and in full on their own page.
IN_FULL = 4

#: What can be written with the facts of an investigation.
LETTER_KINDS = tuple(
    (kind.value, kind.label)
    for kind in (LetterKind.NOTICE, LetterKind.UPDATE, LetterKind.TIMELINESS_12, LetterKind.TIMELINESS_6)
)


class InvestigationList(ReadersOnly, CaseView):
    """That there are misconduct tracks, and where each stands; what is in one is for who keeps it."""

    title = "Misconduct"
    template_name = "investigations/list.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        found = selectors.lanes(self.user, self.case)
        keeps = track_policies.may_keep(self.user, TrackKind.MISCONDUCT, self.case)
        return self.show(lanes=found, may_begin=keeps and self.case.is_open)


class InvestigationBegin(ReadersOnly, CaseFormView):
    """Begin to investigate somebody's conduct."""

    title = "Begin an investigation"
    form_class = BeginForm
    button = "Begin"
    lead = "It opens a misconduct track about this person, or takes up the one that is open."
    begun: Investigation

    def refusal(self) -> HttpResponse | None:
        found = super().refusal()
        if found is None and not track_policies.may_keep(self.user, TrackKind.MISCONDUCT, self.case):
            return self.refuse(track_policies.NOT_YOUR_SIDE.format("professional standards"), status=403)
        return found

    def form_kwargs(self) -> dict[str, Any]:
        everybody = self.case.parties.filter(removed_at__isnull=True)
        return {"parties": selectors.parties_to_begin(self.case), "everybody": everybody}

    def save(self, form: BeginForm) -> object:
        self.begun = services.begin(case=self.case, by=self.user, **form.cleaned_data)
        return self.begun

    def done_words(self, form: BeginForm) -> str:
        return f"Begun. {self.begun.regime_row.regime.label}: {self.begun.regime_row.rules}."

    def success_url(self) -> str:
        return (
            self.begun.get_absolute_url() if hasattr(self, "begun") else self.address("investigations:investigations")
        )


class InvestigationView(OfInvestigation, CaseView):
    """One investigation: its stages with their days, what is due and can be done now, and then the record."""

    template_name = "investigations/investigation.html"

    def rows(self) -> QuerySet[Investigation]:
        return selectors.whole(selectors.in_case(self.user, self.case))

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        held, heard = self.held, getattr(self.held, "proceedings", None)
        held.track.case = self.case
        may_work = self.case.is_open and track_policies.may_work(self.user, held.track, self.case, self.standing)
        links, conflict = selectors.links_and_conflict(held, self.user)
        return self.show(
            **self.of_hearing(heard), **self.of_acts(is_offered=may_work), informed=selectors.informed(held),
            letters=selectors.letters_due(held), title=held.track.name, held=held, facts=self.facts,
            steps=selectors.steps_of(held, self.facts), may_act=may_work and not conflict,
            conflict=to_you(conflict) if may_work else "", conflict_source=source_of(held.regime), links=links,
            regime=held.regime_row, clocks=selectors.clocks_of(held), referrals=selectors.iopc_referrals(held),
            notice=getattr(held, "notice", None), heard=heard,
            not_served=selectors.letters_not_served(held, self.facts),
            duties=duties_of(held.track) if held.track.is_running else [], finding_colours=FINDING_COLOURS,
            allegations=held.allegations.all(), in_full=len(held.allegations.all()) <= IN_FULL,
            left=selectors.departure_of(held), left_source=left_source(held.regime), letter_kinds=LETTER_KINDS,
            last_update=next(iter(reversed(list(held.updates.all()))), None),
        )  # fmt: skip

    def of_acts(self, *, is_offered: bool) -> dict[str, Any]:
        """What is to be done now, what may be added to or corrected, and why the rest is not possible."""
        held, facts = self.held, self.facts
        lines = selectors.acts_of(facts, selectors.acts_before(held, facts))
        following = selectors.next_act(facts, modes=len(held.modes.all())) if is_offered else None
        open_acts = [line for line in lines if line.is_open]
        return {
            "next": following, "open_acts": open_acts, "shut_acts": [line for line in lines if not line.is_open],
            "now_acts": sorted(
                (line for line in open_acts if not line.is_correction),
                key=lambda line: following is None or line.act != following.act,
            ),
            "again_acts": [line for line in open_acts if line.is_correction],
            "may_answer": not why_not(Act.ANSWER, facts), "may_find": not why_not(Act.FIND, facts),
        }  # fmt: skip

    def of_hearing(self, heard: Proceedings | None) -> dict[str, Any]:
        """The public notices as they read, by when the next is due, or why there is none."""
        if heard is None:
            return {}
        name = self.held.track.party.label if self.held.track.party else ""
        words = [
            notice_words(
                publication=one.publication, name=name, forum=heard.forum, starts_on=one.starts_on, place=heard.place,
                says=one.says,
            )
            for one in heard.public_notices.all()
        ]  # fmt: skip
        return {
            "public_notices": list(zip(heard.public_notices.all(), words, strict=True)),
            "publish_by": latest_day(heard.starts_on) if heard.starts_on else None,
            "not_public": not_public_words(self.held.regime, heard.forum) if self.facts.is_heard else "",
        }


class NoticeView(OfInvestigation, CaseView):
    """The notice: as it was served, or as it would be served today. Opening it to print is written down."""

    title = "Notice of investigation"
    template_name = "investigations/notice.html"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        notice = getattr(self.held, "notice", None)
        said = notice.said if notice and notice.said else as_data(selectors.notice_parts(self.held))
        services.note_notice_opened(investigation=self.held, by=self.user)
        return self.show(held=self.held, notice=notice, said=said, back=self.back())

    def back(self) -> str:
        return reverse("investigations:investigation", args=[self.case.reference, self.held.track_id])

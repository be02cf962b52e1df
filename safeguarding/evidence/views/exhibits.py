"""The exhibits of a case, one exhibit, and what is written of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeguarding.audit.views import list_file
from safeguarding.cases import policies as case_policies
from safeguarding.core import clock
from safeguarding.core.templatetags.words import moment
from safeguarding.evidence import policies, selectors, services
from safeguarding.evidence.choices import AnalysisStatus, ExhibitStatus, HandoverStatus, RemovalStatus
from safeguarding.evidence.forms import ChangeExhibitForm, EndForm, ExhibitForm
from safeguarding.evidence.models import Exhibit
from safeguarding.evidence.services.exhibits import WRITTEN
from safeguarding.evidence.views.base import EvidenceFormView, EvidenceView, ExhibitFormView
from safeguarding.files.choices import ScanStatus
from safeguarding.files.rules.kinds import BY_MEDIA_TYPE

STATUS_COLOURS = {ExhibitStatus.HELD: "green", ExhibitStatus.RETURNED: "grey", ExhibitStatus.DISPOSED: "grey"}
ANALYSIS_COLOURS = {AnalysisStatus.WAITING: "yellow", AnalysisStatus.AT_WORK: "blue", AnalysisStatus.DONE: "green"}
HANDOVER_COLOURS = {
    HandoverStatus.OFFERED: "yellow", HandoverStatus.ACCEPTED: "green", HandoverStatus.DECLINED: "orange",
    HandoverStatus.TAKEN_BACK: "grey",
}  # fmt: skip
SCAN_COLOURS = {
    ScanStatus.WAITING: "yellow", ScanStatus.CLEAN: "green", ScanStatus.NOT_SCANNED: "grey", ScanStatus.REFUSED: "red",
    ScanStatus.DESTROYED: "grey",
}  # fmt: skip
HEADINGS = ("Reference", "What", "Seized", "Held by", "Kept at", "Analysis", "Status", "Files")


class ExhibitList(EvidenceView):
    """What is evidence in the case, and who has it."""

    title = "Evidence"
    template_name = "evidence/list.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        found = list(selectors.exhibits_of(self.case))
        file = list_file(
            request, f"exhibits-{self.case.reference}", what="Exhibits", headings=HEADINGS, found=found, cells=_line
        )
        waiting = list(selectors.removals_in(self.case).filter(status=RemovalStatus.ASKED))
        for one in waiting:
            one.may_decide = policies.may_decide_removal(self.user, one, self.case)  # type: ignore[attr-defined]  # for the template alone
        return file or self.show(
            exhibits=found, removals=waiting, status_colours=STATUS_COLOURS, analysis_colours=ANALYSIS_COLOURS
        )


def _line(exhibit: Any) -> tuple[Any, ...]:
    return (
        exhibit.reference, exhibit.get_kind_display(), moment(exhibit.seized_at), exhibit.custodian, exhibit.held_at,
        exhibit.get_analysis_display(), exhibit.get_status_display(), exhibit.files_count,
    )  # fmt: skip


class ExhibitView(EvidenceView):
    """One exhibit: what it is, its files, and every hand it went through."""

    template_name = "evidence/exhibit.html"
    exhibit: Exhibit

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        found = self.case.exhibits.select_related("case", "custodian", "added_by", "ended_by", "seized_from__person")
        self.exhibit = get_object_or_404(found, pk=pk)
        return self.show(**self.shown())

    def shown(self) -> dict[str, Any]:
        exhibit, chain = self.exhibit, list(selectors.chain_of(self.exhibit))
        files = list(selectors.files_of(exhibit))
        stays = services.why_kept(self.case) if files else ""
        for row in files:
            kind = BY_MEDIA_TYPE.get(row.file.media_type)
            row.may_decide = any(  # type: ignore[attr-defined]  # for the template alone
                one.status == RemovalStatus.ASKED and policies.may_decide_removal(self.user, one, self.case)
                for one in row.removals.all()
            )
            row.is_asked = any(one.status == RemovalStatus.ASKED for one in row.removals.all())  # type: ignore[attr-defined]  # same
            row.stays = "" if row.file.destroyed_at else stays  # type: ignore[attr-defined]  # same
            row.kind_words = kind.words if kind else row.file.media_type  # type: ignore[attr-defined]  # same
        return {
            "title": f"Exhibit {exhibit.reference}", "exhibit": exhibit, "files": files, "chain": chain,
            "waiting": next((made for made in chain if made.status == HandoverStatus.OFFERED), None),
            "may_change": exhibit.is_held and self.case.is_open and self.standing.may(case_policies.WORK),
            "may_hand_over": exhibit.is_held and self.case.is_open and self.may_hand_over(),
            "status_colour": STATUS_COLOURS[ExhibitStatus(exhibit.status)],
            "analysis_colour": ANALYSIS_COLOURS.get(AnalysisStatus(exhibit.analysis), "grey"),
            "scan_colours": SCAN_COLOURS, "handover_colours": HANDOVER_COLOURS,
        }  # fmt: skip

    def may_hand_over(self) -> bool:
        there = selectors.is_custodian_there(self.exhibit, asked_by=self.user)
        return policies.may_hand_over(self.user, self.exhibit, self.case, is_custodian_there=there)


class CustodyPrint(ExhibitView):
    """The custody chain on paper. Printing is a disclosure, and is written down."""

    template_name = "evidence/print.html"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        answer = super().get(request, reference, pk)
        services.note_printing(exhibit=self.exhibit, by=self.user)
        return answer

    def shown(self) -> dict[str, Any]:
        return {**super().shown(), "title": f"Custody chain of {self.exhibit.reference}", "made_at": clock.now()}


class ExhibitAdd(EvidenceFormView):
    title = "Add an exhibit"
    template_name = "evidence/exhibit_form.html"
    form_class = ExhibitForm
    button = "Add the exhibit"
    lead = "You have it until somebody else signs for it."
    added: Exhibit

    def initial(self) -> dict[str, Any]:
        return {"analysis": AnalysisStatus.NOT_NEEDED, "seized_by": str(self.user)}

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": self.case.parties.filter(removed_at__isnull=True)}

    def save(self, form: ExhibitForm) -> object:
        self.added = services.add_exhibit(case=self.case, by=self.user, **form.cleaned_data)
        return self.added

    def done_words(self, form: ExhibitForm) -> str:
        return f"Exhibit {self.added.reference} is on the case. You have it."

    def success_url(self) -> str:
        return self.added.get_absolute_url() if hasattr(self, "added") else self.address("evidence:exhibits")


class ExhibitChange(ExhibitFormView):
    title = "Change what is written of the exhibit"
    template_name = "evidence/exhibit_form.html"
    form_class = ChangeExhibitForm
    done = "Changed. The history keeps what it said before."

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), **{name: getattr(self.row, name) for name in WRITTEN}}

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": self.case.parties.all()}

    def save(self, form: ChangeExhibitForm) -> object:
        return services.change_exhibit(exhibit=self.row, by=self.user, **form.cleaned_data)


class ExhibitEnd(ExhibitFormView):
    title = "Return or dispose of the exhibit"
    form_class = EndForm
    button = "Record it"
    is_destructive = True
    lead = "It stays on the case with its custody chain and files. Afterwards nothing more can be done with it."
    done = "Recorded."

    def save(self, form: EndForm) -> object:
        return services.end_exhibit(exhibit=self.row, by=self.user, **form.cleaned_data)

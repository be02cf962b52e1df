"""The letters of a case: listed, begun, edited, issued, sent, withdrawn, and opened with a purpose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from safeguarding.audit.views import list_file
from safeguarding.cases import policies as case_policies
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.views.work.base import RowFormView
from safeguarding.core import clock
from safeguarding.core.forms import GovForm
from safeguarding.core.templatetags.words import moment
from safeguarding.evidence.views.base import EvidenceFormView, EvidenceView, ReadersOnly
from safeguarding.evidence.views.opening import Opens
from safeguarding.files.models import StoredFile
from safeguarding.letters import forms, policies, services, states
from safeguarding.letters.choices import LetterStatus, PaperFormat
from safeguarding.letters.models import Letter
from safeguarding.letters.rules import marks
from safeguarding.letters.rules.gaps import gaps, with_gaps
from safeguarding.letters.selectors.coming import came_of
from safeguarding.letters.selectors.offering import due_of, kinds_to_write
from safeguarding.letters.selectors.reading import letters_of, replaceable, tracks_to_write_of, with_openings
from safeguarding.letters.selectors.redacting import named_in, told_of
from safeguarding.letters.services.letters import WRITTEN

COLOURS = {
    LetterStatus.DRAFT: "yellow", LetterStatus.ISSUED: "blue", LetterStatus.SENT: "green",
    LetterStatus.SUPERSEDED: "grey", LetterStatus.WITHDRAWN: "grey",
}  # fmt: skip
HEADINGS = ("Letter", "What", "Title", "To", "Status", "Written by", "Issued by", "Issued", "SHA-256 of the PDF")
PAGES = {
    "change": "letters:letter_change", "issue": "letters:letter_issue", "send": "letters:letter_send",
    "withdraw": "letters:letter_withdraw",
}  # fmt: skip


class Letters(EvidenceView):
    """The letters of the case."""

    tab = "letters"
    title = "Letters"
    template_name = "letters/letters.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = list(letters_of(self.case, self.user))
        file = list_file(
            request, f"letters-{self.case.reference}", what="Letters", headings=HEADINGS, found=found, cells=_line
        )
        keeps = policies.keeps_templates(self.user)
        return file or self.show(letters=found, colours=COLOURS, keeps_templates=keeps, due=due_of(found))


def _line(row: Letter) -> tuple[Any, ...]:
    return (
        row.reference, row.get_kind_display(), row.title, row.recipient, row.get_status_display(), row.written_by,
        row.issued_by or "", moment(row.issued_at) if row.issued_at else "", row.pdf.sha256 if row.pdf else "",
    )  # fmt: skip


class UnderLetters:
    """A page about one letter: the way back to all of them stands above it."""

    tab = "letters"

    def frame(self: Any) -> dict[str, Any]:
        frame: dict[str, Any] = super().frame()  # type: ignore[misc]  # of the view
        frame["breadcrumbs"].append(("Letters", self.address("letters:letters")))
        return frame


class LetterView(UnderLetters, EvidenceView):
    """One letter: what it says, its papers, how it went out, and who opened it."""

    template_name = "letters/letter.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        letter = get_object_or_404(with_openings(letters_of(self.case, self.user)), pk=self.kwargs["pk"])
        return self.show(
            title=f"Letter {letter.reference}", letter=letter, blocks=marks.blocks(with_gaps(letter.kind, letter.body)),
            colour=COLOURS[LetterStatus(letter.status)], moves=self.moves(letter),
            left=[one.words for one in gaps(letter.kind, letter.body) if not one.by_itself], found=_found(letter),
            due=due_of([letter]).get(letter.pk, ""), is_draft=letter.status == LetterStatus.DRAFT,
            came_of=came_of(letter, self.user),
            needs_another=policies.needs_another(self.user, letter),
        )  # fmt: skip

    def moves(self, letter: Letter) -> list[dict[str, str]]:
        if not self.frame()["may_work"]:
            return []
        barred = policies.needs_another(self.user, letter)
        return [
            {"label": move.label, "href": self.address(PAGES[move.verb], letter.pk), "verb": move.verb}
            for move in states.LETTER_MOVES.values()
            if letter.status in move.sources and move.verb in PAGES and not (barred and move.verb == "issue")
        ]


def _found(letter: Letter) -> list[dict[str, Any]]:
    """What the guard finds in the draft of a copy without names."""
    return told_of(letter, named_in(letter)) if letter.redacts_id and letter.status == LetterStatus.DRAFT else []


class LetterBegin(UnderLetters, EvidenceFormView):
    """Begin a letter from the template in force and the record."""

    title = "Write a letter"
    lead = "It begins with the template of the force and what is on record. You edit it before it is issued."
    form_class = forms.LetterForm
    button = "Begin the letter"
    made: Letter

    def form_kwargs(self) -> dict[str, Any]:
        tracks = tracks_to_write_of(self.case, self.user)
        return {
            "kinds": kinds_to_write(self.case, tracks), "replaceable": replaceable(self.case, self.user),
            "tracks": tracks,
        }  # fmt: skip

    def initial(self) -> dict[str, Any]:
        """A page that leads here says which letter, and of which track."""
        asked = {name: self.request.GET.get(name, "") for name in ("kind", "track", "recipient")}
        return {**asked, "recipient": asked["recipient"][:200]}

    def save(self, form: Any) -> object:
        self.made = services.begin_letter(case=self.case, by=self.user, **form.cleaned_data)
        return self.made

    def done_words(self, form: Any) -> str:
        of = f", of the track {self.made.track.name}" if self.made.track else ""
        return f"Letter {self.made.reference} is begun{of}."

    def success_url(self) -> str:
        return self.made.get_absolute_url() if hasattr(self, "made") else self.address("letters:letters")


class LetterFormView(UnderLetters, ReadersOnly, RowFormView):
    """One form about one letter."""

    verb = ""
    row: Letter

    def rows(self) -> QuerySet[Any]:
        return letters_of(self.case, self.user)

    def blocked(self) -> str:
        if self.row.status in states.LETTER_MOVES[self.verb].sources:
            return ""
        return f"{self.row.reference} is {self.row.get_status_display().lower()}, and cannot do this."

    def success_url(self) -> str:
        return reverse("letters:letter", args=[self.case.reference, self.row.pk])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "letter": self.row}


class LetterChange(LetterFormView):
    """What it says, in the language of letters; beside it stands what each field that is left means."""

    verb = "change"
    title = "Change the letter"
    template_name = "letters/change.html"
    form_class = forms.ChangeLetterForm
    done = "Changed."

    def context(self) -> dict[str, Any]:
        return {**super().context(), "gaps": gaps(self.row.kind, self.row.body), "found": _found(self.row)}

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), **{name: getattr(self.row, name) for name in WRITTEN}}

    def save(self, form: Any) -> object:
        return services.change_letter(letter=self.row, by=self.user, **form.cleaned_data)


class LetterIssue(LetterFormView):
    verb = "issue"
    title = "Issue the letter"
    lead = "It is made as PDF and as Word document, sealed with its SHA-256, and not changed any more."
    template_name = "letters/issue.html"
    form_class = forms.IssueForm
    button = "Issue it"
    done = "The letter is issued."

    @cached_property
    def found(self) -> list[dict[str, Any]]:
        return _found(self.row)

    def form_kwargs(self) -> dict[str, Any]:
        """While somebody is left in it, there is nothing to say yes to."""
        return {"asks": bool(self.found) and not any(one["blocks"] for one in self.found)}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "found": self.found}

    def save(self, form: Any) -> object:
        return services.issue_letter(letter=self.row, by=self.user, **form.cleaned_data)


class LetterSend(LetterFormView):
    verb = "send"
    title = "Record that the letter was sent"
    lead = "It stands among what was disclosed of this case, with the SHA-256 of the PDF."
    form_class = forms.SendForm
    button = "Record it"
    done = "It is recorded that the letter was sent."

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "recipient": self.row.recipient, "given_on": clock.today()}

    def save(self, form: Any) -> object:
        return services.send_letter(letter=self.row, by=self.user, **form.cleaned_data)


class LetterWithdraw(LetterFormView):
    verb = "withdraw"
    title = "Withdraw the letter"
    form_class = forms.WithdrawForm
    button = "Withdraw it"
    is_destructive = True
    done = "The letter is withdrawn."

    def save(self, form: Any) -> object:
        return services.withdraw_letter(letter=self.row, by=self.user, **form.cleaned_data)


class LetterRedact(LetterFormView):
    """Begin a copy without names."""

    title = "Begin a copy without names"
    lead = (
        "Everybody of the case stands in it by their label. You read and edit it; it is not issued while the guard "
        "still finds somebody in it."
    )
    form_class = forms.RedactForm
    button = "Begin the copy"
    made: Letter

    def make_form(self, data: Any = None) -> GovForm:
        return forms.RedactForm(data)

    def blocked(self) -> str:
        return "" if self.row.pdf else f"{self.row.reference} is not issued yet: there is nothing to copy."

    def save(self, form: Any) -> object:
        self.made = services.redact_letter(letter=self.row, by=self.user, **form.cleaned_data)
        return self.made

    def done_words(self, form: Any) -> str:
        return f"Letter {self.made.reference} is begun, a copy of {self.row.reference} without names."

    def success_url(self) -> str:
        return self.made.get_absolute_url() if hasattr(self, "made") else super().success_url()


class LetterOpen(Opens, LetterFormView):
    """Why a letter is opened, and then the paper, to be saved."""

    action: CaseAction | None = case_policies.READ
    title = "Open the letter"
    template_name = "letters/open.html"
    form_class: type[GovForm] = forms.PaperForm
    button = "Save it"

    def make_form(self, data: Any = None) -> GovForm:
        form = forms.PaperForm(data, initial={"format": PaperFormat.PDF})
        # Which paper it is, is taken out before the rest goes to the service.
        self.form = form
        return form

    def blocked(self) -> str:
        return "" if self.row.pdf else f"{self.row.reference} is not issued yet: there is nothing to open."

    def file(self) -> StoredFile:
        return cast(StoredFile, self.row.paper(self.form.cleaned_data["format"]))

    def take_out(self, *, purpose: str, purpose_text: str, **more: str) -> Iterator[bytes]:
        return services.open_letter(
            letter=self.row, by=self.user, purpose=purpose, purpose_text=purpose_text, format=more["format"]
        )

"""The exports of a case: which there are, how far they are read, what they ask, and what could not be read."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from safeguarding.audit.views import list_file
from safeguarding.cases import policies
from safeguarding.conversations import services, states
from safeguarding.conversations.choices import ExportStatus
from safeguarding.conversations.forms import AddExportForm, AnswerForm, SiteForm, StepForm
from safeguarding.conversations.models import MessageExport
from safeguarding.conversations.selectors import exports, pairs
from safeguarding.conversations.services import platforms
from safeguarding.conversations.views.base import MessagesFormView, MessagesView

COLOURS = {
    ExportStatus.WAITING: "grey", ExportStatus.READING: "blue", ExportStatus.ASKING: "yellow",
    ExportStatus.READ: "green", ExportStatus.FAILED: "red", ExportStatus.REMOVED: "grey",
}  # fmt: skip
UNREAD_PAGE = 50
#: The same step where all was read, and only looking through it for indicators was given up.
LOOK_AGAIN = (
    "Look through these messages again", "It goes on where it stopped. What was found before stays.",
    "The messages are looked through in the background.",
)  # fmt: skip
#: So many pairs are shown on the page of an export, those who wrote most.
MOST_PAIRS = 5
UNREAD_HEADINGS = ("Place in the file", "Why it could not be read", "What stands there")


class Exports(MessagesView):
    """Every export of the case."""

    title = "Messages"
    template_name = "conversations/exports.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = list(exports.of_case(self.case)[: exports.MOST_SHOWN])
        at_work = any(row.status in states.AT_WORK for row in rows)
        return self.show(rows=rows, colours=COLOURS, at_work=at_work)


class OneExport(MessagesView):
    """One export: how it was read, what is in it, who is in it."""

    template_name = "conversations/export.html"
    shows_removed = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        export = self.export
        threads = Paginator(exports.conversations(export), 50).get_page(request.GET.get("page"))
        people = list(exports.participants(export)[: exports.MOST_SHOWN])
        size = export.source.file.size
        first = pairs.pairs(pairs.scope_of(self.case, export))[:MOST_PAIRS]
        return self.show(
            title=f"Messages from {export.source.exhibit.reference}", export=export, page=threads, people=people,
            unnamed=sum(one.party_id is None for one in people), counted=exports.counted(export), colours=COLOURS,
            at_work=export.status in states.AT_WORK, look=exports.look_of(export),
            site=exports.site_of(export),
            of_export=f"?export={export.pk}", pairs=first,
            percent=min(100, export.done_bytes * 100 // size) if size else 0,
        )  # fmt: skip


class AddExport(MessagesFormView):
    """Have a file of an exhibit read."""

    title = "Read messages from a file"
    lead = "Nothing of the file is changed. What cannot be read is listed, never left out silently."
    form_class = AddExportForm
    template_name = "conversations/add.html"
    button = "Read it"

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case}

    def initial(self) -> dict[str, Any]:
        return {"time_zone": "Europe/London"}

    def save(self, form: Any) -> object:
        self.made: MessageExport
        self.made, self.is_new = services.add_export(case=self.case, by=self.user, **form.cleaned_data)
        return self.made

    def done_words(self, form: Any) -> str:
        if self.is_new:
            return "The file is read in the background."
        return "This file was read into the case before. Nothing was added: this is what was read then."

    def success_url(self) -> str:
        return self.made.get_absolute_url() if hasattr(self, "made") else self.address("conversations:exports")

    def context(self) -> dict[str, Any]:
        return {"has_files": exports.files_to_read(self.case).exists()}


class StepOfExport(MessagesFormView):
    """A step that a person takes with an export as they saw it."""

    def initial(self) -> dict[str, Any]:
        return {"version": self.export.version}

    def success_url(self) -> str:
        return self.export.get_absolute_url()


class Answer(StepOfExport):
    """Say which comes first in the dates of a file."""

    title = "Day or month first?"
    form_class = AnswerForm
    button = "Read on"
    done = "The file is read on."

    def form_context(self) -> dict[str, Any]:
        return {**super().form_context(), "lead": " ".join(self.export.notes)}

    def save(self, form: Any) -> object:
        return services.answer(self.export, by=self.user, **form.cleaned_data)


class ReadAgain(StepOfExport):
    """Have a file that could not be read tried again."""

    title = "Try to read it again"
    lead = "Reading goes on where it stopped. What was read before stays, and is not read twice."
    form_class = StepForm
    button = "Try again"
    done = "The file is read on."

    def find(self) -> None:
        super().find()
        if self.export.status == ExportStatus.READ:
            self.title, self.lead, self.done = LOOK_AGAIN

    def save(self, form: Any) -> object:
        return services.read_again(self.export, by=self.user, **form.cleaned_data)


class SaySite(StepOfExport):
    """Say of which site a download is, where the file alone does not say it."""

    title = "Of which site is this file?"
    lead = "Instagram and Facebook write their downloads alike. Nothing is read again: only what it stands as changes."
    form_class = SiteForm
    button = "Save"
    done = "The messages stand as of this site."

    def save(self, form: Any) -> object:
        return platforms.say_site(self.export, by=self.user, **form.cleaned_data)


class Unread(MessagesView):
    """What could not be read of a file, and why."""

    title = "What could not be read"
    template_name = "conversations/unread.html"
    action = policies.READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = exports.unread(self.export)
        file = list_file(
            request, f"unread-{self.case.reference}-{self.export.pk}", what="What could not be read",
            headings=UNREAD_HEADINGS, found=found, cells=lambda line: (line.place, line.why, line.raw),
        )  # fmt: skip
        if file:
            return file
        page = Paginator(found, UNREAD_PAGE).get_page(request.GET.get("page"))
        return self.show(page=page)

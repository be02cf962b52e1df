"""Bundles of messages: which there are, one of them, what goes in and out of it, and the documents made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from safeguarding.audit.views import list_file
from safeguarding.conversations import states
from safeguarding.conversations.choices import FilesListed, VersionStatus
from safeguarding.conversations.forms import BundleForm, ChangeBundleForm, StepForm
from safeguarding.conversations.models import Bundle, BundleVersion, Message
from safeguarding.conversations.selectors import bundles as selectors
from safeguarding.conversations.selectors.bundling import when
from safeguarding.conversations.selectors.exports import name_of
from safeguarding.conversations.services import bundles, noting
from safeguarding.conversations.views.base import MessagesFormView, MessagesView
from safeguarding.core.asked import number
from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.templatetags.words import plural
from safeguarding.evidence.forms import OpenForm
from safeguarding.evidence.views.opening import Opens
from safeguarding.files.models import StoredFile

COLOURS = {
    VersionStatus.WAITING: "grey", VersionStatus.MAKING: "blue", VersionStatus.MADE: "green",
    VersionStatus.FAILED: "red",
}  # fmt: skip
CHOSEN_PAGE = 50
HEADINGS = ("Number", "Time", "From", "Platform", "Words", "Exhibit", "Place in the file")


def picked_in(request: HttpRequest) -> list[int]:
    """Which messages were ticked; what is no number is nobody's message."""
    return [pk for given in request.POST.getlist("message") if (pk := number(given))]


class Bundles(MessagesView):
    """The bundles of the case."""

    title = "Bundles of messages"
    template_name = "conversations/bundles.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(rows=selectors.of_case(self.case))


class BundleView(MessagesView):
    """A page of one bundle."""

    def find(self) -> None:
        super().find()
        found = Bundle.objects.visible_to(self.user).filter(case=self.case).select_related("case", "made_by")
        self.bundle = get_object_or_404(found, pk=self.kwargs["bundle"])

    def frame(self) -> dict[str, Any]:
        frame = super().frame()
        frame["breadcrumbs"].append(("Bundles", self.address("conversations:bundles")))
        return {**frame, "bundle": self.bundle}

    def success_url(self) -> str:
        return self.bundle.get_absolute_url()


class OneBundle(BundleView):
    """What is in it, what was made of it, and who took it."""

    template_name = "conversations/bundle.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = selectors.chosen_in(self.bundle)
        file = list_file(
            request, f"bundle-{self.case.reference}-{self.bundle.pk}", what="Messages of a bundle", headings=HEADINGS,
            found=found, cells=_line,
        )  # fmt: skip
        if file:
            return file
        versions = list(selectors.versions_of(self.bundle))
        return self.show(
            title=f"Bundle {self.bundle.reference}",
            page=Paginator(found, CHOSEN_PAGE).get_page(request.GET.get("page")),
            versions=versions, colours=COLOURS, at_work=any(row.status in states.BEING_MADE for row in versions),
            files_words=FilesListed(self.bundle.files_listed).label,
        )  # fmt: skip


def _line(message: Message) -> tuple[Any, ...]:
    who = name_of(message.sender) if message.sender else ""
    exhibit = message.export.source.exhibit.reference
    return (message.pk, when(message), who, message.conversation.platform, message.text, exhibit, message.place)


class Picks(MessagesFormView):
    """A form that begins with messages ticked on another page: they come by POST and go on with the form."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show_form(self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "pick" not in request.POST:
            return super().post(request, *args, **kwargs)
        if not picked_in(request):
            messages.error(request, "Tick the messages first.")
            return redirect(self.back())
        return self.show_form(self.make_form())

    def back(self) -> str:
        """Where the messages were ticked: a page of this case's messages, or their list."""
        wanted, own = self.request.POST.get("back", ""), self.address("conversations:exports")
        return wanted if wanted.startswith(own) and "\\" not in wanted else own

    def context(self) -> dict[str, Any]:
        rows = list(selectors.picked(self.case, picked_in(self.request)))
        return {"picked": rows, "back": self.back()}

    def cancel_url(self) -> str:
        return self.back()


class BundleNew(Picks):
    """Begin a bundle, with or without messages."""

    title = "Begin a bundle of messages"
    lead = "An exhibit of messages with what stands around them, where each comes from, and the SHA-256 of all of it."
    template_name = "conversations/bundle_form.html"
    form_class = BundleForm
    button = "Begin the bundle"

    def initial(self) -> dict[str, Any]:
        return {"before": 2, "after": 2, "files_listed": FilesListed.SOURCES}

    def save(self, form: Any) -> object:
        self.made = bundles.begin_bundle(
            case=self.case, by=self.user, messages=picked_in(self.request), **form.cleaned_data
        )
        return self.made

    def done_words(self, form: Any) -> str:
        return f"Bundle {self.made.reference} is begun. Put more messages into it, or have its document made."

    def success_url(self) -> str:
        return self.made.get_absolute_url()


class BundlePut(Picks):
    """Put the messages that were ticked into a bundle."""

    form_class = GovForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.address("conversations:bundles"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Bundle.objects.visible_to(self.user).filter(case=self.case).select_related("case")
        bundle = rows.filter(pk=number(request.POST.get("bundle"))).first()
        if bundle is None:
            messages.error(request, "Choose a bundle.")
            return redirect(self.back())
        try:
            chosen = picked_in(request)
            count = bundles.fill_bundle(bundle=bundle, messages=chosen, by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(self.back())
        again = len(set(chosen)) - count
        there = f" {plural(again, 'message')} stood in it already." if again else ""
        messages.success(request, f"{plural(count, 'message')} put into {bundle.reference}.{there}")
        return redirect(self.back())


class ToChronology(Picks):
    """Put the messages that were ticked into the chronology, after seeing which stand there already."""

    title = "Put messages into the chronology"
    template_name = "conversations/chronology.html"
    form_class = GovForm
    button = "Put them into the chronology"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.address("conversations:exports"))

    def context(self) -> dict[str, Any]:
        found = super().context()
        new = [row for row in found["picked"] if not hasattr(row, "noted")]
        there = [row for row in found["picked"] if hasattr(row, "noted")]
        return {**found, "new": [{"message": row, "said": noting.said_in(row)} for row in new], "there": there}

    def save(self, form: Any) -> object:
        chosen = picked_in(self.request)
        self.entries = noting.many_to_chronology(case=self.case, messages=chosen, by=self.user)
        return self.entries

    def done_words(self, form: Any) -> str:
        return f"{plural(len(self.entries), 'message')} put into the chronology."

    def success_url(self) -> str:
        return self.address("cases:case_chronology")


class BundleFormView(BundleView, MessagesFormView):
    """A form about one bundle."""

    form_class: type[GovForm] = StepForm

    def initial(self) -> dict[str, Any]:
        return {"version": self.bundle.version}


class BundleChange(BundleFormView):
    """Change its words and what stands around its messages."""

    title = "Change the bundle"
    lead = "Versions that were made stay as they are."
    form_class = ChangeBundleForm
    done = "Changed."

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), **{name: getattr(self.bundle, name) for name in bundles.WRITTEN}}

    def save(self, form: Any) -> object:
        return bundles.change_bundle(bundle=self.bundle, by=self.user, **form.cleaned_data)


class BundleMake(BundleFormView):
    """Have the document made."""

    title = "Make the document"
    lead = (
        "A new version is made of what stands in the bundle now, sealed with its SHA-256, and never changed again. "
        "It is made in the background."
    )
    button = "Make it"
    done = "The document is being made. This page says when it is there."

    def save(self, form: Any) -> object:
        return bundles.ask_for_version(bundle=self.bundle, by=self.user, version=form.cleaned_data["version"])


class BundleTakeOut(BundleFormView):
    """Take messages out that were ticked on the page of the bundle."""

    form_class = GovForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.success_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            count = bundles.empty_bundle(bundle=self.bundle, messages=picked_in(request), by=self.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, f"{plural(count, 'message')} taken out. Versions that were made keep them.")
        return redirect(self.success_url())


class VersionOpen(Opens, BundleFormView):
    """Why a version is taken out, and then the PDF, to be saved."""

    title = "Open a bundle"
    template_name = "conversations/bundle_open.html"
    form_class = OpenForm
    button = "Save the PDF"
    made: BundleVersion

    def find(self) -> None:
        super().find()
        made = selectors.versions_of(self.bundle).filter(status=VersionStatus.MADE)
        self.made = get_object_or_404(made, number=self.kwargs["number"])
        self.made.bundle = self.bundle

    def file(self) -> StoredFile:
        return cast(StoredFile, self.made.file)

    def take_out(self, *, purpose: str, purpose_text: str) -> Iterator[bytes]:
        return bundles.open_version(made=self.made, purpose=purpose, purpose_text=purpose_text, by=self.user)

    def context(self) -> dict[str, Any]:
        return {"made": self.made}

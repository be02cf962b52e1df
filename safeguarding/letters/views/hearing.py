"""Hearing bundles: which there are, what is in one and in which order, and the documents made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from safeguarding.audit.views import list_file
from safeguarding.cases import policies as case_policies
from safeguarding.cases.policies import CaseAction
from safeguarding.conversations import states
from safeguarding.conversations.choices import VersionStatus
from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.evidence.forms import OpenForm
from safeguarding.evidence.views.base import EvidenceFormView, EvidenceView
from safeguarding.evidence.views.opening import Opens
from safeguarding.files.models import StoredFile
from safeguarding.letters import forms, services
from safeguarding.letters.models import HearingBundle, HearingPart, HearingVersion
from safeguarding.letters.selectors import hearing as selectors

COLOURS = {
    VersionStatus.WAITING: "grey", VersionStatus.MAKING: "blue", VersionStatus.MADE: "green",
    VersionStatus.FAILED: "red",
}  # fmt: skip
HEADINGS = ("Place", "Document", "What it is", "Put in by")
NOT_YOURS = "A hearing bundle is of a misconduct track: it is put together by who keeps one in this case."


class HearingBundles(EvidenceView):
    """The hearing bundles of the case, as far as one reads the track that is heard."""

    tab = "letters"
    title = "Hearing bundles"
    template_name = "letters/hearing_bundles.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hears = selectors.tracks_to_hear(self.case, self.user).exists()
        return self.show(rows=selectors.bundles_of(self.case, self.user), hears=hears)


class HearingBegin(EvidenceFormView):
    """Begin a bundle for the hearing of a misconduct track."""

    tab = "letters"
    title = "Begin a hearing bundle"
    lead = "What is laid before the hearing in one document: the investigation, exhibits, messages, letters and lists."
    form_class = forms.HearingForm
    button = "Begin the bundle"
    made: HearingBundle

    def refusal(self) -> HttpResponse | None:
        found = super().refusal()
        if found is None and not selectors.tracks_to_hear(self.case, self.user).exists():
            return self.refuse(NOT_YOURS, status=403)
        return found

    def initial(self) -> dict[str, Any]:
        tracks = list(selectors.tracks_to_hear(self.case, self.user)[:2])
        only = tracks[0] if len(tracks) == 1 else None
        title = f"Bundle for the hearing of {only.party.label}" if only and only.party else ""
        return {"track": only.pk if only else None, "title": title}

    def form_kwargs(self) -> dict[str, Any]:
        return {"tracks": selectors.tracks_to_hear(self.case, self.user)}

    def save(self, form: Any) -> object:
        self.made = services.begin_hearing_bundle(case=self.case, by=self.user, **form.cleaned_data)
        return self.made

    def done_words(self, form: Any) -> str:
        return f"Hearing bundle {self.made.reference} is begun. Put documents into it."

    def success_url(self) -> str:
        return self.made.get_absolute_url() if hasattr(self, "made") else self.address("letters:hearing_bundles")


class OfBundle:
    """A page about one bundle: there for who reads the track that is heard."""

    tab = "letters"
    bundle: HearingBundle

    def refusal(self: Any) -> HttpResponse | None:
        rows = selectors.bundles_of(self.case, self.user)
        self.bundle = get_object_or_404(rows, pk=self.kwargs["pk"])
        found: HttpResponse | None = super().refusal()  # type: ignore[misc]  # of the view
        return found

    def frame(self: Any) -> dict[str, Any]:
        frame: dict[str, Any] = super().frame()  # type: ignore[misc]  # of the view
        frame["breadcrumbs"].append(("Hearing bundles", self.address("letters:hearing_bundles")))
        return {**frame, "bundle": self.bundle}

    def success_url(self) -> str:
        return self.bundle.get_absolute_url()


class OneHearingBundle(OfBundle, EvidenceView):
    """What is in it and in which order, what was made of it, and who took it."""

    template_name = "letters/hearing_bundle.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        parts = list(selectors.parts_of(self.bundle))
        file = list_file(
            request, f"hearing-bundle-{self.case.reference}-{self.bundle.number}", what="Documents of a hearing bundle",
            headings=HEADINGS, found=parts, cells=_line,
        )  # fmt: skip
        if file:
            return file
        versions = list(selectors.versions_of(self.bundle))
        return self.show(
            title=f"Hearing bundle {self.bundle.reference}", versions=versions, colours=COLOURS,
            parts_shown=[(part, selectors.name_of(part)) for part in parts],
            at_work=any(row.status in states.BEING_MADE for row in versions),
        )  # fmt: skip


def _line(part: HearingPart) -> tuple[Any, ...]:
    return (part.position, selectors.name_of(part), part.get_kind_display(), part.added_by)


class HearingFormView(OfBundle, EvidenceFormView):
    """A form about one bundle."""

    form_class: type[GovForm] = forms.StepForm

    def initial(self) -> dict[str, Any]:
        return {"version": self.bundle.version}


class HearingFill(HearingFormView):
    """Put documents of the case into it."""

    title = "Put documents into the bundle"
    form_class = forms.FillForm
    button = "Put them in"
    done = "Put into the bundle."

    def form_kwargs(self) -> dict[str, Any]:
        return {"offered": selectors.offered(self.bundle, self.user)}

    def save(self, form: Any) -> object:
        return services.fill_hearing_bundle(bundle=self.bundle, by=self.user, **form.cleaned_data)


class HearingArrange(HearingFormView):
    """Move a document up or down, or take it out: the buttons beside each."""

    form_class = GovForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.success_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        move, _, part = request.POST.get("move", "").partition("-")
        number = whole_number(part) or 0
        try:
            services.arrange_hearing_bundle(
                bundle=self.bundle, part=number, move=move, by=self.user,
                version=whole_number(request.POST.get("version", "")),
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect(f"{self.success_url()}#documents")


def whole_number(words: str) -> int | None:
    return int(words[:18]) if words.isascii() and words.isdigit() else None


class HearingMake(HearingFormView):
    """Have the document made."""

    title = "Make the bundle"
    lead = (
        "A new version is made of what stands in the bundle now, sealed with its SHA-256, and never changed again. "
        "It is made in the background."
    )
    form_class = forms.MakeForm
    button = "Make it"
    done = "The bundle is being made. This page says when it is there."

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "names": "with"}

    def save(self, form: Any) -> object:
        return services.ask_for_hearing_version(
            bundle=self.bundle, by=self.user, without_names=form.cleaned_data["names"] == "without",
            version=form.cleaned_data["version"],
        )  # fmt: skip


class HearingOpen(Opens, HearingFormView):
    """Why a version is taken out, and then the PDF, to be saved."""

    action: CaseAction | None = case_policies.READ
    title = "Open a hearing bundle"
    template_name = "letters/hearing_open.html"
    form_class = OpenForm
    button = "Save the PDF"
    made: HearingVersion

    def refusal(self) -> HttpResponse | None:
        found = super().refusal()
        rows = selectors.versions_of(self.bundle).filter(status=VersionStatus.MADE)
        self.made = get_object_or_404(rows, number=self.kwargs["number"])
        return found

    def file(self) -> StoredFile:
        return cast(StoredFile, self.made.file)

    def take_out(self, *, purpose: str, purpose_text: str) -> Iterator[bytes]:
        return services.open_hearing_version(
            made=self.made, purpose=purpose, purpose_text=purpose_text, by=self.user
        )  # fmt: skip

    def context(self) -> dict[str, Any]:
        return {"made": self.made}

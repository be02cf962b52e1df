"""Files of an exhibit: asked about before they are chosen, sealed as they arrive, opened with a purpose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from safeguarding.cases.views.work.base import RowFormView
from safeguarding.core.errors import Refused
from safeguarding.evidence import selectors, services
from safeguarding.evidence.forms import AskForm, FileForm
from safeguarding.evidence.models import ExhibitFile
from safeguarding.evidence.views.base import ExhibitFormView, ReadersOnly
from safeguarding.evidence.views.opening import Opens
from safeguarding.files.models import StoredFile
from safeguarding.files.rules.kinds import BY_MEDIA_TYPE
from safeguarding.files.services import in_words, refusal_of
from safeguarding.files.views import TakesFiles

#: In the session: for which exhibit it was asked.
ASKED = "evidence_asked"


class FileAsk(ExhibitFormView):
    """Indecent images of children are never taken in: asked before anything is chosen."""

    title = "Before you add a file"
    template_name = "evidence/ask.html"
    form_class = AskForm
    button = "Continue"

    def initial(self) -> dict[str, Any]:
        return {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show_form(form)
        if form.cleaned_data["holds"] != "no":
            request.session.pop(ASKED, None)
            self.template_name = "evidence/never.html"
            return self.show_form(self.make_form())
        request.session[ASKED] = self.row.pk
        return redirect("evidence:file_add", self.case.reference, self.row.pk)


class FileAdd(TakesFiles, ExhibitFormView):
    """Choose the file."""

    title = "Add a file"
    template_name = "evidence/upload.html"
    form_class = FileForm
    button = "Upload"

    def initial(self) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.session.get(ASKED) != self.row.pk:
            return redirect("evidence:file_ask", self.case.reference, self.row.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.guarded(request, self._receive)

    def _receive(self, request: HttpRequest) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        broken_off = refusal_of(request)
        if broken_off is not None:
            # What stood behind the file never arrived: only that it was too large is said.
            for asked in form.fields.values():
                asked.required = False
            return self.show_form(form, refused=broken_off)
        if not form.is_valid():
            return self.show_form(form)
        given = form.cleaned_data
        try:
            made = services.add_file(
                exhibit=self.row, upload=given["file"], note=given["note"],
                holds_no_indecent_image=given["holds_no_indecent_image"], by=self.user,
            )  # fmt: skip
        except Refused as refused:
            return self.show_form(form, refused=refused)
        request.session.pop(ASKED, None)
        return redirect(f"{self.success_url()}#file-{made.pk}")

    def context(self) -> dict[str, Any]:
        kinds = sorted({kind.words for kind in BY_MEDIA_TYPE.values()}, key=str.lower)
        return {**super().context(), "most": in_words(settings.FILES_MOST_BYTES), "kinds": kinds}


class FileOpen(Opens, ReadersOnly, RowFormView):
    """Why it is opened, and then the file, to be saved."""

    title = "Open a file"
    template_name = "evidence/open.html"
    button = "Save the file"
    row: ExhibitFile

    def rows(self) -> QuerySet[Any]:
        return selectors.files_in(self.case)

    def file(self) -> StoredFile:
        return self.row.file

    def take_out(self, *, purpose: str, purpose_text: str) -> Iterator[bytes]:
        return services.open_exhibit_file(row=self.row, purpose=purpose, purpose_text=purpose_text, by=self.user)

    def success_url(self) -> str:
        return reverse("evidence:exhibit", args=[self.case.reference, self.row.exhibit_id])

    def context(self) -> dict[str, Any]:
        kind = BY_MEDIA_TYPE.get(self.row.file.media_type)
        words = kind.words if kind else self.row.file.media_type
        return {**super().context(), "exhibit": self.row.exhibit, "file": self.row.file, "kind": words}

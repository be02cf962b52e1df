"""Files that show what a scheme answered: added by who keeps the scheme, opened by who reads the answers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.decorators.http import require_GET, require_http_methods

from safeguarding.core.errors import Refused
from safeguarding.core.views import act, show_form
from safeguarding.evidence.forms import FileForm
from safeguarding.files.rules.kinds import BY_MEDIA_TYPE
from safeguarding.files.services import Damaged, Held, in_words, refusal_of
from safeguarding.files.views import TakesFiles, give
from safeguarding.learning import policies, services
from safeguarding.learning.forms import WhyForm
from safeguarding.learning.models import ReplyFile
from safeguarding.learning.views.papers import reply_of


class FileAdd(TakesFiles, View):
    """Choose a file that shows what was answered to one question. It is sealed as it arrives."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.number = kwargs["question"]
        self.reply = reply_of(request, kwargs["pk"], kwargs["reply_pk"])
        policies.require_replying(request.user, self.reply.scheme)
        questions = self.reply.assessment.questions
        if self.number >= len(questions):
            raise Http404
        self.question = questions[self.number]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(FileForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.guarded(request, self._receive)

    def _receive(self, request: HttpRequest) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        broken_off = refusal_of(request)
        if broken_off is not None:
            # What stood behind the file never arrived: only that it was too large is said.
            for asked in form.fields.values():
                asked.required = False
            return self._show(form, broken_off)
        if not form.is_valid():
            return self._show(form)
        given = form.cleaned_data
        try:
            services.add_file(
                self.reply, question=self.number, upload=given["file"], note=given["note"],
                holds_no_indecent_image=given["holds_no_indecent_image"], by=request.user,
            )  # fmt: skip
        except Refused as no:
            return self._show(form, no)
        messages.success(request, "The file is kept.")
        return redirect(self.reply.get_absolute_url())

    def _show(self, form: FileForm, refused: Refused | None = None) -> HttpResponse:
        back = self.reply.get_absolute_url()
        context = {
            "title": "Add a file that shows it", "question": self.question, "back": back, "cancel": back,
            "back_text": self.reply.scheme.name, "button": "Upload", "most": in_words(settings.FILES_MOST_BYTES),
            "kinds": sorted({kind.words for kind in BY_MEDIA_TYPE.values()}, key=str.lower),
        }  # fmt: skip
        return show_form(self.request, "learning/add_file.html", form, context, refused=refused)


@require_GET
def open_file(request: HttpRequest, pk: int, reply_pk: int, file_pk: int) -> HttpResponseBase:
    """The file itself, to be saved. That it was opened is written down."""
    row = _file_of(request, pk, reply_pk, file_pk)
    back = row.reply.get_absolute_url()
    try:
        pieces = services.open_file(row, by=request.user)
    except (Held, Damaged) as no:
        # What was recorded stays: an alarm must outlive the request that raised it.
        context = {"title": "The file is not given", "words": no.message, "back": back, "back_text": "The answers"}
        return render(request, "learning/refused.html", context, status=no.status)
    return give(row.file, pieces)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, reply_pk: int, file_pk: int) -> HttpResponse:
    """Remove a file that should not be there: what it holds is destroyed, that it was there stays."""
    row = _file_of(request, pk, reply_pk, file_pk)
    policies.require_replying(request.user, row.reply.scheme)
    form = WhyForm(request.POST if request.method == "POST" else None)
    back = row.reply.get_absolute_url()
    context = {
        "title": "Remove a file", "button": "Remove it", "back": back, "back_text": row.reply.scheme.name,
        "cancel": back, "lead": f"What “{row.file.name}” holds is destroyed, and cannot be had again.",
    }  # fmt: skip
    return act(
        request, form, lambda: services.remove_file(row, **form.cleaned_data, by=request.user),
        done="The file is removed.", context=context,
    )  # fmt: skip


def _file_of(request: HttpRequest, pk: int, reply_pk: int, file_pk: int) -> ReplyFile:
    rows = ReplyFile.objects.visible_to(request.user).select_related("file", "reply__scheme", "reply__assessment")
    return get_object_or_404(rows, pk=file_pk, reply=reply_pk, reply__assessment=pk)

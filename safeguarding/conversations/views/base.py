"""What every page of messages asks first: the case's content may be read, and the reader has said why they look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from safeguarding.cases.models import Case
from safeguarding.cases.views.casework.base import CaseFormView, CaseView
from safeguarding.conversations.models import Bundle, MessageExport
from safeguarding.people.forms.records import PurposeForm
from safeguarding.people.views.found import PURPOSE

WANTED = "messages_wanted"


class MessagesView(CaseView):
    """A page of messages. Whoever does not read the content of the case is not told that there are any."""

    tab = "messages"
    asks_purpose = True
    #: Of an export whose file was removed only its own page says that it was there.
    shows_removed = False

    def cases(self) -> Any:
        full = Case.objects.fully_visible_to(self.user)
        return full.select_related("owner", "supervisor", "unit", "psd_unit", "force")

    def refusal(self) -> HttpResponse | None:
        self.find()
        refused = super().refusal()
        if refused is None and self.asks_purpose and not self.request.session.get(PURPOSE):
            self.request.session[WANTED] = self.request.get_full_path() if self.request.method == "GET" else ""
            return redirect(self.address("conversations:purpose"))
        return refused

    def find(self) -> None:
        """What else the address names is found before anything is asked or refused."""
        if "export" in self.kwargs:
            exports = MessageExport.objects.visible_to(self.user).filter(case=self.case)
            exports = exports if self.shows_removed else exports.standing()
            related = exports.select_related("source__file", "source__exhibit", "added_by", "case")
            self.export = get_object_or_404(related, pk=self.kwargs["export"])

    def purpose(self) -> tuple[str, str]:
        told = self.request.session.get(PURPOSE)
        return (told["purpose"], told["text"]) if told else super().purpose()

    def frame(self) -> dict[str, Any]:
        frame = super().frame()
        frame["breadcrumbs"].append(("Messages", self.address("conversations:exports")))
        # Asked for only where messages are ticked.
        frame["bundles_to_fill"] = Bundle.objects.visible_to(self.user).filter(case=self.case)
        if hasattr(self, "export"):
            frame["export"] = self.export
        return frame


class MessagesFormView(MessagesView, CaseFormView):
    """A page with one form about messages."""


class Purpose(MessagesView):
    """Why somebody reads the messages of young people: asked once, and written down at each look."""

    title = "Before you read messages"
    template_name = "conversations/purpose.html"
    asks_purpose = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(form=PurposeForm(), button="Continue")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PurposeForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, button="Continue")
        given = form.cleaned_data
        request.session[PURPOSE] = {"purpose": given["purpose"], "text": given["purpose_text"]}
        wanted = request.session.pop(WANTED, "")
        own = reverse("conversations:exports", args=[self.case.reference])
        return redirect(wanted if wanted.startswith(own) else own)

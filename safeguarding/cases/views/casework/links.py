"""Cases that belong together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeguarding.cases.forms.casework.decisions import LinkForm
from safeguarding.cases.forms.casework.header import ReasonForm
from safeguarding.cases.models import CaseLink
from safeguarding.cases.selectors.links import LinkedCase, linked_cases
from safeguarding.cases.services import links
from safeguarding.cases.views.casework.base import STAGE_COLOURS, CaseFormView, CaseView


class Links(CaseView):
    """The linked cases that the reader may see as well."""

    tab = part = "links"
    title = "Linked by hand"
    template_name = "cases/links.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(links=linked_cases(self.case, self.user), stage_colours=STAGE_COLOURS)


class AddLink(CaseFormView):
    """Link the case to another."""

    tab = "links"
    title = "Link another case"
    lead = "Only people who may see both cases see that they are linked."
    form_class = LinkForm
    button = "Link the cases"

    def save(self, form: Any) -> object:
        return links.link(case=self.case, by=self.user, **form.cleaned_data)

    def done_words(self, form: Any) -> str:
        return f"{self.case.reference} and {form.cleaned_data['other'].upper()} are linked."

    def success_url(self) -> str:
        return self.address("cases:case_links")


class RemoveLink(CaseFormView):
    """Take away a link that was wrong."""

    tab = "links"
    title = "Take the link away"
    form_class = ReasonForm
    button = "Take the link away"
    is_destructive = True
    done = "The link was taken away. The record keeps that it was there."

    linked: LinkedCase

    def refusal(self) -> HttpResponse | None:
        seen = {linked.link.pk: linked for linked in linked_cases(self.case, self.user)}
        get_object_or_404(CaseLink, pk=self.kwargs["link"] if self.kwargs["link"] in seen else None)
        self.linked = seen[self.kwargs["link"]]
        return super().refusal()

    def context(self) -> dict[str, Any]:
        return {"lead": f"{self.case.reference} and {self.linked.case.reference} will no longer be linked."}

    def save(self, form: Any) -> object:
        return links.unlink(case=self.case, link=self.linked.link, reason=form.cleaned_data["reason"], by=self.user)

    def success_url(self) -> str:
        return self.address("cases:case_links")

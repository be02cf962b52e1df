"""What of a case was given to somebody outside."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from safeguarding.audit.views import list_file
from safeguarding.core import clock
from safeguarding.core.templatetags.words import day
from safeguarding.evidence.views.base import EvidenceFormView, EvidenceView
from safeguarding.letters import forms, services
from safeguarding.letters.models import Disclosure
from safeguarding.letters.selectors.on_record import documents_of
from safeguarding.letters.selectors.reading import disclosures_of

HEADINGS = ("Day", "What", "SHA-256", "To whom", "Under which law", "What for", "How", "Recorded by")


class Disclosures(EvidenceView):
    """The list, for the case and as a file."""

    tab = "letters"
    title = "Disclosures"
    template_name = "letters/disclosures.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = list(disclosures_of(self.case, self.user))
        file = list_file(
            request, f"disclosures-{self.case.reference}", what="Disclosures", headings=HEADINGS, found=found,
            cells=_line,
        )  # fmt: skip
        return file or self.show(disclosures=found)


def _line(row: Disclosure) -> tuple[Any, ...]:
    return (
        day(row.given_on), row.what, row.sha256, row.recipient, row.get_gateway_display(), row.purpose,
        row.get_way_display(), row.recorded_by,
    )  # fmt: skip


class DisclosureAdd(EvidenceFormView):
    """Record that a document was given: one on record, or another."""

    tab = "letters"
    title = "Record a disclosure"
    lead = "Choose a letter or a bundle on record. A letter stands here by itself once it is recorded that it was sent."
    form_class = forms.DisclosureForm
    button = "Record it"
    done = "The disclosure is recorded."

    def initial(self) -> dict[str, Any]:
        return {"given_on": clock.today()}

    def form_kwargs(self) -> dict[str, Any]:
        return {"on_record": documents_of(self.case, self.user)}

    def save(self, form: Any) -> object:
        return services.record_disclosure(case=self.case, by=self.user, **form.cleaned_data)

    def success_url(self) -> str:
        return self.address("letters:disclosures")

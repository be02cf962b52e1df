"""A file is asked for with a purpose, and then given, to be saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from safeguarding.cases import policies as case_policies
from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.evidence.forms import OpenForm
from safeguarding.files.models import StoredFile
from safeguarding.files.services import Damaged, Held
from safeguarding.files.views import give


class Opens:
    """A page that asks why a file is opened. Put before the form view that it is one of."""

    form_class: Any = OpenForm
    action: Any = case_policies.READ
    needs_open = False

    def file(self) -> StoredFile:
        raise NotImplementedError

    def take_out(self, *, purpose: str, purpose_text: str) -> Iterator[bytes]:
        """The one service that writes down who took it and why."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        return {}

    def make_form(self, data: Any = None) -> GovForm:
        return OpenForm(data)

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show_form(form)
        try:
            pieces = self.take_out(**form.cleaned_data)
        except (Held, Damaged) as no:
            # What was recorded stays: an alarm must outlive the request that raised it.
            return self.refuse(no.message, status=no.status)
        except Refused as refused:
            return self.show_form(form, refused=refused)
        return give(self.file(), pieces)  # type: ignore[return-value]  # a response that streams

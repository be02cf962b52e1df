"""The one page for all acts of an investigation: its form, or the rule that does not allow it yet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from safeguarding.cases.views.casework.base import SAFE_METHODS, CaseFormView
from safeguarding.investigations import selectors, services
from safeguarding.investigations.choices import Act
from safeguarding.investigations.forms import FORM_OF, ActForm
from safeguarding.investigations.rules.gates import why_not
from safeguarding.investigations.views.base import OfInvestigation
from safeguarding.tracks import policies as track_policies


class ActView(OfInvestigation, CaseFormView):
    """One act: what it needs is asked, and what is missing is said with its source."""

    def refusal(self) -> HttpResponse | None:
        found = super().refusal()
        if found is not None:
            return found
        if self.kwargs["act"] not in FORM_OF:
            raise Http404
        if not track_policies.may_work(self.user, self.held.track, self.case):
            return self.refuse("You may not work on this track.", status=403)
        words = why_not(self.kwargs["act"], self.facts) if self.request.method in SAFE_METHODS else ""
        return self.refuse(words, status=409) if words else None

    @property
    def act(self) -> Act:
        return Act(self.kwargs["act"])

    @property
    def form_class(self) -> type[ActForm]:  # type: ignore[override]  # one for each act
        return FORM_OF[self.act]

    def initial(self) -> dict[str, Any]:
        number = self.request.GET.get("allegation", "")
        begun = self.form_class.starts_with(self.held, number)
        return {**begun, "version": self.held.version, "allegation": number}

    def form_kwargs(self) -> dict[str, Any]:
        return {"investigation": self.held}

    def save(self, form: ActForm) -> object:
        return services.do(self.act, investigation=self.held, by=self.user, **form.cleaned_data)

    def done_words(self, form: ActForm) -> str:
        return f"Done: {str(self.act.label)[:1].lower()}{str(self.act.label)[1:]}."

    def form_context(self) -> dict[str, Any]:
        line = selectors.line_of(self.held, self.act, self.facts)
        return {**super().form_context(), "title": line.label, "lead": f"By {line.source}."}

    def success_url(self) -> str:
        return self.held.get_absolute_url()

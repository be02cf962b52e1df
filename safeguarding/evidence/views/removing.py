"""Removing a file that was taken in by mistake: asked for by one person, decided by another."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from safeguarding.cases import policies as case_policies
from safeguarding.cases.views.work.base import RowFormView
from safeguarding.evidence import policies, selectors, services
from safeguarding.evidence.choices import RemovalStatus
from safeguarding.evidence.forms import DecideRemovalForm, RemovalForm, TakeBackForm
from safeguarding.evidence.models import ExhibitFile, FileRemoval
from safeguarding.evidence.views.base import ReadersOnly


def _shown(held: ExhibitFile) -> dict[str, Any]:
    return {"held": held, "file": held.file, "goes_with": services.what_goes_with(held)}


class RemovalAsk(ReadersOnly, RowFormView):
    """Ask for it, and say why."""

    title = "Ask that this file be removed"
    template_name = "evidence/removal.html"
    form_class = RemovalForm
    button = "Ask for it"
    done = "Asked. Somebody else who leads or supervises this case decides."
    row: ExhibitFile

    def rows(self) -> QuerySet[Any]:
        return selectors.files_in(self.case)

    def initial(self) -> dict[str, Any]:
        return {}

    def blocked(self) -> str:
        if self.row.file.destroyed_at is not None:
            return services.GONE
        if self.row.removals.filter(status=RemovalStatus.ASKED).exists():
            return services.WAITS
        if words := services.why_kept(self.case):
            self.blocked_title = services.Stays.title
            return words
        return ""

    def save(self, form: RemovalForm) -> object:
        return services.ask_removal(held=self.row, by=self.user, **form.cleaned_data)

    def success_url(self) -> str:
        return reverse("evidence:exhibit", args=[self.case.reference, self.row.exhibit_id])

    def context(self) -> dict[str, Any]:
        return {**super().context(), **_shown(self.row)}


class RemovalRow(ReadersOnly, RowFormView):
    """A form about one file that somebody asked to have removed."""

    template_name = "evidence/removal.html"
    row: FileRemoval

    def rows(self) -> QuerySet[Any]:
        return selectors.removals_in(self.case)

    def refusal(self) -> HttpResponse | None:
        found = super().refusal()
        if found is None and not self.is_theirs():
            return self.refuse(self.not_theirs, status=403)
        return found

    not_theirs = policies.NOT_THE_SECOND

    def is_theirs(self) -> bool:
        return policies.may_decide_removal(self.user, self.row, self.case)

    def blocked(self) -> str:
        waits = self.row.status == RemovalStatus.ASKED
        return "" if waits else f"This stands as: {self.row.get_status_display().lower()}."

    def success_url(self) -> str:
        return reverse("evidence:exhibit", args=[self.case.reference, self.row.held.exhibit_id])

    def context(self) -> dict[str, Any]:
        return {**super().context(), **_shown(self.row.held), "removal": self.row}


class RemovalDecide(RemovalRow):
    """Have it destroyed, or keep it."""

    title = "Remove this file?"
    form_class = DecideRemovalForm
    button = "Save the decision"
    is_destructive = True

    def save(self, form: DecideRemovalForm) -> object:
        given = form.cleaned_data
        return services.decide_removal(
            removal=self.row, removes=given["decision"] == "remove", answer=given["answer"], by=self.user,
            version=given["version"],
        )  # fmt: skip

    def done_words(self, form: DecideRemovalForm) -> str:
        if form.cleaned_data["decision"] == "remove":
            return "Removed. What the file held, and what was read from it, is destroyed. Its name and SHA-256 stay."
        return "The file is kept."


class RemovalTakeBack(RemovalRow):
    """Ask no longer."""

    title = "Take the request back"
    action = case_policies.READ
    form_class = TakeBackForm
    button = "Take it back"
    done = "Taken back. The file stays."
    not_theirs = policies.NOT_WHO_ASKED

    def is_theirs(self) -> bool:
        return self.row.asked_by_id == self.user.pk

    def save(self, form: TakeBackForm) -> object:
        return services.take_back_removal(removal=self.row, by=self.user, version=form.cleaned_data["version"])

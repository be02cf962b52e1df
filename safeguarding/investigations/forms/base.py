"""What the forms of an investigation share: they know which investigation they are about."""

from __future__ import annotations

from typing import Any

from safeguarding.core import forms
from safeguarding.investigations.models import Investigation

REASONS = 10_000


class ActForm(forms.GovForm):
    """One act in an investigation. `offer` fills what can be chosen with what this investigation has."""

    version = forms.VersionField()

    def __init__(self, *args: Any, investigation: Investigation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.investigation = investigation
        self.offer()

    def offer(self) -> None:
        """Fill the choices."""

    @classmethod
    def starts_with(cls, investigation: Investigation, number: str) -> dict[str, Any]:
        """What stands in the fields already, where the page names an allegation."""
        return {}

    def choose(self, name: str, choices: Any) -> None:
        """What can be chosen in a field."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def among(self, name: str, rows: Any) -> None:
        """From which records one is chosen."""
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a field that chooses a record


def reasons(label: str = "Why?", *, noun: str = "the reasons", **more: Any) -> forms.LongTextField:
    return forms.LongTextField(label=label, noun=noun, max_length=REASONS, rows=5, **more)

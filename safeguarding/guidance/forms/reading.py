"""What is asked of who reads a policy."""

from __future__ import annotations

from typing import Any

from safeguarding.core.forms import GovForm, RadioField
from safeguarding.guidance.models import PolicyVersion


class AcknowledgeForm(GovForm):
    """The question on a version, where it has one."""

    choice = RadioField(label="", noun="an answer")

    def __init__(self, *args: Any, policy_version: PolicyVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not policy_version.question:
            del self.fields["choice"]
            return
        self.fields["choice"].label = policy_version.question
        self.fields["choice"].choices = policy_version.numbered_choices  # type: ignore[attr-defined]  # a choice field

    def chosen_number(self) -> int | None:
        """The answer, counted from 1."""
        given = self.cleaned_data.get("choice")
        return int(given) if given else None

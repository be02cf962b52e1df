"""What is asked about requirements and what meets them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.assurance.models import TEXT_MAX, Requirement
from safeguarding.assurance.services import NewClearance, NewCredential
from safeguarding.core.forms import (
    DateField,
    GovForm,
    LongTextField,
    ModelSelectField,
    TextField,
    TickField,
    VersionField,
)


class OnDayForm(GovForm):
    """The day for which the report is asked."""

    mark_optional = False

    on = DateField(label="As on", noun="the day", past=True, required=False, hint="Leave empty for today")
    only_lacking = TickField(label="Only schemes that lack something", required=False)


class CredentialForm(GovForm):
    """Something that meets a requirement."""

    requirement = ModelSelectField(
        Requirement.objects.none(), label="Which requirement does it meet?", noun="the requirement"
    )
    achieved_on = DateField(label="Since when?", noun="the day", past=True, hint="The day it was granted or finished")
    expires_on = DateField(
        label="Until when?", noun="the day it runs out", required=False,
        hint="Leave empty to have it worked out from the requirement",
    )  # fmt: skip
    evidence = TextField(
        label="How is it known?", noun="how it is known", max_length=300,
        hint="What was seen, by whom, where it is kept. Never what a check found.",
    )  # fmt: skip

    def __init__(self, *args: Any, requirements: QuerySet[Requirement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = requirements  # type: ignore[attr-defined]  # a field over records

    def credential(self) -> NewCredential:
        """The credential, for the service."""
        return NewCredential(**{name: value for name, value in self.cleaned_data.items() if name != "requirement"})


class WithdrawForm(GovForm):
    """Why something no longer counts."""

    reason = LongTextField(label="Why does it no longer count?", noun="the reason", max_length=TEXT_MAX, rows=3)
    version = VersionField()


class ClearanceForm(GovForm):
    """Letting somebody take part for a time without everything that is needed."""

    authorised_by = TextField(
        label="Who authorised it?", noun="who authorised it", max_length=120, hint="Name and rank or post"
    )
    reason = LongTextField(label="Why?", noun="the reason", max_length=TEXT_MAX, rows=4)
    until = DateField(label="Until when?", noun="the last day", future=True, hint="At most three months")

    def clearance(self) -> NewClearance:
        """The clearance, for the service."""
        return NewClearance(**self.cleaned_data)

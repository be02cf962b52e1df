"""Forms about links. Shape alone."""

from __future__ import annotations

from typing import Any

from safeguarding.core import forms
from safeguarding.links.choices import NodeKind
from safeguarding.links.selectors.picture import DEPTHS

REASON_MAX = 2_000
STEPS = {1: "What it is linked with itself", 2: "One step further"}


class PictureForm(forms.GovForm):
    """How much of a picture is drawn."""

    mark_optional = False
    depth = forms.RadioField(
        label="How far", noun="how far", required=False, layout="small", choices=[(str(at), STEPS[at]) for at in DEPTHS]
    )
    kind = forms.CheckboxesField(
        label="Only", noun="what to show", required=False, layout="small", choices=NodeKind.choices
    )

    def wanted(self) -> dict[str, Any]:
        """The depth and the kinds; what cannot be read is as if it were not there."""
        given: dict[str, Any] = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return {"depth": int(given.get("depth") or DEPTHS[-1]), "kinds": tuple(given.get("kind") or ())}


class SetAsideForm(forms.GovForm):
    reason = forms.LongTextField(
        label="Why is it not the same?", noun="why it is not the same", rows=3, max_length=REASON_MAX,
        hint="Such as: the handle belonged to somebody else before 2024",
    )  # fmt: skip


class TakeUpForm(forms.GovForm):
    version = forms.VersionField()
    reason = forms.LongTextField(
        label="Why does the link stand after all?", noun="why it stands after all", rows=3, max_length=REASON_MAX
    )


class SeenForm(forms.GovForm):
    version = forms.VersionField()
    note = forms.LongTextField(
        label="What did you do about it?", noun="what you did about it", rows=3, max_length=REASON_MAX,
        hint="Such as: gave the owner named access to the other case, or why nobody needs to know",
    )  # fmt: skip

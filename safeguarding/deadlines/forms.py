"""The shape of what an administrator may change of the rules."""

from __future__ import annotations

from typing import Any

from django import forms

from safeguarding.deadlines import rules
from safeguarding.deadlines.models import DeadlineRule


class DeadlineRuleForm(forms.ModelForm):
    """A rule's figure and when people are warned. The page shows only the fields that may be changed."""

    class Meta:
        model = DeadlineRule
        fields = ("amount", "roll_to_working_day", "source", "warn_days")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        amount = cleaned.get("amount", self.instance.amount)
        roll = cleaned.get("roll_to_working_day", self.instance.roll_to_working_day)
        if problem := rules.figure_problem(self.instance.basis, amount, roll):
            self.add_error("amount" if "amount" in self.fields else None, problem)
        return cleaned

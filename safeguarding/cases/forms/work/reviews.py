from __future__ import annotations

from safeguarding.core import forms
from safeguarding.core.forms.text import NARRATIVE_LENGTH

NEXT = "next"
LAST = "last"


class ReviewForm(forms.GovForm):
    """A supervisor's review. `version` is how many reviews there were when the page was opened."""

    version = forms.VersionField()
    progress = forms.LongTextField(
        label="What progress has been made?", noun="the progress", max_length=NARRATIVE_LENGTH,
        hint="Since the case was opened or last reviewed: what was done, what was not, and whether the child is safe",
    )  # fmt: skip
    next_steps = forms.LongTextField(
        label="What are the next steps?", noun="the next steps", max_length=NARRATIVE_LENGTH, rows=5
    )
    after = forms.RadioField(
        label="When is the next review?", noun="whether there is a next review",
        choices=[(NEXT, "On a day"), (LAST, "This is the last review before the case is closed")],
        reveals={NEXT: ["next_review_on"]},
    )  # fmt: skip
    next_review_on = forms.DateField(label="The day of the next review", noun="the day of the next review", future=True)


class UrgencyForm(forms.GovForm):
    version = forms.VersionField()
    reason = forms.LongTextField(label="Why?", noun="why", max_length=5000, rows=4)

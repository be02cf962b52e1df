"""What a reporter says after the concern was sent."""

from __future__ import annotations

from safeguarding.core.forms import GovForm, LongTextField
from safeguarding.core.forms.text import NARRATIVE_LENGTH


class AdditionForm(GovForm):
    text = LongTextField(
        label="What do you want to add?", noun="what you want to add", rows=8, max_length=NARRATIVE_LENGTH,
        hint="Something you remembered, or something that happened since. Keep facts apart from what you think.",
    )  # fmt: skip


class AnswerForm(GovForm):
    text = LongTextField(
        label="Your answer", noun="your answer", rows=8, max_length=NARRATIVE_LENGTH,
        hint="If you do not know, say so. Do not ask the child or the adult about it.",
    )  # fmt: skip

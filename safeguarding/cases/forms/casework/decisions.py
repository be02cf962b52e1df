"""A line of the policy log, and a link to another case."""

from __future__ import annotations

from safeguarding.cases.models.concerns import NARRATIVE_MAX
from safeguarding.core.forms import GovForm, LongTextField, MomentField, TextField


class DecisionForm(GovForm):
    """What had to be decided, the options, the decision and why."""

    question = TextField(label="What had to be decided?", noun="what had to be decided", max_length=300)
    options = LongTextField(
        label="Which options were there?", noun="which options there were", max_length=NARRATIVE_MAX, rows=4
    )
    decision = LongTextField(label="What was decided?", noun="what was decided", max_length=NARRATIVE_MAX, rows=3)
    reason = LongTextField(
        label="Why?", noun="the reason", max_length=NARRATIVE_MAX, rows=5,
        hint="With what was known at the time, and why the other options were not taken.",
    )  # fmt: skip
    decided_at = MomentField(
        label="When was it decided?", noun="when it was decided", past=True, required=False,
        hint="Leave empty if it is decided now.",
    )  # fmt: skip


class LinkForm(GovForm):
    """Another case, and why the two belong together."""

    other = TextField(
        label="Reference of the other case", noun="the reference of the other case", max_length=20, width="20",
        hint="For example, SC-2026-000045",
    )  # fmt: skip
    reason = LongTextField(label="Why do they belong together?", noun="the reason", max_length=5_000, rows=4)

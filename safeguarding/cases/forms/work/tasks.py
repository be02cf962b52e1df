from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.core import forms
from safeguarding.core.forms.text import NARRATIVE_LENGTH


class TaskForm(forms.GovForm):
    """A task: what, by whom, by when."""

    title = forms.TextField(label="What has to be done?", noun="what has to be done")
    detail = forms.LongTextField(
        label="More about it", hint="What to ask, what to bring, what to look out for", required=False,
        max_length=NARRATIVE_LENGTH, rows=4,
    )  # fmt: skip
    owner = forms.ModelSelectField(
        User.objects.none(), label="Who does it?", noun="who does it", hint="Everybody who may work on this case"
    )
    due_on = forms.DateField(label="By when?", noun="the day it is due", hint="For example, 27 11 2026")

    def __init__(self, *args: Any, workers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = workers  # type: ignore[attr-defined]  # a field that chooses a record


class EditTaskForm(TaskForm):
    version = forms.VersionField()


class DoneForm(forms.GovForm):
    version = forms.VersionField()
    outcome = forms.LongTextField(
        label="What was done, and what came of it?", noun="what was done and what came of it",
        max_length=NARRATIVE_LENGTH,
    )  # fmt: skip


class CancelTaskForm(forms.GovForm):
    version = forms.VersionField()
    reason = forms.LongTextField(
        label="Why need it not be done?", noun="why it need not be done", max_length=NARRATIVE_LENGTH, rows=4
    )

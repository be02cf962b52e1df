from __future__ import annotations

from safeguarding.core import forms


class ExtendClockForm(forms.GovForm):
    version = forms.VersionField()
    until = forms.DateField(label="Until when?", noun="the new day", hint="Later than the day it is due now")
    reason = forms.LongTextField(
        label="Why is more time needed?", noun="why more time is needed", max_length=5000, rows=4
    )


class MeetClockForm(forms.GovForm):
    version = forms.VersionField()
    reason = forms.LongTextField(
        label="What was done?", noun="what was done", hint="Goes into the chronology", max_length=5000, rows=4
    )

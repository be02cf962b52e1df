"""The offences of a criminal track."""

from __future__ import annotations

from safeguarding.core import clock, forms
from safeguarding.core.forms.text import NARRATIVE_LENGTH
from safeguarding.tracks.choices import ChargeDecision, ChargeReason, CourtResult
from safeguarding.tracks.rules.offences import OFFENCES, Offence


def _words(offence: Offence) -> str:
    since = f", since {clock.date_words(offence.since)}" if offence.since else ""
    return f"{offence.label} ({offence.source}{since})"


class OffenceForm(forms.GovForm):
    """An offence to consider, and the days of what was done."""

    code = forms.SelectField(
        label="Which offence?", noun="the offence", choices=[(offence.code, _words(offence)) for offence in OFFENCES]
    )
    conduct_from = forms.DateField(
        label="From which day was it done?", noun="the first day", past=True, hint="No offence reaches back"
    )
    conduct_until = forms.DateField(
        label="Until which day?", noun="the last day", past=True, required=False, hint="Leave empty for one day"
    )


class DecideOffenceForm(forms.GovForm):
    """What was decided about an offence, and why."""

    version = forms.VersionField()
    decision = forms.RadioField(
        label="What was decided?", noun="what was decided", choices=ChargeDecision.choices,
        reveals={ChargeDecision.NOT_CHARGED: ["decision_reason"]},
    )  # fmt: skip
    decision_reason = forms.RadioField(
        label="Why not?", noun="why it was not charged", choices=ChargeReason.choices, layout="small"
    )
    decided_on = forms.DateField(label="On which day?", noun="the day of the decision", past=True)
    decision_note = forms.LongTextField(
        label="In their words", required=False, max_length=NARRATIVE_LENGTH, rows=4,
        hint="What the prosecutor or the investigators gave as their reason",
    )  # fmt: skip


class ResultForm(forms.GovForm):
    version = forms.VersionField()
    result = forms.RadioField(label="What came of it?", noun="the result", choices=CourtResult.choices)
    result_on = forms.DateField(label="On which day?", noun="the day of the result", past=True)

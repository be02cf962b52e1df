"""The shape of what the bell page sends."""

from safeguarding.core import forms


class ReadAllForm(forms.GovForm):
    """Which notice was the newest on the page."""

    newest = forms.NumberField(label="The newest notice you saw", max_value=2**63 - 1)

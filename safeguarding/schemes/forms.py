"""Which schemes to list."""

from __future__ import annotations

from safeguarding.core.forms import GovForm, SearchField, SelectField
from safeguarding.schemes.choices import SchemeKind, SchemeStatus


class SchemeFilter(GovForm):
    """Which schemes to list."""

    mark_optional = False

    q = SearchField(label="Name or place", noun="the name or place")
    status = SelectField(label="Status", noun="a status", choices=SchemeStatus.choices, blank="Any", required=False)
    kind = SelectField(label="Kind", noun="a kind", choices=SchemeKind.choices, blank="Any", required=False)

"""What can be typed into the search box."""

from __future__ import annotations

from safeguarding.core.forms import GovForm, SearchField


class SearchForm(GovForm):
    mark_optional = False

    q = SearchField(label="Name, reference or title", noun="a name, a reference or a title", max_length=100)

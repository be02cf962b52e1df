"""What the list of cases can be narrowed to."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from safeguarding.cases.choices import ReferralKind, Stage
from safeguarding.cases.selectors.cases import NEWEST_FIRST, SORTS, CaseFilter
from safeguarding.core import clock
from safeguarding.core.forms import CheckboxesField, DateField, GovForm, SearchField

FLAGS = {
    "mine": "Owned by me",
    "urgent": "Urgent",
    "restricted": "Restricted",
    "overdue": "With a late clock",
    "psd": "With professional standards",
}


class CaseFilterForm(GovForm):
    """Every filter of the case list. What cannot be understood is said beside the field, and left out of the search."""

    mark_optional = False

    q = SearchField(label="Reference or title", max_length=100)
    flag = CheckboxesField(label="Only cases", choices=list(FLAGS.items()), required=False, layout="small")
    stage = CheckboxesField(label="Stage", choices=Stage.choices, required=False, layout="small")
    referral = CheckboxesField(label="Referred to", choices=ReferralKind.choices, required=False, layout="small")
    opened_from = DateField(label="Opened from", noun="the first day", required=False)
    opened_to = DateField(label="Opened to", noun="the last day", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("opened_from"), given.get("opened_to")
        if first and last and last < first:
            self.add_error("opened_to", "The last day must be the first day or later")
        return given

    def wanted(self, sort: str = "") -> CaseFilter:
        """What was asked for, as far as it could be understood."""
        self.is_valid()
        given = self.cleaned_data
        flags = given.get("flag") or []
        return CaseFilter(
            words=given.get("q") or "",
            stages=tuple(given.get("stage") or ()),
            urgent="urgent" in flags,
            restricted="restricted" in flags,
            overdue="overdue" in flags,
            psd="psd" in flags,
            mine="mine" in flags,
            referrals=tuple(given.get("referral") or ()),
            opened_from=given.get("opened_from"),
            opened_to=given.get("opened_to"),
            sort=sort if sort in SORTS else NEWEST_FIRST,
        )

    def filters_on(self, asked: QueryDict) -> list[tuple[str, str]]:
        """Each filter that is on, in words, with the address of the list without it."""
        given = self.cleaned_data
        found = [(label, _without(asked, name, value)) for name, value, label in _ticked(given)]
        if given.get("q"):
            found.append((f"“{given['q']}”", _without(asked, "q")))
        for name, words in (("opened_from", "Opened from"), ("opened_to", "Opened to")):
            day = given.get(name)
            if day:
                parts = [f"{name}-{part}" for part in ("day", "month", "year")]
                found.append((f"{words} {clock.date_words(day)}", _without(asked, *parts)))
        return found


def _ticked(given: dict[str, Any]) -> list[tuple[str, str, str]]:
    ticked = [("stage", value, Stage(value).label) for value in given.get("stage") or []]
    ticked += [("flag", value, FLAGS[value]) for value in given.get("flag") or []]
    referred = given.get("referral") or []
    return ticked + [("referral", value, f"Referred to {ReferralKind(value).label}") for value in referred]


def _without(asked: QueryDict, *names: str) -> str:
    """The query string without a field, or, where a second word is given that the field holds, without that value."""
    left = asked.copy()
    left.pop("page", None)
    name = names[0]
    if len(names) == 2 and names[1] in left.getlist(name):
        left.setlist(name, [value for value in left.getlist(name) if value != names[1]])
    else:
        for one in names:
            left.pop(one, None)
    return f"?{left.urlencode()}"

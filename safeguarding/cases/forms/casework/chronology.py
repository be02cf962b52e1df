"""Entries of the chronology."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.cases.choices import EntryKind, TimePrecision
from safeguarding.cases.models.concerns import NARRATIVE_MAX
from safeguarding.cases.services.chronology import BY_HAND
from safeguarding.core import clock
from safeguarding.core.forms import CheckboxesField, DateField, GovForm, LongTextField, MomentField, RadioField

FACT, OPINION = "fact", "opinion"
FACT_OR_OPINION = [(FACT, "Fact"), (OPINION, "Opinion")]


class EntryForm(GovForm):
    """Something that happened: when it happened is asked apart from when it is written down."""

    kind = RadioField(
        label="What kind of entry is it?", noun="what kind of entry it is", layout="small",
        choices=[(kind.value, kind.label) for kind in BY_HAND],
    )  # fmt: skip
    nature = RadioField(
        label="Is it a fact or an opinion?", noun="whether it is a fact or an opinion", choices=FACT_OR_OPINION,
        hints={FACT: "Something seen, heard, said or done", OPINION: "What somebody thinks it means"}, layout="small",
    )  # fmt: skip
    precision = RadioField(
        label="When did it happen?", noun="when it happened", layout="small",
        choices=[
            (TimePrecision.EXACT, "At a time I know"),
            (TimePrecision.ABOUT, "About a time"),
            (TimePrecision.DAY, "On a day I know"),
            (TimePrecision.UNKNOWN, "It is not known"),
        ],
        reveals={
            TimePrecision.EXACT: ["exact_at"],
            TimePrecision.ABOUT: ["about_at"],
            TimePrecision.DAY: ["on_day"],
        },
    )  # fmt: skip
    exact_at = MomentField(label="Date and time", noun="when it happened", past=True)
    about_at = MomentField(label="Date, and about what time", noun="when it happened", past=True, time_optional=True)
    on_day = DateField(label="Date", noun="the day it happened", past=True)
    text = LongTextField(label="What happened?", noun="what happened", max_length=NARRATIVE_MAX, rows=8)

    def given(self) -> dict[str, Any]:
        """The entry, for the service."""
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "text": data["text"],
            "is_opinion": data["nature"] == OPINION,
            "precision": data["precision"],
            "happened_at": self._happened_at(),
        }

    def _happened_at(self) -> dt.datetime | None:
        data = self.cleaned_data
        if data["precision"] == TimePrecision.DAY:
            return dt.datetime.combine(data["on_day"], dt.time(0), tzinfo=clock.LONDON)
        found: dt.datetime | None = data["exact_at"] or data["about_at"]
        return found


class CorrectionForm(EntryForm):
    """The entry as it should have been, and what was wrong."""

    reason = LongTextField(label="What was wrong?", noun="what was wrong", max_length=5_000, rows=3)


class ChronologyFilterForm(GovForm):
    """Which entries to show."""

    mark_optional = False

    kind = CheckboxesField(label="Kind", choices=EntryKind.choices, required=False, layout="small")
    nature = CheckboxesField(label="Fact or opinion", choices=FACT_OR_OPINION, required=False, layout="small")

    def kinds(self) -> list[str]:
        self.is_valid()
        return list(self.cleaned_data.get("kind") or [])

    def is_opinion(self) -> bool | None:
        """Opinions only, facts only, or (None) both."""
        self.is_valid()
        chosen = set(self.cleaned_data.get("nature") or [])
        return None if len(chosen) != 1 else OPINION in chosen

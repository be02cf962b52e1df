"""A draft read as a whole: every page's answers, what is still missing, and the concern they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from safeguarding.access.models import User
from safeguarding.cases.choices import LogStep
from safeguarding.cases.forms.concern_parties import PartyForm
from safeguarding.cases.forms.concern_steps import STEP_FORMS, StepForm, WhenForm, as_query
from safeguarding.cases.models import ConcernDraft
from safeguarding.cases.services.concerns import ConcernAnswers


@dataclass
class NamedParty:
    """Somebody on the draft's list, with the form that holds what was said of them."""

    key: str
    form: PartyForm

    @property
    def is_complete(self) -> bool:
        return self.form.is_valid()


@dataclass
class DraftReading:
    """The draft as its owner left it."""

    steps: dict[str, StepForm]
    parties: list[NamedParty]
    visited: set[str] = field(default_factory=set)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Each page that is not answered rightly yet, and the person it is about on the page of people."""
        for step, form in self.steps.items():
            if step not in self.visited or not form.is_valid():
                yield step, ""
            if step == LogStep.WHO:
                yield from ((step, one.key) for one in self.parties if not one.is_complete)
                if not self.parties:
                    yield step, ""

    def answers(self) -> ConcernAnswers:
        """The concern, for the service. Only when there are no problems."""
        told: dict[str, Any] = {}
        for form in self.steps.values():
            told.update({name: value for name, value in form.answers().items() if value is not None})
        return ConcernAnswers(**told, parties=tuple(one.form.party() for one in self.parties))


def read(draft: ConcernDraft, *, user: User) -> DraftReading:
    """Every page of the draft as if it were sent now."""
    steps = {step: form(as_query(draft.answers.get(step, {})), user=user) for step, form in STEP_FORMS.items()}
    return DraftReading(steps, named_parties(draft, user=user), visited=set(draft.answers))


def named_parties(draft: ConcernDraft, *, user: User) -> list[NamedParty]:
    """The people on the draft's list."""
    incident_on = last_day(draft, user=user)
    return [
        NamedParty(one["key"], PartyForm(as_query(one["raw"]), user=user, incident_on=incident_on))
        for one in draft.answers.get("parties", [])
    ]


def last_day(draft: ConcernDraft, *, user: User) -> dt.date | None:
    """The last day on which it happened, when that was answered rightly: nobody in it was born later."""
    form = WhenForm(as_query(draft.answers.get(LogStep.WHEN, {})), user=user)
    if not form.is_valid():
        return None
    given = form.answers()
    return given.get("happened_until") or given.get("happened_on")

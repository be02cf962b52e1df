"""The pages of logging a concern, one question each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, cast

from django.http import QueryDict

from safeguarding.access.models import User
from safeguarding.cases.choices import InDanger, LearnedHow, LogStep, StillVisible, WhenKind
from safeguarding.cases.choices import Indicator as Seen
from safeguarding.cases.rules import concerns as rules
from safeguarding.core import clock
from safeguarding.core.forms import (
    CheckboxesField,
    DateField,
    GovForm,
    LongTextField,
    ModelSelectField,
    RadioField,
    TextField,
    TimeField,
    YesNoField,
)
from safeguarding.core.forms.text import NARRATIVE_LENGTH
from safeguarding.core.templatetags import words
from safeguarding.schemes.models import Scheme

NONE = "none"


class RawForm(GovForm):
    """A form that a draft fills: what was typed stands in the boxes again, right or wrong."""

    def __init__(self, data: Any = None, *, user: User, raw: Mapping[str, list[str]] | None = None) -> None:
        self.user = user
        super().__init__(data)
        if raw and not self.is_bound:
            self.initial = self._typed(as_query(raw))

    def _typed(self, data: QueryDict) -> dict[str, Any]:
        """What stood in each box. A question that was not asked yet has no answer, not even an empty one."""
        return {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in self.fields.items()
            if not field.widget.value_omitted_from_data(data, {}, name) or name in data
        }

    def raw(self) -> dict[str, list[str]]:
        """What was typed, for the draft: the fields of this page and nothing else that was sent."""
        names = tuple(self.fields)
        sent = cast(QueryDict, self.data)
        return {key: sent.getlist(key) for key in sent if key in names or key.rpartition("-")[0] in names}

    def rows(self) -> Iterator[tuple[str, Any, bool]]:
        """Each answer for the check page: the question, the answer in words, and whether it is a long text."""
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not field.widget.is_hidden and value not in (None, "", []):
                label = getattr(self, "short", {}).get(name) or field.label
                yield str(label), in_words(field, value), isinstance(field, LongTextField)


def as_query(raw: Mapping[str, list[str]]) -> QueryDict:
    """What was typed, as a browser sends it."""
    data = QueryDict(mutable=True)
    for name, values in raw.items():
        data.setlist(name, list(values))
    return data


def in_words(field: Any, value: Any) -> Any:
    """An answer as a person says it: never the stored code."""
    if isinstance(value, (dt.date, dt.time)):
        return words.day(value) if isinstance(value, dt.date) else words.clock_time(value)
    if isinstance(field, CheckboxesField):
        labels = dict(field.flat_choices())
        return [labels[one] for one in value]
    choices = dict(getattr(field, "choices", ())) if isinstance(field, RadioField) else {}
    return choices.get(value, value)


class StepForm(RawForm):
    """One page."""

    step: ClassVar[str]

    def answers(self) -> dict[str, Any]:
        """What this page adds to the concern."""
        return dict(self.cleaned_data)


class DangerForm(StepForm):
    step = LogStep.DANGER
    short = {"in_danger": "Immediate danger"}

    in_danger = RadioField(
        label=LogStep.DANGER.label, noun="whether anyone is in immediate danger", choices=InDanger.choices,
        hint="A child or anybody else: about to be hurt, missing, or with somebody who may hurt them.",
        hints={InDanger.YES: "Call 999 first. Then come back: the next page says who else to ring."},
        reveals={InDanger.YES: ["danger_detail"]},
    )  # fmt: skip
    danger_detail = LongTextField(
        label="What is the danger?", required=False, rows=3, max_length=NARRATIVE_LENGTH,
        hint="In a few words. You can do this after you have called.",
    )  # fmt: skip


class WhatForm(StepForm):
    step = LogStep.WHAT

    what_happened = LongTextField(
        label="The facts, in the order they happened", noun="what happened", rows=10, max_length=NARRATIVE_LENGTH,
        hint="What you saw, heard or were told. Say who said what. Put people's own words in quotation marks.",
    )  # fmt: skip
    child_words = LongTextField(
        label="The child’s own words", required=False, rows=4, max_length=NARRATIVE_LENGTH,
        hint="Exactly as they said or wrote them, even if the words are rude, muddled or hard to write down.",
    )  # fmt: skip
    opinion = LongTextField(
        label="What you think about it", required=False, rows=4, max_length=NARRATIVE_LENGTH,
        hint="What worries you and why. It is kept apart from the facts.",
    )  # fmt: skip


class WhenForm(StepForm):
    step = LogStep.WHEN
    short = {
        "when_kind": "When", "exact_on": "Day", "exact_time": "Time", "about_on": "Around", "about_text": "In words",
        "from_on": "First day", "until_on": "Last day", "place": "Where",
    }  # fmt: skip

    when_kind = RadioField(
        label="When did it happen?", noun="when it happened", choices=WhenKind.choices,
        reveals={
            WhenKind.EXACT: ["exact_on", "exact_time"],
            WhenKind.ABOUT: ["about_on", "about_text"],
            WhenKind.PERIOD: ["from_on", "until_on"],
        },
    )  # fmt: skip
    exact_on = DateField(label="Which day?", noun="the day it happened", hint="For example, 27 3 2026", past=True)
    exact_time = TimeField(label="What time?", noun="the time", hint="For example, 15:40", required=False)
    about_on = DateField(label="Around which day?", noun="the day it was around", past=True, required=False)
    about_text = TextField(
        label="Or in your own words", noun="when it was", max_length=300, required=False,
        hint="For example, in the last week before half term",
    )  # fmt: skip
    from_on = DateField(label="From which day?", noun="the first day", hint="As near as you know", past=True)
    until_on = DateField(
        label="Until which day?", noun="the last day", hint="Leave this empty if it is still going on", past=True,
        required=False,
    )  # fmt: skip
    place = TextField(
        label="Where did it happen?", noun="where it happened", max_length=300, required=False,
        hint="A place, an event, or online. Leave this empty if you do not know.",
    )  # fmt: skip

    FIELDS: ClassVar[dict[str, dict[str, str]]] = {
        WhenKind.EXACT: {"happened_on": "exact_on", "happened_time": "exact_time"},
        WhenKind.ABOUT: {"happened_on": "about_on", "when_text": "about_text"},
        WhenKind.PERIOD: {"happened_on": "from_on", "happened_until": "until_on"},
    }

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        kind = given.get("when_kind", "")
        found = {name: given.get(field) for name, field in self.FIELDS.get(kind, {}).items()}
        return {"when_kind": kind, "place": given.get("place", ""), **found}

    def clean(self) -> dict[str, Any]:
        given = self.answers()
        wrong = rules.when_errors(
            given["when_kind"], happened_on=given.get("happened_on"), happened_time=given.get("happened_time"),
            happened_until=given.get("happened_until"), when_text=given.get("when_text") or "",
            now=clock.now().astimezone(clock.LONDON).replace(tzinfo=None),
        )  # fmt: skip
        for name, message in wrong.items():
            field = self.FIELDS[given["when_kind"]][name]
            if field not in self.errors:
                self.add_error(field, message)
        return self.cleaned_data


class WhoForm(StepForm):
    """The list of people stands beside this form; the form itself asks only for the scheme."""

    step = LogStep.WHO
    short = {"scheme": "Scheme"}

    scheme = ModelSelectField(
        Scheme.objects.none(), label="Is this about a scheme?", noun="a scheme", required=False,
        empty_label="No, or I do not know",
        hint="Cadets, a school partnership or any other scheme with young people, official or not.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = Scheme.objects.visible_to(self.user)  # type: ignore[attr-defined]  # a model field

    def answers(self) -> dict[str, Any]:
        scheme = self.cleaned_data.get("scheme")
        return {"scheme_id": scheme.pk if scheme else None}


class HowForm(StepForm):
    step = LogStep.HOW
    short = {
        "learned_how": "How you know", "learned_detail": "More about that", "is_online": "Online",
        "platforms": "Apps or sites", "handles": "Accounts", "still_visible": "Still to be seen",
    }  # fmt: skip

    learned_how = RadioField(
        label="How do you know about it?", noun="how you know about it", choices=LearnedHow.choices
    )
    learned_detail = LongTextField(
        label="Is there more to say about how it came out?", noun="how it came out", required=False, rows=3,
        max_length=5_000, hint="For example, who told whom, when, and what made them speak now.",
    )  # fmt: skip
    is_online = YesNoField(
        label="Was any of it online or by phone?", noun="yes if any of it was online or by phone",
        layout="", reveals={"yes": ["platforms", "handles", "still_visible"]},
    )  # fmt: skip
    platforms = TextField(
        label="Which apps or sites?", noun="the apps or sites", max_length=300, required=False,
        hint="For example, Instagram, Snapchat, WhatsApp, text messages",
    )  # fmt: skip
    handles = TextField(
        label="Account names or numbers", noun="the account names", max_length=300, required=False,
        hint="The adult’s and the young person’s, as they are written",
    )  # fmt: skip
    still_visible = RadioField(
        label="Can the messages or posts still be seen?", noun="whether they can still be seen",
        choices=StillVisible.choices, required=False,
        hint="Do not ask anybody to delete anything. Do not copy, save or forward indecent pictures of a child.",
    )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        return {**self.cleaned_data, "is_online": self.cleaned_data["is_online"] == "yes"}


GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Contact",
        (
            Seen.BEFRIENDS_PERSONAL,
            Seen.UNFOLLOW_REFOLLOW,
            Seen.WELLBEING_OPENER,
            Seen.MOVES_PLATFORM,
            Seen.OTHERS,
            Seen.UNIDENTIFIED,
        ),
    ),
    ("Secrecy and deleting", (Seen.ASKS_SECRECY, Seen.CHECKS_KNOWN, Seen.DELETES_MESSAGES, Seen.ASKS_TO_DELETE)),
    (
        "What the adult says and does",
        (Seen.COMPLIMENTS, Seen.AFFECTION, Seen.PRESENCE, Seen.TRUSTED_POSITION, Seen.DUTY_TIME, Seen.EXPLICIT_MEDIA),
    ),
    ("The young person", (Seen.DISENGAGES, Seen.FEAR)),
)


class IndicatorsForm(StepForm):
    step = LogStep.INDICATORS
    short = {"indicators": "Seen or told of"}

    indicators = CheckboxesField(
        label=LogStep.INDICATORS.label, noun="what you have seen or been told of", none_value=NONE,
        hint="Tick all that you have seen, heard or been told of. Each is about the adult unless it says otherwise.",
        choices=[
            *((title, [(one, Seen(one).label) for one in group]) for title, group in GROUPS),
            (NONE, "None of these"),
        ],
    )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        return {"indicators": tuple(one for one in self.cleaned_data["indicators"] if one != NONE)}


class DoneForm(StepForm):
    step = LogStep.DONE
    short = {"actions_taken": "Done already", "who_knows": "Who knows"}

    actions_taken = LongTextField(
        label="What have you done already?", required=False, rows=4, max_length=NARRATIVE_LENGTH,
        hint="For example, stayed with the child, rang the school, kept a phone safe.",
    )  # fmt: skip
    who_knows = LongTextField(
        label="Who knows about it?", required=False, rows=4, max_length=NARRATIVE_LENGTH,
        hint="The child, parents, the school, colleagues, a supervisor. Do not tell the adult it is about.",
    )  # fmt: skip


STEP_FORMS: dict[str, type[StepForm]] = {
    str(form.step): form for form in (DangerForm, WhatForm, WhenForm, WhoForm, HowForm, IndicatorsForm, DoneForm)
}

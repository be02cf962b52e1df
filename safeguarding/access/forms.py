"""The shape of what people fill in about their own account, and of what an auditor looks for."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from safeguarding.access.choices import TokenScope
from safeguarding.audit import events
from safeguarding.audit.choices import Purpose
from safeguarding.audit.selectors import Wanted
from safeguarding.core import clock
from safeguarding.core.forms import CheckboxesField, DateField, GovForm, HiddenField, RadioField, SelectField, TextField

DAYS = [("7", "7 days"), ("30", "30 days"), ("90", "90 days")]
SCOPES = [
    (TokenScope.READ, "Read what you may see"),
    (TokenScope.WRITE, "Write: log and change what you may change"),
]


class KeyForm(GovForm):
    """A new key to the API."""

    name = TextField(label="What is the key for?", noun="what the key is for", max_length=80)
    scopes = CheckboxesField(label="What may the program do?", noun="what the program may do", choices=SCOPES)
    days = RadioField(label="How long is it valid?", noun="how long it is valid", choices=DAYS)

    def clean_days(self) -> int:
        return int(self.cleaned_data["days"])


#: What an event is about, by the first part of its key.
NOUNS = {
    "case": "a case", "concern": "a concern", "pattern": "several concerns", "person": "a person", "scheme": "a scheme",
    "user": "somebody", "credential": "somebody or a scheme", "clearance": "a scheme",
    "requirement": "the catalogue", "list": "a list",
    "riskassessment": "a risk assessment", "riskregisterentry": "a risk", "venue": "a venue",
    "policy": "a policy", "audience": "somebody",
    "session": "a session", "ratio": "an age band",
    "account": "an online account", "contactevent": "a contact", "exhibit": "a case",
    "bundle": "a case", "files": "a file",
    "deadline": "something", "import": "an import", "merge": "a merge",
}  # fmt: skip


class ActivityFilter(GovForm):
    """What an auditor looks for."""

    mark_optional = False

    kind = HiddenField(required=False)
    person = TextField(label="Who", hint="Part of a name", required=False, max_length=100)
    record = TextField(label="Which record", hint="Such as SC-2026-000045", required=False, max_length=60)
    verb = SelectField(label="What", required=False)
    purpose = SelectField(label="Why", blank="Any reason", required=False, choices=Purpose.choices)
    from_day = DateField(label="From", required=False)
    until_day = DateField(label="Until", required=False)

    def __init__(self, *args: Any, looking: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if looking:
            del self.fields["verb"]
            return
        del self.fields["purpose"]
        self.fields["verb"].choices = [("", "Anything"), *_verbs()]  # type: ignore[attr-defined]  # a select has them

    def wanted(self) -> Wanted:
        """What was filled in, as the record is asked."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(
            **{name: value for name, value in asked.items() if name not in ("kind", "from_day", "until_day")},
            from_day=_start(asked.get("from_day")),
            until_day=clock.end_of_day(asked["until_day"]) if "until_day" in asked else None,
        )


def _start(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time.min, tzinfo=clock.LONDON) if day else None


def _verbs() -> list[tuple[str, str]]:
    """Every kind of event, told as one would say it."""
    return sorted(((verb.key, said(verb)) for verb in events.all_verbs()), key=lambda pair: pair[1])


def said(verb: events.Verb) -> str:
    """What was done, without who did it and to which record: Decided a concern."""
    whole = verb.sentence.format_map(_Someone(object=NOUNS.get(verb.key.partition(".")[0], "a record")))
    words = re.split("[:;]", whole.replace(" “…”", ""))[0].removeprefix("Somebody ").rstrip(".")
    return words[:1].upper() + words[1:]


class _Someone(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return {"actor": "Somebody"}.get(key, "…")

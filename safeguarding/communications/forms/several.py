"""Several people by name in one question: a row for each, and one more on request, with or without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from safeguarding.core.asked import number
from safeguarding.core.forms import GovBoundField
from safeguarding.core.forms.text import FieldWords, clean_text, require_length, set_words
from safeguarding.people import selectors as people
from safeguarding.people.models import Person

#: More than this is a group of a scheme, which is named as such.
MOST = 30
LONGEST_NAME, LONGEST_ID = 200, 20
TOTAL, MAX = "TOTAL_FORMS", "MAX_NUM_FORMS"
PARTS = ("name", "id", "which")
#: What the button for one more row sends, with the name of the question.
ADD = "add"
LookUp = Callable[[str, str], list[Person]]


@dataclass
class Row:
    """One row: what was typed, who was chosen, and whom the name means."""

    name: str = ""
    id: str = ""
    which: str = ""
    found: list[Person] = field(default_factory=list)

    @property
    def person(self) -> Person | None:
        """Whom the row means; nobody while it is not said which of several."""
        if len(self.found) == 1:
            return self.found[0]
        return next((one for one in self.found if str(one.pk) == self.which), None)

    @property
    def options(self) -> list[tuple[str, str]]:
        """Of several of one name, how to tell them apart."""
        if len(self.found) < 2:
            return []
        return [(str(one.pk), f"{one.name}. {people.in_a_few_words(one)}") for one in self.found]


def rows_of(persons: Iterable[Person]) -> list[Row]:
    """People on record, as the question begins."""
    return [Row(one.name, str(one.pk)) for one in persons]


class NamesWidget(forms.Widget):
    """Rows of a name and the number of who was chosen, numbered as a formset's are."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        count = min(number(data.get(f"{name}-{TOTAL}"), digits=3), MOST)
        return [self._row(data, f"{name}-{at}") for at in range(count)]

    def _row(self, data: Mapping[str, Any], named: str) -> Row:
        name, chosen, which = (str(data.get(f"{named}-{part}", "")).strip() for part in PARTS)
        return Row(name, chosen, which)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-{TOTAL}" not in data


class NamesBoundField(GovBoundField):
    """What the template asks: the rows with their names on the page, and an empty one to copy."""

    field: NamesField

    @property
    def rows(self) -> list[dict[str, Any]]:
        # What was looked up when the answer was read is not looked up again to draw it.
        given = self.field.read if self.field.read is not None else self.value() or []
        rows = [one for one in given if one.name] or [Row()]
        is_asked_for_more = self.form.is_bound and self.form.data.get(ADD) == self.name
        if is_asked_for_more and rows[-1].name and len(rows) < MOST:
            rows.append(Row())
        return [self._row(one, number) for number, one in enumerate(rows)]

    @property
    def empty_row(self) -> dict[str, Any]:
        return self._row(Row(), "__prefix__")

    @property
    def most(self) -> int:
        return MOST

    def _row(self, row: Row, number: int | str) -> dict[str, Any]:
        named = f"{self.html_name}-{number}"
        # The error summary leads to the first.
        return {
            "row": row, "named": named, "id": self.auto_id if number == 0 else f"{self.auto_id}-{number}",
            "number": number + 1 if isinstance(number, int) else "", "url": self.field.url, "of": self.field.of,
        }  # fmt: skip


class NamesField(FieldWords, forms.Field):
    """People on record by name; cleans to a list of them, each once. The form says where it looks (`look_up`)."""

    widget: Any = NamesWidget
    url = ""

    def __init__(self, *, label: str, noun: str, of: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(
            label=label, help_text=hint, template_name="forms/names.html", bound_field_class=NamesBoundField, **kwargs
        )
        self.of = of
        self.look_up: LookUp = lambda name, number: []
        self.read: list[Row] | None = None
        set_words(self, noun, label, kwargs)

    def clean(self, value: list[Row]) -> list[Person]:
        self.read = value or []
        rows = [row for row in self.read if row.name]
        if not rows and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        wrong = [words for row in rows if (words := self._wrong(row))]
        if wrong:
            raise ValidationError(wrong)
        return list({one.pk: one for row in rows if (one := row.person)}.values())

    def _wrong(self, row: Row) -> str:
        row.name = clean_text(row.name, noun=self.noun)
        require_length(row.name, LONGEST_NAME, noun=self.noun)
        row.found = self.look_up(row.name, row.id[:LONGEST_ID])
        if not row.found:
            return f"No {self.of} whom you may see is called “{row.name}”. Check the spelling"
        return "" if row.person else f"Say which “{row.name}” you mean"

"""What is asked on the way from a file to the record."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from safeguarding.access.models import Unit, User
from safeguarding.core.forms import (
    FileField,
    GovForm,
    ModelSelectField,
    RadioField,
    SelectField,
    TextField,
    VersionField,
)
from safeguarding.exchange.choices import COLUMNS, OF_PEOPLE, Choice, Column, ImportKind, Verdict
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.exchange.rules.rows import said
from safeguarding.exchange.selectors import units_to_keep
from safeguarding.people.models import Person
from safeguarding.people.selectors import in_a_few_words

MEGABYTE = 1024 * 1024


class UploadForm(GovForm):
    """A file to bring in."""

    kind = RadioField(label="What does the file hold?", noun="what the file holds", choices=ImportKind.choices)
    file = FileField(
        label="File", noun="a file", hint="CSV, or an Excel workbook (.xlsx)",
        megabytes=settings.IMPORT_MOST_BYTES // MEGABYTE,
    )  # fmt: skip
    source = TextField(
        label="Where does it come from?", noun="where it comes from", max_length=60, width="two-thirds",
        hint="Such as “HR system” or “Cadet platform”. Use the same words each time: by them and its number, a row "
        "finds the same person again.",
    )  # fmt: skip
    unit = ModelSelectField(
        Unit.objects.none(), label="Which team keeps the records?", noun="a team",
        hint="Of people who are new, and where the file names no team.",
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_keep(by)  # type: ignore[attr-defined]  # a field over records


class SheetForm(GovForm):
    """Which sheet holds the rows."""

    version = VersionField()
    sheet = RadioField(label="Which sheet holds the rows?", noun="a sheet")

    def __init__(self, *args: Any, run: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in run.sheets]  # type: ignore[attr-defined]  # it has them


class ColumnsForm(GovForm):
    """What each column holds: for everything that can be brought in, the column it stands in."""

    version = VersionField()

    def __init__(self, *args: Any, run: Import, samples: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(at), _heading(at, text, samples)) for at, text in enumerate(run.headings)]
        for column in COLUMNS[run.kind]:
            # Whether it is needed is for the service to say: a name may stand in one column or in two.
            self.fields[column.name] = SelectField(
                label=column.title, hint=column.hint, noun=f"a column for: {column.title.lower()}", choices=choices,
                blank="Not in this file", required=column.is_needed,
            )  # fmt: skip

    def mapping(self) -> dict[str, int]:
        """Which column holds what, for the service."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {name: int(value) for name, value in given.items() if value != ""}


def _heading(at: int, text: str, samples: dict[int, str]) -> str:
    name = text or f"Column {at + 1}"
    return f"{name[:60]} (such as “{samples[at][:40]}”)" if samples.get(at) else name[:60]


class RowForm(GovForm):
    """One row: each cell as it stands, to be typed over, and what becomes of it."""

    mark_optional = False

    version = VersionField()

    def __init__(self, *args: Any, row: ImportRow, candidates: list[tuple[Person, str]], **kwargs: Any) -> None:
        initial = {"version": row.run.version, "choice": _choice_now(row), **kwargs.pop("initial", {})}
        self.columns = columns_of(row.run)
        for column in self.columns:
            initial[f"cell_{column.name}"] = said(column, row.run.mapping, row.raw, row.fixed)
        super().__init__(*args, initial=initial, **kwargs)
        for column in self.columns:
            self.fields[f"cell_{column.name}"] = TextField(
                label=column.title, hint=column.hint, required=False, max_length=1_000, width="two-thirds"
            )
        people = [(f"person:{one.pk}", f"{one.name}: {in_a_few_words(one)}. {why}") for one, why in candidates]
        leave_out = (Choice.LEAVE_OUT.value, str(Choice.LEAVE_OUT.label))
        asked = row.verdict == Verdict.REVIEW or bool(people)
        offered = [*people, leave_out] if asked else [("", "Bring it in"), leave_out]
        if asked and row.run.kind in OF_PEOPLE:
            offered.insert(-1, (Choice.NEW.value, "Somebody new, not on record yet"))
        self.fields["choice"] = RadioField(
            label="Who is it?" if asked else "What becomes of the row?", noun="what becomes of the row",
            choices=offered, required=asked,
        )  # fmt: skip

    def values(self) -> dict[str, str]:
        return {column.name: self.cleaned_data[f"cell_{column.name}"] for column in self.columns}

    def decided(self) -> tuple[str, int | None]:
        """The choice, and the person who was chosen."""
        choice, _, pk = self.cleaned_data["choice"].partition(":")
        return choice, int(pk) if pk else None


def columns_of(run: Import) -> list[Column]:
    """The columns of the kind that the file has."""
    return [column for column in COLUMNS[run.kind] if column.name in run.mapping]


def _choice_now(row: ImportRow) -> str:
    return f"person:{row.chosen_id}" if row.choice == Choice.PERSON else row.choice


class StepForm(GovForm):
    """A step that needs nothing but that nobody else took one meanwhile."""

    version = VersionField()


class LeaveOutForm(StepForm):
    """Which rows to leave out."""

    verdict = RadioField(
        label="Which rows?", choices=[(one.value, one.label) for one in (Verdict.WRONG, Verdict.REVIEW)]
    )

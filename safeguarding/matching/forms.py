"""What is asked when records are merged."""

from __future__ import annotations

from typing import Any

from safeguarding.core.forms import GovForm, LongTextField, RadioField, SearchField, VersionField
from safeguarding.matching.models import TEXT_MAX
from safeguarding.people.models import Person
from safeguarding.people.selectors import in_a_few_words

APPROVE, REFUSE = "approve", "refuse"


class ProposeForm(GovForm):
    """Which of two records is kept, and how it is known that both are one person."""

    kept = RadioField(
        label="Which record is kept?", noun="which record is kept",
        hint="Everything that hangs on the other moves to it. What the other says of the person is not taken over.",
    )  # fmt: skip
    why = LongTextField(
        label="How do you know that both are one person?", noun="how you know that both are one person",
        max_length=TEXT_MAX, hint="Not from the names alone: for example, the school confirmed it on the phone.",
    )  # fmt: skip

    def __init__(self, *args: Any, one: Person, other: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in (one, other)}
        choices = [(pk, f"{person.name}. {in_a_few_words(person)}") for pk, person in self.people.items()]
        self.fields["kept"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def kept_and_merged(self) -> tuple[Person, Person]:
        """The record that is kept, and the one that is merged into it."""
        kept = self.people[self.cleaned_data["kept"]]
        return kept, next(person for person in self.people.values() if person.pk != kept.pk)


class OtherRecordForm(GovForm):
    """By which name the other record is looked for."""

    mark_optional = False

    q = SearchField(label="Name on the other record", noun="a name")


class DecideForm(GovForm):
    """Whether two records are merged, decided by somebody other than who proposed it."""

    outcome = RadioField(
        label="Are both one person?", noun="whether both are one person",
        choices=[(APPROVE, "Yes, merge the records"), (REFUSE, "No, or it is not known well enough")],
        hints={APPROVE: "Every link moves at once. It can be undone."},
    )  # fmt: skip
    reason = LongTextField(label="Why?", noun="why", max_length=TEXT_MAX)
    version = VersionField()


class UndoForm(GovForm):
    """Why a merge was wrong."""

    reason = LongTextField(
        label="Why was it wrong to merge them?", noun="why it was wrong to merge them", max_length=TEXT_MAX
    )
    version = VersionField()

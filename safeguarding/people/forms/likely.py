"""Asking, before somebody is put on record, whether they are one of those who are on record already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safeguarding.access.models import User
from safeguarding.core.forms import GovForm, RadioField
from safeguarding.people import selectors
from safeguarding.people.models import Person
from safeguarding.people.selectors import Likely

if TYPE_CHECKING:
    from safeguarding.people.services import NewPerson

NOBODY = "none"
WHICH = "Select who it is, or that it is none of these"


def which_field(offered: list[Likely]) -> RadioField:
    """The question, with the reason beside each of those who may be meant."""
    choices = [(str(one.person.pk), f"{one.person.name}. {selectors.in_a_few_words(one.person)}") for one in offered]
    return RadioField(
        label="Is it one of these people on record?", noun="who it is, or that it is none of these",
        choices=[*choices, (NOBODY, "None of these")], error_messages={"required": WHICH, "invalid_choice": WHICH},
        hints={str(one.person.pk): one.reason for one in offered},
    )  # fmt: skip


class OffersLikely(GovForm):
    """A form that puts somebody on record. Once all else is right, it asks whether they are on record already.

    The form says who it is about in `person()`. Who was chosen stands in `picked`: then nobody is to be added.
    """

    by: User
    offered: list[Likely]
    picked: Person | None = None

    def person(self) -> NewPerson:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.offered = [] if self.errors else selectors.likely(self.by, self.person())
        if self.offered:
            self._ask_which()
        return given

    def _ask_which(self) -> None:
        self.fields = {"pick": which_field(self.offered), **self.fields}
        said = self.data.get(self.add_prefix("pick"), "")
        self.picked = next((one.person for one in self.offered if str(one.person.pk) == said), None)
        if self.picked is None and said != NOBODY:
            self.add_error("pick", WHICH)

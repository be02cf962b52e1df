"""Looking people up by name in a form; of two of one name it is asked which."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.communications.forms.several import NamesField
from safeguarding.communications.models import Account
from safeguarding.core.asked import number
from safeguarding.core.forms import GovForm, HiddenField, RadioField, TypeaheadField
from safeguarding.people import selectors as people
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person

NAME_HINT = "Type at least two letters of the name, then choose the person."


def _address(kind: str) -> str:
    """Where suggestions come from: the people the user may see."""
    return f"{reverse('api:person-list')}?kind={kind}"


def name_field(label: str, noun: str, name: str, *, required: bool = True, hint: str = NAME_HINT) -> TypeaheadField:
    return TypeaheadField(
        label=label, noun=noun, url="", id_field=f"{name}_id", width="two-thirds", max_length=200, required=required,
        hint=hint,
    )  # fmt: skip


class PicksPeople(GovForm):
    """`picks` says of each field with a name whom it looks among: staff and other adults, or young people.

    `picks_several` says it of the fields that take several names.
    """

    picks: ClassVar[dict[str, str]] = {}
    picks_several: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.found: dict[str, list[Person]] = {}
        for name, kind in self.picks.items():
            if name not in self.fields:
                continue
            self.fields[f"{name}_id"] = HiddenField(required=False, max_length=20)
            self.fields[name].widget.attrs["data-typeahead-url"] = _address(kind)
            self.found[name] = self._typed(name, kind) if self.is_bound else []
            if len(self.found[name]) > 1:
                self.fields[f"{name}_which"] = RadioField(
                    label="Which of them?", noun="which of them",
                    choices=[(str(one.pk), f"{one.name}. {people.in_a_few_words(one)}") for one in self.found[name]],
                )  # fmt: skip
                order = list(self.fields)
                order.insert(order.index(name) + 1, order.pop(order.index(f"{name}_which")))
                self.order_fields(order)
        for name, kind in self.picks_several.items():
            self._several(self.fields[name], kind)

    def _several(self, field: Any, kind: str) -> None:
        if isinstance(field, NamesField):
            field.url = _address(kind)
            field.look_up = lambda text, number: self._namesakes(kind, text, number)

    def _typed(self, name: str, kind: str) -> list[Person]:
        chosen, text = (str(self.data.get(field, "")).strip() for field in (f"{name}_id", name))
        return self._namesakes(kind, text, chosen) if text else []

    def _namesakes(self, kind: str, text: str, given: str) -> list[Person]:
        """Whom a name means: who was chosen from the suggestions, else everybody of that name whom the user may see."""
        seen = self._people(kind).select_related("unit", "user", "line_manager__user")
        if pk := number(given):
            chosen = seen.filter(pk=pk).first()
            if chosen and chosen.name.casefold() == text.casefold():
                return [chosen]
        return list(people.matching(seen, text).order_by(F("rank"), "family_name", "pk")[: people.MOST_FOUND])

    def _people(self, kind: str) -> QuerySet[Person]:
        return Person.objects.visible_to(self.by).filter(kind=kind)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name, found in self.found.items():
            if given.get(name) and not found:
                who = "adult" if self.picks[name] == PersonKind.ADULT else "young person"
                self.add_error(name, f"No {who} whom you may see has this name. Check the spelling")
        return given

    def person(self, name: str) -> Person | None:
        """Whom the name means; nobody when it was left empty, or not asked."""
        if not self.cleaned_data.get(name) or not self.found.get(name):
            return None
        which = self.cleaned_data.get(f"{name}_which") or str(self.found[name][0].pk)
        return next(one for one in self.found[name] if str(one.pk) == which)


def offer(form: GovForm, name: str, records: Any) -> None:
    """Put on offer what this user may choose."""
    form.fields[name].queryset = records  # type: ignore[attr-defined]  # a field over records


def official_or_adult(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """The accounts that an adult writes from: a young person's handle stands in no list."""
    return accounts.select_related("platform").exclude(person__kind=PersonKind.YOUNG_PERSON)

"""The form every page uses, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import TemplateDoesNotExist, loader

from safeguarding.core.errors import Invalid, Refused, Stale
from safeguarding.core.forms.bound import GovBoundField
from safeguarding.core.forms.choice import ChoiceWords
from safeguarding.core.forms.date import TimeField


class GovRenderer(DjangoTemplates):
    """Draws forms with the project's templates, and Django's own for what the project has none."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/input.html"
    bound_field_class = GovBoundField

    def get_template(self, template_name: str) -> Any:
        try:
            return loader.get_template(template_name)
        except TemplateDoesNotExist:
            return super().get_template(template_name)


def nothing(field: forms.Field) -> object:
    """What a field gives when nothing was entered."""
    if isinstance(field, forms.MultipleChoiceField):
        return []
    if isinstance(field, (forms.ModelChoiceField, TimeField)):  # the words of a choice, but a record and a time
        return None
    return "" if isinstance(field, (forms.CharField, forms.ChoiceField)) else None


class GovForm(forms.Form):
    """A form whose fields look and speak the same everywhere."""

    #: One for all forms: each renderer keeps the templates it has read.
    default_renderer = GovRenderer()
    bound_field_class = GovBoundField
    use_required_attribute = False
    #: Say "(optional)" beside what need not be answered. Filters, where nothing need be, switch it off.
    mark_optional = True
    #: What the record says now, by field, after somebody else changed it.
    current: dict[str, object]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = {}
        self.was_stale = False

    def choosers(self) -> Iterator[tuple[str, ChoiceWords]]:
        """The fields whose options open other fields."""
        for name, field in self.fields.items():
            if isinstance(field, ChoiceWords) and field.reveals:
                yield name, field

    def revealable(self) -> set[str]:
        """The fields drawn inside an option, not on their own."""
        return {inner for _, field in self.choosers() for inner in field.revealable()}

    def own_fields(self) -> list[Any]:
        """The fields drawn on their own, in order."""
        inside = self.revealable()
        return [field for field in self.visible_fields() if field.name not in inside]

    def get_context(self) -> dict[str, Any]:
        return {"form": self, "fields_to_draw": self.own_fields()}

    def unrevealed(self) -> set[str]:
        """The fields whose option was not chosen, or stands itself in a field that is not open."""
        closed = self.revealable()
        for name, field in self.choosers():
            if name not in closed:
                closed -= field.revealed_by(self.chosen(name))
        return closed

    def chosen(self, name: str) -> set[str]:
        """The options of a field that are chosen now."""
        bound = self[name]
        return bound.chosen() if isinstance(bound, GovBoundField) else set()

    def _clean_fields(self) -> None:
        """What stands in a field that is not open counts for nothing: no error, no value."""
        super()._clean_fields()  # type: ignore[misc]  # Django's own hook between the fields and clean()
        for name in self.unrevealed():
            self.errors.pop(name, None)
            self.cleaned_data[name] = nothing(self.fields[name])

    def refuse(self, refused: Refused) -> None:
        """Takes a service's refusal into the form: each message beside its field, and what the record says now."""
        if isinstance(refused, Invalid):
            for name, messages in refused.errors.items():
                self.add_error(name if name in self.fields else None, list(messages))
            return
        self.add_error(None, refused.message)
        if isinstance(refused, Stale):
            self.take_current(refused)

    def take_current(self, stale: Stale) -> None:
        """The next sending is against what the record says now, once the person has seen it."""
        self.was_stale = True
        self.current = {name: value for name, value in stale.current.items() if name != "version"}
        if "version" in stale.current and "version" in self.fields:
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a form that was sent holds a QueryDict or a dict
            data[self.add_prefix("version")] = str(stale.current["version"])
            self.data = data

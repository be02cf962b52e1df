"""What an act takes in the API, made from the form of the same act: page and program are asked the same."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from safeguarding.cases.api.work.fields import DayField, IdField, InstantField
from safeguarding.core import forms
from safeguarding.core.api.fields import Words, chosen
from safeguarding.core.forms import GovForm
from safeguarding.investigations.forms import FORM_OF
from safeguarding.investigations.models import Investigation

CARRIED = "version"


def request_of(form: type[GovForm], name: str) -> type[serializers.Serializer[Any]]:
    """The shape that this form asks for; the version comes by If-Match."""
    fields = {key: _field(field) for key, field in form.base_fields.items() if key != CARRIED}
    return type(name, (serializers.Serializer,), {**fields, "__doc__": form.__doc__ or "What the act asks for."})


def _field(field: Any) -> serializers.Field:
    more: dict[str, Any] = {"label": str(field.label), "help_text": str(field.help_text)}
    optional: dict[str, Any] = {} if field.required else {"allow_null": True, "default": None}
    match field:
        case forms.ModelSelectField():
            return IdField(**more, **optional)
        case forms.CheckboxesField():
            return serializers.ListField(child=serializers.ChoiceField(choices=field.choices), max_length=20, **more)
        case forms.RadioField() | forms.SelectField():
            return serializers.ChoiceField(choices=[one for one in field.choices if one[0]], **more, **_blank(field))
        case forms.TickField():
            return serializers.BooleanField(default=False, **more)
        case forms.MomentField():
            return InstantField(**more, **optional)
        case forms.DateField():
            return DayField(**more, **optional)
        case forms.NumberField():
            bounds = {"min_value": field.min_value, "max_value": field.max_value}
            return serializers.IntegerField(**bounds, **more, **optional)
    return Words(max_length=field.limit, **more, **_blank(field))


def _blank(field: Any) -> dict[str, Any]:
    """What need not be said: left out, or empty."""
    reads_on = field.required and not getattr(field, "is_revealed", False)
    return {} if reads_on else {"allow_blank": True, "default": ""}


ACT_REQUESTS: dict[str, type[serializers.Serializer[Any]]] = {
    act: request_of(form, f"{form.__name__.removesuffix('Form')}ActRequest") for act, form in FORM_OF.items()
}


def with_records(act: str, held: Investigation, given: dict[str, Any]) -> dict[str, Any]:
    """What was sent, with the records that its numbers stand for: those the page offers, and no others."""
    offered = FORM_OF[act](investigation=held)
    for name, field in offered.fields.items():
        if isinstance(field, forms.ModelSelectField):
            given[name] = chosen(field.queryset, given.get(name), field=name, message="Choose one of those on offer.")
    return given

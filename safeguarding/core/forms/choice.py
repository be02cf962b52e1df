"""Fields for choosing from a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from safeguarding.core.forms.text import FieldWords, set_words

BLANK = ("", "Choose one")


class ChoiceWords(FieldWords):
    """What a field with options adds: a hint per option, and the fields an option opens."""

    verb = "Select"
    hints: Mapping[str, str]
    reveals: Mapping[str, Sequence[str]]
    layout: str

    def offer(
        self,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[str]] | None = None,
        layout: str = "",
    ) -> None:
        self.hints = hints or {}
        self.reveals = reveals or {}
        self.layout = layout

    def revealed_by(self, chosen: set[str]) -> set[str]:
        """The fields that the chosen options open."""
        return {name for value in chosen for name in self.reveals.get(value, ())}

    def revealable(self) -> set[str]:
        """Every field that some option opens."""
        return {name for names in self.reveals.values() for name in names}


def not_offered(field: Any) -> None:
    """A choice that is not on the list is refused in words; the value sent is not repeated."""
    message = f"{field.verb} {field.noun} from the list"
    field.error_messages.update(invalid_choice=message, invalid_list=message, invalid_pk_value=message)


class RadioField(ChoiceWords, forms.ChoiceField):
    """Exactly one of a few options, all of them in sight."""

    def __init__(
        self,
        *,
        label: str | None = None,
        hint: str = "",
        noun: str = "",
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[str]] | None = None,
        layout: str = "",
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(label=label, help_text=hint, **kwargs)
        self.offer(hints, reveals, layout)
        set_words(self, noun, label, kwargs)
        not_offered(self)


class YesNoField(RadioField):
    """Yes or no (and, where asked for, not known). Cleans to "yes", "no", "not_known" or ""."""

    def __init__(self, *, not_known: bool = False, **kwargs: Any) -> None:
        choices = [("yes", "Yes"), ("no", "No")] + ([("not_known", "I do not know")] if not_known else [])
        kwargs.setdefault("layout", "inline")
        label = kwargs.get("label")
        if not kwargs.get("noun") and label:
            kwargs["noun"] = "yes or no"
        super().__init__(choices=choices, **kwargs)


class SelectField(ChoiceWords, forms.ChoiceField):
    """Exactly one of many options, in a drop-down."""

    def __init__(
        self, *, label: str | None = None, hint: str = "", noun: str = "", blank: str = BLANK[1], **kwargs: Any
    ) -> None:
        choices = kwargs.pop("choices", ())
        super().__init__(label=label, help_text=hint, choices=[("", blank), *choices], **kwargs)
        self.offer()
        set_words(self, noun, label, kwargs)
        not_offered(self)


class CheckboxesField(ChoiceWords, forms.MultipleChoiceField):
    """Any number of options. Choices may be grouped; `none_value` names the option that stands alone."""

    def __init__(
        self,
        *,
        label: str | None = None,
        hint: str = "",
        noun: str = "",
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[str]] | None = None,
        none_value: str = "",
        layout: str = "",
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(label=label, help_text=hint, **kwargs)
        self.none_value = none_value
        self.offer(hints, reveals, layout)
        set_words(self, noun, label, kwargs)
        not_offered(self)

    def validate(self, value: list[str]) -> None:
        """ "None of these" beside something else is a slip: it is asked again, not guessed."""
        super().validate(value)
        if self.none_value and self.none_value in value and len(value) > 1:
            label = dict(self.flat_choices())[self.none_value]
            raise forms.ValidationError(
                f"“{label}” cannot go together with another answer. Untick it, or untick the others",
                code="none_and_some",
            )

    def flat_choices(self) -> list[tuple[str, str]]:
        """The options without their groups."""
        choices: Any = self.choices
        flat: list[tuple[str, str]] = []
        for value, label in choices:
            flat.extend(label if isinstance(label, (list, tuple)) else [(value, label)])
        return flat


class TickField(FieldWords, forms.BooleanField):
    """One statement to agree to."""

    verb = "Tick the box:"

    def __init__(self, *, label: str | None = None, hint: str = "", noun: str = "", **kwargs: Any) -> None:
        super().__init__(label=label, help_text=hint, **kwargs)
        set_words(self, noun, label, kwargs)


class ModelSelectField(ChoiceWords, forms.ModelChoiceField):
    """One record of those the page offers, in a drop-down. Pass a queryset that is already scoped to the user."""

    def __init__(
        self, queryset: Any, *, label: str | None = None, hint: str = "", noun: str = "", **kwargs: Any
    ) -> None:
        kwargs.setdefault("empty_label", BLANK[1])
        super().__init__(queryset, label=label, help_text=hint, **kwargs)
        self.offer()
        set_words(self, noun, label, kwargs)
        not_offered(self)


class ModelRadioField(ModelSelectField):
    """One record of a few, all of them in sight."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, widget=forms.RadioSelect, empty_label=None, **kwargs)

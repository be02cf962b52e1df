"""Fields for what people type in words or numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

NARRATIVE_LENGTH = 100_000
# Control characters other than a new line and a tab, and halves of characters: no database stores them all.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
CONTROL_MESSAGE = (
    "{noun} contains characters that cannot be stored. They often come from copying out of another program: "
    "paste it as plain text, or type it"
)


def sentence(text: str) -> str:
    """The text with a capital first letter and the rest as it was."""
    return text[:1].upper() + text[1:]


def noun_of(label: object) -> str:
    """How a field is named inside a sentence when it gives no noun of its own."""
    text = str(label or "this answer").strip().rstrip("?:.")
    is_acronym = len(text) > 1 and text[1].isupper()
    return text if is_acronym else text[:1].lower() + text[1:]


def clean_text(value: str, *, noun: str) -> str:
    """One phrasing of each character and one kind of new line; what cannot be stored is refused, not dropped."""
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if UNSTORABLE.search(text):
        raise ValidationError(sentence(CONTROL_MESSAGE.format(noun=noun)), code="control_characters")
    return unicodedata.normalize("NFC", text)


def require_length(text: str, limit: int, *, noun: str) -> None:
    """Too long is refused with both counts; nothing is cut off."""
    if len(text) > limit:
        message = f"{sentence(noun)} must be {limit:,} characters or fewer. It is {len(text):,} now"
        raise ValidationError(message, code="max_length")


class FieldWords:
    """What every field knows about itself in words: the noun for sentences and the verb that asks for it."""

    verb = "Enter"
    noun: str = ""


class TextField(FieldWords, forms.CharField):
    """One line of text."""

    def __init__(
        self,
        *,
        label: str | None = None,
        hint: str = "",
        noun: str = "",
        max_length: int = 200,
        width: str = "",
        attrs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.limit = max_length
        self.width = width
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(label=label, help_text=hint, **kwargs)
        self.widget.attrs.update(attrs or {})
        set_words(self, noun, label, kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(re.sub(r"[\r\n]+", " ", value) if isinstance(value, str) else value)
        text = clean_text(text or "", noun=self.noun)
        require_length(text, self.limit, noun=self.noun)
        return text


class LongTextField(TextField):
    """Several lines of text with a count of what is left; narratives may have 100,000 characters."""

    def __init__(self, *, max_length: int = 10_000, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        text = clean_text(forms.CharField.to_python(self, value) or "", noun=self.noun)
        require_length(text, self.limit, noun=self.noun)
        return text


class EmailField(TextField):
    """An email address."""

    default_validators = [EmailValidator("Enter an email address in the correct format, like name@example.com")]

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "email", "spellcheck": "false", **kwargs.pop("attrs", {})}
        super().__init__(widget=forms.EmailInput, attrs=attrs, max_length=254, **kwargs)


class PasswordField(TextField):
    """A password: never shown again on the page."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.PasswordInput(attrs={"spellcheck": "false", "autocomplete": "current-password"})
        )
        super().__init__(max_length=1_000, strip=False, **kwargs)


class SearchField(TextField):
    """Words to look for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "search"}), required=False, **kwargs)


class TypeaheadField(TextField):
    """Search as you type: suggestions come from `url`, and the chosen one's id is kept in a second, hidden input.

    The cleaned value is the text; the id, if one was chosen, is in the field named `<name>_id`, which the form declares
    as a HiddenField. Without JavaScript the text alone is sent, and the page looks it up.
    """

    def __init__(self, *, url: str, id_field: str, **kwargs: Any) -> None:
        attrs = {
            "data-typeahead-url": url,
            "data-typeahead-id": id_field,
            "autocomplete": "off",
            **kwargs.pop("attrs", {}),
        }
        super().__init__(attrs=attrs, **kwargs)


class NumberField(FieldWords, forms.IntegerField):
    """A whole number."""

    def __init__(
        self, *, label: str | None = None, hint: str = "", noun: str = "", width: str = "5", **kwargs: Any
    ) -> None:
        self.width = width
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        kwargs.setdefault("max_value", 2_147_483_647)
        super().__init__(label=label, help_text=hint, **kwargs)
        set_words(self, noun, label, kwargs)
        self.error_messages["invalid"] = f"{sentence(self.noun)} must be a whole number, like 15"

    def run_validators(self, value: Any) -> None:
        """Too big or too small is said in words, with the limit."""
        name = sentence(self.noun)
        if value is not None and self.min_value is not None and value < self.min_value:
            raise ValidationError(f"{name} must be {self.min_value:,} or more", code="min_value")
        if value is not None and self.max_value is not None and value > self.max_value:
            raise ValidationError(f"{name} must be {self.max_value:,} or fewer", code="max_value")


class HiddenField(FieldWords, forms.CharField):
    """A value the page carries and nobody types."""

    def __init__(self, *, required: bool = False, max_length: int = 200, **kwargs: Any) -> None:
        self.limit = max_length
        super().__init__(required=required, widget=forms.HiddenInput, **kwargs)
        set_words(self, "", None, kwargs)

    def to_python(self, value: Any) -> str:
        text = clean_text(super().to_python(value) or "", noun=self.noun)
        require_length(text, self.limit, noun=self.noun)
        return text


class VersionField(FieldWords, forms.IntegerField):
    """Which version of the record the page was opened with; saving over a newer one is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=2_147_483_647, widget=forms.HiddenInput, **kwargs)
        message = "This page was sent incomplete. Open it again and repeat the change"
        self.noun = "version"
        self.error_messages.update(required=message, invalid=message, min_value=message, max_value=message)


def set_words(field: Any, noun: str, label: object, kwargs: dict[str, Any]) -> None:
    """Gives a field its noun, and the sentence that says it is missing unless it brings its own."""
    field.noun = noun or noun_of(label)
    given = kwargs.get("error_messages") or {}
    if "required" not in given:
        field.error_messages["required"] = f"{field.verb} {field.noun}"

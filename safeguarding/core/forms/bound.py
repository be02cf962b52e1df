"""A field on a page: its id, its hint, its error, and which template draws it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from safeguarding.core.forms.date import DateWidget, MomentWidget

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (MomentWidget, "moment"),
    (DateWidget, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),  # before RadioSelect, which it is a kind of
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "tick"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.PasswordInput, "password"),
)
CLASSES = {"textarea": "govuk-textarea", "select": "govuk-select", "file": "govuk-file-upload"}
GROUPS = {"radios", "checkboxes", "date", "moment"}


class GovBoundField(BoundField):
    """What the field templates ask a field."""

    heading = False
    size = ""

    @property
    def kind(self) -> str:
        """How the field is drawn, from its widget; so a form of another package is drawn the same way."""
        widget = self.field.widget
        return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "input")

    @property
    def template_name(self) -> str:
        return getattr(self.field, "template_name", None) or f"forms/{self.kind}.html"

    @property
    def label_size(self) -> str:
        return self.size or ("l" if self.heading else "")

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def count_limit(self) -> int | None:
        """How many characters fit, for the count under a text box."""
        return getattr(self.field, "limit", None) if self.kind == "textarea" else None

    @property
    def count_limit_words(self) -> str:
        return f"{self.count_limit:,}"

    @property
    def count_threshold(self) -> int:
        """A big box says how much is left only from half way; a small one at once."""
        return 50 if (self.count_limit or 0) > 1_000 else 0

    @property
    def is_optional(self) -> bool:
        """Most questions are required, so the few that are not say so; a form may say `mark_optional = False`."""
        return not self.field.required and getattr(self.form, "mark_optional", True)

    @property
    def described_by(self) -> str:
        ids = [
            self.hint_id if self.help_text else "",
            self.error_id if self.errors else "",
            f"{self.auto_id}-info" if self.count_limit else "",
        ]
        return " ".join(filter(None, ids))

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """The boxes of a date that the error is about; all of them when it does not say."""
        errors = self.form.errors.get(self.name)
        if not errors:
            return ()
        params = errors.as_data()[0].params or {}
        return tuple(params.get("parts", ("day", "month", "year", "time")))

    @property
    def error_target(self) -> str:
        """Where the error summary's link goes: the input itself, or the first wrong box of a date."""
        if self.kind in {"date", "moment"}:
            return f"{self.auto_id}-{self.wrong_parts[0] if self.wrong_parts else 'day'}"
        return str(self.auto_id)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        built.pop("aria-describedby", None)
        if self.is_hidden or self.kind in GROUPS:
            return built
        built["class"] = " ".join(filter(None, [*self.classes(), self.field.widget.attrs.get("class", "")]))
        if self.described_by:
            built["aria-describedby"] = self.described_by
        return self.without_browser_checks(built)

    def without_browser_checks(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The page's own messages are plainer than the browser's, and nothing typed is cut at a maximum length."""
        for name in ("required", "maxlength", "minlength", "min", "max"):
            attrs.pop(name, None)
        return attrs

    def classes(self) -> list[str]:
        base = CLASSES.get(self.kind, "govuk-input")
        if self.kind == "tick":
            return ["govuk-checkboxes__input"]
        width = getattr(self.field, "width", "")
        return [
            base,
            f"{base}--error" if self.errors else "",
            (f"govuk-input--width-{width}" if width.isdigit() else f"govuk-!-width-{width}") if width else "",
            "govuk-js-character-count" if self.count_limit else "",
            "govuk-password-input__input govuk-js-password-input-input" if self.kind == "password" else "",
        ]

    def boxes(self) -> list[dict[str, Any]]:
        """The boxes of a date."""
        widget = self.field.widget
        if not isinstance(widget, DateWidget):
            return []
        values = widget.split(self.value())
        return [
            {
                "part": part,
                "name": f"{self.html_name}-{part}",
                "id": f"{self.auto_id}-{part}",
                "value": values.get(part, ""),
                "wrong": part in self.wrong_parts,
            }
            for part in widget.parts
        ]

    def groups(self) -> list[dict[str, Any]]:
        """The options of radios or checkboxes, in their groups, each with its hint and the fields it opens."""
        chosen = self.chosen()
        choices: Any = getattr(self.field, "choices", ())
        groups: list[dict[str, Any]] = []
        position = 0
        for value, label in choices:
            grouped = isinstance(label, (list, tuple))
            if grouped or not groups or groups[-1]["title"]:
                groups.append({"title": value if grouped else "", "options": []})
            for option_value, option_label in label if grouped else [(value, label)]:
                groups[-1]["options"].append(self.option(option_value, option_label, position, chosen))
                position += 1
        return groups

    def chosen(self) -> set[str]:
        value = self.value()
        values = value if isinstance(value, (list, tuple, set)) else [value]
        return {str(getattr(item, "pk", item)) for item in values if item is not None}

    def option(self, value: Any, label: Any, position: int, chosen: set[str]) -> dict[str, Any]:
        text = str(value)
        alone = bool(text) and text == getattr(self.field, "none_value", "")
        revealed = getattr(self.field, "reveals", {}).get(text, ())
        return {
            "value": text,
            "label": label,
            "id": f"{self.auto_id}-{position + 1}" if position else self.auto_id,
            "hint": getattr(self.field, "hints", {}).get(text, ""),
            "checked": text in chosen,
            "alone": alone,
            "divided": alone and position > 0,
            "fields": [self.form[name] for name in revealed],
        }

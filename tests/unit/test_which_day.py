"""Two days of one form are told apart, in their messages too."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import get_resolver

from safeguarding.core import forms


def every_form(of: type[forms.GovForm] = forms.GovForm) -> Iterator[type[forms.GovForm]]:
    for one in of.__subclasses__():
        if one.__module__.startswith("safeguarding."):
            yield one
        yield from every_form(one)


def days_of(form: type[forms.GovForm]) -> list[str]:
    """What its days are called, but for those of which one choice or another shows only one."""
    shown_by_choice = {
        name for field in form.base_fields.values() for names in (getattr(field, "reveals", None) or {}).values()
        for name in names
    }  # fmt: skip
    return [
        str(field.noun) for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField) and name not in shown_by_choice
    ]  # fmt: skip


def test_no_form_asks_for_the_day_twice_without_saying_which() -> None:
    assert get_resolver().url_patterns
    found = {form.__name__: days_of(form) for form in every_form()}
    assert len(found) > 100
    assert {name: days for name, days in found.items() if len(set(days)) < len(days)} == {}

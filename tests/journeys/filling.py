"""Filling in a form of the pages in a browser, whatever kinds of field it has."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.factories.investigations import typed


def fill(page: Page, given: dict[str, Any]) -> None:
    """What somebody enters, whatever kind of field it is."""
    for name, value in typed(given).items():
        field = page.locator(f'main [name="{name}"]').first
        kind = field.evaluate("it => it.type")
        for one in value if isinstance(value, list) else [value]:
            if kind in ("radio", "checkbox"):
                wanted = "" if kind == "checkbox" and one == "on" else f'[value="{one}"]'
                page.locator(f'main [name="{name}"]{wanted}').check()
            elif kind == "select-one":
                field.select_option(str(one))
            else:
                field.fill(str(one))


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").click()

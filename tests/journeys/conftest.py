"""A real browser on the real pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from safeguarding.access.models import User
from tests import cast as cast_module
from tests.cast import PASSWORD, Cast

# The browser is driven from the test's own thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SignIn = Callable[..., Page]
# Two browsers, a server and workers share two cores: what is expected may take its time.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session", autouse=True)
def _files_from_where_they_lie() -> Iterator[None]:
    """The server under test would hand out what was collected once, which may be old."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.testcases._StaticFilesHandler", StaticFilesHandler)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the system's, or the one playwright brought."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, where the server under test sees it."""
    return cast_module.build()


@pytest.fixture
def sign_in(browser: Browser, live_server: Any) -> Iterator[SignIn]:
    """Opens a browser of its own for a user and signs in; every page must be free of script errors."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def enter(user: User, *, size: dict[str, int] = DESKTOP, **more: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport=size, **more)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/sign-in/login/")
        page.get_by_label("Email").fill(user.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        return page

    yield enter
    for context in opened:
        context.close()
    assert errors == []


def assert_accessible(page: Page) -> None:
    """Axe finds nothing on the page (WCAG 2.2 AA)."""
    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # The design system puts the link back before the main part of the page, outside every region.
    options = {"runOnly": tags, "rules": {"region": {"enabled": False}}}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    told = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
    assert told == [], f"{page.url}: {told}"

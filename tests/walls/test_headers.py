"""What every answer carries in production: the rules of the MDN HTTP Observatory and of OWASP ASVS 5.0, kept offline.

The settings are read afresh with HTTPS on, as in production, and laid over those of the test run.
"""

from __future__ import annotations

import os
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings as current
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db

OURS = (
    "SECURE_", "SESSION_", "CSRF_COOKIE", "CONTENT_SECURITY_POLICY", "X_FRAME_OPTIONS", "PERMISSIONS_POLICY",
    "MESSAGE_STORAGE",
)  # fmt: skip
HALF_A_YEAR = 15_768_000


@pytest.fixture(autouse=True)
def _production() -> Iterator[None]:
    with mock.patch.dict(os.environ, {"HTTPS": "1", "DEBUG": "0"}), mock.patch("logging.config.dictConfig"):
        read = runpy.run_path(str(Path(current.BASE_DIR) / "caseapp" / "settings.py"))
    with override_settings(**{name: value for name, value in read.items() if name.startswith(OURS)}):
        yield


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.post("/sign-in/login/", {"login": cast.lena.email, "password": PASSWORD}, secure=True)
    return client


PAGES = ("/account/", "/api/v1/me/", "/no-such-page/", "/api/v1/no-such-route/")


@pytest.fixture(params=["signed out", *PAGES])
def response(request: pytest.FixtureRequest, client: Client) -> HttpResponse:
    if request.param == "signed out":
        return Client().get("/sign-in/login/", secure=True)
    return client.get(request.param, secure=True)


def directives(response: HttpResponse) -> dict[str, list[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


def test_content_security_policy_allows_this_site_and_nothing_inline(response: HttpResponse) -> None:
    policy = directives(response)
    assert policy["default-src"] == ["'none'"]
    for name in ("base-uri", "object-src", "frame-ancestors"):
        assert policy[name] == ["'none'"]
    for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"):
        assert policy[name] == ["'self'"]


def test_no_page_has_inline_script_or_style_or_loads_from_elsewhere(response: HttpResponse) -> None:
    if not response["Content-Type"].startswith("text/html"):
        return
    page = response.content.decode()
    assert not re.findall(r"<script(?![^>]*\bsrc=)", page)
    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=\"", page)
    assert not re.findall(r"<(?:script|link|img)[^>]*(?:src|href)=\"(?:https?:)?//", page)


def test_transport_is_https_only_for_two_years() -> None:
    plain = Client().get("/sign-in/login/")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/sign-in/login/")
    value = Client().get("/sign-in/login/", secure=True)["Strict-Transport-Security"]
    assert int(re.search(r"max-age=(\d+)", value).group(1)) >= HALF_A_YEAR
    assert "includeSubDomains" in value


def test_the_other_headers_are_there_on_every_answer(response: HttpResponse) -> None:
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"
    assert "camera=()" in response["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in response
    assert response["X-Request-ID"]
    assert "Server" not in response
    assert "X-Powered-By" not in response


def test_cookies_belong_to_this_host_alone_and_no_script_reads_them(client: Client) -> None:
    page = client.get("/account/", secure=True)
    assert page.status_code == 200
    cookies = client.cookies
    assert set(cookies) == {"__Host-sid", "__Host-csrf"}
    for cookie in cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""


def test_the_session_is_another_one_after_signing_in(cast: Cast) -> None:
    client = Client()
    client.get("/sign-in/login/?next=/account/", secure=True)
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    client.cookies["__Host-sid"] = before
    client.post("/sign-in/login/", {"login": cast.lena.email, "password": PASSWORD}, secure=True)
    assert client.session.session_key != before


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
def test_methods_that_echo_are_refused(client: Client, method: str) -> None:
    assert client.generic(method, "/account/", secure=True).status_code == 405


def test_the_checks_for_production_find_nothing(settings: Any) -> None:
    settings.SITE_URL = "https://safeguarding.example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    call_command("check", deploy=True, fail_level="WARNING", verbosity=0)

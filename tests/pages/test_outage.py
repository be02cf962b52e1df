"""When the database is away, nothing typed is lost and nobody sees a fault."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.urls("tests.pages.shell_urls")
STORY = "Paragraph one, in her own words.\n\nAnother with <b>marks</b> & “quotes”."


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def _database_away(django_db_blocker: Any) -> Iterator[None]:
    """The connection leads to a port where nothing listens."""
    kept = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict.update(HOST="127.0.0.1", PORT="1")
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(kept)


class Inputs(HTMLParser):
    """The fields of the page's form, as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.action = ""
        self.into = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = given["action"]
        if tag in {"input", "textarea"} and "name" in given:
            self.values[given["name"]] = given.get("value", "")
            self.into = given["name"] if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self.into:
            self.values[self.into] += data

    def handle_endtag(self, tag: str) -> None:
        self.into = ""


def token_of(client: Client) -> str:
    token: str = client.get("/token/").json()["token"]
    return token


@pytest.mark.usefixtures("_database_away")
def test_what_was_typed_stays_in_a_form_that_goes_to_the_same_address(client: Client) -> None:
    sent = {
        "csrfmiddlewaretoken": token_of(client),
        "what_happened": STORY,
        "route": "no_action",
        "version": "3",
        "form-0-name": "Child with a long name",
    }
    response = client.post("/form/?step=2", sent)
    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Nothing has been lost" in page
    assert "<b>marks</b>" not in page
    found = Inputs(page)
    assert found.action == "/form/?step=2"
    assert found.values["what_happened"] == STORY
    assert found.values["route"] == "no_action"
    assert found.values["version"] == "3"
    assert 'for="typed-2">Name<' in page
    assert "no_action</" not in page, "a stored code is carried along, not shown"


def test_sending_the_kept_form_again_works_once_the_database_is_back(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"csrfmiddlewaretoken": token_of(client), "what_happened": STORY}
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        broken.setattr(connection, "savepoint", away)
        values = Inputs(client.post("/form/", sent).content.decode()).values
    assert values["what_happened"] == STORY
    assert client.post("/form/", values).content == b"Saved"


def away() -> None:
    raise OperationalError("could not connect")


@pytest.mark.usefixtures("_database_away")
def test_also_when_not_even_the_session_can_be_read(client: Client) -> None:
    token = token_of(client)
    client.cookies[settings.SESSION_COOKIE_NAME] = "somesessionkeysomesessionkeyabcd"
    response = client.post("/form/", {"csrfmiddlewaretoken": token, "what_happened": STORY})
    assert response.status_code == 503
    assert Inputs(response.content.decode()).values["what_happened"] == STORY
    looked = client.get("/signed-in/?a=1")
    assert looked.status_code == 503
    assert 'href="/signed-in/?a=1"' in looked.content.decode()


@pytest.mark.usefixtures("_database_away")
def test_a_password_is_never_put_back_on_a_page(client: Client) -> None:
    sent = {"csrfmiddlewaretoken": token_of(client), "login": "ann@example.com of the hub", "password": "correct horse"}
    page = client.post("/form/", sent).content.decode()
    assert "correct horse" not in page
    assert "Nothing has been lost" not in page
    assert "try again" in page


@pytest.mark.usefixtures("_database_away")
def test_a_form_from_another_site_is_not_put_back(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "somesessionkeysomesessionkeyabcd"
    page = client.post("/form/", {"what_happened": STORY, "csrfmiddlewaretoken": "x" * 64}).content.decode()
    assert "her own words" not in page


@pytest.mark.usefixtures("_database_away")
def test_files_are_asked_for_again_by_name(client: Client) -> None:
    file = SimpleUploadedFile("screen\u202egnp.exe", b"x")
    response = client.post("/form/", {"csrfmiddlewaretoken": token_of(client), "picture": file, "note": STORY})
    page = response.content.decode()
    assert 'name="picture" type="file"' in page
    assert 'enctype="multipart/form-data"' in page
    assert "\u202e" not in page


@pytest.mark.usefixtures("_database_away")
def test_a_program_gets_problem_details(client: Client) -> None:
    token = token_of(client)
    response = client.post("/api/v1/form/", {}, headers={"X-CSRFToken": token})
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 503


@pytest.mark.usefixtures("_database_away")
def test_the_pages_of_an_outage_keep_the_security_headers(client: Client) -> None:
    response = client.post("/form/", {"csrfmiddlewaretoken": token_of(client), "note": STORY})
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


def test_a_fault_that_is_not_an_outage_stays_a_fault(client: Client, db: None) -> None:
    response = client.get("/fault/")
    assert response.status_code == 500
    assert "Sorry, something went wrong" in response.content.decode()

"""A refusal becomes a page that says what, why and what now; error pages stand without a database."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.urls("tests.pages.shell_urls")
STORY = "What I had written about the school."


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("invalid", 422, "Say why."),
        ("not-allowed", 403, "Only the owner may close this."),
        ("conflict", 409, "Lee Osei closed this at 14:05."),
        ("stale", 412, "Lee Osei changed this at 14:05."),
    ],
)
def test_a_refusal_that_no_view_answered_is_said_in_words(
    client: Client, db: None, kind: str, status: int, words: str
) -> None:
    response = client.post(f"/refuse/{kind}/", {"situation": STORY, "version": "3"})
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert STORY in page, "what was typed is still there to copy"
    assert "Traceback" not in page


def test_a_stale_page_shows_what_it_says_now_but_no_version_number(client: Client, db: None) -> None:
    page = client.post("/refuse/stale/", {"situation": STORY}).content.decode()
    assert "The school knows." in page
    assert "Situation" in page
    assert "Version" not in page
    assert 'href="/refuse/stale/"' in page


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/people/?page=2", "/people/?page=2"), ("http://testserver/refuse/not-allowed/", "/"),
        ("http://elsewhere.example/people/", "/"), ("http://testserver//elsewhere.example/", "/"), ("", "/"),
        ("http://[bad", "/"), ("http://testserver/sign-in/login/?next=/people/", "/"),
    ],
)  # fmt: skip
def test_who_may_not_do_this_goes_back_to_where_they_came_from(
    client: Client, db: None, came_from: str, back: str
) -> None:
    """A link to the page that was refused just now would only be refused again."""
    page = client.post("/refuse/not-allowed/", headers={"Referer": came_from}).content.decode()
    assert f'<a class="govuk-link" href="{back}">Go back</a>' in page


def test_a_program_gets_problem_details(client: Client, db: None) -> None:
    response = client.post("/api/v1/refuse/conflict/")
    assert response.status_code == 409
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"] == "Lee Osei closed this at 14:05."


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "410", "429", "500", "503"])
def test_every_error_page_stands_without_database_session_or_user(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert 'lang="en"' in page
    assert "<h1" in page
    assert "OFFICIAL-SENSITIVE" in page
    assert 'href="#main-content"' in page
    assert "<style" not in page
    assert " style=" not in page


def test_a_page_that_is_not_there_says_so(client: Client, db: None) -> None:
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_a_form_without_its_token_says_that_the_page_was_open_too_long(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/refuse/conflict/", {"a": "b"})
    assert response.status_code == 403
    assert "That page was open too long" in response.content.decode()

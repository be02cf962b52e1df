"""Logs tell about the service and never about a person."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from caseapp.logs import JsonFormatter, RequestLogMiddleware, WentWrong
from safeguarding.core.request_context import RequestIdMiddleware


def record(name: str, message: str, *, error: Exception | None = None) -> logging.LogRecord:
    try:
        if error:
            raise error
    except Exception:
        return logging.LogRecord(name, logging.ERROR, __file__, 1, message, (), sys.exc_info())
    return logging.LogRecord(name, logging.INFO, __file__, 1, message, (), None)


def test_a_line_is_json_that_says_when_what_and_where() -> None:
    line = json.loads(JsonFormatter().format(record("safeguarding.reminders", "3 reminders sent")))
    assert line["message"] == "3 reminders sent"
    assert line["level"] == "info"
    assert line["time"].endswith("+00:00")


def test_an_exception_is_told_without_its_words() -> None:
    """A database error quotes the row, and the row may be a child's name."""
    error = ValueError("duplicate key: (name)=(Maya Example)")
    error.__cause__ = KeyError("07700 900123")
    line = JsonFormatter().format(record("safeguarding.cases", "could not be saved", error=error))
    assert "Maya" not in line
    assert "07700" not in line
    told = json.loads(line)["exception"]
    assert told[0] == "builtins.KeyError"
    assert "builtins.ValueError" in told
    assert any("test_logs.py" in step for step in told), "where it happened"


@pytest.mark.parametrize("name", ["django.request", "celery.app.trace"])
def test_what_others_put_into_their_message_is_left_out(name: str) -> None:
    line = JsonFormatter().format(record(name, "/calendar/a-secret/", error=ValueError("Maya")))
    assert "a-secret" not in line
    assert "Maya" not in line


def test_django_repeats_no_request_that_went_well() -> None:
    assert not WentWrong().filter(record("django.request", "Not Found: /people/?name=Maya"))
    assert WentWrong().filter(record("django.request", "Internal Server Error", error=ValueError()))


def test_a_request_is_one_line_without_its_address(caplog: pytest.LogCaptureFixture, client: Client) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=204)

    middleware = RequestIdMiddleware(RequestLogMiddleware(answer))
    with caplog.at_level(logging.INFO, logger="caseapp.requests"):
        middleware(RequestFactory().get("/people/Maya-Example/?q=07700900123"))
    line = JsonFormatter().format(caplog.records[-1])
    assert "Maya" not in line
    assert "07700900123" not in line
    assert json.loads(line)["status"] == 204


def test_a_form_refused_for_want_of_its_token_leaves_no_address_behind(caplog: pytest.LogCaptureFixture) -> None:
    Client(enforce_csrf_checks=True).post("/sign-in/password/reset/key/1-a-secret/")
    refused = [held for held in caplog.records if held.name == "django.security.csrf"]
    assert refused, "Django says that it refused"
    assert not any("a-secret" in JsonFormatter().format(held) for held in refused)

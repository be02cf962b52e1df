"""When the database is away: a plain page that says so, and what was typed stays in the form and can be sent again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string

from safeguarding.core.api import problems

AWAY = (OperationalError, InterfaceError)
RETRY_AFTER = 60
API_WORDS = "Nothing was saved. Wait a minute, then send the same request again."
SECRET_WORDS = ("password", "passphrase", "secret", "token", "otp")
SHORT = 30
ONE_LINE = 120


@dataclass
class Typed:
    """What somebody had typed: words to show and change, the rest to carry along, and files to choose again."""

    shown: list[dict[str, Any]] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.shown or self.hidden or self.files)


def is_secret(name: str) -> bool:
    """Passwords and keys are never put back on a page."""
    return any(word in name.lower() for word in SECRET_WORDS)


def is_words(value: str) -> bool:
    """Written by a person rather than picked from a list."""
    return len(value) > SHORT or " " in value.strip() or "\n" in value


def label_for(name: str) -> str:
    """A field's name as words, without the numbers that a repeated set of questions puts in it."""
    words = [word for word in name.replace("_", "-").split("-") if word and not word.isdigit() and word != "form"]
    text = " ".join(words) or name
    return text[:1].upper() + text[1:]


def typed_in(request: HttpRequest) -> Typed:
    """What a posted form held. A form with a secret in it, such as signing in, is not kept at all."""
    typed = Typed()
    if request.method != "POST" or any(map(is_secret, set(request.POST) - {"csrfmiddlewaretoken"})):
        return typed
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken":
            for value in values:
                keep(typed, name, value)
    typed.files = [(name, getattr(file, "name", "") or "the file") for name, file in request.FILES.items()]
    return typed


def keep(typed: Typed, name: str, value: str) -> None:
    if is_words(value):
        long = len(value) > ONE_LINE or "\n" in value
        typed.shown.append({"name": name, "label": label_for(name), "value": value, "long": long})
    else:
        typed.hidden.append((name, value))


def was_checked(request: HttpRequest) -> bool:
    """Only what this site's own page sent is put back: another site's forged form is not. Needs no database."""
    if getattr(request, "csrf_processing_done", False):
        return True
    checker = CsrfViewMiddleware(outage_answer)
    checker.process_request(request)
    return checker.process_view(request, outage_answer, (), {}) is None


def outage_answer(request: HttpRequest) -> HttpResponse:
    """503: problem details for a program, a page for a person."""
    if request.path.startswith("/api/"):
        return finished(problems.plain_response(503, API_WORDS))
    typed = typed_in(request) if was_checked(request) else Typed()
    context = {
        "typed": typed,
        "action": request.get_full_path(),
        "retry": request.get_full_path() if request.method == "GET" else "/",
        "csrf_token": get_token(request) if typed else "",
    }
    return finished(HttpResponse(render_to_string("503.html", context), status=503))


def finished(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def note_outage(sender: object, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Marks a request that failed because the database is away, wherever in the stack that was."""
    if request is not None and isinstance(sys.exc_info()[1], AWAY):
        request.database_away = True  # type: ignore[attr-defined]  # read by the middleware below


class OutageMiddleware:
    """Turns "the database is away" into a plain answer, also when not even the session could be read.

    Stands before every middleware that reads the database. An error in one of those has become a 500 answer by the time
    it gets here; Django's own signal says what it was.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        got_request_exception.connect(note_outage, dispatch_uid="database-away")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 500 and getattr(request, "database_away", False):
            return outage_answer(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return outage_answer(request) if isinstance(exception, AWAY) else None

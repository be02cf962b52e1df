"""Logs: one JSON object a line, on standard output, about the service and never about a person.

Paths may hold a secret and exception texts may hold a name or a narrative, so neither is written: a request is named by
its route, an exception by its type and the places in the code it went through.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
import traceback
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse

from safeguarding.core.request_context import request_id

logger = logging.getLogger("caseapp.requests")


class JsonFormatter(logging.Formatter):
    """Writes a record as one line that a log collector can read."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
            **getattr(record, "fields", {}),
        }
        if current := request_id():
            line["request_id"] = current
        if record.exc_info and record.exc_info[1]:
            line["exception"] = list(steps_of(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainFormatter(logging.Formatter):
    """For a person at a terminal on their own machine: everything, the exception's own words included."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        return super().format(record) + "".join(f" {name}={value}" for name, value in fields.items())


class WentWrong(logging.Filter):
    """Lets through what carries an exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(record.exc_info)


def message_of(record: logging.LogRecord) -> str:
    """What happened. Django and Celery put the path or the exception's own words there, which may name somebody."""
    if record.name.startswith(("django.request", "django.security")):
        return "The request could not be answered"
    if record.name == "celery.app.trace" and record.exc_info:
        return f"Task {getattr(record, 'data', {}).get('name', '')} failed"
    return record.getMessage()


def steps_of(error: BaseException) -> Iterator[str]:
    """The exception and what caused it: types and places, without what was said or held."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        yield from steps_of(cause)
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"


class RequestLogMiddleware:
    """Writes one line for every request: what was asked for, how it ended, how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        fields = {
            "method": request.method,
            "route": f"/{match.route}" if match else "none",
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - began) * 1000, 1),
        }
        logger.info("request", extra={"fields": fields})
        return response

"""The number of the request being answered, for logs and the audit record. It says nothing about anybody."""

from __future__ import annotations

import contextlib
import contextvars
import uuid
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse

_request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")


def request_id() -> str:
    return _request_id.get()


@contextlib.contextmanager
def numbered() -> Iterator[str]:
    """Work inside has a number of its own: one request answered, or one task run."""
    token = _request_id.set(str(uuid.uuid4()))
    try:
        yield _request_id.get()
    finally:
        _request_id.reset(token)


class RequestIdMiddleware:
    """Gives every request a number, and returns it in the X-Request-ID header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with numbered() as number:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            return response

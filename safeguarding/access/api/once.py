"""A create that is sent twice makes one record."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar, cast

from rest_framework.request import Request
from rest_framework.response import Response

from safeguarding.access.services import begin_once, finish_once
from safeguarding.core.errors import Invalid

F = TypeVar("F", bound=Callable[..., Response])
KEPT_HEADERS = ("Location", "ETag")
LONGEST_KEY = 200


def once(handler: F) -> F:
    """Mark the create of a route: with an Idempotency-Key, the first answer is kept and given again.

    The key is taken inside the request's transaction: a second sender waits for the first, then reads its answer.
    """

    @functools.wraps(handler)
    def wrapped(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return handler(view, request, *args, **kwargs)
        row, is_first = begin_once(by=request.user, key=_fit(key), route=request.path, request_hash=_hash(request))
        if not is_first:
            return Response(row.body, status=row.status, headers=row.headers)
        response = handler(view, request, *args, **kwargs)
        kept = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
        finish_once(row=row, status=response.status_code, body=response.data, headers=kept)
        return response

    wrapped.once = True  # type: ignore[attr-defined]  # the description of the API reads it
    return cast(F, wrapped)


def _fit(key: str) -> str:
    if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable() or " " in key:
        raise Invalid({"Idempotency-Key": [f"Send 1 to {LONGEST_KEY} letters, digits or signs, without spaces."]})
    return key


def _hash(request: Request) -> str:
    sent = json.dumps([request.method, request.path, request.data], sort_keys=True)
    return hashlib.sha256(sent.encode()).hexdigest()

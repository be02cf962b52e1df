"""Every error of the API has one shape: RFC 9457 problem details, with the messages by field where there are any."""

from __future__ import annotations

import logging
from typing import Any

from django.core import exceptions as django_errors
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connection
from django.http import Http404, JsonResponse, UnreadablePostError
from rest_framework import exceptions, status
from rest_framework.response import Response

from safeguarding.core import request_context
from safeguarding.core.errors import Invalid, Refused, Stale

CONTENT_TYPE = "application/problem+json"
RETRY_SECONDS = "5"
log = logging.getLogger(__name__)

TITLES = {
    400: "The request cannot be read",
    401: "Sign in, or send a valid key",
    403: "You may not do this",
    404: "Not found",
    405: "This cannot be done here",
    406: "The answer cannot be given in that form",
    409: "This has already changed",
    412: "Somebody changed this since you read it",
    413: "Too much was sent",
    415: "The request is in a form that is not understood",
    422: "There is a problem with what was sent",
    428: "Say which version you read",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "The service cannot answer now",
}


class TooLarge(exceptions.APIException):
    """More was sent than a record can hold."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The request is larger than this service takes."
    default_code = "too_large"


class VersionRequired(exceptions.APIException):
    """A change must name the version it was made on (RFC 6585)."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = "Send the ETag you read in an If-Match header."
    default_code = "version_required"


def body(code: int, *, detail: str = "", errors: dict[str, list[str]] | None = None, **more: Any) -> dict[str, Any]:
    """The members of a problem; `type` is about:blank because the status says all there is to say."""
    problem: dict[str, Any] = {"type": "about:blank", "title": TITLES.get(code, "Error"), "status": code}
    if detail:
        problem["detail"] = detail
    if errors:
        problem["errors"] = errors
    return {**problem, **more, "request_id": request_context.request_id()}


def plain_response(code: int, detail: str = "") -> JsonResponse:
    """A problem for what fails outside any route: a bad host, a database that is away before the route is reached."""
    response = JsonResponse(body(code, detail=detail), status=code, content_type=CONTENT_TYPE)
    if code == status.HTTP_503_SERVICE_UNAVAILABLE:
        response["Retry-After"] = RETRY_SECONDS
    return response


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a route raised into a problem; what nobody foresaw goes on, and is logged and answered as a 500."""
    made = _problem_of(exc)
    if made is None:
        return None
    if connection.in_atomic_block:
        connection.set_rollback(True)
    problem, headers = made
    return Response(problem, status=problem["status"], headers=headers, content_type=CONTENT_TYPE)


def _problem_of(exc: Exception) -> tuple[dict[str, Any], dict[str, str]] | None:
    if isinstance(exc, Refused):
        return _refused(exc), {}
    if isinstance(exc, exceptions.APIException):
        return _api_problem(exc), _headers(exc)
    code = _code_of(exc)
    if code is None:
        return None
    headers = {"Retry-After": RETRY_SECONDS} if code == status.HTTP_503_SERVICE_UNAVAILABLE else {}
    return body(code), headers


# In this order: some are kinds of others.
_CODES: tuple[tuple[type[Exception], int], ...] = (
    (Http404, 404),
    (django_errors.ObjectDoesNotExist, 404),
    (django_errors.PermissionDenied, 403),
    (django_errors.RequestDataTooBig, 413),
    (django_errors.TooManyFieldsSent, 413),
    (django_errors.SuspiciousOperation, 400),
    (django_errors.BadRequest, 400),
    (UnreadablePostError, 400),
    (DataError, 422),
    (IntegrityError, 409),
    (OperationalError, 503),
    (InterfaceError, 503),
)


def _code_of(exc: Exception) -> int | None:
    code = next((code for kind, code in _CODES if isinstance(exc, kind)), None)
    if code in (409, 422, 503):
        log.warning("api_database_refused", exc_info=exc)
    return code


def _refused(exc: Refused) -> dict[str, Any]:
    if isinstance(exc, Invalid):
        return body(exc.status, errors=exc.errors)
    current = {"current": exc.current} if isinstance(exc, Stale) and exc.current else {}
    return body(exc.status, detail=exc.message, **current)


def _api_problem(exc: exceptions.APIException) -> dict[str, Any]:
    if isinstance(exc, exceptions.ValidationError):
        return body(status.HTTP_422_UNPROCESSABLE_ENTITY, errors=flat(exc.detail))
    return body(exc.status_code, detail=str(exc.detail))


def _headers(exc: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = str(exc.auth_header)  # type: ignore[attr-defined]  # set by the view, if at all
    wait = getattr(exc, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(int(wait) + 1)
    return headers


def flat(detail: Any, path: str = "") -> dict[str, list[str]]:
    """The messages by field, a field inside another as `parties.0.name`; "" is the whole of what was sent."""
    if isinstance(detail, dict):
        pairs = [(_join(path, key), value) for key, value in detail.items()]
    elif isinstance(detail, list) and any(isinstance(one, dict | list) for one in detail):
        pairs = [(_join(path, number), value) for number, value in enumerate(detail)]
    else:
        return {path: [str(one) for one in (detail if isinstance(detail, list) else [detail])]}
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        for field, messages in flat(value, name).items():
            found.setdefault(field, []).extend(messages)
    return {field: messages for field, messages in found.items() if messages}


def _join(path: str, key: object) -> str:
    return path if key == "non_field_errors" else f"{path}.{key}".lstrip(".")

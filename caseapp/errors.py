"""What fails before or beside any view: problem details for a program, a page for a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from safeguarding.core.api.problems import plain_response

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return plain_response(400) if request.path.startswith(API) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return plain_response(403) if request.path.startswith(API) else defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return plain_response(404) if request.path.startswith(API) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without a word of why: that is in the log."""
    return plain_response(500) if request.path.startswith(API) else defaults.server_error(request)

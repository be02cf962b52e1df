"""Headers that every answer carries, beside those of Django, the content security policy and the permissions policy."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve

from safeguarding.core.api import problems

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class HeadersMiddleware:
    """Nothing that was made for somebody is kept by a browser or proxy, and no other site may embed any of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        response = self.get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
        return response


class StorableAddressMiddleware:
    """No address holds a NUL byte: no database takes one, so no view need ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return self.get_response(request)


class BodySizeMiddleware:
    """What is said to be larger than the largest file that is taken is answered before any of it is read or kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        most = most_bytes_of(request) if said.isdecimal() and int(said) > settings.MOST_BYTES_OF_A_REQUEST else 0
        if most and int(said) > most + MEGABYTE:
            answer = self.too_large(request, most // MEGABYTE)
            # The rest of what is sent is not waited for.
            answer["Connection"] = "close"
            return answer
        return self.get_response(request)

    def too_large(self, request: HttpRequest, megabytes: int) -> HttpResponse:
        if request.path.startswith("/api/"):
            return problems.plain_response(413, f"At most {megabytes:,} MB are taken here.")
        return render(request, "413.html", {"megabytes": megabytes}, status=413)


MEGABYTE = 1024 * 1024


def most_bytes_of(request: HttpRequest) -> int:
    """How large a file may be that is sent there: views that seal files as they arrive say so by `takes_files`."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return settings.IMPORT_MOST_BYTES
    holder = getattr(view, "view_class", None) or getattr(view, "cls", None)
    return settings.FILES_MOST_BYTES if getattr(holder, "takes_files", False) else settings.IMPORT_MOST_BYTES


class ClearOnSignOutMiddleware:
    """Signing out empties what this site left in the browser: copies of pages, cookies, anything stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = "_auth_user_id" in request.session
        response = self.get_response(request)
        if was_signed_in and request.method == "POST" and not request.session.get("_auth_user_id"):
            response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response

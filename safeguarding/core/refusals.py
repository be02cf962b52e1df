"""A refusal that a view did not answer itself becomes the right page, with what it says now and what was typed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from safeguarding.core.api import problems
from safeguarding.core.errors import NotAllowed, Refused, Stale
from safeguarding.core.outage import typed_in

#: Whoever is signed in is not led back to where one signs in.
SIGN_IN = "/sign-in/"


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """What was refused and why, in words, with the status a program expects."""
    reload = isinstance(refused, Stale) or refused.status == 409
    context = {
        "heading": refused.title,
        "message": refused.message,
        "current": {name: value for name, value in getattr(refused, "current", {}).items() if name != "version"},
        "typed": typed_in(request),
        "reload": reload,
        "back": _back(request, refused, reload=reload),
    }
    response = HttpResponse(render_to_string("errors/refused.html", context), status=refused.status)
    response["Cache-Control"] = "no-store"
    return response


def _back(request: HttpRequest, refused: Refused, *, reload: bool) -> str:
    """Where one came from: never the page that was refused just now, which would only be refused again.

    What has to be opened anew is the page that held the form: some addresses take what is sent and show nothing.
    """
    if reload:
        return _came_from(request) or request.get_full_path()
    if request.method == "POST" and refused.status != NotAllowed.status:
        return request.get_full_path()
    return _came_from(request) or "/"


def _came_from(request: HttpRequest) -> str:
    """The page of ours on which one was before, if it is another than this; nothing when it is not known."""
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    where = f"{came.path}?{came.query}" if came.query else came.path
    is_ours = came.netloc == request.get_host() and url_has_allowed_host_and_scheme(where, allowed_hosts=None)
    leads = came.path != request.path and not came.path.startswith(SIGN_IN)
    return where if is_ours and leads else ""


class RefusalMiddleware:
    """Answers a `Refused` raised from a view. The view's transaction has been rolled back by then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if request.path.startswith("/api/"):
            return problems.plain_response(exception.status, exception.message)
        return refusal_page(request, exception)

"""How long the session still lasts, and keeping it alive."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_http_methods

from safeguarding.core import sessions


@require_http_methods(["GET", "POST"])
def keep_alive(request: HttpRequest) -> JsonResponse:
    """GET says how many seconds are left, and does not count as use; POST keeps the session alive and says the same."""
    if request.method == "POST":
        sessions.touch(request.session, at_once=True)
    left = sessions.time_left(request.session)
    return JsonResponse({"seconds_left": left.seconds, "absolute_seconds_left": max(0, left.absolute)})


def closed(request: HttpRequest, **kwargs: str) -> JsonResponse:
    """Ways in that this service does not have: signing oneself up, changing one's own address."""
    raise Http404

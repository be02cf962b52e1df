"""Is the service up (`/healthz`), and can it do its work (`/readyz`)?

Answered before anything else looks at the request, so that neither a session, a host name, a redirect to HTTPS nor a
database that is away stands between a probe and its answer. The answers say ok or failing, and nothing of where or why.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis.exceptions import RedisError

from safeguarding.core import heartbeat


class HealthMiddleware:
    """Answers `/healthz` and `/readyz`; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.answers = {"/healthz": live, "/readyz": ready}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.answers.get(request.path_info)
        if not answer:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = answer()
        response["Cache-Control"] = "no-store"
        return response


def live() -> JsonResponse:
    """The web process answers. Nothing else is asked: a database that is away is no reason to restart the process."""
    return JsonResponse({"status": "ok"})


def ready() -> JsonResponse:
    """Every part that a request or a reminder needs, each ok or failing; 503 when any is failing."""
    checks = {"database": database_answers(), **broker_and_worker()}
    good = all(checks.values())
    body = {"status": words(good), "checks": {name: words(passed) for name, passed in checks.items()}}
    return JsonResponse(body, status=200 if good else 503)


def words(good: bool) -> str:
    return "ok" if good else "failing"


def database_answers() -> bool:
    """The database takes a question and answers it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_and_worker() -> dict[str, bool]:
    """The broker answers, and a worker has carried out a task that beat sent through it within the last minute."""
    try:
        return {"broker": True, "worker": heartbeat.is_beating()}
    except RedisError:
        return {"broker": False, "worker": False}

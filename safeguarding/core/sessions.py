"""How long a session lasts: until nobody has used it for a while, and never longer than a working day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from safeguarding.core import clock

STARTED = "session_started"
LAST_USED = "session_last_used"
ENDED_WHY = "session_ended_why"
# Writing "used just now" on every request would cost a row each; a sixtieth of the limit is near enough.
TOUCH_SHARE = 60


@dataclass(frozen=True)
class TimeLeft:
    """Seconds until the session ends for want of use, and until it ends at all."""

    idle: int
    absolute: int

    @property
    def seconds(self) -> int:
        return max(0, min(self.idle, self.absolute))


def time_left(session: SessionBase) -> TimeLeft:
    now = int(clock.now().timestamp())
    return TimeLeft(
        idle=session.get(LAST_USED, now) + settings.SESSION_IDLE_SECONDS - now,
        absolute=session.get(STARTED, now) + settings.SESSION_ABSOLUTE_SECONDS - now,
    )


def touch(session: SessionBase, *, at_once: bool = False) -> None:
    """Note that the session is in use."""
    now = int(clock.now().timestamp())
    session.setdefault(STARTED, now)
    session.pop(ENDED_WHY, None)
    if at_once or now - session.get(LAST_USED, 0) > settings.SESSION_IDLE_SECONDS // TOUCH_SHARE:
        session[LAST_USED] = now


def begin(sender: object, request: HttpRequest, **kwargs: object) -> None:
    """Signing in starts the clock afresh, also in a browser that was signed in before."""
    request.session[STARTED] = int(clock.now().timestamp())
    touch(request.session, at_once=True)


user_logged_in.connect(begin, dispatch_uid="session-limits")


class SessionLimitsMiddleware:
    """Ends a session left alone too long, or too old; the page then asks to sign in and comes back to itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get("_auth_user_id") and not self._asks_for_time_left(request):
            self._limit(request)
        return self.get_response(request)

    @staticmethod
    def _asks_for_time_left(request: HttpRequest) -> bool:
        """A page that asks how long is left is not somebody using it."""
        return (
            request.method == "GET"
            and request.path == settings.SESSION_KEEP_ALIVE_URL
            and (time_left(request.session).seconds > 0)
        )

    @staticmethod
    def _limit(request: HttpRequest) -> None:
        if time_left(request.session).seconds > 0:
            touch(request.session)
            return
        logout(request)
        request.session[ENDED_WHY] = "time"

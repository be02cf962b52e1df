"""What every page's frame shows. Nothing is read until the template asks for it."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Value
from django.http import HttpRequest
from django.utils.functional import cached_property

from caseapp import navigation
from caseapp.navigation import Entry
from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice

#: A badge says "99+" beyond this, so counting need not go further.
MOST_COUNTED = 100


class Shell:
    """The frame of a page: name, marking, navigation and counts for whoever is signed in."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.service_name = getattr(settings, "SERVICE_NAME", "Safeguarding case management")
        self.marking = getattr(settings, "MARKING", "OFFICIAL-SENSITIVE")

    @cached_property
    def user(self) -> User | None:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def session_seconds(self) -> int:
        """How long a session lasts without a sign of life: the page warns two minutes before."""
        return int(getattr(settings, "SESSION_IDLE_SECONDS", settings.SESSION_COOKIE_AGE))

    @property
    def keep_alive_url(self) -> str:
        """Where "stay signed in" is sent."""
        return str(getattr(settings, "SESSION_KEEP_ALIVE_URL", ""))

    @cached_property
    def navigation(self) -> list[Entry]:
        return navigation.entries(self.user, self.request.path) if self.user else []

    @cached_property
    def learning_tabs(self) -> list[Entry]:
        return navigation.learning_tabs(self.user, self.request.path) if self.user else []

    @property
    def unread(self) -> int:
        """Notices not yet read."""
        return self._badges.count("notice")

    @property
    def clocks_due(self) -> int:
        """The user's own clocks that run out today or already have; not those of what they may not see any more."""
        return self._badges.count("clock")

    @cached_property
    def _badges(self) -> list[str]:
        """A word for each thing that the badges count, in one query for both.

        Every page asks this, and who may see what is a long question. So the kinds that wait are looked at first:
        for most people on most days there are none or one.
        """
        if not self.user:
            return []
        tonight = clock.end_of_day(clock.today())
        mine = Deadline.objects.running().filter(owner=self.user, due_at__lte=tonight).order_by()
        told = Notice.objects.filter(recipient=self.user).unread().order_by()
        waiting = set(
            mine.values_list(Value("clock"), "subject_type").union(told.values_list(Value("notice"), "subject_type"))
        )
        if not waiting:
            return []
        of_clocks, of_notices = ({kind for word, kind in waiting if word == which} for which in ("clock", "notice"))
        clocks = mine.visible_to(self.user, kinds=of_clocks)[:MOST_COUNTED]
        notices = told.visible_to(self.user, kinds=of_notices)[:MOST_COUNTED]
        words = clocks.values_list(Value("clock")).union(notices.values_list(Value("notice")), all=True)
        return [word for (word,) in words]


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}

"""Calendar addresses: secret, one a person, taken back at will; what they show names nobody."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

import icalendar
from django.conf import settings
from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.reminders.models import CalendarFeed

LIMIT = 1000


@transaction.atomic
def make_address(*, by: User) -> str:
    """Make a new secret address and end the old one; returns the token, which is shown this once."""
    _end_live(by)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(owner=by, token_hash=_digest(token))
    record("calendar.address_made", by=by, obj=feed)
    return token


@transaction.atomic
def revoke_address(*, by: User) -> None:
    """Take the address back: from now on it answers as if it had never been."""
    if _end_live(by):
        record("calendar.address_revoked", by=by)


def _end_live(owner: User) -> int:
    # The row of the user is the lock: two new addresses at once would otherwise both find nothing to end.
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    return CalendarFeed.objects.filter(owner=owner, revoked_at__isnull=True).update(revoked_at=clock.now())


@transaction.atomic
def read_address(*, token: str) -> bytes | None:
    """The calendar behind a live address of an active user, or None."""
    feed = (
        CalendarFeed.objects.select_related("owner")
        .filter(token_hash=_digest(token), revoked_at__isnull=True, owner__is_active=True)
        .first()
    )
    if feed is None:
        return None
    CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=clock.now())
    return calendar_of(feed.owner)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def calendar_of(owner: User) -> bytes:
    """The owner's running clocks that they may see today, as iCalendar: the rule and the reference, no names."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{settings.SERVICE_NAME}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Clocks")
    mine = Deadline.objects.visible_to(owner).running().filter(owner=owner).select_related("rule")
    for deadline in mine.order_by("due_at", "pk")[:LIMIT]:
        calendar.add_component(_entry(deadline))
    return calendar.to_ical()


def _entry(deadline: Deadline) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", f"clock-{deadline.pk}@{settings.EMAIL_DOMAIN}")
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", deadline.due_at - dt.timedelta(minutes=30))
    entry.add("dtend", deadline.due_at)
    entry.add("summary", f"{deadline.rule.title}, {deadline.subject_label}")
    entry.add("class", "CONFIDENTIAL")
    entry.add("transp", "TRANSPARENT")
    return entry

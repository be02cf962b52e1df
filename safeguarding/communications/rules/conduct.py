"""Rules 8 to 14 of the cadet guidelines: where, when, how much and what for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Callable, Hashable

from safeguarding.communications.choices import OPEN_CHANNELS, Channel, Direction, Purpose, Severity
from safeguarding.communications.rules.answers import (
    FROM_THE_CHILD,
    cannot_tell,
    does_not_apply,
    failed,
    is_from_adult,
    passed,
)
from safeguarding.communications.rules.facts import Contact, Judged, Limits


def in_quiet_hours(local: dt.time, limits: Limits) -> bool:
    """Whether the time lies in the quiet hours, which may run over midnight; their end is no longer quiet."""
    start, end = limits.quiet_from, limits.quiet_until
    return start <= local < end if start <= end else local >= start or local < end


#: How far back an earlier contact in quiet hours makes one a repeat.
QUIET_BACK = dt.timedelta(days=365)


class QuietHours:
    """Who was in contact in quiet hours, and how often before: contacts and messages are counted here alike.

    It is fed in the order of time. Each moment, on the clock of England and Wales, goes by the numbers of its own day.
    """

    def __init__(self, limits_on: Callable[[dt.date], Limits]) -> None:
        self._limits_on = limits_on
        self._found: dict[Hashable, deque[dt.datetime]] = defaultdict(deque)

    def is_quiet(self, local: dt.datetime) -> bool:
        return in_quiet_hours(local.time(), self._limits_on(local.date()))

    def note(self, who: Hashable, local: dt.datetime) -> None:
        """An adult was in contact then, for no emergency."""
        if self.is_quiet(local):
            self._found[who].append(local)

    def before(self, who: Hashable, local: dt.datetime) -> int:
        """How often they were in contact in quiet hours within the year before."""
        found = self._found[who]
        while found and found[0] < local - QUIET_BACK:
            found.popleft()
        return len(found)


def open_forums(contact: Contact) -> Judged:
    """COM-08: talk happens where several people see it: a page, a group, a group message."""
    if not is_from_adult(contact):
        return does_not_apply(Severity.HIGH, FROM_THE_CHILD)
    if contact.channel == Channel.IN_PERSON:
        return does_not_apply(Severity.HIGH, "A meeting in person is not held online.")
    if contact.channel in OPEN_CHANNELS:
        return passed(Severity.HIGH, "Several people could see it.")
    return failed(Severity.HIGH, "Nobody else could see it: it was not on a page, in a group or a group message.")


def second_adult_checks(contact: Contact) -> Judged:
    """COM-09: of a group message, a second adult is told and looks at it, within the hours that the force sets."""
    if contact.channel != Channel.GROUP_MESSAGE or not is_from_adult(contact):
        return does_not_apply(Severity.MEDIUM, "It is not a group message from an adult.")
    if not contact.is_second_adult_asked:
        return cannot_tell(Severity.MEDIUM, "Whether a second adult was told is not said where this comes from.")
    if contact.second_adult_id is None:
        return failed(Severity.MEDIUM, "No second adult was told of the group message.")
    if contact.second_adult_id == contact.sender_id:
        return failed(Severity.MEDIUM, "The second adult is the same person as the first.")
    if contact.second_adult_told_at is None:
        return failed(Severity.MEDIUM, "The second adult was not told.")
    return _checked_in_time(contact)


def _checked_in_time(contact: Contact) -> Judged:
    if contact.sent_at is None:
        return cannot_tell(Severity.MEDIUM, "When it was sent is not known.")
    until = contact.sent_at + dt.timedelta(hours=contact.limits.check_hours)
    if contact.second_adult_checked_at is not None and contact.second_adult_checked_at <= until:
        return passed(Severity.MEDIUM, "A second adult was told and looked at it.")
    if contact.second_adult_checked_at is None and contact.now <= until:
        return cannot_tell(Severity.MEDIUM, "The second adult has not looked at it yet, and still has time.")
    return failed(Severity.MEDIUM, f"No second adult looked at it within {contact.limits.check_hours} hours.")


def has_a_purpose(contact: Contact) -> Judged:
    """COM-10: every contact has a purpose, such as planning an event or sharing information."""
    if not is_from_adult(contact):
        return does_not_apply(Severity.MEDIUM, FROM_THE_CHILD)
    if not contact.is_purpose_asked:
        return cannot_tell(Severity.MEDIUM, "What it was for is not said where this comes from.")
    if contact.purpose in ("", Purpose.SOCIAL):
        return failed(Severity.MEDIUM, "It has no purpose but to chat." if contact.purpose else "No purpose is given.")
    return passed(Severity.MEDIUM, "It has a purpose.")


def little_social_chat(contact: Contact) -> Judged:
    """COM-11: there is no more chat without a purpose than the force allows for one adult and one young person."""
    limits = contact.limits
    if not is_from_adult(contact) or (contact.is_purpose_asked and contact.purpose not in ("", Purpose.SOCIAL)):
        return does_not_apply(Severity.MEDIUM, "It is not chat without a purpose.")
    if not contact.is_purpose_asked or contact.social_before is None:
        return cannot_tell(Severity.MEDIUM, "How much of their contact had a purpose is not known.")
    count = contact.social_before + 1
    if count > limits.social_most:
        text = f"{count} contacts without a purpose in {limits.social_days} days; {limits.social_most} are allowed."
        return failed(Severity.MEDIUM, text)
    return passed(Severity.MEDIUM, f"No more than {limits.social_most} without a purpose in {limits.social_days} days.")


def outside_quiet_hours(contact: Contact) -> Judged:
    """COM-12: adults mind the time of day; quiet hours are for emergencies alone. Once is low, again is medium."""
    if not is_from_adult(contact):
        return does_not_apply(Severity.LOW, FROM_THE_CHILD)
    if contact.local is None:
        return cannot_tell(Severity.LOW, "At what time it was sent is not known.")
    if not in_quiet_hours(contact.local, contact.limits):
        return passed(Severity.LOW, "It was sent outside the quiet hours.")
    if contact.purpose == Purpose.EMERGENCY:
        return passed(Severity.LOW, "It was sent in the quiet hours, for an emergency.")
    again = bool(contact.quiet_before)
    span = f"from {contact.limits.quiet_from:%H:%M} to {contact.limits.quiet_until:%H:%M}"
    text = f"It was sent in the quiet hours, {span}{', and not for the first time' if again else ''}."
    return failed(Severity.MEDIUM if again else Severity.LOW, text)


def no_private_messages(contact: Contact) -> Judged:
    """COM-13: adults send no private messages to one young person."""
    if not is_from_adult(contact):
        return does_not_apply(Severity.HIGH, FROM_THE_CHILD)
    if contact.channel == Channel.ONE_TO_ONE:
        return failed(Severity.HIGH, "An adult sent a private message to one person.")
    if contact.channel in OPEN_CHANNELS:
        return passed(Severity.HIGH, "It was no private message: several people could see it.")
    return does_not_apply(Severity.HIGH, "Email, texts, calls and meetings are what other rules speak of.")


def answered_in_the_open(contact: Contact) -> Judged:
    """COM-14: a private message from a young person is answered in an open forum, or in another way."""
    if contact.answers is not None and contact.answers.channel == Channel.ONE_TO_ONE:
        if contact.channel == Channel.ONE_TO_ONE:
            return failed(Severity.HIGH, "A private message was answered by a private message.")
        return passed(Severity.HIGH, "A private message was answered in the open, or in another way.")
    if contact.direction != Direction.CHILD_TO_ADULT or contact.channel != Channel.ONE_TO_ONE:
        return does_not_apply(Severity.MEDIUM, "It neither is a private message of a young person nor answers one.")
    return _was_answered(contact)


def _was_answered(contact: Contact) -> Judged:
    if contact.answered_by is None or contact.sent_at is None:
        return cannot_tell(Severity.MEDIUM, "Whether and how it was answered is not known.")
    if any(answer.channel == Channel.ONE_TO_ONE for answer in contact.answered_by):
        return failed(Severity.HIGH, "A private message of a young person was answered by a private message.")
    until = contact.sent_at + dt.timedelta(hours=contact.limits.answer_hours)
    if any(answer.at <= until for answer in contact.answered_by):
        return passed(Severity.MEDIUM, "It was answered in the open, or in another way.")
    if contact.now <= until:
        return cannot_tell(Severity.MEDIUM, "It has not been answered yet, and there is still time.")
    return failed(
        Severity.MEDIUM, f"No other way of answering is on record within {contact.limits.answer_hours} hours."
    )

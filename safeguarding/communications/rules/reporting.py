"""Rules 17, 18 and 22 of the cadet guidelines: what is reported, asked for beforehand, and read by everybody."""

from __future__ import annotations

import datetime as dt

from safeguarding.communications.choices import OPEN_CHANNELS, Channel, Direction, Severity
from safeguarding.communications.rules.answers import (
    FROM_THE_CHILD,
    cannot_tell,
    does_not_apply,
    failed,
    is_from_adult,
    passed,
)
from safeguarding.communications.rules.facts import Contact, Judged

_TO_ONE = (Channel.ONE_TO_ONE, Channel.EMAIL, Channel.PHONE_TEXT, Channel.VOICE_CALL)


def attempts_are_reported(contact: Contact) -> Judged:
    """COM-17: a young person's attempt goes to the supervisor, the central team and the risk register."""
    if contact.direction != Direction.CHILD_TO_ADULT or contact.channel in (*OPEN_CHANNELS, Channel.IN_PERSON):
        return does_not_apply(Severity.MEDIUM, "It is no attempt of a young person to reach one adult.")
    if not contact.is_report_looked_for:
        return cannot_tell(Severity.MEDIUM, "Whether it was reported is not known: nobody kept reports here then.")
    if contact.sent_at is None:
        return cannot_tell(Severity.MEDIUM, "When it happened is not known.")
    until = contact.sent_at + dt.timedelta(hours=contact.limits.report_hours)
    told = contact.reported_to or (None, None, None)
    if all(moment is not None and moment <= until for moment in told):
        return passed(Severity.MEDIUM, "The supervisor, the central team and the risk register know of it.")
    if None in told and contact.now <= until:
        return cannot_tell(Severity.MEDIUM, "It has not been reported in all three places, and there is still time.")
    return failed(
        Severity.MEDIUM, f"It was not reported in all three places within {contact.limits.report_hours} hours."
    )


def authorised_beforehand(contact: Contact) -> Judged:
    """COM-18: contact with one young person, for whatever good reason, is asked for before."""
    if not is_from_adult(contact):
        return does_not_apply(Severity.HIGH, FROM_THE_CHILD)
    if contact.channel not in _TO_ONE:
        return does_not_apply(Severity.HIGH, "What is open for several people to see needs no leave.")
    if contact.is_authorised is None:
        return cannot_tell(Severity.HIGH, "Whether leave was given beforehand is not known.")
    if contact.is_authorised:
        return passed(Severity.HIGH, "Leave was given beforehand, for this adult, young person and time.")
    return failed(Severity.HIGH, "Nobody gave leave beforehand.")


def guidelines_acknowledged(contact: Contact) -> Judged:
    """COM-22: every adult has acknowledged the guidelines as they stand now."""
    if not is_from_adult(contact):
        return does_not_apply(Severity.MEDIUM, FROM_THE_CHILD)
    if contact.has_acknowledged is None:
        return cannot_tell(Severity.MEDIUM, "Whether the adult has acknowledged the guidelines is not known.")
    if contact.has_acknowledged:
        return passed(Severity.MEDIUM, "The adult has acknowledged the guidelines in force.")
    return failed(Severity.MEDIUM, "The adult has not acknowledged the guidelines in force.")

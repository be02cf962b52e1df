"""How a rule answers, and what several of them ask."""

from __future__ import annotations

from collections.abc import Iterable

from safeguarding.communications.choices import Direction, Outcome, Severity
from safeguarding.communications.rules.facts import Contact, Judged, Recipient

NO_ACCOUNT = "Which account was used is not known."
NO_ACCOUNT_IN_PERSON = "A meeting in person uses no account."
NEVER_APPROVED = "A personal account is never approved."
NO_LIST = "A personal account has no list of people who may use it: it is never approved."
FROM_THE_CHILD = "The young person wrote, not the adult."


def passed(severity: Severity, reason: str) -> Judged:
    return Judged(Outcome.PASSED, severity, reason)


def failed(severity: Severity, reason: str) -> Judged:
    return Judged(Outcome.FAILED, severity, reason)


def does_not_apply(severity: Severity, reason: str) -> Judged:
    """It is not of the kind that the rule is about: nothing was kept and nothing was broken."""
    return Judged(Outcome.NOT_APPLICABLE, severity, reason)


def cannot_tell(severity: Severity, reason: str) -> Judged:
    return Judged(Outcome.NOT_EVALUABLE, severity, reason)


def any_of(recipients: Iterable[Recipient], what: str) -> bool | None:
    """Whether it holds of one of them; not known when it holds of none and somebody is not known."""
    answers = [getattr(recipient, what) for recipient in recipients]
    if True in answers:
        return True
    return None if None in answers or not answers else False


def is_from_adult(contact: Contact) -> bool:
    return contact.direction == Direction.ADULT_TO_CHILD

"""The verbs of reminders."""

from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("calendar.address_made", "{actor} made a calendar address"),
    Verb("calendar.address_revoked", "{actor} took a calendar address back"),
)


def declare_all() -> None:
    declare(*VERBS)

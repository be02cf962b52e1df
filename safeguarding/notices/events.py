"""The verbs of notices. They say that something was read, never what."""

from safeguarding.audit.events import Verb, declare

NOTICES = (
    Verb("notice.read", "{actor} read a notice"),
    Verb("notice.all_read", "{actor} marked their notices as read"),
)


def declare_all() -> None:
    """Put every verb of this app in the register."""
    declare(*NOTICES)

"""What this app records: links that were set aside, and who was told that there is one. Never what they are by."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("link.set_aside", "{actor} set aside a link that was found from {object}"),
    Verb("link.taken_up", "{actor} took up again a link from {object} that was set aside"),
    Verb("links.sealed", "{actor} sealed {count} links that were set aside with a new key"),
    Verb("link.told", "Supervisors were told of a link that an owner may not see: {object}", Operation.DISCLOSURE),
    Verb("link.seen", "{actor} looked at a link that they were told of: {object}"),
    Verb("link.gone", "A link that supervisors were told of is there no more: {object}"),
)  # fmt: skip


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

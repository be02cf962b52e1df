"""What this app records. Names and birthdays stay in the record itself."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("person.added", "{actor} put {object} on record.", Operation.COLLECTION),
    Verb("person.linked", "{actor} changed who signs in as, or who manages, {object}."),
)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

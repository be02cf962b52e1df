"""What is recorded of schemes."""

from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("scheme.added", "{actor} put {object} on the register of schemes"),
    Verb("scheme.edited", "{actor} changed the {fields} of {object}"),
    Verb("scheme.decided", "{actor} recorded decision {number} on {object}: {before} to {outcome}"),
    Verb("scheme.condition_set", "{actor} recorded a condition of {object}"),
    Verb("scheme.condition_ended", "{actor} ended a condition of {object}"),
    Verb("scheme.condition_checked", "{actor} found a condition of {object} kept"),
    Verb("scheme.condition_broken", "{actor} found a condition of {object} broken"),
)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

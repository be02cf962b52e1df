"""What is recorded of accounts, of who may use them, and of contact with young people."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

ACCOUNTS = (
    Verb("platform.added", "{actor} put a platform on the list: {platform}"),
    Verb("platform.changed", "{actor} changed what is said of a platform: {platform}"),
    Verb("account.added", "{actor} put an account on the register: {object}", Operation.COLLECTION),
    Verb("account.changed", "{actor} changed what the register says of {object}: {fields}"),
    Verb("account.proposed", "{actor} proposed {object} for approval"),
    Verb("account.approved", "{actor} approved {object}"),
    Verb("account.renewed", "{actor} renewed the approval of {object}"),
    Verb("account.refused", "{actor} refused to approve {object}"),
    Verb("account.suspended", "{actor} suspended {object}"),
    Verb("account.revoked", "{actor} revoked the approval of {object}"),
    Verb("account.passwords_changed", "{actor} recorded that the passwords of {object} were changed"),
    Verb("account.access_given", "{actor} recorded that somebody may use {object}"),
    Verb("account.access_ended", "{actor} ended somebody's use of {object}"),
    Verb("account.request_logged", "{actor} logged a request from {object}", Operation.COLLECTION),
)
VERBS = (*ACCOUNTS,)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

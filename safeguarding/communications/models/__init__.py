"""Accounts and who may use them; contacts, reports and requests; what the rules said."""

from safeguarding.communications.models.accounts import (
    TEXT_MAX,
    Account,
    AccountAccess,
    AccountRequest,
    Platform,
    RequestResult,
)
from safeguarding.communications.models.authorisations import ContactAuthorisation
from safeguarding.communications.models.contacts import (
    ContactEvent,
    ContactRecipient,
    ContactReport,
    RuleResult,
    Threshold,
)

__all__ = [
    "TEXT_MAX",
    "Account",
    "AccountAccess",
    "AccountRequest",
    "ContactAuthorisation",
    "ContactEvent",
    "ContactRecipient",
    "ContactReport",
    "Platform",
    "RequestResult",
    "RuleResult",
    "Threshold",
]  # fmt: skip

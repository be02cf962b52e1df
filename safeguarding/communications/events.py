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
CONTACTS = (
    Verb("contactevent.logged", "{actor} logged {object}", Operation.COLLECTION),
    Verb("contactevent.changed", "{actor} changed the plan of {object}: {fields}"),
    Verb("contactevent.sent", "{actor} recorded that {object} took place"),
    Verb("contactevent.withdrawn", "{actor} withdrew the plan of {object}"),
    Verb("contactevent.checked", "{actor} looked at {object} as the second adult"),
    Verb("contactevent.asked_again", "{actor} put {object} to the rules once more"),
    Verb("contactreport.made", "{actor} reported that a young person tried to make contact", Operation.COLLECTION),
    Verb("contactauthorisation.requested", "{actor} asked for leave to be in contact: {object}", Operation.COLLECTION),
    Verb("contactauthorisation.approved", "{actor} gave leave until {valid_until}: {object}"),
    Verb("contactauthorisation.refused", "{actor} gave no leave: {object}"),
    Verb("contactauthorisation.withdrawn", "{actor} withdrew a request to be in contact: {object}"),
    Verb("contactauthorisation.ended", "{actor} ended leave early: {object}"),
    Verb("threshold.set", "{actor} set a number that the rules of communication go by from {since}: {name}"),
    Verb("contacts.exported", "{actor} exported {count} contacts", Operation.DISCLOSURE),
    Verb("contact_reports.exported", "{actor} exported {count} reports of contact", Operation.DISCLOSURE),
    Verb("account_requests.exported", "{actor} exported {count} friend and follow requests", Operation.DISCLOSURE),
    Verb("authorisations.exported", "{actor} exported {count} requests to be in contact", Operation.DISCLOSURE),
)
VERBS = (*ACCOUNTS, *CONTACTS)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

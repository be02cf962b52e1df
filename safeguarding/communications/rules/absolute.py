"""Rules 15, 16, 19, 20 and 21: for all officers, staff and volunteers, in every scheme, whatever their rank."""

from __future__ import annotations

from safeguarding.communications.choices import AccountKind, Channel, Severity
from safeguarding.communications.rules.answers import (
    FROM_THE_CHILD,
    NO_ACCOUNT_IN_PERSON,
    any_of,
    cannot_tell,
    does_not_apply,
    failed,
    is_from_adult,
    passed,
)
from safeguarding.communications.rules.facts import Contact, Judged

_SOCIAL_MEDIA = (Channel.OPEN_PAGE, Channel.GROUP, Channel.GROUP_MESSAGE, Channel.ONE_TO_ONE)


def no_personal_social_media(contact: Contact) -> Judged:
    """COM-15: no contact with young people through personal social media, nor through an account nobody knows."""
    if not is_from_adult(contact):
        return does_not_apply(Severity.CRITICAL, FROM_THE_CHILD)
    if contact.channel not in _SOCIAL_MEDIA:
        return does_not_apply(Severity.CRITICAL, "It did not go over social media.")
    if contact.account is not None and contact.account.is_official:
        return passed(Severity.CRITICAL, "It went over an account of the force or of a scheme.")
    is_child = any_of(contact.recipients, "is_child")
    if is_child is None:
        return cannot_tell(Severity.CRITICAL, "Whether a child was reached is not known.")
    if not is_child:
        return passed(Severity.CRITICAL, "No child was reached.")
    personal = contact.account is not None and contact.account.is_personal
    return failed(
        Severity.CRITICAL, f"A child was reached through {'a personal' if personal else 'an unknown'} account."
    )


def no_personal_email_or_phone(contact: Contact) -> Judged:
    """COM-16: no other personal electronic contact either, such as email or text from an own account or number."""
    if not is_from_adult(contact):
        return does_not_apply(Severity.CRITICAL, FROM_THE_CHILD)
    if contact.channel not in (Channel.EMAIL, Channel.PHONE_TEXT, Channel.VOICE_CALL):
        return does_not_apply(Severity.CRITICAL, "It was neither email, text nor call.")
    if contact.account is None or contact.account.kind == AccountKind.UNKNOWN:
        return cannot_tell(Severity.CRITICAL, "Whose address or number was used is not known.")
    if not contact.account.is_personal:
        return passed(Severity.CRITICAL, "It came from an address or number of the force.")
    is_child = any_of(contact.recipients, "is_child")
    severity = Severity.HIGH if is_child is False else Severity.CRITICAL
    return failed(severity, "It came from a personal address or number.")


def no_own_account_to_victims(contact: Contact) -> Judged:
    """COM-19: own accounts, personal or personal used for work, never reach victims or witnesses."""
    return _own_account(contact, "is_victim_or_witness", Severity.CRITICAL, "a victim or witness")


def no_own_account_to_the_public(contact: Contact) -> Judged:
    """COM-20: own accounts never reach members of the public who were met through work; a child makes it critical."""
    severity = Severity.CRITICAL if any_of(contact.recipients, "is_child") else Severity.HIGH
    return _own_account(contact, "is_met_through_work", severity, "somebody met through work")


def _own_account(contact: Contact, what: str, severity: Severity, whom: str) -> Judged:
    if not is_from_adult(contact):
        return does_not_apply(severity, FROM_THE_CHILD)
    if contact.channel == Channel.IN_PERSON:
        return does_not_apply(severity, NO_ACCOUNT_IN_PERSON)
    if contact.account is not None and contact.account.is_official:
        return passed(severity, "It went over an account of the force or of a scheme.")
    it_is = any_of(contact.recipients, what)
    if it_is is False:
        return passed(severity, f"Nobody reached is {whom}.")
    if contact.account is None or not contact.account.is_personal:
        return cannot_tell(severity, "Whose account was used is not known.")
    if it_is is None:
        return cannot_tell(severity, f"Whether anybody reached is {whom} is not known.")
    return failed(severity, f"A personal account reached {whom}.")


def approved_channels_only(contact: Contact) -> Judged:
    """COM-21: whoever works with children reaches none through social media but over approved channels."""
    if not is_from_adult(contact):
        return does_not_apply(Severity.CRITICAL, FROM_THE_CHILD)
    if contact.channel not in _SOCIAL_MEDIA:
        return does_not_apply(Severity.CRITICAL, "It did not go over social media.")
    official = contact.account is not None and contact.account.is_official
    if official and contact.account and contact.account.is_approved:
        return passed(Severity.CRITICAL, "It went over an approved channel.")
    is_child = any_of(contact.recipients, "is_child")
    if is_child is None:
        return cannot_tell(Severity.CRITICAL, "Whether a child was reached is not known.")
    if not is_child:
        return passed(Severity.CRITICAL, "No child was reached.")
    if official and contact.account and contact.account.is_approved is None:
        return cannot_tell(Severity.CRITICAL, "Whether the account was approved then is not known.")
    return failed(Severity.CRITICAL, "A child was reached through social media over a channel that is not approved.")

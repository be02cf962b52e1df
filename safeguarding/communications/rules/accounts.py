"""Rules 1 to 7 of the cadet guidelines: which account, who may use it, and whom it is tied to."""

from __future__ import annotations

from safeguarding.communications.choices import AccountKind, Channel, RequestAction, Severity, TargetKind
from safeguarding.communications.rules.answers import (
    FROM_THE_CHILD,
    NEVER_APPROVED,
    NO_ACCOUNT,
    NO_ACCOUNT_IN_PERSON,
    NO_LIST,
    cannot_tell,
    does_not_apply,
    failed,
    is_from_adult,
    passed,
)
from safeguarding.communications.rules.facts import AccountFacts, Contact, Judged, Request

BUSINESS_NOT_SAID = "If it was business of a scheme it breaks this rule, and that is not said where this comes from."
_CADET_KINDS = (AccountKind.OFFICIAL_CADET, AccountKind.APPROVED_PLATFORM)


def official_accounts_only(contact: Contact) -> Judged:
    """COM-01: business of a cadet scheme goes over official cadet accounts or the approved platform alone."""
    if contact.channel == Channel.IN_PERSON:
        return does_not_apply(Severity.HIGH, NO_ACCOUNT_IN_PERSON)
    if not is_from_adult(contact):
        return does_not_apply(Severity.HIGH, FROM_THE_CHILD)
    if contact.is_scheme_business is False:
        return does_not_apply(Severity.HIGH, "This is not business of a scheme.")
    if contact.account is None:
        return cannot_tell(Severity.HIGH, NO_ACCOUNT)
    if contact.account.kind in _CADET_KINDS:
        return passed(Severity.HIGH, "An official cadet account or the approved platform was used.")
    if contact.is_scheme_business is None:
        return cannot_tell(Severity.HIGH, f"It went over {_which(contact.account)}. {BUSINESS_NOT_SAID}")
    return failed(
        Severity.HIGH, "Business of a scheme went over an account that is neither official nor approved for it."
    )


def _which(account: AccountFacts) -> str:
    """The account as rule 15 names it, so that the two never seem to speak of different ones."""
    if account.is_personal:
        return "a personal account"
    return "an unknown account" if account.kind == AccountKind.UNKNOWN else "an account of the force"


def account_is_approved(contact: Contact) -> Judged:
    """COM-02: the central team has approved the account, and the approval has not run out."""
    if contact.channel == Channel.IN_PERSON:
        return does_not_apply(Severity.HIGH, NO_ACCOUNT_IN_PERSON)
    if not is_from_adult(contact):
        return does_not_apply(Severity.HIGH, FROM_THE_CHILD)
    if contact.account is None:
        return cannot_tell(Severity.HIGH, NO_ACCOUNT)
    if contact.account.is_approved is None:
        return cannot_tell(Severity.HIGH, "Whether the account was approved then is not known.")
    if contact.account.is_approved:
        return passed(Severity.HIGH, "The account was approved that day.")
    if contact.account.is_personal:
        return failed(Severity.HIGH, NEVER_APPROVED)
    return failed(Severity.HIGH, "The account was not approved that day.")


def user_is_approved(contact: Contact) -> Judged:
    """COM-03: only people on the account's list use it."""
    if contact.channel == Channel.IN_PERSON or not is_from_adult(contact):
        return does_not_apply(Severity.HIGH, "No account was used by an adult.")
    if contact.account is None or contact.account.sender_has_access is None:
        return cannot_tell(Severity.HIGH, NO_ACCOUNT if contact.account is None else "Who may use it is not known.")
    if contact.account.sender_has_access:
        return passed(Severity.HIGH, "The adult was on the account's list then.")
    if contact.account.is_personal:
        return failed(Severity.HIGH, NO_LIST)
    return failed(Severity.HIGH, "The adult was not on the account's list then.")


def access_is_on_record(contact: Contact) -> Judged:
    """COM-04: who has access to the account is held centrally."""
    if contact.channel == Channel.IN_PERSON:
        return does_not_apply(Severity.MEDIUM, NO_ACCOUNT_IN_PERSON)
    if not is_from_adult(contact):
        return does_not_apply(Severity.MEDIUM, FROM_THE_CHILD)
    if contact.account is None or contact.account.has_any_access is None:
        return cannot_tell(Severity.MEDIUM, NO_ACCOUNT if contact.account is None else "Who has access is not known.")
    if contact.account.has_any_access:
        return passed(Severity.MEDIUM, "Who has access is on the register.")
    return failed(Severity.MEDIUM, "The register names nobody who has access to this account.")


def adults_do_not_ask(request: Request) -> Judged:
    """COM-05: adults never ask young people to be friends, and never follow them."""
    if request.action not in (RequestAction.FRIEND, RequestAction.CONNECT, RequestAction.FOLLOW):
        return does_not_apply(Severity.HIGH, "The adult asked nobody.")
    if request.target_kind == TargetKind.YOUNG_PERSON:
        return failed(Severity.HIGH, "An adult asked to be friends with, or followed, a young person.")
    return passed(Severity.HIGH, "No young person was asked.")


def genuine_before_accepting(request: Request) -> Judged:
    """COM-06: a request is accepted only after somebody checked that the account is genuine."""
    if request.action != RequestAction.ACCEPT:
        return does_not_apply(Severity.MEDIUM, "Nothing was accepted.")
    if request.checked_at is None:
        return failed(Severity.MEDIUM, "Accepted without a check on record that the account is genuine.")
    if request.checked_at > request.made_at:
        return failed(Severity.MEDIUM, "Accepted first, and checked afterwards.")
    return passed(Severity.MEDIUM, "The account was checked before it was accepted.")


def no_ties_of_their_own(request: Request) -> Judged:
    """COM-07: the scheme's account is not tied to staff's own accounts, or to those of their family and friends."""
    if request.action == RequestAction.UNFOLLOW:
        return does_not_apply(Severity.MEDIUM, "A tie was ended, not made.")
    if request.target_kind in (TargetKind.STAFF_OWN, TargetKind.STAFF_FAMILY_OR_FRIEND):
        return failed(
            Severity.MEDIUM, "The account was tied to staff's own account, or to that of somebody near to them."
        )
    if request.target_kind == TargetKind.YOUNG_PERSON:
        return does_not_apply(Severity.MEDIUM, "The other account is a young person’s: other rules speak of that.")
    return passed(Severity.MEDIUM, "It is not an account of staff or of somebody near to them.")

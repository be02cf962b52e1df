"""The twenty-two rules of communication with young people, by name, each a function of what is known of one contact.

Most are the cadet guidelines that the founding case led to, made for official accounts and a good measure for every
scheme; the absolute ones hold for all. A rule that is not told what it needs says so: it never passes for want of
knowledge. One that is about something else than what is before it says that it does not apply, and that is no pass
either.
"""

from __future__ import annotations

from collections.abc import Callable

from safeguarding.communications.rules import absolute, accounts, conduct, reporting
from safeguarding.communications.rules.facts import Contact, Judged, Request

OF_A_CONTACT: dict[str, Callable[[Contact], Judged]] = {
    "COM-01": accounts.official_accounts_only,
    "COM-02": accounts.account_is_approved,
    "COM-03": accounts.user_is_approved,
    "COM-04": accounts.access_is_on_record,
    "COM-08": conduct.open_forums,
    "COM-09": conduct.second_adult_checks,
    "COM-10": conduct.has_a_purpose,
    "COM-11": conduct.little_social_chat,
    "COM-12": conduct.outside_quiet_hours,
    "COM-13": conduct.no_private_messages,
    "COM-14": conduct.answered_in_the_open,
    "COM-15": absolute.no_personal_social_media,
    "COM-16": absolute.no_personal_email_or_phone,
    "COM-17": reporting.attempts_are_reported,
    "COM-18": reporting.authorised_beforehand,
    "COM-19": absolute.no_own_account_to_victims,
    "COM-20": absolute.no_own_account_to_the_public,
    "COM-21": absolute.approved_channels_only,
    "COM-22": reporting.guidelines_acknowledged,
}
OF_A_REQUEST: dict[str, Callable[[Request], Judged]] = {
    "COM-05": accounts.adults_do_not_ask,
    "COM-06": accounts.genuine_before_accepting,
    "COM-07": accounts.no_ties_of_their_own,
}
#: Whoever changes what a rule says gives this a new value: what was said of messages before is then out of date.
VERSION = "2026.3"
#: Hold for all officers, staff, volunteers, apprentices and schemes, without exception.
ABSOLUTE = frozenset({"COM-15", "COM-16", "COM-19", "COM-20", "COM-21"})


def judge(contact: Contact) -> dict[str, Judged]:
    """What each rule about contacts says of this one, by the rule's name."""
    return {name: rule(contact) for name, rule in OF_A_CONTACT.items()}


def judge_request(request: Request) -> dict[str, Judged]:
    """What each rule about requests says of this one, by the rule's name."""
    return {name: rule(request) for name, rule in OF_A_REQUEST.items()}

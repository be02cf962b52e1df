"""The twenty-two rules of communication: each passes, fails, or says that it cannot be told, on made-up contacts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from safeguarding.communications.choices import (
    AccountKind,
    Channel,
    Direction,
    Outcome,
    Purpose,
    RequestAction,
    Severity,
    TargetKind,
)
from safeguarding.communications.rules import catalogue, guidelines
from safeguarding.communications.rules.conduct import in_quiet_hours
from safeguarding.communications.rules.facts import (
    AccountFacts,
    Answered,
    Contact,
    Limits,
    Recipient,
    Request,
    local_time,
)
from safeguarding.communications.selectors.contacts import Said

P, F, N, A = Outcome.PASSED, Outcome.FAILED, Outcome.NOT_EVALUABLE, Outcome.NOT_APPLICABLE
LOW, MEDIUM, HIGH, CRITICAL = Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL
SENT = dt.datetime(2026, 11, 18, 16, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
OFFICIAL = AccountFacts(1, AccountKind.OFFICIAL_CADET, True, sender_has_access=True, has_any_access=True)
PERSONAL = AccountFacts(2, AccountKind.PERSONAL_INDIVIDUAL, False, sender_has_access=False, has_any_access=False)
UNKNOWN = AccountFacts(3, AccountKind.UNKNOWN, False)
CHILD = Recipient(is_child=True, is_met_through_work=True, is_victim_or_witness=False)
GROWN_UP = Recipient(is_child=False, is_met_through_work=False, is_victim_or_witness=False)
NOBODY_KNOWS = Recipient()
#: A group message about the next session, in the afternoon, over the official account, seen by a second adult.
GOOD = Contact(
    sender_id=1, direction=Direction.ADULT_TO_CHILD, channel=Channel.GROUP_MESSAGE, account=OFFICIAL,
    recipients=(CHILD, CHILD), sent_at=SENT, local=local_time(SENT), now=SENT + 48 * HOUR, is_scheme_business=True,
    purpose=Purpose.INFORMATION, second_adult_id=2, second_adult_told_at=SENT, second_adult_checked_at=SENT + HOUR,
    social_before=0, quiet_before=0, is_authorised=False, has_acknowledged=True,
)  # fmt: skip
FROM_CHILD = replace(GOOD, direction=Direction.CHILD_TO_ADULT, channel=Channel.ONE_TO_ONE, answered_by=())
ALL_TOLD = (SENT + HOUR, SENT + HOUR, SENT + HOUR)
SOCIAL = {"purpose": Purpose.SOCIAL}
PRIVATE = {"channel": Channel.ONE_TO_ONE}
IN_PERSON = {"channel": Channel.IN_PERSON, "account": None}
EARLY = Limits(quiet_from=dt.time(1), quiet_until=dt.time(6))
NEVER = Limits(quiet_from=dt.time(8), quiet_until=dt.time(8))
MET = Recipient(is_child=True, is_met_through_work=True, is_victim_or_witness=True)
OWN = (("COM-19", CRITICAL), ("COM-20", CRITICAL))


def by_email(**more: Any) -> dict[str, Any]:
    return {"channel": Channel.EMAIL, **more}


def expired(kind: str = AccountKind.OFFICIAL_CADET) -> AccountFacts:
    return replace(OFFICIAL, kind=kind, is_approved=False)


VECTORS: list[tuple[str, Contact, dict[str, Any], Outcome, Severity]] = [
    ("COM-01", GOOD, {}, P, HIGH),
    ("COM-01", GOOD, {"account": replace(OFFICIAL, kind=AccountKind.APPROVED_PLATFORM)}, P, HIGH),
    ("COM-01", GOOD, {"account": replace(OFFICIAL, kind=AccountKind.OFFICIAL_FORCE)}, F, HIGH),
    ("COM-01", GOOD, {"account": PERSONAL}, F, HIGH),
    ("COM-01", GOOD, {"account": None}, N, HIGH),
    ("COM-01", GOOD, {"is_scheme_business": None}, P, HIGH),
    ("COM-01", GOOD, {"is_scheme_business": False, "account": PERSONAL}, A, HIGH),
    ("COM-01", GOOD, {"channel": Channel.IN_PERSON, "account": None}, A, HIGH),
    ("COM-01", GOOD, {"is_scheme_business": None, "account": PERSONAL}, N, HIGH),
    ("COM-02", GOOD, {}, P, HIGH),
    ("COM-02", GOOD, {"account": expired()}, F, HIGH),
    ("COM-02", GOOD, {"account": None}, N, HIGH),
    ("COM-02", GOOD, {"account": replace(OFFICIAL, is_approved=None)}, N, HIGH),
    ("COM-02", GOOD, IN_PERSON, A, HIGH),
    # What a young person wrote is nothing that an adult did with an account, or had to have read.
    ("COM-01", FROM_CHILD, {"account": PERSONAL, "is_scheme_business": None}, A, HIGH),
    ("COM-02", FROM_CHILD, {"account": UNKNOWN}, A, HIGH),
    ("COM-04", FROM_CHILD, {"account": UNKNOWN}, A, MEDIUM),
    ("COM-22", FROM_CHILD, {"has_acknowledged": False}, A, MEDIUM),
    ("COM-03", GOOD, {}, P, HIGH),
    ("COM-03", GOOD, {"account": replace(OFFICIAL, sender_has_access=False)}, F, HIGH),
    ("COM-03", GOOD, {"account": replace(OFFICIAL, sender_has_access=None)}, N, HIGH),
    ("COM-03", GOOD, {"account": None}, N, HIGH),
    ("COM-03", GOOD, IN_PERSON, A, HIGH),
    ("COM-03", FROM_CHILD, {"account": replace(OFFICIAL, sender_has_access=False)}, A, HIGH),
    ("COM-04", GOOD, {}, P, MEDIUM),
    ("COM-04", GOOD, {"account": replace(OFFICIAL, has_any_access=False)}, F, MEDIUM),
    ("COM-04", GOOD, {"account": replace(OFFICIAL, has_any_access=None)}, N, MEDIUM),
    ("COM-04", GOOD, IN_PERSON, A, MEDIUM),
    ("COM-04", GOOD, {"account": None}, N, MEDIUM),
    ("COM-08", GOOD, {}, P, HIGH),
    *[("COM-08", GOOD, {"channel": channel}, P, HIGH) for channel in (Channel.OPEN_PAGE, Channel.GROUP)],
    *[
        ("COM-08", GOOD, {"channel": channel}, F, HIGH)
        for channel in (Channel.ONE_TO_ONE, Channel.EMAIL, Channel.PHONE_TEXT, Channel.VOICE_CALL)
    ],
    ("COM-08", GOOD, {"channel": Channel.IN_PERSON}, A, HIGH),
    ("COM-09", GOOD, {}, P, MEDIUM),
    ("COM-09", GOOD, {"second_adult_id": None}, F, MEDIUM),
    ("COM-09", GOOD, {"second_adult_id": 1}, F, MEDIUM),
    ("COM-09", GOOD, {"second_adult_told_at": None}, F, MEDIUM),
    ("COM-09", GOOD, {"second_adult_checked_at": SENT + 24 * HOUR}, P, MEDIUM),
    ("COM-09", GOOD, {"second_adult_checked_at": SENT + 25 * HOUR}, F, MEDIUM),
    ("COM-09", GOOD, {"second_adult_checked_at": None}, F, MEDIUM),
    ("COM-09", GOOD, {"second_adult_checked_at": None, "now": SENT + 23 * HOUR}, N, MEDIUM),
    ("COM-09", GOOD, {"channel": Channel.OPEN_PAGE, "second_adult_id": None}, A, MEDIUM),
    ("COM-09", GOOD, {"second_adult_checked_at": None, "now": SENT + 24 * HOUR}, N, MEDIUM),
    ("COM-09", GOOD, {"sent_at": None}, N, MEDIUM),
    ("COM-09", GOOD, {"is_second_adult_asked": False, "second_adult_id": None}, N, MEDIUM),
    ("COM-08", FROM_CHILD, {}, A, HIGH),
    ("COM-10", FROM_CHILD, {"purpose": ""}, A, MEDIUM),
    ("COM-10", GOOD, {}, P, MEDIUM),
    ("COM-10", GOOD, SOCIAL, F, MEDIUM),
    ("COM-10", GOOD, {"purpose": ""}, F, MEDIUM),
    ("COM-10", GOOD, {"purpose": "", "is_purpose_asked": False}, N, MEDIUM),
    ("COM-11", GOOD, {"social_before": 50}, A, MEDIUM),
    ("COM-11", GOOD, {**SOCIAL, "social_before": 4}, P, MEDIUM),
    ("COM-11", GOOD, {**SOCIAL, "social_before": 5}, F, MEDIUM),
    ("COM-11", GOOD, {"purpose": "", "social_before": 5}, F, MEDIUM),
    ("COM-11", GOOD, {**SOCIAL, "social_before": None}, N, MEDIUM),
    ("COM-11", GOOD, {**SOCIAL, "social_before": 2, "limits": Limits(social_most=2)}, F, MEDIUM),
    ("COM-12", GOOD, {}, P, LOW),
    ("COM-12", GOOD, {"local": dt.time(21, 0)}, F, LOW),
    ("COM-12", GOOD, {"local": dt.time(7, 59, 59)}, F, LOW),
    ("COM-12", GOOD, {"local": dt.time(23, 10), "quiet_before": 1}, F, MEDIUM),
    ("COM-12", GOOD, {"local": dt.time(23, 10), "purpose": Purpose.EMERGENCY}, P, LOW),
    ("COM-12", GOOD, {"local": None}, N, LOW),
    ("COM-12", GOOD, {"local": dt.time(8, 0)}, P, LOW),
    ("COM-12", GOOD, {"local": dt.time(1, 0), "limits": EARLY}, F, LOW),
    ("COM-12", GOOD, {"local": dt.time(6, 0), "limits": EARLY}, P, LOW),
    ("COM-12", GOOD, {"local": dt.time(8, 0), "limits": NEVER}, P, LOW),
    ("COM-12", FROM_CHILD, {"local": dt.time(23, 0)}, A, LOW),
    ("COM-13", GOOD, {}, P, HIGH),
    ("COM-13", GOOD, PRIVATE, F, HIGH),
    ("COM-13", FROM_CHILD, {}, A, HIGH),
    *[("COM-13", GOOD, {"channel": channel}, A, HIGH) for channel in (Channel.EMAIL, Channel.VOICE_CALL)],
    ("COM-14", GOOD, {}, A, MEDIUM),
    ("COM-14", GOOD, {"answers": Answered(Channel.ONE_TO_ONE, SENT)}, P, HIGH),
    ("COM-14", GOOD, {**PRIVATE, "answers": Answered(Channel.ONE_TO_ONE, SENT)}, F, HIGH),
    ("COM-14", FROM_CHILD, {"answered_by": (Answered(Channel.GROUP, SENT + HOUR),)}, P, MEDIUM),
    ("COM-14", FROM_CHILD, {"answered_by": (Answered(Channel.ONE_TO_ONE, SENT + HOUR),)}, F, HIGH),
    ("COM-14", FROM_CHILD, {"answered_by": (Answered(Channel.GROUP, SENT + 25 * HOUR),)}, F, MEDIUM),
    ("COM-14", FROM_CHILD, {}, F, MEDIUM),
    ("COM-14", FROM_CHILD, {"now": SENT + HOUR}, N, MEDIUM),
    ("COM-14", FROM_CHILD, {"answered_by": None}, N, MEDIUM),
    ("COM-14", FROM_CHILD, {"answered_by": (Answered(Channel.GROUP, SENT + 24 * HOUR),)}, P, MEDIUM),
    ("COM-14", FROM_CHILD, {"now": SENT + 24 * HOUR}, N, MEDIUM),
    ("COM-14", GOOD, {**PRIVATE, "answers": Answered(Channel.GROUP, SENT)}, A, MEDIUM),
    ("COM-14", GOOD, PRIVATE, A, MEDIUM),
    ("COM-14", FROM_CHILD, {"channel": Channel.GROUP}, A, MEDIUM),
    ("COM-15", GOOD, by_email(account=PERSONAL), A, CRITICAL),
    ("COM-16", FROM_CHILD, by_email(account=PERSONAL), A, CRITICAL),
    ("COM-15", GOOD, {}, P, CRITICAL),
    ("COM-15", GOOD, {"account": PERSONAL}, F, CRITICAL),
    ("COM-15", GOOD, {"account": replace(PERSONAL, kind=AccountKind.PERSONAL_PROFESSIONAL)}, F, CRITICAL),
    ("COM-15", GOOD, {"account": UNKNOWN}, F, CRITICAL),
    ("COM-15", GOOD, {"account": None}, F, CRITICAL),
    ("COM-15", GOOD, {"account": PERSONAL, "recipients": (GROWN_UP, NOBODY_KNOWS)}, N, CRITICAL),
    ("COM-15", GOOD, {"account": PERSONAL, "recipients": (GROWN_UP,)}, P, CRITICAL),
    ("COM-15", GOOD, {"account": PERSONAL, "recipients": ()}, N, CRITICAL),
    ("COM-15", FROM_CHILD, {"account": PERSONAL}, A, CRITICAL),
    ("COM-16", GOOD, {}, A, CRITICAL),
    ("COM-16", GOOD, by_email(account=PERSONAL), F, CRITICAL),
    ("COM-16", GOOD, {"channel": Channel.PHONE_TEXT, "account": PERSONAL}, F, CRITICAL),
    ("COM-16", GOOD, by_email(account=PERSONAL, recipients=(GROWN_UP,)), F, HIGH),
    ("COM-16", GOOD, by_email(account=PERSONAL, recipients=(NOBODY_KNOWS,)), F, CRITICAL),
    ("COM-16", GOOD, by_email(), P, CRITICAL),
    ("COM-16", GOOD, by_email(account=None), N, CRITICAL),
    ("COM-16", GOOD, by_email(account=UNKNOWN), N, CRITICAL),
    ("COM-17", GOOD, {}, A, MEDIUM),
    ("COM-17", FROM_CHILD, {"reported_to": ALL_TOLD}, P, MEDIUM),
    ("COM-17", FROM_CHILD, {"reported_to": (SENT, SENT, None)}, F, MEDIUM),
    ("COM-17", FROM_CHILD, {"reported_to": (SENT, SENT, SENT + 25 * HOUR)}, F, MEDIUM),
    ("COM-17", FROM_CHILD, {"reported_to": None, "now": SENT + HOUR}, N, MEDIUM),
    ("COM-17", FROM_CHILD, {"is_report_looked_for": False}, N, MEDIUM),
    ("COM-17", FROM_CHILD, {"channel": Channel.GROUP}, A, MEDIUM),
    ("COM-17", FROM_CHILD, {"sent_at": None}, N, MEDIUM),
    ("COM-17", FROM_CHILD, {"reported_to": (SENT + 24 * HOUR,) * 3}, P, MEDIUM),
    ("COM-17", FROM_CHILD, {"reported_to": None, "now": SENT + 24 * HOUR}, N, MEDIUM),
    ("COM-18", FROM_CHILD, {}, A, HIGH),
    ("COM-18", GOOD, {}, A, HIGH),
    ("COM-18", GOOD, {**PRIVATE, "is_authorised": True}, P, HIGH),
    ("COM-18", GOOD, PRIVATE, F, HIGH),
    ("COM-18", GOOD, {**PRIVATE, "is_authorised": None}, N, HIGH),
    ("COM-19", GOOD, {}, P, CRITICAL),
    ("COM-19", GOOD, {"account": PERSONAL}, P, CRITICAL),
    ("COM-19", GOOD, {"account": PERSONAL, "recipients": (replace(CHILD, is_victim_or_witness=True),)}, F, CRITICAL),
    ("COM-19", GOOD, {"account": PERSONAL, "recipients": (replace(CHILD, is_victim_or_witness=None),)}, N, CRITICAL),
    ("COM-19", GOOD, {"account": None, "recipients": (replace(CHILD, is_victim_or_witness=True),)}, N, CRITICAL),
    *[(rule, FROM_CHILD, {"account": PERSONAL, "recipients": (MET,)}, A, C) for rule, C in OWN],
    *[(rule, GOOD, {**IN_PERSON, "recipients": (MET,)}, A, C) for rule, C in OWN],
    *[(rule, GOOD, {"account": UNKNOWN, "recipients": (MET,)}, N, C) for rule, C in OWN],
    ("COM-20", GOOD, {"account": None}, N, CRITICAL),
    ("COM-20", GOOD, {}, P, CRITICAL),
    ("COM-20", GOOD, {"account": PERSONAL}, F, CRITICAL),
    ("COM-20", GOOD, {"account": PERSONAL, "recipients": (replace(GROWN_UP, is_met_through_work=True),)}, F, HIGH),
    ("COM-20", GOOD, {"account": PERSONAL, "recipients": (GROWN_UP,)}, P, HIGH),
    ("COM-20", GOOD, {"account": PERSONAL, "recipients": (NOBODY_KNOWS,)}, N, HIGH),
    ("COM-21", GOOD, {}, P, CRITICAL),
    ("COM-21", GOOD, {"account": expired()}, F, CRITICAL),
    ("COM-21", GOOD, {"account": PERSONAL}, F, CRITICAL),
    ("COM-21", GOOD, {"account": None}, F, CRITICAL),
    ("COM-21", GOOD, {"account": PERSONAL, "recipients": (NOBODY_KNOWS,)}, N, CRITICAL),
    ("COM-21", GOOD, {"account": PERSONAL, "recipients": (GROWN_UP,)}, P, CRITICAL),
    ("COM-21", GOOD, {"account": replace(OFFICIAL, is_approved=None)}, N, CRITICAL),
    ("COM-21", GOOD, by_email(account=PERSONAL), A, CRITICAL),
    ("COM-21", FROM_CHILD, {"account": PERSONAL}, A, CRITICAL),
    ("COM-22", GOOD, {}, P, MEDIUM),
    ("COM-22", GOOD, {"has_acknowledged": False}, F, MEDIUM),
    ("COM-22", GOOD, {"has_acknowledged": None}, N, MEDIUM),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "base", "change", "outcome", "severity"), VECTORS)
def test_a_rule_says_what_the_guidelines_say(
    rule: str, base: Contact, change: dict[str, Any], outcome: Outcome, severity: Severity
) -> None:
    said = guidelines.judge(replace(base, **change))[rule]

    assert (said.outcome, said.severity) == (outcome, severity), said.reason
    assert said.reason.endswith(".")


@pytest.mark.parametrize("rule", ["COM-03", "COM-04"])
def test_a_rule_that_cannot_tell_says_what_is_missing(rule: str) -> None:
    nobody = replace(OFFICIAL, sender_has_access=None, has_any_access=None)
    reasons = [guidelines.judge(replace(GOOD, account=account))[rule].reason for account in (None, nobody)]

    assert reasons[0] == "Which account was used is not known."
    assert reasons[1].startswith("Who ")


def request(action: str, target: str = TargetKind.YOUNG_PERSON, checked: dt.datetime | None = None) -> Request:
    return Request(action, target, OFFICIAL, SENT, checked)


@pytest.mark.parametrize(
    ("rule", "asked", "outcome", "severity"),
    [
        *[("COM-05", request(action), F, HIGH) for action in ("friend", "connect", "follow")],
        ("COM-05", request(RequestAction.ACCEPT), A, HIGH),
        ("COM-05", request(RequestAction.FOLLOW, TargetKind.OTHER), P, HIGH),
        ("COM-06", request(RequestAction.ACCEPT), F, MEDIUM),
        ("COM-06", request(RequestAction.ACCEPT, checked=SENT - HOUR), P, MEDIUM),
        ("COM-06", request(RequestAction.ACCEPT, checked=SENT + HOUR), F, MEDIUM),
        ("COM-06", request(RequestAction.ACCEPT, checked=SENT), P, MEDIUM),
        ("COM-06", request(RequestAction.FRIEND), A, MEDIUM),
        ("COM-07", request(RequestAction.FOLLOW, TargetKind.STAFF_OWN), F, MEDIUM),
        ("COM-07", request(RequestAction.ACCEPT, TargetKind.STAFF_FAMILY_OR_FRIEND), F, MEDIUM),
        ("COM-07", request(RequestAction.UNFOLLOW, TargetKind.STAFF_OWN), A, MEDIUM),
        ("COM-07", request(RequestAction.FOLLOW, TargetKind.OTHER), P, MEDIUM),
        # What messages tell of: an adult follows a young person. Neither rule is about that, and neither passes.
        ("COM-06", request(RequestAction.FOLLOW), A, MEDIUM),
        ("COM-07", request(RequestAction.FOLLOW), A, MEDIUM),
    ],
)
def test_a_rule_about_requests(rule: str, asked: Request, outcome: Outcome, severity: Severity) -> None:
    said = guidelines.judge_request(asked)[rule]

    assert (said.outcome, said.severity) == (outcome, severity), said.reason


def test_each_of_the_twenty_two_stands_in_the_catalogue_and_has_a_rule() -> None:
    wanted = [f"COM-{number:02}" for number in range(1, 23)]

    assert sorted([*guidelines.OF_A_CONTACT, *guidelines.OF_A_REQUEST]) == wanted
    assert [one.name for one in catalogue.RULES] == wanted
    assert {one.name for one in catalogue.RULES if one.is_absolute} == guidelines.ABSOLUTE


def test_each_rule_about_contacts_was_seen_to_pass_and_to_fail_and_most_to_say_they_cannot_tell() -> None:
    seen = {(rule, outcome) for rule, _, _, outcome, _ in VECTORS}
    never_in_doubt = {"COM-08", "COM-13"}

    assert {(rule, outcome) for rule in guidelines.OF_A_CONTACT for outcome in (P, F)} <= seen
    assert {rule for rule in guidelines.OF_A_CONTACT if (rule, N) not in seen} == never_in_doubt


#: A message as an export has it: what it was for, who else saw it and what was reported is not in it.
MESSAGE = replace(
    GOOD, is_scheme_business=None, is_purpose_asked=False, is_second_adult_asked=False, is_report_looked_for=False,
    purpose="", social_before=None, is_authorised=None,
)  # fmt: skip
TEXT, PRIVATELY = {"channel": Channel.PHONE_TEXT, "account": PERSONAL}, {**PRIVATE, "account": PERSONAL}


@pytest.mark.parametrize(
    ("rule", "change", "outcome"),
    [
        ("COM-09", PRIVATELY, A),
        ("COM-09", {}, N),
        ("COM-13", TEXT, A),
        ("COM-15", TEXT, A),
        ("COM-16", PRIVATELY, A),
        ("COM-16", TEXT, F),
        ("COM-16", {**TEXT, "account": OFFICIAL}, P),
        ("COM-16", {**TEXT, "account": UNKNOWN}, N),
        ("COM-16", {**TEXT, "direction": Direction.CHILD_TO_ADULT}, A),
        ("COM-17", {**PRIVATE, "direction": Direction.CHILD_TO_ADULT}, N),
        ("COM-18", PRIVATELY, N),
    ],
)
def test_what_a_rule_says_of_a_message(rule: str, change: dict[str, Any], outcome: Outcome) -> None:
    said = guidelines.judge(replace(MESSAGE, **change))[rule]

    assert said.outcome == outcome, said.reason


def test_two_rules_about_the_account_of_one_message_speak_of_the_same_account() -> None:
    for account, words in ((PERSONAL, "a personal account"), (UNKNOWN, "an unknown account")):
        said = guidelines.judge(replace(MESSAGE, **PRIVATE, account=account))
        assert words in said["COM-01"].reason
        assert words in said["COM-15"].reason


def test_no_rule_fails_a_good_contact_and_what_is_about_something_else_says_so() -> None:
    said = guidelines.judge(GOOD)

    assert {name for name, one in said.items() if one.outcome == A} == {
        "COM-11", "COM-14", "COM-16", "COM-17", "COM-18",
    }  # fmt: skip
    assert {one.outcome for one in said.values()} == {P, A}


def test_nothing_passes_because_nothing_is_known() -> None:
    """A private message of which nothing else is known: no rule that needs more takes that for a yes."""
    bare = Contact(None, Direction.ADULT_TO_CHILD, Channel.ONE_TO_ONE, None, (), None, None, SENT, purpose="")

    assert not [name for name, one in guidelines.judge(bare).items() if one.outcome == P]


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        # In winter the clock shows UTC, in summer an hour more: the same instant of the day falls on both sides.
        (dt.datetime(2026, 1, 12, 20, 30, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 7, 13, 20, 30, tzinfo=dt.UTC), True),
        # The clocks go forward on 29 March 2026 at 01:00 UTC, and back on 25 October.
        (dt.datetime(2026, 3, 28, 7, 30, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 3, 29, 7, 30, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 10, 24, 7, 30, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 10, 25, 7, 30, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), True),
    ],
)
def test_quiet_hours_are_those_of_the_clocks_of_england_and_wales(moment: dt.datetime, quiet: bool) -> None:
    assert in_quiet_hours(local_time(moment), Limits()) is quiet


@pytest.mark.parametrize(
    ("start", "end", "local", "quiet"),
    [
        (21, 8, dt.time(20, 59, 59), False),
        (21, 8, dt.time(21, 0), True),
        (21, 8, dt.time(0, 0), True),
        (21, 8, dt.time(8, 0), False),
        (1, 6, dt.time(0, 59), False),
        (1, 6, dt.time(1, 0), True),
        (1, 6, dt.time(6, 0), False),
        (8, 8, dt.time(8, 0), False),
    ],
)
def test_quiet_hours_may_run_over_midnight_and_need_not(start: int, end: int, local: dt.time, quiet: bool) -> None:
    assert in_quiet_hours(local, Limits(quiet_from=dt.time(start), quiet_until=dt.time(end))) is quiet


@pytest.mark.parametrize("rule", ["COM-02", "COM-03"])
def test_nothing_that_follows_of_a_personal_account_speaks_of_approving_it(rule: str) -> None:
    own = AccountFacts(2, AccountKind.PERSONAL_INDIVIDUAL, False, sender_has_access=False, has_any_access=False)
    said = guidelines.OF_A_CONTACT[rule](replace(GOOD, account=own))
    assert said.outcome == Outcome.FAILED
    assert "never approved" in said.reason
    assert "until it is approved" not in Said(catalogue.BY_NAME[rule], said.outcome, said.severity, said.reason).follows
    expires = guidelines.OF_A_CONTACT["COM-02"](replace(GOOD, account=expired()))
    assert catalogue.INSTEAD.get(expires.reason) is None

"""What no rank, purpose or scheme lifts: volunteers and unofficial schemes are held to it as officers are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from safeguarding.communications.choices import (
    AccountKind,
    AccountStatus,
    Channel,
    Direction,
    Outcome,
    Purpose,
    Severity,
)
from safeguarding.communications.models import Account
from safeguarding.communications.services import contacts
from safeguarding.communications.services.contacts import NewContact, Reached
from safeguarding.core import clock
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Placement
from safeguarding.schemes.choices import SchemeKind
from tests.cast import Cast, staff
from tests.factories.accounts import an_account, an_approved_account
from tests.factories.schemes import tolerated

pytestmark = pytest.mark.django_db
#: Of each rule, a contact that it forbids whoever sends it.
FORBIDDEN: dict[str, dict[str, Any]] = {
    "COM-15": {"channel": Channel.ONE_TO_ONE},
    "COM-16": {"channel": Channel.PHONE_TEXT},
    "COM-19": {"channel": Channel.GROUP_MESSAGE},
    "COM-20": {"channel": Channel.ONE_TO_ONE},
    "COM-21": {"channel": Channel.GROUP_MESSAGE},
}
SENDERS = (PersonType.VOLUNTEER, PersonType.POLICE_OFFICER)


@pytest.fixture
def it(cast: Cast) -> SimpleNamespace:
    scheme = tolerated(cast)
    assert scheme.kind == SchemeKind.UNOFFICIAL
    today = clock.today()
    Placement.objects.create(person=cast.people["ann"], scheme=scheme, role=PlacementRole.YOUNG_PERSON, starts_on=today)
    return SimpleNamespace(cast=cast, scheme=scheme, ann=cast.people["ann"])


def said(it: SimpleNamespace, rule: str, person_type: str, account: Account | None, **more: Any) -> Any:
    sender = staff(it.cast, "Vic", "Vernon", person_type)
    Placement.objects.create(person=sender, scheme=it.scheme, role=PlacementRole.LEADER, starts_on=clock.today())
    new: dict[str, Any] = {
        "sender": sender, "direction": Direction.ADULT_TO_CHILD, "sent_at": clock.now(), "account": account,
        "scheme": it.scheme, "purpose": Purpose.WELFARE,
        "recipients": (Reached(it.ann, is_victim_or_witness=True),), **FORBIDDEN[rule],
    }  # fmt: skip
    return contacts.check(NewContact(**{**new, **more}), by=it.cast.lena)[rule]


def own_account(it: SimpleNamespace, kind: str) -> Account:
    vic = staff(it.cast, "Vic", "Owner", PersonType.VOLUNTEER)
    return an_account(it.cast.cora, "@vic", person=vic, kind=kind, status=AccountStatus.KNOWN)


@pytest.mark.parametrize("kind", [AccountKind.PERSONAL_INDIVIDUAL, AccountKind.PERSONAL_PROFESSIONAL])
@pytest.mark.parametrize("person_type", SENDERS)
@pytest.mark.parametrize("rule", sorted(FORBIDDEN))
def test_a_personal_account_is_forbidden_to_everybody_in_every_scheme(
    it: SimpleNamespace, rule: str, person_type: str, kind: str
) -> None:
    found = said(it, rule, person_type, own_account(it, kind))
    assert (found.outcome, found.severity) == (Outcome.FAILED, Severity.CRITICAL)


@pytest.mark.parametrize("rule", ["COM-15", "COM-21"])
def test_an_account_that_nobody_put_on_the_register_is_no_way_round(it: SimpleNamespace, rule: str) -> None:
    assert said(it, rule, PersonType.VOLUNTEER, None).outcome == Outcome.FAILED


@pytest.mark.parametrize("rule", ["COM-16", "COM-19", "COM-20"])
def test_without_an_account_it_is_not_passed_but_cannot_be_told(it: SimpleNamespace, rule: str) -> None:
    assert said(it, rule, PersonType.VOLUNTEER, None).outcome == Outcome.NOT_EVALUABLE


@pytest.mark.parametrize("rule", sorted(FORBIDDEN))
def test_over_an_approved_account_the_bans_do_not_speak(it: SimpleNamespace, rule: str) -> None:
    approved = an_approved_account(it.cast.cora, "@unit", scheme=it.scheme)
    assert said(it, rule, PersonType.VOLUNTEER, approved).outcome == Outcome.PASSED

"""The register of accounts in the browser: added, approved, given to people, suspended, revoked, requests logged."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.communications.choices import AccountKind, AccountStatus
from safeguarding.communications.models import Account, AccountAccess, AccountRequest
from safeguarding.communications.services.requests import NewRequest, log_request
from safeguarding.core import clock
from tests.cast import Cast
from tests.factories.accounts import an_account, an_approved_account, platform
from tests.factories.contacts import a_world, hours, moment
from tests.factories.schemes import tolerated

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def cora(cast: Cast) -> Client:
    return signed_in(cast.cora)


def text(response: Any) -> str:
    return str(response.content.decode())


def page(name: str, *numbers: int) -> str:
    return reverse(f"communications:{name}", args=numbers)


def on(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}-{part}": getattr(day, part) for part in ("day", "month", "year")}


def test_an_account_is_added_approved_and_stands_on_the_list(cast: Cast, cora: Client) -> None:
    scheme = tolerated(cast)
    sent = {
        "platform": platform().pk, "handle": "@oak_unit", "kind": "official_cadet", "whose": "scheme",
        "scheme": scheme.pk, "purpose": "News of the unit",
    }  # fmt: skip
    answer = cora.post(page("account_add"), sent)
    account = Account.objects.get()
    assert answer["Location"] == account.get_absolute_url()
    assert "It may not be used before it is approved" in text(cora.get(account.get_absolute_url()))
    again = cora.post(page("account_add"), {**sent, "handle": "https://instagram.com/OAK_unit"}, follow=True)
    assert "on the register already" in text(again)

    far = {"version": account.version, **on("until", clock.today() + dt.timedelta(days=800))}
    assert "Somebody else who keeps the register approves it" in text(cora.get(account.get_absolute_url()))
    assert cora.post(page("account_approve", account.pk), far).status_code == 403
    mona = signed_in(cast.mona)
    refused = mona.post(page("account_approve", account.pk), far)
    assert refused.status_code == 422
    assert "An account is approved for a year at most" in text(refused)
    fine = {"version": account.version, **on("until", clock.today() + dt.timedelta(days=90))}
    assert mona.post(page("account_approve", account.pk), fine).status_code == 302
    assert "Approved until" in text(cora.get(account.get_absolute_url()))
    late = text(cora.get(page("account_list") + "?late=on"))
    assert "@oak_unit" in late
    assert "Nobody named" in late


def test_what_is_missing_is_said_beside_it_and_what_was_typed_stays(cora: Client) -> None:
    answer = cora.post(page("account_add"), {"handle": "@typed_with_care", "whose": "scheme"})
    assert answer.status_code == 422
    for words in ("Select a platform", "Select what kind of account it is", "Select a scheme", "@typed_with_care"):
        assert words in text(answer)


@pytest.mark.parametrize(("act", "status"), [("suspend", AccountStatus.SUSPENDED), ("revoke", AccountStatus.REVOKED)])
def test_it_is_taken_out_of_use_with_a_reason_and_once(cast: Cast, cora: Client, act: str, status: str) -> None:
    account = an_approved_account(cast.cora, scheme=tolerated(cast))
    address = page(f"account_{act}", account.pk)
    assert "@oak_unit on Instagram" in text(cora.get(address))
    empty = cora.post(address, {"version": account.version, "reason": ""})
    assert empty.status_code == 422
    assert "Enter the reason" in text(empty)
    sent = {
        "version": account.version, "reason": "The unit has closed", "proof": "Two of us changed them together",
        **on("changed_on", clock.today()),
    }  # fmt: skip
    assert cora.post(address, sent).status_code == 302
    account.refresh_from_db()
    assert account.status == status
    assert "The unit has closed" in text(cora.get(account.get_absolute_url()))
    # Pressed twice, or sent again after going back: it is told, and nothing is done a second time.
    again = cora.post(address, sent)
    assert again.status_code in (409, 412)
    assert "The unit has closed" in text(again)


def test_revoking_asks_for_proof_and_ends_everybodys_access(cast: Cast, cora: Client) -> None:
    account = an_approved_account(cast.cora, scheme=tolerated(cast))
    access = AccountAccess.objects.create(account=account, person=cast.people["brian"], given_by=cast.cora)
    sent = {"version": account.version, "reason": "Closed", "proof": ""}
    answer = cora.post(page("account_revoke", account.pk), sent)
    assert answer.status_code == 422
    assert "Enter how you know" in text(answer)
    cora.post(page("account_revoke", account.pk), {**sent, "proof": "Seen", **on("changed_on", clock.today())})
    access.refresh_from_db()
    assert access.ended_at is not None


def test_access_is_given_and_ended_and_the_passwords_are_asked_for(cast: Cast, cora: Client) -> None:
    account = an_account(cast.cora, "@force", kind=AccountKind.OFFICIAL_FORCE, person=cast.people["bella"])
    gave = cora.post(page("access_give", account.pk), {"adult": "Carl Cooper"})
    assert gave.status_code == 302
    access = AccountAccess.objects.get()
    sent = {"version": access.version, "because": "He has moved"}
    assert cora.post(page("access_end", account.pk, access.pk), sent).status_code == 302
    shown = text(cora.get(account.get_absolute_url()))
    assert "He has moved" in shown
    assert "The passwords were changed" in shown
    assert cora.post(page("access_end", account.pk, access.pk), sent).status_code == 404


def test_a_request_names_a_young_person_on_record_and_is_judged_before_it_is_logged(cast: Cast) -> None:
    it = a_world(cast)
    brian = signed_in(cast.brian)
    sent = {
        "action": "accept", "target_kind": "young_person", "target_person": "Ann Archer", "target_handle": "ann.runs",
        "made_by": cast.people["brian"].pk, **moment("made_at", clock.now() - hours(2)),
    }  # fmt: skip
    address = page("request_add", it.official.pk)
    looked = brian.post(address, sent)
    assert "COM-06: against the guidelines" in text(looked)
    assert not AccountRequest.objects.exists()

    checked = {"checked_by": cast.people["brian"].pk, "check_method": "Looked at the picture"}
    himself = {**sent, **checked, **moment("checked_at", clock.now() - hours(3))}
    refused = brian.post(address, himself)
    assert refused.status_code == 422
    assert "Somebody else than who used the account" in text(refused)
    assert "Looked at the picture" in text(refused)

    key = {**sent, "once": "the-key-of-a-page", "do": "1"}
    assert brian.post(address, key)["Location"] == brian.post(address, key)["Location"]
    one = AccountRequest.objects.get()
    assert one.target_person == cast.people["ann"]
    shown = page("request", it.official.pk, one.pk)
    assert "Ann Archer" in text(brian.get(shown))
    # Who had no part in it says first why they look; who may not see her is not told who she is.
    coordinator = signed_in(cast.cora)
    assert coordinator.get(shown)["Location"] == page("purpose")
    assert coordinator.post(page("purpose"), {"purpose": "supervision"})["Location"] == shown
    assert "Ann Archer" not in text(coordinator.get(shown))


def test_the_page_says_where_else_a_handle_stands_however_it_was_written(cast: Cast, cora: Client) -> None:
    it = a_world(cast)
    twin = an_account(cast.cora, "brian.own", on="instagram", status=AccountStatus.KNOWN, kind="unknown")
    held = an_approved_account(cast.cora, "@unit_snaps", on="snapchat")
    asked = log_request(
        held,
        NewRequest("follow", "staff_own", made_by=cast.people["bella"], made_at=clock.now(), target_handle="Brian.Own"),
        by=cast.cora,
    )  # fmt: skip
    shown = text(cora.get(it.personal.get_absolute_url()))
    assert twin.get_absolute_url() in shown
    assert page("request", held.pk, asked.pk) in shown
    assert page("request", held.pk, asked.pk) not in text(signed_in(cast.brian).get(it.personal.get_absolute_url()))


def test_failed_requests_are_listed_for_who_sees_the_account_and_the_rule_leads_there(cast: Cast, cora: Client) -> None:
    account = an_approved_account(cast.cora, scheme=tolerated(cast))
    sent = NewRequest(
        "follow", "young_person", made_by=cast.people["bella"], made_at=clock.now(), target_handle="a.cadet"
    )  # fmt: skip
    asked = log_request(account, sent, by=cast.cora)
    link = f"{page('request_list')}?rule=COM-05&scheme={account.scheme_id}"
    for address in (page("rules"), reverse("communications:rule", args=["COM-05"])):
        assert link.replace("&", "&amp;") in text(cora.get(address))
        assert link.replace("&", "&amp;") not in text(signed_in(cast.wes).get(address))
    assert page("request", account.pk, asked.pk) in text(cora.get(link))
    assert page("request", account.pk, asked.pk) not in text(cora.get(link.replace("COM-05", "COM-06")))
    assert page("request", account.pk, asked.pk) not in text(signed_in(cast.wes).get(page("request_list")))
    assert reverse("communications:rule", args=["COM-05"]) in text(cora.get(page("rules")))
    assert cora.get(reverse("communications:rule", args=["COM-99"])).status_code == 404

"""Accounts, contacts, leave, reports and numbers through the API: the same rules as the pages."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.communications.models import Account, ContactAuthorisation, ContactEvent, ContactReport
from safeguarding.core import clock
from safeguarding.notices.models import Notice
from safeguarding.risk.models import RiskRegisterEntry
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories.accounts import an_account
from tests.factories.contacts import a_world, hours, planned

pytestmark = pytest.mark.django_db
ACCOUNTS, CONTACTS, LEAVE, REPORTS, NUMBERS = (
    f"/api/v1/{name}/" for name in ("accounts", "contacts", "contact-authorisations", "contact-reports", "thresholds")
)
WHY = "?purpose=supervision"


@pytest.fixture
def it(cast: Cast) -> SimpleNamespace:
    return a_world(cast)


def send(client: APIClient, address: str, sent: dict[str, Any] | None = None, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return client.post(address, sent or {}, format="json", headers=headers)


def said(answer: Any, rule: str) -> str:
    return str(next(one["outcome"] for one in answer if one["rule"] == rule))


def a_message(it: SimpleNamespace, **more: Any) -> dict[str, Any]:
    return {
        "sender": it.people["brian"].pk, "direction": "adult_to_child", "channel": "group_message", "purpose": "event",
        "is_planned": True, "sent_at": (clock.now() + hours(3)).isoformat(), "account": it.official.pk,
        "second_adult": it.people["bella"].pk, "recipients": [{"person": it.people["ann"].pk}], **more,
    }  # fmt: skip


def test_a_plan_from_what_the_rules_say_to_where_it_took_place(it: SimpleNamespace, caller: Caller) -> None:
    brian = caller(it.cast.brian)
    own = a_message(it, account=None, account_kind="personal_individual")
    checked = send(brian, f"{CONTACTS}check/", own)
    assert (checked.status_code, said(checked.data, "COM-15")) == (200, "failed")
    assert not ContactEvent.objects.exists()
    key, message = {"Idempotency-Key": "one"}, a_message(it)
    made, again = (brian.post(CONTACTS, message, format="json", headers=key) for _ in range(2))
    assert (made.status_code, again.status_code, ContactEvent.objects.count()) == (201, 201, 1)
    at, version = f"{CONTACTS}{made.data['id']}/", made.data["version"]
    change = {"purpose_text": "Bring boots"}
    assert brian.patch(at, change, format="json").status_code == 428
    now = brian.patch(at, change, format="json", headers={"If-Match": f'"v{version}"'})
    assert (now.status_code, now.data["purpose_text"]) == (200, "Bring boots")
    stale = send(brian, f"{at}sent/", {"sent_at": clock.now().isoformat()}, version)
    assert (stale.status_code, ContactEvent.objects.get().status) == (412, "planned")
    sent = send(brian, f"{at}sent/", {"sent_at": clock.now().isoformat()}, now.data["version"])
    assert (sent.status_code, sent.data["status"]) == (200, "happened")
    # What took place is not withdrawn.
    assert send(brian, f"{at}withdraw/", {"reason": "No"}, sent.data["version"]).status_code == 409


def test_who_has_no_part_in_it_and_another_force_do_nothing_with_a_plan(it: SimpleNamespace, caller: Caller) -> None:
    plan = planned(it)
    at = f"{CONTACTS}{plan.pk}/"
    for who in ("wes", "nora"):
        assert send(caller(getattr(it.cast, who)), f"{at}withdraw/", {"reason": "No"}, plan.version).status_code == 404
    brian = caller(it.cast.brian)
    # That it was looked at is for the second adult to say.
    assert send(brian, f"{at}looked/").status_code == 403
    bella = caller(it.cast.bella)
    assert send(bella, f"{at}looked/").status_code == 428
    assert send(bella, f"{at}looked/", version=plan.version + 1).status_code == 412
    assert ContactEvent.objects.get().second_adult_checked_at is None
    plan.version = send(bella, f"{at}looked/", version=plan.version).data["version"]
    assert brian.get(at).status_code == 422  # not without a purpose
    assert brian.get(at + WHY).data["status"] == "planned"
    assert send(brian, f"{at}withdraw/", {"reason": "It rains"}, plan.version).data["status"] == "withdrawn"


def test_leave_is_asked_answered_by_another_ended_and_withdrawn(it: SimpleNamespace, caller: Caller) -> None:
    brian, lena = caller(it.cast.brian), caller(it.cast.lena)
    today = clock.today()
    new = {
        "adult": it.people["brian"].pk, "young_person": it.people["ann"].pk, "account": it.official.pk,
        "channel": "email", "reason": "The form", "valid_from": f"{today}", "valid_until": f"{today}",
    }  # fmt: skip
    personal = send(brian, LEAVE, {**new, "account": it.personal.pk})
    assert (personal.status_code, list(personal.json()["errors"])) == (422, ["account"])
    at = f"{LEAVE}{send(brian, LEAVE, new).data['id']}/"
    reason = {"reason": "Once"}
    assert send(brian, f"{at}approve/", reason, 1).status_code == 403
    assert send(caller(it.cast.wes), f"{at}approve/", reason, 1).status_code == 404
    assert send(lena, f"{at}withdraw/", reason, 1).status_code == 403
    given = send(lena, f"{at}approve/", reason, 1)
    assert (given.status_code, given.data["status"]) == (200, "approved")
    assert send(brian, f"{at}withdraw/", reason, given.data["version"]).status_code == 409
    ended = send(brian, f"{at}end/", reason, given.data["version"])
    assert (ended.status_code, ended.data["status"]) == (200, "ended")
    meeting = send(brian, LEAVE, {**new, "account": None, "channel": "in_person"})
    assert (meeting.status_code, meeting.data["account"]) == (201, None)
    taken = send(brian, f"{LEAVE}{meeting.data['id']}/withdraw/", reason, 1)
    assert (taken.status_code, taken.data["status"]) == (200, "withdrawn")
    assert ContactAuthorisation.objects.filter(decided_by=it.cast.brian).count() == 0


def test_a_report_tells_everybody_once_and_not_whom_it_is_about(it: SimpleNamespace, caller: Caller) -> None:
    nora = caller(it.cast.nora)
    new = {
        "adult": it.people["brian"].pk, "description": "A cadet", "platform": it.official.platform_id, "what": "Hello",
        "channel": "one_to_one_dm", "happened_at": (clock.now() - hours(1)).isoformat(),
    }  # fmt: skip
    key = {"Idempotency-Key": "one"}
    made, again = (nora.post(REPORTS, new, format="json", headers=key) for _ in range(2))
    assert (made.status_code, again.data["id"]) == (201, made.data["id"])
    assert (ContactReport.objects.count(), RiskRegisterEntry.objects.count()) == (1, 1)
    assert it.cast.cora.pk in Notice.objects.filter(subject_type="contactreport").values_list("recipient", flat=True)
    at = f"{REPORTS}{made.data['id']}/{WHY}"
    assert nora.get(at).status_code == 200
    for who in ("brian", "wes"):
        assert caller(getattr(it.cast, who)).get(at).status_code == 404


def test_an_account_is_approved_by_another_and_on_what_they_saw(it: SimpleNamespace, caller: Caller) -> None:
    cora, mona = caller(it.cast.cora), caller(it.cast.mona)
    waits = an_account(it.cast.cora, "@new_unit", scheme=it.scheme)
    at, until = f"{ACCOUNTS}{waits.pk}/", {"until": f"{clock.today() + dt.timedelta(days=90)}"}
    assert cora.get(at).data["proposed_by"] == it.cast.cora.pk
    assert send(cora, f"{at}approve/", until, waits.version).status_code == 403
    assert send(caller(it.cast.wes), f"{at}approve/", until, waits.version).status_code == 404
    assert send(mona, f"{at}approve/", until).status_code == 428
    assert send(mona, f"{at}approve/", until, waits.version + 1).status_code == 412
    assert Account.objects.get(pk=waits.pk).approved_by is None
    given = send(mona, f"{at}approve/", until, waits.version)
    assert (given.status_code, given.data["status"]) == (200, "approved")
    assert send(cora, f"{at}renew/", until, given.data["version"]).status_code == 403


def test_a_number_is_set_once_for_a_day_and_a_rule_is_told_over_time(it: SimpleNamespace, caller: Caller) -> None:
    cora = caller(it.cast.cora)
    new = {"name": "check_hours", "value": "12", "since": f"{clock.today()}", "reason": "After the review"}
    assert send(caller(it.cast.lena), NUMBERS, new).status_code == 403
    assert send(cora, NUMBERS, {**new, "value": "soon"}).status_code == 422
    assert [send(cora, NUMBERS, new).status_code for _ in range(2)] == [201, 409]
    assert [row["value"] for row in cora.get(NUMBERS).data] == ["12"]
    assert caller(it.cast.wes).get(NUMBERS).data == []
    planned(it, channel="one_to_one_dm", scheme=it.scheme, is_planned=False, in_hours=-1)
    told = cora.get("/api/v1/communication-rules/COM-13/").data
    assert (told["failed"], told["where"][0]["scheme"], told["months"][0]["count"]) == (1, it.scheme.pk, 1)
    assert caller(it.cast.wes).get("/api/v1/communication-rules/COM-13/").data["failed"] == 0
    assert cora.get("/api/v1/communication-rules/COM-99/").status_code == 404

"""Sessions for programs: the same services, the same refusals."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from safeguarding.activities.models import Attendance, Session
from safeguarding.core import clock
from safeguarding.schemes.choices import ConditionKind
from tests.cast import Cast
from tests.factories.schemes import condition
from tests.factories.sessions import Group, a_group, a_session, details

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/sessions/"


@pytest.fixture
def group(cast: Cast) -> Group:
    return a_group(cast, condition(ConditionKind.NO_OFFSITE, text="No trips"))


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, address: str, body: Any = None, **headers: str) -> Any:
    return client.post(address, body or {}, content_type="application/json", headers=headers)


def body(group: Group, **given: Any) -> dict[str, Any]:
    plan = details(days=3)
    return {
        "scheme": group.scheme.pk, "kind": plan.kind, "title": plan.title, "starts_at": plan.starts_at.isoformat(),
        "ends_at": plan.ends_at.isoformat(), **given,
    }  # fmt: skip


def test_a_session_is_planned_and_one_that_may_not_be_is_refused_with_the_reason(cast: Cast, group: Group) -> None:
    pat = signed_in(cast.pat)
    made = post(pat, ADDRESS, body(group))
    assert made.status_code == 201
    assert made["Location"].endswith(f"{ADDRESS}{made.json()['id']}/")
    refused = post(pat, ADDRESS, body(group, kind="offsite"))
    assert refused.status_code == 422
    assert "No trips" in refused.content.decode()
    assert Session.objects.count() == 1


def test_marks_are_kept_once_however_often_they_are_sent(cast: Cast, group: Group) -> None:
    session = a_session(cast, group)
    marks = [
        {"id": str(uuid.uuid4()), "person": child.pk, "mark": "present", "at": clock.now().isoformat()}
        for child in group.young
    ]
    for _ in range(2):
        answer = post(signed_in(cast.pat), f"{ADDRESS}{session.pk}/marks/", {"marks": marks})
        assert [one["outcome"] for one in answer.json()["results"]] == ["kept"] * 3
    assert Attendance.objects.count() == 3
    other = [{**marks[0], "id": str(uuid.uuid4()), "mark": "absent"}]
    answer = post(signed_in(cast.pat), f"{ADDRESS}{session.pk}/marks/", {"marks": other})
    assert answer.json()["results"][0]["outcome"] == "contradicts"
    assert post(signed_in(cast.cora), f"{ADDRESS}{session.pk}/marks/", {"marks": marks}).status_code == 403
    assert post(signed_in(cast.brian), f"{ADDRESS}{session.pk}/marks/", {"marks": marks}).status_code == 404


def test_the_ratio_says_what_is_needed_and_what_is_there(cast: Cast, group: Group) -> None:
    answer = signed_in(cast.cora).get(f"{ADDRESS}{a_session(cast, group, days=3).pk}/ratio/").json()
    assert (answer["adults_needed"], answer["counted"], answer["is_met"], answer["children"]) == (2, 0, False, 3)


def test_a_trip_is_asked_for_approved_by_another_and_not_confirmed_while_something_is_missing(cast: Cast) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    trip = a_session(cast, group, days=9, kind="offsite")
    pat, address = signed_in(cast.pat), f"{ADDRESS}{trip.pk}/"
    assert post(pat, f"{address}ask/").status_code == 428
    assert post(pat, f"{address}ask/", **{"If-Match": '"v1"'}).json()["status"] == "asked"
    decision = {"verdict": "approved", "reason": "Sound"}
    assert post(pat, f"{address}decide/", decision, **{"If-Match": '"v2"'}).status_code == 403
    approved = post(signed_in(cast.cora), f"{address}decide/", decision, **{"If-Match": '"v2"'})
    assert approved.json()["status"] == "approved"
    refused = post(pat, f"{address}confirm/", **{"If-Match": approved["ETag"]})
    assert refused.status_code == 422
    assert "risk assessment" in refused.content.decode()

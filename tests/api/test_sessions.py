"""Sessions for programs: the same services, the same refusals."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from safeguarding.activities.models import Attendance, Session
from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.core import clock
from safeguarding.risk.models import RiskAssessment
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


def test_a_session_runs_from_its_adults_to_its_end_as_on_the_pages(cast: Cast) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    session = a_session(cast, group)
    pat, address = signed_in(cast.pat), f"{ADDRESS}{session.pk}/"
    adults = [{"part": "led", "person": group.pat.pk}, {"part": "helped", "person": group.helper.pk}]
    assert post(pat, f"{address}adults/", {"adults": adults}).status_code == 428
    planned = post(pat, f"{address}adults/", {"adults": adults}, **{"If-Match": '"v1"'})
    assert planned.status_code == 200
    there = pat.get(f"{address}adults/").json()["adults"]
    assert [(one["person"], one["counts"]) for one in there] == [(group.pat.pk, True), (group.helper.pk, True)]
    stranger = [{"part": "led", "person": group.young[0].pk}]
    refused = post(pat, f"{address}adults/", {"adults": stranger}, **{"If-Match": planned["ETag"]})
    assert refused.status_code == 422
    guest = {"adults": [*adults, {"part": "teacher", "name": "Ms Turner"}], "notes": "Knots"}
    held = post(pat, f"{address}hold/", guest, **{"If-Match": planned["ETag"]})
    assert held.json()["status"] == "held"
    early = post(pat, f"{address}close/", {"is_compliant": True}, **{"If-Match": held["ETag"]})
    assert "3 of the register are not marked" in early.content.decode()
    marks = [
        {"id": str(uuid.uuid4()), "person": child.pk, "mark": "present", "at": clock.now().isoformat()}
        for child in group.young
    ]
    assert post(pat, f"{address}marks/", {"marks": marks}).status_code == 200
    closed = post(pat, f"{address}close/", {"is_compliant": True}, **{"If-Match": held["ETag"]})
    assert (closed.json()["status"], closed.json()["is_compliant"]) == ("closed", True)
    assert post(pat, f"{address}cancel/", {"reason": "No"}, **{"If-Match": closed["ETag"]}).status_code == 409


def test_the_register_is_read_in_numbers_and_a_contradiction_is_settled(cast: Cast, group: Group) -> None:
    session = a_session(cast, group)
    pat, address, child = signed_in(cast.pat), f"{ADDRESS}{session.pk}/", group.young[0]
    for what in ("present", "absent"):
        one = {"id": str(uuid.uuid4()), "person": child.pk, "mark": what, "at": clock.now().isoformat()}
        post(pat, f"{address}marks/", {"marks": [one]})
    answer = pat.get(f"{address}register/")
    assert child.given_name not in answer.content.decode()
    line = next(one for one in answer.json()["lines"] if one["person"] == child.pk)
    assert (line["standing"]["mark"], [one["mark"] for one in line["contradicting"]]) == ("present", ["absent"])
    assert Consultation.objects.filter(page="register (API)", object_id=session.pk).count() == 1
    other = line["contradicting"][0]["id"]
    assert post(pat, f"{address}settle/", {"chosen": other, "seen": [other]}).status_code == 412
    seen = [line["standing"]["id"], other]
    assert post(signed_in(cast.cora), f"{address}settle/", {"chosen": other, "seen": seen}).status_code == 403
    assert post(pat, f"{address}settle/", {"chosen": other, "seen": seen}).json()["mark"] == "absent"


def test_what_was_done_about_a_refused_mark_is_on_record_and_one_that_was_kept_is_not(cast: Cast, group: Group) -> None:
    session = a_session(cast, group)
    pat, address = signed_in(cast.pat), f"{ADDRESS}{session.pk}/"
    said = {"id": str(uuid.uuid4()), "mark": "present", "outcome": "dismissed"}
    assert post(pat, f"{address}set-aside/", said).status_code == 204
    event = AuditEvent.objects.get(verb="session.mark_set_aside")
    assert event.data == {"outcome": "set aside", "mark": "present", "id": said["id"]}
    mark = {"id": said["id"], "person": group.young[0].pk, "mark": "present", "at": clock.now().isoformat()}
    post(pat, f"{address}marks/", {"marks": [mark]})
    assert post(pat, f"{address}set-aside/", said).status_code == 409
    assert post(signed_in(cast.brian), f"{address}set-aside/", said).status_code == 404


def test_who_goes_who_consents_and_what_was_assessed_are_recorded_as_on_the_pages(cast: Cast) -> None:
    group = a_group(cast, condition(ConditionKind.FREE))
    trip = a_session(cast, group, days=9, kind="offsite")
    pat, address, child = signed_in(cast.pat), f"{ADDRESS}{trip.pk}/", group.young[0]
    going = post(pat, f"{address}going/", {"people": [child.pk]}, **{"If-Match": '"v1"'})
    assert going.status_code == 200
    consent = pat.get(f"{address}consents/").json()["consents"][0]
    assert (consent["person"], consent["state"], consent["is_going"]) == (child.pk, "asked", True)
    answer = {"state": "given", "answered_by": "A parent", "evidence": "Signed form"}
    assert post(signed_in(cast.cora), f"{address}consents/{consent['id']}/", answer).status_code == 403
    assert post(pat, f"{address}consents/{consent['id'] + 99}/", answer).status_code == 404
    assert post(pat, f"{address}consents/{consent['id']}/", {"state": "given"}).status_code == 422
    assert post(pat, f"{address}consents/{consent['id']}/", answer).json()["state"] == "given"
    unknown = post(pat, f"{address}assessment/", {"assessment": 1}, **{"If-Match": going["ETag"]})
    assert "approved and in date" in unknown.content.decode()
    canal = RiskAssessment.objects.create(
        force=cast.force, scheme=group.scheme, reference="RA-1", kind="activity", title="Canal boat day",
        written_by=cast.pat, status="approved", approved_by=cast.cora, approved_on=clock.today(),
        review_on=clock.today() + dt.timedelta(days=300),
    )  # fmt: skip
    other = post(pat, f"{address}assessment/", {"assessment": canal.pk}, **{"If-Match": going["ETag"]})
    assert other.status_code == 422
    assert "made for another activity" in other.content.decode()
    named = {"assessment": canal.pk, "covers": True}
    going = post(pat, f"{address}assessment/", named, **{"If-Match": going["ETag"]})
    assert going.status_code == 200, going.content
    cancelled = post(pat, f"{address}cancel/", {"reason": "Snow"}, **{"If-Match": going["ETag"]})
    assert cancelled.json()["status"] == "cancelled"

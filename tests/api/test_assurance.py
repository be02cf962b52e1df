"""What schemes and people must have, and have, through the API: the same rules as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.access.models import User
from safeguarding.assurance.models import Clearance, Credential
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme
from tests import cast as cast_module
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories.assurance import give, requirement
from tests.factories.risk import in_days
from tests.factories.schemes import tolerated

pytestmark = pytest.mark.django_db
CREDENTIALS, CLEARANCES = "/api/v1/credentials/", "/api/v1/clearances/"
NUMBER = "001234567890"


@pytest.fixture
def cora(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.cora)


@pytest.fixture
def scheme(cast: Cast) -> Scheme:
    return tolerated(cast)


def adult(cast: Cast, scheme: Scheme, user: User | None = None) -> Person:
    """Somebody with a part in the scheme."""
    person = cast_module.staff(cast, "Ada", "Example", PersonType.PCSO, user=user)
    Placement.objects.create(person=person, scheme=scheme, role=PlacementRole.HELPER, starts_on=in_days(-20))
    return person


def send(client: APIClient, address: str, sent: dict[str, Any] | None = None, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return client.post(address, sent or {}, format="json", headers=headers)


def dbs(person: Person, **more: Any) -> dict[str, Any]:
    check = {"level": "enhanced_barred", "workforce": "child", "barred_list_checked": True, **more}
    return {
        "requirement": requirement("dbs").pk, "person": person.pk, "achieved_on": in_days(-9).isoformat(),
        "evidence": "Seen", "dbs": check,
    }  # fmt: skip


def clearance(person: Person, **more: Any) -> dict[str, Any]:
    placement = person.placements.get().pk
    return {"placement": placement, "authorised_by": "A chief", "reason": "Sent", "until": str(in_days(9)), **more}


def test_what_is_asked_is_read_by_who_sees_the_register(cast: Cast, caller: Caller, cora: APIClient) -> None:
    found = cora.get("/api/v1/requirements/?about=person").data["results"]
    assert {"dbs", "vetting"} <= {one["key"] for one in found}
    assert "insurance" not in {one["key"] for one in found}
    assert cora.get(f"/api/v1/requirements/{requirement('dbs').pk}/").data["valid_months"] == 36
    assert caller(cast.pat).get("/api/v1/requirements/").status_code == 403


def test_a_certificate_is_recorded_and_its_number_never_given(cast: Cast, cora: APIClient, scheme: Scheme) -> None:
    person = adult(cast, scheme)
    made = send(cora, CREDENTIALS, dbs(person, certificate_number=NUMBER))
    assert made.status_code == 201, made.data
    assert made["Location"].endswith(f"{CREDENTIALS}{made.data['id']}/")
    assert (made.data["dbs"]["last_four"], made.data["vetting"]) == ("7890", None)
    assert made.data["expires_on"], "worked out from the requirement"
    for address in (CREDENTIALS, f"{CREDENTIALS}{made.data['id']}/"):
        told = cora.get(address).content.decode()
        assert "7890" in told
        assert NUMBER not in told
        assert "sealed" not in told


def test_the_list_is_narrowed(cast: Cast, cora: APIClient, scheme: Scheme) -> None:
    person = adult(cast, scheme)
    of_person, of_scheme = give(cast, "references", person), give(cast, "insurance", scheme)
    for query, wanted in (
        ("", {of_person.pk, of_scheme.pk}),
        (f"?person={person.pk}", {of_person.pk}),
        (f"?scheme={scheme.pk}", {of_scheme.pk}),
        (f"?requirement={of_scheme.requirement_id}", {of_scheme.pk}),
    ):
        assert {one["id"] for one in cora.get(CREDENTIALS + query).data["results"]} == wanted
    assert cora.get(f"{CREDENTIALS}?person=x").status_code == 422


def test_everybody_sees_their_own_and_another_force_nothing(cast: Cast, caller: Caller, scheme: Scheme) -> None:
    mine = give(cast, "references", adult(cast, scheme, user=cast.pat))
    other = give(cast, "insurance", scheme)
    pat, wes = caller(cast.pat), caller(cast.wes)
    assert [one["id"] for one in pat.get(CREDENTIALS).data["results"]] == [mine.pk]
    assert pat.get(f"{CREDENTIALS}{other.pk}/").status_code == 404
    assert wes.get(CREDENTIALS).data["results"] == []
    assert wes.get(f"{CREDENTIALS}{mine.pk}/").status_code == 404
    assert send(wes, f"{CREDENTIALS}{mine.pk}/withdraw/", {"reason": "x"}, mine.version).status_code == 404


def test_who_may_not_record(cast: Cast, caller: Caller, cora: APIClient, scheme: Scheme) -> None:
    person = adult(cast, scheme)
    assert send(caller(cast.lena), CREDENTIALS, dbs(person)).status_code == 403
    own = cast_module.staff(cast, "Cora", "Example", PersonType.PCSO, user=cast.cora)
    assert send(cora, CREDENTIALS, dbs(own)).status_code == 403
    held = give(cast, "references", person)
    assert send(caller(cast.lena), f"{CREDENTIALS}{held.pk}/withdraw/", {"reason": "x"}, 1).status_code == 403
    held = give(cast, "references", own, by=cast.mona)
    assert send(cora, f"{CREDENTIALS}{held.pk}/withdraw/", {"reason": "x"}, 1).status_code == 403
    assert not Credential.objects.filter(withdrawn_on__isnull=False).exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"person": None}, ""),
        ({"person": 999_999}, "person"),
        ({"person": None, "scheme": 999_999}, "scheme"),
        ({"requirement": 999_999}, "requirement"),
        ({"achieved_on": "2026-02-30"}, "achieved_on"),
        ({"achieved_on": "2999-01-01"}, "achieved_on"),
        ({"evidence": ""}, "evidence"),
        ({"dbs": None}, "dbs.level"),
        ({"dbs": {"level": "nonsense", "workforce": "child"}}, "dbs.level"),
        ({"dbs": {"level": "basic", "workforce": "child", "certificate_number": "12"}}, "dbs.certificate_number"),
        ({"dbs": {"level": "basic", "workforce": "child", "barred_list_checked": True}}, "dbs.barred_list_checked"),
    ],
)
def test_what_is_wrong_is_answered_by_field(
    cast: Cast, cora: APIClient, scheme: Scheme, more: dict[str, Any], field: str
) -> None:
    answer = send(cora, CREDENTIALS, {**dbs(adult(cast, scheme)), **more})
    assert answer.status_code == 422
    assert set(answer.data["errors"]) == {field}
    assert not Credential.objects.exists()


def test_withdrawing_needs_the_version_that_was_read(cast: Cast, cora: APIClient, scheme: Scheme) -> None:
    held = give(cast, "insurance", scheme)
    at, why = f"{CREDENTIALS}{held.pk}/withdraw/", {"reason": "The wrong year"}
    assert send(cora, at, why).status_code == 428
    assert send(cora, at, why, held.version + 3).status_code == 412
    assert send(cora, at, {}, held.version).status_code == 422
    done = send(cora, at, why, held.version)
    assert (done.status_code, done.data["withdrawn_because"]) == (200, "The wrong year")
    assert done.data["withdrawn_on"]
    assert send(cora, at, why, done.data["version"]).status_code == 409


def test_a_clearance_is_given_and_ended(cast: Cast, caller: Caller, cora: APIClient, scheme: Scheme) -> None:
    person = adult(cast, scheme)
    made = send(cora, CLEARANCES, clearance(person))
    assert made.status_code == 201, made.data
    assert (made.data["person"], made.data["scheme"]) == (person.pk, scheme.pk)
    at = f"{CLEARANCES}{made.data['id']}/"
    assert [one["id"] for one in cora.get(f"{CLEARANCES}?live=true").data["results"]] == [made.data["id"]]
    assert caller(cast.wes).get(at).status_code == 404
    assert caller(cast.pat).get(CLEARANCES).data["results"] == []
    assert send(caller(cast.lena), f"{at}end/", version=1).status_code == 403
    assert send(cora, f"{at}end/").status_code == 428
    assert send(cora, f"{at}end/", version=made.data["version"] + 3).status_code == 412
    ended = send(cora, f"{at}end/", version=made.data["version"])
    assert (ended.status_code, bool(ended.data["ended_on"])) == (200, True)
    assert cora.get(f"{CLEARANCES}?live=true").data["results"] == []


def test_a_clearance_that_may_not_be_given(cast: Cast, caller: Caller, cora: APIClient, scheme: Scheme) -> None:
    person = adult(cast, scheme)
    assert send(caller(cast.lena), CLEARANCES, clearance(person)).status_code == 403
    late = send(cora, CLEARANCES, clearance(person, until=str(in_days(200))))
    assert (late.status_code, set(late.data["errors"])) == (422, {"until"})
    nobody = send(cora, CLEARANCES, clearance(person, placement=999_999))
    assert (nobody.status_code, set(nobody.data["errors"])) == (422, {"placement"})
    own = adult(cast, scheme, user=cast.cora)
    assert send(cora, CLEARANCES, clearance(own)).status_code == 403
    assert not Clearance.objects.exists()


def test_every_scheme_with_what_it_lacks_on_a_day(
    cast: Cast, caller: Caller, cora: APIClient, scheme: Scheme
) -> None:  # fmt: skip
    at = "/api/v1/scheme-gaps/"
    give(cast, "insurance", scheme, ago=10)

    def insurance(query: str = "") -> tuple[str, bool]:
        (found,) = cora.get(at + query).data["results"]
        row = next(gap for gap in found["gaps"] if gap["control"] == "insurance")
        return row["standing"], row["is_gap"]

    assert insurance() == ("met", False)
    assert insurance(f"?on={in_days(-11)}") == ("missing", True)
    for wrong in (f"?on={in_days(1)}", "?on=2026-02-30", "?on="):
        answer = cora.get(at + wrong)
        assert (answer.status_code, set(answer.data["errors"])) == (422, {"on"}), wrong
    assert caller(cast.wes).get(at).data["results"] == []
    assert caller(cast.pat).get(at).status_code == 403


def test_one_scheme_with_its_adults(cast: Cast, caller: Caller, cora: APIClient, scheme: Scheme) -> None:
    person = adult(cast, scheme)
    at = f"/api/v1/scheme-gaps/{scheme.pk}/"
    (found,) = cora.get(at).data["adults"]
    assert (found["person"], found["may_take_part"], found["clearance"]) == (person.pk, False, None)
    assert {cell["key"]: cell["reason"] for cell in found["cells"]}["dbs"] == "Nothing is on record"
    made = send(cora, CLEARANCES, clearance(person, placement=found["placement"]))
    (found,) = cora.get(at).data["adults"]
    assert (found["may_take_part"], found["clearance"]) == (True, made.data["id"])
    assert caller(cast.wes).get(at).status_code == 404
    assert cora.get(f"{at}?on={in_days(-30)}").data["adults"] == []


def test_people_and_requirements_crosswise(cast: Cast, caller: Caller, cora: APIClient, scheme: Scheme) -> None:
    at = "/api/v1/compliance-matrix/"
    one, two = adult(cast, scheme), adult(cast, scheme)
    give(cast, "safeguarding_training", one)
    training = requirement("safeguarding_training").pk
    first = cora.get(f"{at}?requirement={training}&limit=1").data
    second = cora.get(first["next"]).data
    found = [*first["results"], *second["results"]]
    assert [(line["person"], line["cells"][0]["standing"]) for line in found] == [(one.pk, "met"), (two.pk, "missing")]
    assert found[0]["cells"][0]["reason"].startswith("Until ")
    assert second["next"] is None
    assert cora.get(f"{at}?scheme={scheme.pk + 1}").data["results"] == []
    assert cora.get(f"{at}?person_type=nonsense").status_code == 422
    assert cora.get(f"{at}{two.pk}/").data["worst"] == "missing"
    assert caller(cast.wes).get(at).data["results"] == []
    assert caller(cast.wes).get(f"{at}{one.pk}/").status_code == 404
    assert caller(cast.pat).get(at).status_code == 403


REQUIREMENTS = "/api/v1/requirements/"
FIRST_AID = {
    "key": "first_aid", "title": "First aid course", "about": "person", "control": "training",
    "source": "House policy", "roles": ["helper"], "valid_months": 36,
}  # fmt: skip


def test_something_more_is_asked_changed_and_ended(cast: Cast, caller: Caller, cora: APIClient) -> None:
    mona = caller(cast.mona)
    assert send(cora, REQUIREMENTS, FIRST_AID).status_code == 403, "who is measured by it does not change it"
    made = send(mona, REQUIREMENTS, FIRST_AID)
    assert (made.status_code, made.data["warn_days"], made.data["is_blocking"]) == (201, 60, True)
    at = f"{REQUIREMENTS}{made.data['id']}/"
    assert send(mona, REQUIREMENTS, FIRST_AID).data["errors"]["key"]
    changed = mona.patch(at, {"valid_months": None}, format="json", headers={"If-Match": made["ETag"]})
    assert changed.status_code == 200, changed.data
    assert (changed.data["valid_months"], changed.data["warn_days"]) == (None, 60), "what was not sent stays"
    stale = mona.patch(at, {"warn_days": 5}, format="json", headers={"If-Match": made["ETag"]})
    assert stale.status_code == 412
    ended = send(mona, f"{at}end/", {"reason": "Not asked any more"}, changed.data["version"])
    assert ended.data["ended_on"] == in_days(0).isoformat()
    assert send(mona, f"{at}end/", {"reason": "Again"}, ended.data["version"]).status_code == 409


@pytest.mark.parametrize(
    ("given", "field"),
    [({"key": "First aid"}, "key"), ({"roles": []}, "roles"), ({"roles": ["young_person"]}, "roles.0"),
     ({"valid_months": 0}, "valid_months"), ({"control": "nothing"}, "control")],
)  # fmt: skip
def test_what_is_wrong_with_a_requirement_is_said_by_field(
    cast: Cast, caller: Caller, given: dict[str, Any], field: str
) -> None:
    answer = send(caller(cast.mona), REQUIREMENTS, {**FIRST_AID, **given})
    assert answer.status_code == 422
    assert list(answer.data["errors"]) == [field]


def test_one_course_of_several_people_is_looked_at_and_recorded(cast: Cast, cora: APIClient, scheme: Scheme) -> None:
    one, two = adult(cast, scheme), adult(cast, scheme)
    give(cast, "safeguarding_training", one, ago=9)
    sent = {
        "scheme": scheme.pk, "requirement": requirement("safeguarding_training").pk, "people": [one.pk, two.pk],
        "achieved_on": in_days(-9).isoformat(), "evidence": "Register of the course",
    }  # fmt: skip
    looked = send(cora, f"{CREDENTIALS}together/", {**sent, "only_look": True})
    assert looked.status_code == 200, looked.data
    assert {line["person"]: line["is_new"] for line in looked.data} == {one.pk: False, two.pk: True}
    assert not two.credentials.exists(), "to look changes nothing"
    assert send(cora, f"{CREDENTIALS}together/", sent).data == looked.data
    assert two.credentials.get().evidence == "Register of the course"
    assert one.credentials.count() == 1
    again = send(cora, f"{CREDENTIALS}together/", sent)
    assert (again.status_code, list(again.data["errors"])) == (422, ["people"])


def test_together_takes_neither_oneself_nor_strangers_nor_a_check(cast: Cast, cora: APIClient, scheme: Scheme) -> None:
    there = adult(cast, scheme)
    stranger = cast_module.staff(cast, "Not", "There", PersonType.PCSO)
    sent = {
        "scheme": scheme.pk, "requirement": requirement("safeguarding_training").pk, "people": [there.pk],
        "achieved_on": in_days(-9).isoformat(), "evidence": "Seen",
    }  # fmt: skip
    for wrong, field in (
        ({"people": [there.pk, stranger.pk]}, "people"),
        ({"requirement": requirement("dbs").pk}, "requirement"),
        ({"scheme": scheme.pk + 99}, "scheme"),
    ):
        answer = send(cora, f"{CREDENTIALS}together/", {**sent, **wrong})
        assert (answer.status_code, list(answer.data["errors"])) == (422, [field])
    assert not there.credentials.exists()


def test_reports_are_narrowed_to_what_is_lacking(cast: Cast, caller: Caller, cora: APIClient, scheme: Scheme) -> None:
    lacks, has = adult(cast, scheme), adult(cast, scheme)
    for key in ("vetting", "dbs", "safeguarding_training", "code_of_conduct", "communication_guidelines"):
        give(cast, key, has)
    gaps, matrix = "/api/v1/scheme-gaps/", "/api/v1/compliance-matrix/"

    def listed(at: str, key: str) -> list[int]:
        return [one[key] for one in cora.get(at).data["results"]]

    assert listed(f"{gaps}?only_lacking=true", "scheme") == [scheme.pk]
    assert listed(f"{gaps}?control=training", "scheme") == [scheme.pk]
    assert listed(f"{gaps}?control=governance", "scheme") == [], "a chief officer decided"
    assert cora.get(f"{gaps}?control=nothing").status_code == 422
    assert sorted(listed(matrix, "person")) == sorted([lacks.pk, has.pk])
    assert listed(f"{matrix}?problems=true", "person") == [lacks.pk]

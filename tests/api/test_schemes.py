"""The register of schemes through the API: the same rules as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories.schemes import only_condition, proposed, tolerated

pytestmark = pytest.mark.django_db
SCHEMES = "/api/v1/schemes/"


@pytest.fixture
def cora(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.cora)


def post(client: APIClient, address: str, sent: dict[str, Any], version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return client.post(address, sent, format="json", headers=headers)


def test_from_proposed_to_tolerated_with_its_conditions(cast: Cast, cora: APIClient) -> None:
    made = post(cora, SCHEMES, {"name": "Oakfield club", "kind": "unofficial", "unit": cast.cadets.pk})
    assert made.status_code == 201
    assert made["Location"].endswith(f"{SCHEMES}{made.data['id']}/")
    sent = {
        "outcome": "tolerated", "reason": "The school asked", "decided_by": "A chief", "decided_as": "chief_officer",
        "conditions": [{"kind": "teacher_present", "text": "A teacher is in the room", "set_by": "A chief"}],
    }  # fmt: skip
    answer = post(cora, f"{SCHEMES}{made.data['id']}/decide/", sent, made.data["version"])
    assert answer.status_code == 200, answer.data
    assert answer.data["status"] == SchemeStatus.TOLERATED
    assert answer.data["conditions"][0]["state"] == "never_checked"
    assert answer.data["decisions"][0]["number"] == 1
    assert answer.data["review_on"]


def test_a_decision_needs_the_version_that_was_read(cast: Cast, cora: APIClient) -> None:
    scheme = tolerated(cast)
    sent = {"outcome": "suspended", "reason": "r", "decided_by": "d", "decided_as": "inspector"}
    assert post(cora, f"{SCHEMES}{scheme.pk}/decide/", sent).status_code == 428
    assert post(cora, f"{SCHEMES}{scheme.pk}/decide/", sent, scheme.version + 7).status_code == 412
    assert post(cora, f"{SCHEMES}{scheme.pk}/decide/", sent, scheme.version).status_code == 200


def test_what_the_table_does_not_allow_is_a_conflict(cast: Cast, cora: APIClient) -> None:
    scheme = proposed(cast)
    sent = {"outcome": "suspended", "reason": "r", "decided_by": "d", "decided_as": "inspector"}
    answer = post(cora, f"{SCHEMES}{scheme.pk}/decide/", sent, scheme.version)
    assert answer.status_code == 409
    assert "cannot become suspended" in answer.data["detail"]


def test_checking_and_ending_a_condition(cast: Cast, cora: APIClient) -> None:
    scheme = tolerated(cast)
    held = only_condition(scheme)
    at = f"{SCHEMES}{scheme.pk}/conditions/{held.pk}/"
    answer = post(cora, f"{at}check/", {"is_kept": False, "finding": "No teacher"}, held.version)
    assert answer.data["conditions"][0]["state"] == "broken"
    ended = post(cora, f"{at}end/", {"reason": "Not needed"}, answer.data["conditions"][0]["version"])
    assert ended.status_code == 409, "the last condition of a tolerated scheme"
    second = {"kind": "free", "text": "It ends at six", "set_by": "A chief"}
    assert post(cora, f"{SCHEMES}{scheme.pk}/conditions/", second).status_code == 200
    ended = post(cora, f"{at}end/", {"reason": "Not needed"}, answer.data["conditions"][0]["version"])
    assert ended.status_code == 200


def test_what_is_not_sent_in_a_change_stays(cast: Cast, cora: APIClient) -> None:
    scheme = proposed(cast)
    at = f"{SCHEMES}{scheme.pk}/"
    first = cora.patch(at, {"place": "Room 4"}, format="json", headers={"If-Match": f'"v{scheme.version}"'})
    assert first.status_code == 200, first.data
    second = cora.patch(at, {"name": "Elm club"}, format="json", headers={"If-Match": first["ETag"]})
    assert (second.data["name"], second.data["place"], second.data["unit"]) == ("Elm club", "Room 4", scheme.unit_id)


def test_a_scheme_or_a_condition_that_is_sent_twice_is_there_once(cast: Cast, cora: APIClient) -> None:
    key = {"Idempotency-Key": "one"}
    new = {"name": "Oakfield club", "kind": "unofficial", "unit": cast.cadets.pk}
    one, same = (cora.post(SCHEMES, new, format="json", headers=key) for _ in range(2))
    assert (one.status_code, same.status_code, same.data["id"]) == (201, 201, one.data["id"])
    at, condition = f"{SCHEMES}{one.data['id']}/conditions/", {"kind": "free", "text": "It ends at six", "set_by": "A"}
    sent = [cora.post(at, condition, format="json", headers={"Idempotency-Key": "two"}) for _ in range(2)]
    assert [len(answer.data["conditions"]) for answer in sent] == [1, 1]
    assert Scheme.objects.get().conditions.count() == 1


def test_a_word_belongs_to_the_condition_that_forbids_it(cast: Cast, cora: APIClient) -> None:
    sent = {"kind": "free", "text": "It ends at six", "set_by": "A chief", "word": "cadet"}
    answer = post(cora, f"{SCHEMES}{tolerated(cast).pk}/conditions/", sent)
    assert answer.status_code == 422
    assert "word" in answer.data["errors"]


def test_a_condition_under_another_scheme_is_not_there(cast: Cast, cora: APIClient) -> None:
    one, other = tolerated(cast, "One"), tolerated(cast, "Other")
    address = f"{SCHEMES}{one.pk}/conditions/{only_condition(other).pk}/check/"
    assert post(cora, address, {"is_kept": True, "finding": "x"}, 1).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "x" * 121, "kind": "unofficial", "unit": 1},
        {"name": "One", "kind": "nonsense", "unit": 1},
        {"name": "One", "kind": "event", "unit": 9999999},
        {"name": "One", "kind": "event", "unit": "a", "starts_on": "2026-02-30"},
    ],
)
def test_what_is_malformed_is_answered_by_field_and_makes_no_scheme(
    cast: Cast, cora: APIClient, sent: dict[str, Any]
) -> None:
    answer = post(cora, SCHEMES, sent)
    assert answer.status_code == 422
    assert answer.data["errors"]
    assert not Scheme.objects.exists()

"""What goes with a young person through the API: the same rules as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.people.models import Person
from safeguarding.people.services import NeedDetails, add_need, place
from tests.api.conftest import Caller
from tests.cast import Cast, fresh
from tests.factories.people import carer, consent, works_as, young
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db


@pytest.fixture
def una(cast: Cast) -> Person:
    return young(cast)


@pytest.fixture
def cora(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.cora)


def under(person: Person, what: str, query: str = "") -> str:
    return f"/api/v1/people/{person.pk}/{what}/{query}"


def post(client: APIClient, address: str, sent: dict[str, Any], version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return client.post(address, sent, format="json", headers=headers)


@pytest.mark.parametrize("what", ["carers", "consents", "needs", "wishes", "placements"])
def test_nothing_about_a_young_person_is_read_without_saying_why(cora: APIClient, una: Person, what: str) -> None:
    assert cora.get(under(una, what)).status_code == 422
    assert not Consultation.objects.exists()
    assert cora.get(under(una, what, "?purpose=running_scheme")).status_code == 200
    assert Consultation.objects.get().object_id == una.pk


@pytest.mark.parametrize("what", ["carers", "needs", "placements"])
def test_a_change_that_changes_nothing_is_a_reading_and_leaves_no_change_behind(
    cast: Cast, cora: APIClient, una: Person, what: str
) -> None:
    if what == "carers":
        held: Any = carer(cast, una)
    elif what == "needs":
        held = add_need(una, NeedDetails("allergy", "Nuts", "None near", days_ago(3)), by=fresh(cast.cora))
    else:
        held = place(una, tolerated(cast), role="young_person", starts_on=days_ago(9), by=fresh(cast.cora))
    address, headers = f"{under(una, what)}{held.pk}/", {"If-Match": f'"v{held.version}"'}
    sent = {"reason": "None"} if what == "placements" else {}
    done = AuditEvent.objects.count()
    assert cora.patch(address, sent, format="json", headers=headers).status_code == 422
    assert not Consultation.objects.exists()
    answer = cora.patch(f"{address}?purpose=running_scheme", sent, format="json", headers=headers)
    assert (answer.status_code, answer.data["version"]) == (200, held.version)
    assert Consultation.objects.get().object_id == una.pk
    assert AuditEvent.objects.count() == done


def test_a_part_is_given_and_ended_and_never_held_twice(cast: Cast, cora: APIClient, una: Person) -> None:
    club = tolerated(cast)
    sent = {"scheme": club.pk, "role": "young_person", "starts_on": str(days_ago(20))}
    made = post(cora, under(una, "placements"), sent)
    assert made.status_code == 201, made.data
    again = post(cora, under(una, "placements"), sent)
    assert again.status_code == 422
    assert "already" in str(again.data["errors"]["starts_on"])
    ended = post(
        cora, f"{under(una, 'placements')}{made.data['id']}/end/",
        {"ends_on": str(days_ago(0)), "reason": "Moved"}, made.data["version"],
    )  # fmt: skip
    assert ended.status_code == 200, ended.data
    assert ended.data["ends_on"] == str(days_ago(0))


def test_consent_is_given_by_a_carer_and_withdrawn(cast: Cast, cora: APIClient, una: Person) -> None:
    mary = carer(cast, una)
    sent = {"kind": "off_site", "answer": "given", "given_by": "carer", "carer": mary.pk,
            "given_on": str(days_ago(3)), "evidence": "A form"}  # fmt: skip
    made = post(cora, under(una, "consents"), sent)
    assert (made.status_code, made.data["state"]) == (201, "given")
    address = f"{under(una, 'consents')}{made.data['id']}/withdraw/"
    taken = {"withdrawn_on": str(days_ago(0)), "reason": "She rang"}
    assert post(cora, address, taken).status_code == 428
    assert post(cora, address, taken, 1).data["state"] == "withdrawn"
    other = carer(cast, young(cast, "Olga", "Other"))
    assert post(cora, under(una, "consents"), {**sent, "carer": other.pk}).status_code == 422


def test_a_leader_reads_who_to_ring_and_no_more(cast: Cast, caller: Caller, una: Person) -> None:
    club = tolerated(cast)
    place(una, club, "young_person", starts_on=days_ago(9), by=fresh(cast.cora))
    place(works_as(cast, cast.pat, "Pat"), club, "leader", starts_on=days_ago(9), by=fresh(cast.mona))
    carer(cast, una)
    carer(cast, una, "Frank", contact="must_not", contact_reason="A court", is_emergency_contact=False)
    consent(cast, una)
    pat = caller(cast.pat)
    carers = pat.get(under(una, "carers", "?purpose=running_scheme")).data["results"]
    assert [one["name"] for one in carers] == ["Mary Upton"]
    assert len(pat.get(under(una, "consents", "?purpose=running_scheme")).data["results"]) == 1
    assert pat.get(under(una, "wishes", "?purpose=running_scheme")).data["results"] == []
    assert pat.get(under(una, "placements", "?purpose=running_scheme")).status_code == 403
    assert post(pat, under(una, "needs"), {"category": "other", "what": "x", "what_helps": "y"}).status_code == 403


def test_who_is_in_a_scheme_is_told_of_those_one_may_see(cast: Cast, caller: Caller, una: Person) -> None:
    club = tolerated(cast)
    place(una, club, "young_person", starts_on=days_ago(9), by=fresh(cast.cora))
    place(cast.people["carl"], club, "helper", starts_on=days_ago(9), by=fresh(cast.mona))
    address = f"/api/v1/schemes/{club.pk}/placements/"
    assert len(caller(cast.cora).get(address).data["results"]) == 2
    assert [one["person"] for one in caller(cast.mona).get(address).data["results"]] == [cast.people["carl"].pk]


def test_posts_are_kept_by_administrators(cast: Cast, caller: Caller) -> None:
    carl = cast.people["carl"]
    sent = {"title": "PCSO", "unit": cast.cadets.pk, "starts_on": "2024-01-01"}
    made = post(caller(cast.adam), under(carl, "staff-roles"), sent)
    assert made.status_code == 201, made.data
    assert post(caller(cast.adam), under(carl, "staff-roles"), {**sent, "title": "pcso"}).status_code == 422
    assert post(caller(cast.lena), under(carl, "staff-roles"), sent).status_code == 403
    assert caller(cast.lena).get(under(carl, "staff-roles")).data["results"][0]["title"] == "PCSO"

"""Likely duplicates and merges, through the API."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.people.models import Person
from tests import cast as cast_module
from tests.api.conftest import Caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NEW = {"kind": "young_person", "given_name": "Archer", "family_name": "Ann", "date_of_birth": "2013-05-04"}


def test_a_program_asks_who_may_be_on_record_already(cast: Cast, caller: Caller) -> None:
    answer = caller(cast.lena).post("/api/v1/duplicates/check/", NEW, format="json")
    assert answer.status_code == 200
    (found,) = answer.json()["likely"]
    assert found["person"]["id"] == cast.people["ann"].pk
    assert found["reason"] == "First and family name swapped; same date of birth."
    assert caller(cast.lars).post("/api/v1/duplicates/check/", NEW, format="json").json() == {"likely": []}


def test_a_merge_by_two_programs_and_undone(cast: Cast, caller: Caller) -> None:
    ann, again = cast.people["ann"], cast_module.child(cast, "Annie", "Archer", dt.date(2013, 4, 5))
    sent = {"kept": ann.pk, "merged": again.pk, "why": "The school said so"}
    made = caller(cast.lena).post("/api/v1/merges/", sent, format="json")
    assert (made.status_code, made.json()["status"]) == (201, "proposed")
    address, version = made["Location"], made["ETag"]
    reason = {"reason": "Yes"}
    assert caller(cast.lena).post(f"{address}approve/", reason, format="json", HTTP_IF_MATCH=version).status_code == 403
    assert caller(cast.leo).post(f"{address}approve/", reason, format="json").status_code == 428
    done = caller(cast.leo).post(f"{address}approve/", reason, format="json", HTTP_IF_MATCH=version)
    assert done.json()["status"] == "approved"
    assert Person.objects.get(pk=again.pk).merged_into == ann
    assert caller(cast.leo).post(f"{address}undo/", reason, format="json", HTTP_IF_MATCH=version).status_code == 412
    undone = caller(cast.leo).post(f"{address}undo/", reason, format="json", HTTP_IF_MATCH=done["ETag"])
    assert undone.json()["status"] == "undone"


def test_somebody_unseen_is_nobody_on_record(cast: Cast, caller: Caller) -> None:
    sent = {"kept": cast.people["ann"].pk, "merged": cast.people["fay"].pk, "why": "?"}
    answer = caller(cast.lars).post("/api/v1/merges/", sent, format="json")
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"kept", "merged"}


def test_what_was_said_of_two_young_people_is_not_read_without_a_purpose(cast: Cast, caller: Caller) -> None:
    ann, again = cast.people["ann"], cast_module.child(cast, "Annie", "Archer", dt.date(2013, 4, 5))
    sent = {"kept": ann.pk, "merged": again.pk, "why": "Her foster mother rang the school"}
    address = caller(cast.lena).post("/api/v1/merges/", sent, format="json")["Location"]
    (line,) = caller(cast.leo).get("/api/v1/merges/").json()["results"]
    assert line["kept"]["id"] == ann.pk
    assert not {"why", "decision_reason", "undo_reason"} & line.keys()
    assert caller(cast.leo).get(address).status_code == 422
    assert caller(cast.leo).get(f"{address}?purpose=other").status_code == 422, "another reason is said"
    assert caller(cast.leo).get(f"{address}?purpose=supervision").json()["why"] == sent["why"]

"""Logging concerns, finding people and schemes, and the reporter's own view, by program."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

import pytest

from safeguarding.audit.models import Consultation
from safeguarding.cases.choices import ConcernNoteKind, ConcernStatus
from safeguarding.cases.models import Concern, ConcernDraft, ConcernNote
from safeguarding.cases.services.concerns import log_concern
from safeguarding.core import clock
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.factories.concerns import answers

pytestmark = pytest.mark.django_db
CONCERNS, MINE, DRAFTS = "/api/v1/concerns/", "/api/v1/my-concerns/", "/api/v1/concern-drafts/"
WHOLE: dict[str, Any] = {
    "in_danger": "no", "what_happened": "A mother rang.", "child_words": "“Don’t tell.”", "when_kind": "exact",
    "happened_on": "2026-03-02", "happened_time": "21:40", "learned_how": "parent_told", "is_online": True,
    "platforms": "Snapchat", "indicators": ["asks_for_secrecy"],
    "parties": [
        {
            "role": "young_person",
            "added": {"kind": "young_person", "given_name": "Tess", "date_of_birth": "2013-05-04"},
        },
        {"role": "adult_of_concern", "description": "The officer who comes on Thursdays", "person_type": "pcso"},
    ],
}  # fmt: skip


def changed(path: str, value: Any) -> dict[str, Any]:
    body = copy.deepcopy(WHOLE)
    *way, last = path.split(".")
    inner: Any = body
    for step in way:
        inner = inner[int(step) if step.isdigit() else step]
    inner[last] = value
    return body


def test_a_concern_is_logged_and_the_answer_tells_only_what_a_reporter_is_told(caller: Caller, cast: Cast) -> None:
    response = caller(cast.pat).post(CONCERNS, WHOLE, format="json")
    assert response.status_code == 201, response.content
    concern = Concern.objects.get()
    assert set(response.data) == {"reference", "sent_at", "state", "expected_by", "questions"}
    assert response.data["state"] == "received"
    assert response["Location"] == f"{MINE}{concern.reference}/"
    assert concern.happened_time == dt.time(21, 40)
    assert [party.name for party in concern.parties.all()] == [
        "Tess", "Unidentified: The officer who comes on Thursdays",
    ]  # fmt: skip
    assert caller(cast.pat).get(response["Location"]).data == response.data


def test_sent_twice_under_one_key_it_is_one_concern(caller: Caller, cast: Cast) -> None:
    client = caller(cast.pat)
    answered = [client.post(CONCERNS, WHOLE, format="json", headers={"Idempotency-Key": "one"}) for _ in range(2)]
    assert answered[0].json() == answered[1].json()
    assert Concern.objects.count() == 1
    other = client.post(CONCERNS, changed("place", "Park"), format="json", headers={"Idempotency-Key": "one"})
    assert other.status_code == 422


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "what_happened"),
        (changed("what_happened", ""), "what_happened"),
        (changed("what_happened", "x" * 100_001), "what_happened"),
        (changed("opinion", ["a", "list"]), "opinion"),
        (changed("in_danger", "perhaps"), "in_danger"),
        (changed("happened_on", "2026-02-31"), "happened_on"),
        (changed("happened_on", "2999-01-01"), "happened_on"),
        (changed("happened_time", "25:00"), "happened_time"),
        (changed("happened_until", "2026-03-01"), "happened_until"),
        (changed("indicators", ["witchcraft"]), "indicators.0"),
        (changed("indicators", "asks_for_secrecy"), "indicators"),
        (changed("scheme", 999_999), "scheme"),
        (changed("scheme", -1), "scheme"),
        (changed("parties", []), "parties"),
        (changed("parties", "somebody"), "parties"),
        (changed("parties.0.role", "villain"), "parties.0.role"),
        (changed("parties.0.added.date_of_birth", "2026-06-01"), "parties.0.date_of_birth"),
        (changed("parties.0.added.given_name", ""), "parties.0.given_name"),
        (changed("parties.0.person", 10**30), "parties.0.person"),
        (changed("parties.1.description", ""), "parties.1.description"),
        (changed("parties.1.person", 999_999), "parties.1.person"),
    ],
)
def test_bad_input_is_told_by_field_and_nothing_is_half_saved(
    caller: Caller, cast: Cast, body: dict[str, Any], field: str
) -> None:
    response = caller(cast.pat).post(CONCERNS, body, format="json")
    assert response.status_code == 422
    assert field in response.json()["errors"], response.json()
    assert not Concern.objects.exists()
    assert not Person.objects.filter(given_name="Tess").exists()


@pytest.mark.parametrize("value", ["\x00", "\x07", "\ud800"])
def test_what_no_record_can_hold_is_refused(caller: Caller, cast: Cast, value: str) -> None:
    body = json.dumps(changed("opinion", value))
    response = caller(cast.pat).post(CONCERNS, body, content_type="application/json")
    assert response.status_code == 400


def test_people_of_others_cannot_be_named_and_the_answer_does_not_tell(caller: Caller, cast: Cast) -> None:
    said = [
        caller(cast.pat).post(CONCERNS, changed("parties.1.person", number), format="json").json()["errors"]
        for number in (cast.people["ann"].pk, 999_999)
    ]
    assert said[0] == said[1]


def test_my_concerns_are_mine_alone(caller: Caller, cast: Cast) -> None:
    concern = log_concern(answers(), by=cast.pat)
    for name in ("brian", "lena", "mona", "wes"):
        assert caller(cast.users[name]).get(MINE).data["results"] == []
        assert caller(cast.users[name]).get(f"{MINE}{concern.reference}/").status_code == 404
        answer = caller(cast.users[name]).post(f"{MINE}{concern.reference}/additions/", {"text": "x"}, format="json")
        assert answer.status_code == 404


def test_after_the_decision_no_more_is_told(caller: Caller, cast: Cast) -> None:
    concern = log_concern(answers(), by=cast.pat)
    Concern.objects.filter(pk=concern.pk).update(status=ConcernStatus.DECIDED, decided_at=clock.now())
    told = caller(cast.pat).get(f"{MINE}{concern.reference}/").data
    assert told["state"] == "decided"
    assert set(told) == {"reference", "sent_at", "state", "expected_by", "questions"}


def test_adding_and_answering(caller: Caller, cast: Cast) -> None:
    concern = log_concern(answers(), by=cast.pat)
    asked = ConcernNote.objects.create(
        concern=concern, kind=ConcernNoteKind.QUESTION, text="Which school?", written_by=cast.lena
    )
    client, here = caller(cast.pat), f"{MINE}{concern.reference}/"
    assert client.post(f"{here}additions/", {"text": "She is off school."}, format="json").status_code == 201
    assert client.post(f"{here}additions/", {"text": " "}, format="json").status_code == 422
    assert [row["text"] for row in client.get(f"{here}questions/").data] == ["Which school?"]
    answer = f"{here}questions/{asked.pk}/answer/"
    assert client.post(answer, {"text": "Oakfield"}, format="json").status_code == 201
    assert client.post(answer, {"text": "Again"}, format="json").status_code == 409
    assert client.get(f"{here}questions/").data[0]["is_answered"]
    assert client.post(f"{here}questions/{10**17}/answer/", {"text": "x"}, format="json").status_code == 404


class TestDrafts:
    def test_a_draft_is_begun_kept_read_and_deleted(self, caller: Caller, cast: Cast) -> None:
        client = caller(cast.pat)
        here = client.post(DRAFTS)["Location"]
        typed = {"step": "when-where", "typed": {"exact_on-day": ["thirty"]}}
        assert client.post(f"{here}keep/", typed, format="json").status_code == 200
        read = client.get(here).data
        assert read["answers"] == {"when-where": {"exact_on-day": ["thirty"]}}
        assert read["next_step"] == "danger"
        assert client.delete(here).status_code == 204
        assert client.get(here).status_code == 404

    def test_drafts_of_others_do_not_exist(self, caller: Caller, cast: Cast) -> None:
        here = caller(cast.pat).post(DRAFTS)["Location"]
        stranger = caller(cast.brian)
        assert stranger.get(DRAFTS).data["results"] == []
        assert stranger.get(here).status_code == 404
        assert stranger.post(f"{here}keep/", {"step": "danger", "typed": {}}, format="json").status_code == 404
        assert stranger.delete(here).status_code == 404
        assert ConcernDraft.objects.count() == 1

    @pytest.mark.parametrize("sent", [{}, {"step": "x", "typed": {}}, {"step": "danger", "typed": []}])
    def test_malformed_answers_are_refused(self, caller: Caller, cast: Cast, sent: dict[str, Any]) -> None:
        here = caller(cast.pat).post(DRAFTS)["Location"]
        assert caller(cast.pat).post(f"{here}keep/", sent, format="json").status_code == 422


class TestPeopleAndSchemes:
    def found(self, caller: Caller, user: Any, words: str) -> list[str]:
        response = caller(user).get("/api/v1/people/", {"q": words})
        assert response.status_code == 200
        return [row["text"] for row in response.data["results"]]

    def test_staff_are_found_by_everybody_of_the_force(self, caller: Caller, cast: Cast) -> None:
        assert self.found(caller, cast.pat, "bak") == ["Brian Baker"]
        assert self.found(caller, cast.pat, "baker BRI") == ["Brian Baker"]
        assert self.found(caller, cast.walt, "bak") == []

    def test_young_people_only_by_who_works_with_them_and_never_with_a_birthday(
        self, caller: Caller, cast: Cast
    ) -> None:
        assert self.found(caller, cast.pat, "ann") == []
        row = caller(cast.lena).get("/api/v1/people/", {"q": "ann"}).data["results"][0]
        assert set(row) == {"id", "text", "hint", "kind"}
        assert "2013" not in str(row)

    @pytest.mark.parametrize("words", ["%", "_", "\u202e", "'", "x" * 200])
    def test_odd_searches_find_nobody(self, caller: Caller, cast: Cast, words: str) -> None:
        assert self.found(caller, cast.pat, words) == []

    def test_reading_a_person_is_for_who_works_with_people_and_is_written_down(
        self, caller: Caller, cast: Cast
    ) -> None:
        here = f"/api/v1/people/{cast.people['ann'].pk}/"
        assert caller(cast.pat).get(f"/api/v1/people/{cast.people['brian'].pk}/").status_code == 403
        assert caller(cast.pat).get(here).status_code in (403, 404)
        for asked in ("", "?purpose=nosiness", "?purpose=other"):
            refused = caller(cast.lena).get(here + asked)
            assert refused.status_code == 422
            assert "2013" not in refused.content.decode()
        assert not Consultation.objects.filter(object_type="person").exists()
        assert caller(cast.lena).get(f"{here}?purpose=triage").data["date_of_birth"] == "2013-05-04"
        assert Consultation.objects.get(object_type="person").purpose == "triage"
        assert Consultation.objects.filter(object_type="person", object_id=cast.people["ann"].pk).count() == 1

    def test_schemes_of_the_own_force_by_name_and_whole_for_the_register(self, caller: Caller, cast: Cast) -> None:
        scheme = Scheme.objects.create(
            force=cast.force, unit=cast.cadets, name="Oakfield club", kind="unofficial", status="tolerated"
        )
        rows = caller(cast.pat).get("/api/v1/schemes/").data["results"]
        assert [row["name"] for row in rows] == ["Oakfield club"]
        assert "decision_reason" not in rows[0]
        here = f"/api/v1/schemes/{scheme.pk}/"
        assert caller(cast.pat).get(here).status_code == 403
        assert caller(cast.cora).get(here).data["review_is_overdue"] is True
        assert caller(cast.wes).get(here).status_code == 404

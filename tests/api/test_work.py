"""The work on a case by a program: the same acts, the same rules, and every refusal in the one shape."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.audit.models import Consultation
from safeguarding.cases.models import Case, Referral, Review, Task
from safeguarding.cases.services import clocks
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.notices.services import tell
from tests.api.conftest import Caller
from tests.api.test_base import problem
from tests.cast import Cast, fresh
from tests.factories.work import a_case, brian_is_the_subject, the_pcso, today

pytestmark = pytest.mark.django_db

ROOMS = ("tasks", "referrals", "reviews", "measures", "dbs-duties", "clocks")


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def lena(cast: Cast, caller: Caller) -> APIClient:
    return caller(cast.lena)


def at(case: Case, path: str) -> str:
    return f"/api/v1/cases/{case.reference}/{path}"


def sent(client: APIClient, url: str, body: dict[str, Any], version: int | None = None, **headers: str) -> Any:
    if version is not None:
        headers["If-Match"] = f'"v{version}"'
    return client.post(url, body, format="json", headers=headers)


def new_task(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"title": "Call the school", "owner": cast.leo.pk, "due_on": today(3).isoformat(), **more}


def test_a_task_from_its_making_to_its_end(cast: Cast, case: Case, lena: APIClient) -> None:
    made = sent(lena, at(case, "tasks/"), new_task(cast))
    assert made.status_code == 201
    assert made["ETag"] == '"v1"'
    assert lena.get(made["Location"]).json()["owner_name"] == str(cast.leo)
    url = made["Location"]
    problem(sent(lena, f"{url}done/", {"outcome": "x"}), 428)
    changed = lena.patch(url, {"title": "Visit the school"}, format="json", headers={"If-Match": '"v1"'})
    assert changed.json()["title"] == "Visit the school"
    assert changed.json()["due_on"] == today(3).isoformat()
    stale = problem(sent(lena, f"{url}done/", {"outcome": "x"}, 1), 412)
    assert stale["current"]["title"] == "Visit the school"
    assert sent(lena, f"{url}done/", {"outcome": "They will call."}, 2).json()["status"] == "done"
    problem(sent(lena, f"{url}cancel/", {"reason": "x"}, 3), 409)
    assert [row["status"] for row in lena.get(at(case, "tasks/?status=open")).json()["results"]] == []


def test_a_task_sent_twice_is_one(cast: Cast, case: Case, lena: APIClient) -> None:
    body = new_task(cast)
    first, again = (sent(lena, at(case, "tasks/"), body, **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("title", {"title": ""}),
        ("title", {"title": "x" * 201}),
        ("owner", {"owner": 2**63 - 1}),
        ("owner", {"owner": "x"}),
        ("owner", {"owner": 2**70}),
        ("due_on", {"due_on": "2020-01-01"}),
        ("due_on", {"due_on": "0001-01-01"}),
        ("due_on", {"due_on": "31/02/2026"}),
        ("detail", {"detail": "x" * 100_001}),
    ],
)
def test_bad_input_is_named_by_field(cast: Cast, case: Case, lena: APIClient, field: str, more: dict[str, Any]) -> None:
    answer = problem(sent(lena, at(case, "tasks/"), new_task(cast, **more)), 422)
    assert list(answer["errors"]) == [field]
    assert not Task.objects.exists()


def test_a_referral_on_its_way(cast: Cast, case: Case, lena: APIClient) -> None:
    problem(sent(lena, at(case, "referrals/"), {"kind": "iopc", "why": "x"}), 422)
    made = sent(lena, at(case, "referrals/"), {"kind": "lado", "why": "She is twelve.", "agency": "Northshire"})
    assert made.status_code == 201
    url, now = made["Location"], clock.now().isoformat()
    problem(sent(lena, f"{url}answer/", {"answered_on": today().isoformat(), "answer": "x"}, 1), 409)
    problem(sent(lena, f"{url}send/", {"sent_at": "0001-01-01T00:00:00Z"}, 1), 422)
    assert sent(lena, f"{url}send/", {"sent_at": now}, 1).json()["status"] == "sent"
    answered = sent(lena, f"{url}answer/", {"answered_on": today().isoformat(), "answer": "Threshold met."}, 2)
    assert answered.json()["status"] == "answered"
    ended = {"concluded_on": today().isoformat(), "outcome": "Training.", "finding": "substantiated"}
    assert sent(lena, f"{url}conclude/", ended, 3).json()["status"] == "concluded"
    dropped = sent(lena, at(case, "referrals/"), {"kind": "school", "why": "x"})["Location"]
    assert sent(lena, f"{dropped}drop/", {"reason": "They know."}, 1).json()["status"] == "not_needed"


def test_psd_is_let_in_only_by_a_unit_of_the_force(cast: Cast, case: Case, lena: APIClient) -> None:
    for unit in (None, cast.hub.pk, cast.other_hub.pk, 999_999):
        body = {"kind": "psd", "why": "x", "psd_unit": unit}
        assert list(problem(sent(lena, at(case, "referrals/"), body), 422)["errors"]) == ["psd_unit"]
    assert sent(lena, at(case, "referrals/"), {"kind": "psd", "why": "x", "psd_unit": cast.psd.pk}).status_code == 201
    assert Referral.objects.get().agency == "Professional Standards"


def test_a_supervisor_reviews_and_a_case_worker_does_not(
    cast: Cast, case: Case, lena: APIClient, caller: Caller
) -> None:
    body = {"progress": "Safe.", "next_steps": "See her.", "seen": 0}
    problem(sent(lena, at(case, "reviews/"), body), 403)
    sam = caller(cast.sam)
    made = sent(sam, at(case, "reviews/"), body)
    assert made.status_code == 201
    assert made.json()["next_review_on"] == today(28).isoformat()
    problem(sent(sam, at(case, "reviews/"), body), 412)
    assert Review.objects.count() == 1
    assert lena.get(made["Location"]).json()["held_by_name"] == str(cast.sam)
    assert lena.patch(made["Location"], {}, format="json").status_code == 405


def test_urgency_is_changed_with_the_version_of_the_case(cast: Cast, case: Case, lena: APIClient) -> None:
    url = at(case, "urgency/")
    assert lena.get(url).json()["review_days"] == 28
    problem(sent(lena, url, {"is_urgent": True, "reason": "x"}), 428)
    assert sent(lena, url, {"is_urgent": True, "reason": "He wrote."}, 1).json()["review_days"] == 7
    problem(sent(lena, url, {"is_urgent": False, "reason": "x"}, 2), 403)
    assert lena.get(f"{url}{case.pk}/").status_code == 404


def test_a_removal_opens_the_duty_and_yes_makes_the_referral(cast: Cast, case: Case, lena: APIClient) -> None:
    party = the_pcso(cast, case)
    body = {"kind": "removed_from_role", "detail": "No visits.", "starts_on": today().isoformat(), "party": party.pk}
    assert list(problem(sent(lena, at(case, "measures/"), body), 422)["errors"]) == ["review_on"]
    body["review_on"] = today(9).isoformat()
    made = sent(lena, at(case, "measures/"), body)
    assert made.json()["party_label"] == "PCSO B"
    reviewed = sent(lena, f"{made['Location']}review/", {"note": "Stays.", "review_on": today(20).isoformat()}, 1)
    assert reviewed.json()["review_on"] == today(20).isoformat()
    assert sent(lena, f"{made['Location']}end/", {"reason": "He left."}, 2).status_code == 200
    [duty] = lena.get(at(case, "dbs-duties/")).json()["results"]
    decided = sent(lena, at(case, f"dbs-duties/{duty['id']}/decide/"), {"decision": "refer", "reasons": "Harm."}, 1)
    assert decided.json()["decision"] == "refer"
    assert lena.get(at(case, "referrals/?kind=dbs")).json()["results"][0]["status"] == "to_send"


def test_clocks_are_extended_and_met_by_hand(cast: Cast, case: Case, lena: APIClient, caller: Caller) -> None:
    held = clocks.start_case_clock(
        case, "icpc", owner=cast.lena, start_at=clock.now(), why="The strategy discussion was held", by=cast.lena
    )
    url = at(case, f"clocks/{held.pk}/")
    shown = lena.get(url).json()
    assert (shown["authority"], shown["state"]) == ("Working Together to Safeguard Children", "running")
    problem(sent(lena, f"{url}extend/", {"until": today(1).isoformat(), "reason": "x"}, 1), 422)
    extended = sent(lena, f"{url}extend/", {"until": today(60).isoformat(), "reason": "Her mother is ill."}, 1)
    assert extended.json()["extension_reason"] == "Her mother is ill."
    assert caller(cast.mona).get(url).json()["extension_reason"] == ""
    problem(sent(caller(cast.mona), f"{url}met/", {"reason": "x"}, 2), 403)
    assert sent(lena, f"{url}met/", {"reason": "Held."}, 2).json()["state"] == "met"


def test_who_sees_only_the_header_reads_clocks_alone(cast: Cast, case: Case, caller: Caller) -> None:
    mona = caller(cast.mona)
    for room in ROOMS:
        assert mona.get(at(case, f"{room}/")).status_code == (200 if room == "clocks" else 403), room
    problem(sent(mona, at(case, "tasks/"), new_task(cast)), 403)


def test_for_strangers_and_who_is_in_conflict_there_is_no_such_case(cast: Cast, case: Case, caller: Caller) -> None:
    brian_is_the_subject(cast, case)
    nowhere = caller(cast.lars).get("/api/v1/cases/SC-2026-999999/tasks/")
    for name in ("pat", "lars", "wes", "root", "ivy", "brian", "bella", "adam"):
        client = caller(getattr(cast, name))
        for room in (*ROOMS, "urgency"):
            answer = client.get(at(case, f"{room}/"))
            assert problem(answer, 404)["title"] == nowhere.json()["title"], (name, room)
            assert sent(client, at(case, f"{room}/"), {}).status_code in (404, 405), (name, room)


def test_reading_is_written_down(cast: Cast, case: Case, lena: APIClient) -> None:
    for room in ROOMS:
        lena.get(at(case, f"{room}/"))
    assert Consultation.objects.filter(actor_id=cast.lena.pk, object_id=case.pk).count() == len(ROOMS)


def test_a_key_that_only_reads_does_nothing(cast: Cast, case: Case, caller: Caller) -> None:
    problem(sent(caller(cast.lena, scopes=("read",)), at(case, "tasks/"), new_task(cast)), 403)


def test_my_work_is_what_the_page_shows(cast: Cast, case: Case, lena: APIClient) -> None:
    sent(lena, at(case, "tasks/"), new_task(cast, owner=cast.lena.pk))
    [entry] = lena.get("/api/v1/my-work/").json()["results"]
    assert (entry["what"], entry["reference"], entry["nearness"]) == ("Call the school", case.reference, "week")
    assert entry["clock"] == Deadline.objects.get(source_type="task").pk


def test_notices_are_ones_own_and_are_marked_as_read(cast: Cast, lena: APIClient) -> None:
    for number, user in enumerate((cast.lena, cast.lena, cast.leo)):
        tell(recipients=[user], key=f"k{number}", title=f"Notice {number}")
    shown = lena.get("/api/v1/notices/").json()["results"]
    assert [one["title"] for one in shown] == ["Notice 1", "Notice 0"]
    assert sent(lena, f"/api/v1/notices/{shown[0]['id']}/read/", {}).json()["read_at"]
    others = Notice.objects.get(recipient=cast.leo)
    problem(sent(lena, f"/api/v1/notices/{others.pk}/read/", {}), 404)
    assert len(lena.get("/api/v1/notices/?unread=true").json()["results"]) == 1
    problem(sent(lena, "/api/v1/notices/read-all/", {"newest": "x"}), 422)
    assert sent(lena, "/api/v1/notices/read-all/", {}).json() == {"marked": 1}
    assert fresh(cast.leo).notices.filter(read_at__isnull=True).count() == 1

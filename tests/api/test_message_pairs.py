"""Pairs in the API: the same numbers as on the pages, with a purpose at each call, for whoever reads the case."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from safeguarding.audit.models import Consultation
from safeguarding.cases.models import Case
from safeguarding.conversations.models import Participant
from safeguarding.conversations.services.looking import look_through
from tests.cast import Cast, fresh
from tests.factories.messages import FIRST, a_thread, founding, somebody
from tests.factories.work import a_case, the_child, the_pcso

pytestmark = pytest.mark.django_db
WHY = {"purpose": "case_work"}


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast)
    both = founding(cast, case, the_pcso(cast, case), the_child(cast, case))
    for export in both:
        look_through(export=export)
    he, stranger = Participant.objects.get(name="pd_walker"), somebody(both[0], "jay_99", "instagram")
    a_thread(both[0], "instagram", [(he, FIRST, "hi"), (stranger, FIRST, "hi")])
    return case


def client(cast: Cast, name: str = "lena") -> APIClient:
    made = APIClient()
    made.force_login(fresh(cast.users[name]))
    return made


def under(case: Case) -> str:
    return f"/api/v1/cases/{case.reference}/message-pairs/"


def both() -> tuple[str, str]:
    he, she = (Participant.objects.get(name=name).side for name in ("pd_walker", "lily.k"))
    return he, she


def test_pairs_come_with_who_wrote_most_first_and_in_pages(cast: Cast, case: Case) -> None:
    asked = client(cast)
    found: dict[str, Any] = asked.get(under(case), WHY).json()
    assert [(row["sides"][0]["label"], row["sides"][1]["label"], row["sent"]) for row in found["results"]] == [
        ("PCSO B", "Child A", [14, 9]), ("PCSO B", "Unidentified 3", [1, 1]),
    ]  # fmt: skip
    first = asked.get(under(case), {**WHY, "limit": 1}).json()
    second = asked.get(first["next"]).json()
    assert [row["sides"][1]["label"] for row in (*first["results"], *second["results"])] == [
        "Child A",
        "Unidentified 3",
    ]
    assert second["next"] is None
    assert asked.get(second["previous"]).json()["results"] == first["results"]
    assert len(asked.get(under(case), {**WHY, "known": "true"}).json()["results"]) == 1


def test_a_profile_says_what_the_page_says(cast: Cast, case: Case) -> None:
    he, she = both()
    found = client(cast).get(f"{under(case)}{he}-{she}/", WHY).json()
    assert (found["sent"], found["deleted"], found["quiet"], found["talks_begun"]) == ([14, 9], [1, 0], [11, 5], [4, 1])
    assert found["days"][0] == {"day": "2026-03-02", "sent": [3, 3]}
    assert found["hours"][22][3] == [5, 3]
    assert [(move["before"], move["to"]) for move in found["moves"]] == [("Instagram", "Snapchat")]
    secrecy = next(row for row in found["indicators"] if row["indicator"] == "asks_for_secrecy")
    assert (secrecy["by"], secrecy["open"], secrecy["agreed"]) == ([1, 0], 1, 0)


def test_whom_else_somebody_was_in_touch_with(cast: Cast, case: Case) -> None:
    he, _ = both()
    rows = client(cast).get(f"{under(case)}others/{he}/", WHY).json()["results"]
    assert [(row["case"], row["side"]["label"], row["sent"]) for row in rows] == [
        (case.reference, "Child A", [14, 9]), (case.reference, "Unidentified 3", [1, 1]),
    ]  # fmt: skip


def test_every_call_says_why_and_is_written_down(cast: Cast, case: Case) -> None:
    he, she = both()
    asked = client(cast)
    for address in (under(case), f"{under(case)}{he}-{she}/", f"{under(case)}others/{he}/"):
        assert asked.get(address).status_code == 422
        before = Consultation.objects.count()
        assert asked.get(address, WHY).status_code == 200
        assert Consultation.objects.count() == before + 1


def test_what_is_not_there_and_who_may_not(cast: Cast, case: Case) -> None:
    he, she = both()
    asked = client(cast)
    for address in (f"{he}-{he}/", f"{he}-p1/", "others/u999999/", "x-y/"):
        assert asked.get(f"{under(case)}{address}", WHY).status_code == 404
    assert asked.get(under(case), {**WHY, "export": 999999}).status_code == 404
    assert asked.get(under(case), {**WHY, "order": "score"}).status_code == 422
    for name in ("mona", "brian", "wes", "pat"):
        for address in (under(case), f"{under(case)}{he}-{she}/", f"{under(case)}others/{he}/"):
            assert client(cast, name).get(address, WHY).status_code == 404

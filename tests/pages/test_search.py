"""The search box: it opens what is named, lists what is found, and knows of nothing that the reader may not see."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case, Concern
from safeguarding.cases.selectors.search import MOST
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, child, staff
from tests.factories.triage import a_waiting_concern
from tests.factories.work import a_case, brian_is_the_subject

pytestmark = pytest.mark.django_db
HEADINGS = re.compile(r'id="found-(\w+)"')


def asked(cast: Cast, who: str, words: str) -> tuple[int, str]:
    """The status, and the address it leads to or the page without the boxes that repeat what was typed."""
    client = Client()
    client.force_login(cast.users[who])
    answer = client.get("/search/", {"q": words})
    page = answer.content.decode().partition("<main")[2]
    return answer.status_code, answer.headers.get("Location", "") or re.sub(r"<input[^>]*>", "", page)


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast, title="Lifts home from Oakfield")


@pytest.fixture
def concern(cast: Cast) -> Concern:
    return a_waiting_concern(cast)


def test_a_reference_opens_the_record(cast: Cast, case: Case, concern: Concern) -> None:
    year, number = case.reference.split("-")[1:]
    for typed in (case.reference, case.reference.lower(), f" sc {year} {int(number)} "):
        assert asked(cast, "lena", typed) == (302, f"/cases/{case.reference}/")
    assert asked(cast, "lena", concern.reference) == (302, f"/triage/{concern.reference}/")


def test_a_reporter_comes_to_their_own_page_of_it(cast: Cast, concern: Concern) -> None:
    assert concern.reporter.user == cast.pat
    assert asked(cast, "pat", concern.reference) == (302, f"/concerns/mine/{concern.reference}/")
    assert HEADINGS.findall(asked(cast, "pat", concern.reference[:-1])[1]) == ["mine"]


def test_words_are_looked_for_in_everything(cast: Cast, case: Case) -> None:
    Scheme.objects.create(
        force=cast.force, unit=cast.cadets, name="Oakfield club", kind="unofficial", status="approved"
    )
    staff(cast, "Olive", "Oakfield", "pcso")
    page = asked(cast, "lena", "oakfield")[1]
    assert HEADINGS.findall(page) == ["case", "person", "scheme"]
    assert all(words in page for words in (case.title, "Olive Oakfield", "Oakfield club"))


@pytest.mark.parametrize("who", ["brian", "bella", "wes", "lars", "pat", "cora", "aud", "adam", "root", "nora"])
def test_a_case_one_does_not_see_is_not_there(cast: Cast, case: Case, who: str) -> None:
    brian_is_the_subject(cast, case)
    nowhere = asked(cast, who, "SC-2031-000999")[1]
    for typed in (case.reference, case.reference[:-1], "Lifts home"):
        status, page = asked(cast, who, typed)
        assert (status, page) == (200, nowhere), typed


@pytest.mark.parametrize("who", ["brian", "bella", "wes", "lars", "cora", "aud", "adam", "ivy"])
def test_a_concern_one_does_not_see_is_not_there(cast: Cast, concern: Concern, who: str) -> None:
    concern.conflicts.create(user=cast.brian, kind="subject")
    concern.conflicts.create(user=cast.bella, kind="manager")
    nowhere = asked(cast, who, "C-2031-000999")
    assert asked(cast, who, concern.reference) == nowhere
    assert asked(cast, who, concern.reference[:-1]) == nowhere


@pytest.mark.parametrize("who", ["wes", "lars", "mona", "ivy", "pat", "aud", "adam"])
def test_a_young_person_is_found_by_those_who_work_with_them_alone(cast: Cast, who: str) -> None:
    assert asked(cast, who, "Archer") == asked(cast, who, "Nobody-of-that-name")
    page = asked(cast, "lena", "Archer")[1]
    assert f"/people/{cast.people['ann'].pk}/" in page
    assert "2013" not in page


def test_a_manager_finds_the_header_and_nobody_by_name(cast: Cast, case: Case) -> None:
    page = asked(cast, "mona", "Lifts")[1]
    assert case.reference in page
    assert HEADINGS.findall(asked(cast, "mona", "Archer")[1]) == []


def test_five_of_each_and_a_way_to_the_rest(cast: Cast) -> None:
    for number in range(MOST + 1):
        child(cast, f"Given{number}", "Quill", None)
    page = asked(cast, "lena", "quill")[1]
    assert len(re.findall(r'href="/people/\d+/"', page)) == MOST
    assert '<form method="post" action="/people/">' in page


def test_no_name_that_is_looked_for_stands_in_an_address(cast: Cast) -> None:
    """Addresses are kept in histories and in the logs of whatever stands between: names go in the body."""
    child(cast, "Quentin", "Quill", None)
    lena = Client()
    lena.force_login(cast.lena)
    for address in (reverse("cases:search"), reverse("people:person_list")):
        led = lena.post(address, {"q": "quill"})
        assert led.status_code == 302
        assert "quill" not in led["Location"].lower()
        assert "Quentin" in lena.get(led["Location"]).content.decode()
        assert "Quentin" in lena.get(f"{led['Location']}&page=1").content.decode()
        word = led["Location"].split("=")[1]
        other = Client()
        other.force_login(cast.leo)
        assert "Quentin Quill" not in other.get(f"{reverse('cases:search')}?asked={word}").content.decode()
        assert lena.get(f"{address}?asked=unknown").status_code == 200


def test_it_costs_the_same_however_much_there_is(cast: Cast) -> None:
    def cost() -> int:
        client = Client()
        client.force_login(cast.lena)
        client.get("/search/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": "example"})
        return len(queries)

    few = cost()
    for number in range(20):
        a_case(cast, title="Example")
        child(cast, f"Given{number}", "Example", None)
    assert cost() == few


@pytest.mark.parametrize("typed", ["", " ", "a", "%", "_", "\\", "'; --", "🦉", "x" * 101, "%%%", "مريم"])
def test_odd_words_find_nobody(cast: Cast, case: Case, typed: str) -> None:
    status, page = asked(cast, "lena", typed)
    assert status == (422 if len(typed) > 100 else 200)
    assert HEADINGS.findall(page) == []


def test_what_was_looked_for_is_kept_nowhere(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    before = AuditEvent.objects.count()
    asked(cast, "lena", "Archer")
    assert "Archer" not in caplog.text
    assert AuditEvent.objects.count() == before
    assert Person.objects.filter(family_name="Archer").exists()

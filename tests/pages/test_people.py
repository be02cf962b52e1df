"""People and schemes: who may see them, what is asked first, and what is written down."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.audit.models import Consultation
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme, SchemeCondition
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena(cast: Cast, client: Client) -> Client:
    client.force_login(cast.lena)
    return client


@pytest.fixture
def club(cast: Cast) -> Scheme:
    scheme = Scheme.objects.create(
        force=cast.force, unit=cast.cadets, name="Oakfield club", kind="unofficial", status="tolerated",
        review_on=dt.date(2025, 1, 6),
    )  # fmt: skip
    SchemeCondition.objects.create(
        scheme=scheme, kind="teacher_present", text="A teacher is in the room", set_by="A chief superintendent",
        set_on=dt.date(2024, 1, 8), recorded_by=cast.cora,
    )  # fmt: skip
    return scheme


def page_of(person: Person) -> str:
    return reverse("people:person", args=[person.pk])


@pytest.mark.parametrize(("who", "status"), [("cora", 200), ("sam", 200), ("pat", 403), ("mona", 403), ("aud", 403)])
def test_people_are_for_the_roles_that_work_with_them(cast: Cast, client: Client, who: str, status: int) -> None:
    client.force_login(cast.users[who])
    assert client.get(reverse("people:person_list")).status_code == status
    assert client.get(page_of(cast.people["brian"])).status_code == status


def test_list_finds_by_any_part_of_the_name(lena: Client) -> None:
    page = lena.get(reverse("people:person_list"), {"q": "archer"}).content.decode()
    assert "Ann Archer" in page
    assert "Brian Baker" not in page
    assert "2013" not in page
    nobody = lena.get(reverse("people:person_list"), {"q": "zz", "kind": "robot", "page": "x"})
    assert nobody.status_code == 200


def test_a_young_person_is_opened_only_with_a_purpose_asked_once(cast: Cast, lena: Client) -> None:
    ann, fay = cast.people["ann"], cast.people["fay"]
    ask = reverse("people:purpose", args=[ann.pk])
    assert lena.get(page_of(ann)).headers["Location"] == ask
    assert not Consultation.objects.exists()
    assert "Select why you need to look" in lena.post(ask, {}).content.decode()
    assert lena.post(ask, {"purpose": "other"}).status_code == 422
    page = lena.post(ask, {"purpose": "other", "purpose_text": "A call from her school"}, follow=True)
    assert "4 May 2013" in page.content.decode()
    assert lena.get(page_of(fay)).status_code == 200
    looks = Consultation.objects.filter(object_type="person").order_by("pk")
    assert [(look.object_id, look.purpose, look.purpose_text) for look in looks] == [
        (ann.pk, "other", "A call from her school"),
        (fay.pk, "other", "A call from her school"),
    ]


def test_an_adult_is_opened_at_once_and_that_is_written_down(cast: Cast, lena: Client, club: Scheme) -> None:
    brian = cast.people["brian"]
    Placement.objects.create(person=brian, scheme=club, role="organiser", starts_on=dt.date(2022, 9, 5))
    page = lena.get(page_of(brian)).content.decode()
    assert "Oakfield club" in page
    assert "Bella Bright" in page
    assert Consultation.objects.filter(object_type="person", object_id=brian.pk).count() == 1


def test_another_forces_people_do_not_exist(cast: Cast, client: Client) -> None:
    client.force_login(cast.wes)
    for name in ("brian", "ann"):
        assert client.get(page_of(cast.people[name])).status_code == 404
        assert client.get(reverse("people:purpose", args=[cast.people[name].pk])).status_code == 404


def test_somebody_is_put_on_record_in_a_team_of_ones_own(cast: Cast, lena: Client) -> None:
    add = reverse("people:person_add")
    sent = {"kind": "young_person", "given_name": "Tom", "school": "Oakfield", "unit": cast.hub.pk}
    assert lena.post(add, {**sent, "unit": cast.psd.pk}).status_code == 422
    assert lena.post(add, {**sent, "given_name": ""}).status_code == 422
    assert lena.post(add, sent).status_code == 302
    assert Person.objects.get(given_name="Tom").unit == cast.hub


@pytest.mark.parametrize(("who", "status"), [("cora", 200), ("lena", 200), ("mona", 200), ("pat", 403), ("wes", 404)])
def test_the_register_is_for_the_roles_that_see_it(
    cast: Cast, client: Client, club: Scheme, who: str, status: int
) -> None:
    client.force_login(cast.users[who])
    assert client.get(reverse("schemes:scheme", args=[club.pk])).status_code == status


def test_a_scheme_let_run_without_a_live_review_is_late(lena: Client, club: Scheme) -> None:
    register = lena.get(reverse("schemes:scheme_list")).content.decode()
    assert "1 scheme has no live review" in register
    assert "was due 6 Jan 2025" in register
    page = lena.get(reverse("schemes:scheme", args=[club.pk])).content.decode()
    assert "The review was due on Monday 6 January 2025" in page
    assert "A teacher is in the room" in page
    assert "Never" in page


def test_the_register_is_filtered(lena: Client, club: Scheme) -> None:
    there = reverse("schemes:scheme_list")
    assert "Oakfield club" in lena.get(there, {"q": "oak", "status": "tolerated"}).content.decode()
    assert "Oakfield club" not in lena.get(there, {"status": "official"}).content.decode()
    assert lena.get(there, {"status": "nonsense"}).status_code == 200

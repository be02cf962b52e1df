"""One thing for several adults of a scheme: said before it is done, once each, and nobody's own."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.assurance.models import Credential, Requirement
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme
from tests.cast import Cast
from tests.factories.people import works_as
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db
COURSE_DAY = days_ago(12)


@pytest.fixture
def club(cast: Cast) -> Scheme:
    scheme = tolerated(cast)
    for person, role in ((cast.people["brian"], "organiser"), (works_as(cast, cast.pat, "Pat"), "leader")):
        Placement.objects.create(person=person, scheme=scheme, role=role, starts_on=days_ago(300))
    return scheme


def sent(people: list[Person], key: str = "safeguarding_training", day: dt.date = COURSE_DAY, **more: str) -> Any:
    boxes = {"achieved_on-day": day.day, "achieved_on-month": day.month, "achieved_on-year": day.year}
    return {
        "requirement": Requirement.objects.get(key=key).pk, "people": [one.pk for one in people],
        "evidence": "Register of the course", **boxes, **more,
    }  # fmt: skip


def adults(club: Scheme) -> list[Person]:
    return [one.person for one in club.placements.select_related("person")]


def page_of(club: Scheme) -> str:
    return reverse("assurance:record_together", args=[club.pk])


def test_a_course_is_recorded_for_those_who_do_not_have_it(cast: Cast, client: Client, club: Scheme) -> None:
    client.force_login(cast.cora)
    said = client.post(page_of(club), sent(adults(club))).content.decode()
    assert "for 2 people" in said
    assert not Credential.objects.exists()
    done = client.post(page_of(club), sent(adults(club)[:1], do="1"), follow=True)
    assert "Recorded for 1 person." in done.content.decode()
    again = client.post(page_of(club), sent(adults(club))).content.decode()
    assert "already" in again
    assert "for 1 person" in again
    client.post(page_of(club), sent(adults(club), do="1"))
    assert Credential.objects.count() == 2
    twice = client.post(page_of(club), sent(adults(club), do="1"))
    assert twice.status_code == 422
    assert "on record for all of them already" in twice.content.decode()


def test_a_check_of_its_own_level_is_not_recorded_for_several(cast: Cast, client: Client, club: Scheme) -> None:
    client.force_login(cast.cora)
    assert client.post(page_of(club), sent(adults(club), key="dbs", do="1")).status_code == 422
    assert not Credential.objects.exists()


def test_nobody_is_offered_themself_or_somebody_of_another_scheme(cast: Cast, client: Client, club: Scheme) -> None:
    client.force_login(cast.cora)
    carl = cast.people["carl"]
    assert client.post(page_of(club), sent([carl], do="1")).status_code == 422
    mona = works_as(cast, cast.mona, "Mona")
    Placement.objects.create(person=mona, scheme=club, role="helper", starts_on=days_ago(3))
    client.force_login(cast.mona)
    assert client.get(page_of(club)).status_code == 403
    assert not Credential.objects.exists()

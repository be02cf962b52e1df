"""Ending several parts at once: it says what it will do before it does it, and ends nobody's that is not theirs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.people.models import Person, Placement
from safeguarding.people.rules import ending
from safeguarding.schemes.models import Scheme
from tests.cast import Cast
from tests.factories.people import works_as, young
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db
TODAY = days_ago(0)


@pytest.fixture
def club(cast: Cast) -> Scheme:
    return tolerated(cast)


@pytest.fixture
def cora(cast: Cast, client: Client) -> Client:
    client.force_login(cast.cora)
    return client


def part(person: Person, club: Scheme, role: str = "young_person", **days: Any) -> Placement:
    return Placement.objects.create(person=person, scheme=club, role=role, **{"starts_on": days_ago(300), **days})


def sent(parts: list[Placement], day: dt.date = TODAY, **more: str) -> dict[str, Any]:
    boxes = {"ends_on-day": day.day, "ends_on-month": day.month, "ends_on-year": day.year}
    return {"placements": [one.pk for one in parts], "reason": "The school year is over", **boxes, **more}


def page_of(club: Scheme) -> str:
    return reverse("people:end_together", args=[club.pk])


def test_nothing_ends_before_it_was_said_what_will(cast: Cast, cora: Client, club: Scheme) -> None:
    una, ugo = part(young(cast), club), part(young(cast, "Ugo", "Zeller"), club, ends_on=days_ago(-200))
    to_come = part(young(cast, "Ada", "Later"), club, starts_on=days_ago(-30))
    checked = cora.post(page_of(club), sent([una, ugo, to_come]))
    said = checked.content.decode()
    assert checked.status_code == 200
    assert "This ends 2 parts in" in said
    assert "instead of" in said
    assert "Stays: it begins only on" in said
    assert not Placement.objects.filter(ends_on=TODAY).exists()
    done = cora.post(page_of(club), sent([una, ugo, to_come], do="1"), follow=True)
    assert "2 parts ended." in done.content.decode()
    assert set(Placement.objects.filter(ends_on=TODAY)) == {una, ugo}
    assert {one.ended_because for one in Placement.objects.filter(ends_on=TODAY)} == {"The school year is over"}


def test_what_was_answered_is_still_there_when_it_is_to_be_changed(cast: Cast, cora: Client, club: Scheme) -> None:
    una = part(young(cast), club)
    page = cora.post(page_of(club), sent([una], change="1")).content.decode()
    assert "The school year is over" in page
    assert f'value="{una.pk}" checked' in page.replace("  ", " ")
    assert not Placement.objects.filter(ends_on=TODAY).exists()


def test_a_part_that_is_not_theirs_to_end_is_not_offered_and_not_taken(
    cast: Cast, client: Client, club: Scheme
) -> None:
    """Cora is the club's helper now: somebody else ends parts in it. Lena works with young people alone."""
    una = part(young(cast), club)
    brian = part(cast.people["brian"], club, "organiser")
    client.force_login(cast.lena)
    refused = client.post(page_of(club), sent([brian], do="1"))
    assert refused.status_code == 422
    part(works_as(cast, cast.cora, "Cora"), club, "helper")
    client.force_login(cast.cora)
    assert "There is nobody whose part you may end" in client.get(page_of(club)).content.decode()
    assert client.post(page_of(club), sent([una], do="1")).status_code == 422
    assert not Placement.objects.filter(ends_on=TODAY).exists()


def test_a_day_before_everybody_began_changes_nothing_and_says_so(cast: Cast, cora: Client, club: Scheme) -> None:
    una, ugo = part(young(cast), club), part(young(cast, "Ugo", "Zeller"), club)
    day = days_ago(310)
    page = cora.post(page_of(club), sent([una, ugo], day, do="1"))
    assert page.status_code == 422
    assert "None of these parts would change" in page.content.decode()
    assert not Placement.objects.filter(ends_on__isnull=False).exists()


@pytest.mark.parametrize(
    ("starts", "ends", "will", "words"),
    [
        (dt.date(2026, 1, 5), None, True, "Will end on 17 July 2026"),
        (dt.date(2026, 1, 5), dt.date(2026, 12, 18), True, "Will end on 17 July 2026 instead of 18 December 2026"),
        (dt.date(2026, 1, 5), dt.date(2026, 7, 17), False, "Stays: it ends on 17 July 2026 already"),
        (dt.date(2026, 9, 7), None, False, "Stays: it begins only on 7 September 2026"),
    ],
)
def test_what_will_happen_is_said_of_each(starts: dt.date, ends: dt.date | None, will: bool, words: str) -> None:
    assert ending(starts, ends, last_day=dt.date(2026, 7, 17)) == (will, words)

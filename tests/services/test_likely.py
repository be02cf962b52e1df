"""Who is offered when somebody is about to be put on record, and that the keys never go stale."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from safeguarding.matching.models import NameKeys
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.models import Person
from safeguarding.people.selectors import likely
from safeguarding.people.services import NewPerson
from tests import cast as cast_module
from tests.cast import Cast

pytestmark = pytest.mark.django_db

BORN = dt.date(2013, 5, 4)
AGAIN = """
    SELECT count(*) FROM matching_namekeys k JOIN people_person p ON p.id = k.person_id
    WHERE k.keys = matching_keys(p.force_id, p.given_name, p.family_name, p.known_as, p.date_of_birth, false)
"""


def new(given: str, family: str = "", born: dt.date | None = BORN, **more: Any) -> NewPerson:
    return NewPerson(PersonKind.YOUNG_PERSON, given, family, date_of_birth=born, **more)


def offered(cast: Cast, who: str, given: str, family: str = "", born: dt.date | None = BORN) -> list[str]:
    return [one.person.name for one in likely(cast_module.fresh(cast.users[who]), new(given, family, born))]


@pytest.mark.parametrize(
    ("given", "family", "born"),
    [
        ("Ann", "Archer", BORN),
        ("Anne", "Archer", BORN),
        ("Annie", "Archer", None),
        ("Ann", "Acher", BORN),
        ("Ann", "Archr", None),
        ("Archer", "Ann", BORN),
        ("Ann", "Archer", dt.date(2013, 4, 5)),
        ("Ann", "Archer", dt.date(2013, 5, 14)),
        ("Ánn", "Archer-Smith", BORN),
        ("Ann", "", BORN),
    ],
)
def test_who_is_on_record_already_is_offered(cast: Cast, given: str, family: str, born: dt.date | None) -> None:
    assert offered(cast, "lena", given, family, born) == ["Ann Archer"]


def test_the_reason_is_told(cast: Cast) -> None:
    (found,) = likely(cast.lena, new("Annie", "Archer"))
    assert found.reason == "Annie is short for Ann; the same family name; same date of birth."


def test_somebody_else_is_not_offered(cast: Cast) -> None:
    assert offered(cast, "lena", "Ben", "Archer") == []
    assert offered(cast, "lena", "", "") == []


def test_only_those_one_may_see_are_offered_and_nothing_is_said_of_others(cast: Cast) -> None:
    assert offered(cast, "lars", "Ann", "Archer") == []
    assert offered(cast, "wes", "Ann", "Archer") == []


def test_who_may_not_read_birthdays_is_not_told_of_them(cast: Cast) -> None:
    cast_module.child(cast, "Gil", "Grey", BORN)
    Person.objects.filter(family_name="Grey").update(created_by=cast.pat)
    for born in (BORN, dt.date(2013, 4, 5), None):
        (found,) = likely(cast_module.fresh(cast.pat), new("Gil", "Grey", born))
        assert found.reason == "The same name."


def test_keys_follow_the_name_however_it_changes(cast: Cast) -> None:
    ann = cast.people["ann"]
    Person.objects.filter(pk=ann.pk).update(given_name="Zadie")
    assert offered(cast, "lena", "Zadie", "Archer") == ["Zadie Archer"]
    assert offered(cast, "lena", "Ann", "Archer", None) == []
    Person.objects.bulk_create(
        [
            Person(
                force=cast.force, unit=cast.hub, kind=PersonKind.YOUNG_PERSON, given_name="Imported",
                family_name=f"Person{number}", age_band=AgeBand.UNKNOWN, created_by=cast.lena,
            )
            for number in range(3)
        ]
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(AGAIN)
        assert cursor.fetchone()[0] == NameKeys.objects.count() == Person.objects.count()


def test_a_common_name_born_on_another_day_is_not_offered_and_a_rare_one_is(cast: Cast) -> None:
    assert offered(cast, "lena", "Ann", "Archer", dt.date(2009, 12, 27)) == ["Ann Archer"]
    for year in (2005, 2006):
        cast_module.child(cast, "Ann", "Archer", dt.date(year, 1, 30))
    assert offered(cast, "lena", "Ann", "Archer", dt.date(2009, 12, 27)) == []


def test_a_merged_record_is_offered_to_nobody(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["ann"].pk).update(merged_into=cast.people["fay"])
    assert offered(cast, "lena", "Ann", "Archer") == []
    assert NameKeys.objects.get(person=cast.people["ann"]).keys == []

"""A part that was entered in error, and who the staff record says somebody is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from safeguarding.access.models import Unit
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.people import policies
from safeguarding.people.choices import PersonType
from safeguarding.people.models import Person, Placement
from safeguarding.people.selectors import said_before, young
from safeguarding.people.services import (
    CarerDetails,
    NewPerson,
    StaffIdentity,
    add_new_carer,
    add_staff,
    correct_placement,
    edit_staff,
    end_placement,
    place,
    strike_placement,
)
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, fresh
from tests.factories.people import works_as
from tests.factories.people import young as a_young_person
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db


@pytest.fixture
def club(cast: Cast) -> Scheme:
    return tolerated(cast)


@pytest.fixture
def una(cast: Cast) -> Person:
    return a_young_person(cast)


@pytest.fixture
def part(cast: Cast, club: Scheme, una: Person) -> Placement:
    return place(una, club, "young_person", starts_on=days_ago(30), by=fresh(cast.cora))


def test_a_struck_part_counts_nowhere_and_stays_to_be_read(cast: Cast, part: Placement, una: Person) -> None:
    struck = strike_placement(part, reason="Meant for Ula", version=part.version, by=fresh(cast.cora))
    assert not una.placements.exists()
    assert not young.parts_in(fresh(cast.cora), part.scheme).exists()
    assert [one.struck_because for one in young.struck_parts(una)] == ["Meant for Ula"]
    assert struck.struck_by == cast.cora
    event = AuditEvent.objects.get(verb="person.placement_struck")
    assert (event.object_id, event.reason) == (una.pk, "Meant for Ula")


def test_after_it_the_same_days_are_free(cast: Cast, part: Placement, una: Person) -> None:
    strike_placement(part, reason="Wrong first day", by=fresh(cast.cora))
    again = place(una, part.scheme, "young_person", starts_on=days_ago(30), by=fresh(cast.cora))
    assert list(una.placements.all()) == [again]
    with pytest.raises(IntegrityError, match="placement_once_at_a_time"), transaction.atomic():
        Placement.objects.create(person=una, scheme=part.scheme, role="young_person", starts_on=days_ago(3))


def test_it_needs_a_reason_and_happens_once(cast: Cast, part: Placement) -> None:
    cora = fresh(cast.cora)
    with pytest.raises(Invalid, match="entered in error"):
        strike_placement(part, reason=" ", by=cora)
    with pytest.raises(Stale):
        strike_placement(part, reason="Twice", version=part.version + 1, by=cora)
    strike_placement(part, reason="Twice", by=cora)
    said = f"struck out on {clock.date_words(clock.today())}"
    with pytest.raises(Conflict, match=said):
        strike_placement(part, reason="Again", by=cora)
    with pytest.raises(Conflict, match=said):
        end_placement(part, ends_on=days_ago(1), reason="?", by=cora)
    with pytest.raises(Conflict, match=said):
        correct_placement(part, role="young_person", starts_on=days_ago(2), ends_on=None, reason="?", by=cora)


def test_the_database_wants_somebody_and_a_reason(part: Placement) -> None:
    with pytest.raises(IntegrityError, match="struck_by_somebody"), transaction.atomic():
        Placement.objects.filter(pk=part.pk).update(struck_at=clock.now())


def test_who_never_had_a_part_runs_nothing_by_it(cast: Cast, club: Scheme) -> None:
    nora = works_as(cast, cast.nora, "Nora")
    part = place(nora, club, "leader", starts_on=days_ago(9), by=fresh(cast.cora))
    assert policies.runs_scheme(fresh(cast.nora), club)
    with pytest.raises(NotAllowed):
        strike_placement(part, reason="?", by=fresh(cast.pat))
    strike_placement(part, reason="Another Nora", by=fresh(cast.mona))
    assert not policies.runs_scheme(fresh(cast.nora), club)


# -- who staff are ----------------------------------------------------------------------------------------------------


def identity(person: Person, **changed: object) -> StaffIdentity:
    names = ("unit", "person_type", "given_name", "family_name", "known_as", "collar_number", "role_description")
    return StaffIdentity(**{**{name: getattr(person, name) for name in names}, **changed})  # type: ignore[arg-type]


def test_the_record_says_what_it_said_before_and_why(cast: Cast) -> None:
    carl, before = cast.people["carl"], cast.people["carl"].family_name
    edit_staff(
        carl, identity(carl, family_name="Newname", collar_number=" 4471 "), reason="Married", version=carl.version,
        by=fresh(cast.adam),
    )  # fmt: skip
    carl.refresh_from_db()
    assert (carl.family_name, carl.collar_number) == ("Newname", "4471")
    (change,) = said_before.changes_of(carl)
    assert change.why == "Married"
    assert {(one.label, one.before, one.after) for one in change.said} == {
        ("Family name", before, "Newname"), ("Collar number", "", "4471"),
    }  # fmt: skip
    event = AuditEvent.objects.get(verb="person.staff_edited")
    assert "Newname" not in str(event.data)
    assert event.data["fields"] == "family name, collar number"


def test_a_change_of_what_they_are_is_said_why_and_one_of_the_unit_is_not(cast: Cast) -> None:
    carl, adam = cast.people["carl"], fresh(cast.adam)
    wanted = identity(carl, person_type=PersonType.SPECIAL_CONSTABLE)
    with pytest.raises(Invalid) as refused:
        edit_staff(carl, wanted, reason="", version=carl.version, by=adam)
    assert list(refused.value.errors) == ["reason"]
    elsewhere = Unit.objects.create(force=cast.force, name="Schools North", kind="cadets")
    assert edit_staff(carl, identity(carl, unit=elsewhere), reason="", version=carl.version, by=adam).unit == elsewhere


@pytest.mark.parametrize(
    ("field", "value"),
    [("given_name", ""), ("person_type", "parent_carer"), ("unit", "abroad"), ("collar_number", "77")],
)
def test_what_cannot_be_is_refused_at_the_field(cast: Cast, field: str, value: str) -> None:
    carl, brian = cast.people["carl"], cast.people["brian"]
    Person.objects.filter(pk=brian.pk).update(collar_number="77")
    wanted: dict[str, object] = {field: cast.other_hub if value == "abroad" else value}
    if field == "given_name":
        wanted |= {"family_name": "", "known_as": ""}
    with pytest.raises(Invalid) as refused:
        edit_staff(carl, identity(carl, **wanted), reason="Because", version=carl.version, by=fresh(cast.adam))
    assert list(refused.value.errors) == [field]
    if field == "collar_number":
        assert brian.name in str(refused.value.errors)


def test_nobody_else_keeps_it_and_nobody_their_own(cast: Cast) -> None:
    carl = cast.people["carl"]
    for who in ("cora", "mona", "lena", "walt"):
        with pytest.raises(NotAllowed):
            edit_staff(carl, identity(carl), reason="?", version=carl.version, by=fresh(cast.users[who]))
    own = works_as(cast, cast.adam, "Adam")
    with pytest.raises(NotAllowed):
        edit_staff(own, identity(own, known_as="Ad"), reason="?", version=own.version, by=fresh(cast.adam))


def test_two_of_one_collar_number_are_not_put_on_record(cast: Cast) -> None:
    given = {"kind": "adult", "person_type": "pcso", "family_name": "Sharp", "collar_number": "9001"}
    new = [NewPerson(given_name=name, **given) for name in ("Ola", "Una")]  # type: ignore[arg-type]
    add_staff(new[0], unit=cast.cadets, user=None, line_manager=None, by=fresh(cast.adam))
    with pytest.raises(Invalid, match="Ola Sharp has this collar number"):
        add_staff(new[1], unit=cast.cadets, user=None, line_manager=None, by=fresh(cast.adam))


# -- carers -----------------------------------------------------------------------------------------------------------


def test_whether_a_carer_may_be_contacted_is_never_taken_for_granted(cast: Cast, una: Person) -> None:
    with pytest.raises(Invalid) as refused:
        add_new_carer(
            una, NewPerson(kind="adult", given_name="May"), CarerDetails("mother", "", since=dt.date(2024, 1, 1)),
            by=fresh(cast.cora),
        )  # fmt: skip
    assert list(refused.value.errors) == ["contact"]

"""Who takes part in which scheme: what is refused and in which words, and who may say so."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from safeguarding.audit.models import AuditEvent
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.people.models import Person, Placement
from safeguarding.people.services import correct_placement, end_placement, place
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, fresh
from tests.factories.people import abroad, works_as, young
from tests.factories.schemes import days_ago, proposed, tolerated

pytestmark = pytest.mark.django_db


@pytest.fixture
def club(cast: Cast) -> Scheme:
    return tolerated(cast)


@pytest.fixture
def una(cast: Cast) -> Person:
    return young(cast)


def words_of(error: pytest.ExceptionInfo[Invalid]) -> dict[str, list[str]]:
    return error.value.errors


def test_a_young_person_takes_part_and_it_is_written_down(cast: Cast, club: Scheme, una: Person) -> None:
    made = place(una, club, "young_person", starts_on=days_ago(10), by=fresh(cast.cora))
    assert (made.person, made.scheme, made.ends_on) == (una, club, None)
    event = AuditEvent.objects.get(verb="person.placed")
    assert (event.object_id, event.data["scheme_id"]) == (una.pk, club.pk)
    assert "Upton" not in str(event.data)


def test_the_same_part_twice_at_once_is_refused_and_says_which(cast: Cast, club: Scheme, una: Person) -> None:
    first, last = dt.date(2025, 3, 3), dt.date(2025, 7, 18)
    place(una, club, "young_person", starts_on=first, ends_on=last, by=fresh(cast.cora))
    with pytest.raises(Invalid) as refused:
        place(una, club, "young_person", starts_on=last, by=fresh(cast.cora))
    (said,) = words_of(refused)["starts_on"]
    assert "Oakfield club as young person already, from 3 March 2025 to 18 July 2025" in said
    place(una, club, "young_person", starts_on=last + dt.timedelta(days=1), by=fresh(cast.cora))
    place(una, proposed(cast, "Another club"), "young_person", starts_on=first, by=fresh(cast.cora))


def test_the_database_holds_the_overlap_too(cast: Cast, club: Scheme, una: Person) -> None:
    Placement.objects.create(person=una, scheme=club, role="young_person", starts_on=dt.date(2025, 3, 3))
    with pytest.raises(IntegrityError, match="placement_once_at_a_time"), transaction.atomic():
        Placement.objects.create(person=una, scheme=club, role="young_person", starts_on=dt.date(2026, 3, 3))


def test_nobody_takes_part_in_a_scheme_of_another_force(cast: Cast, club: Scheme) -> None:
    with pytest.raises(Invalid) as refused:
        place(abroad(cast), club, "young_person", starts_on=days_ago(1), by=cast.system)
    assert words_of(refused) == {"scheme": ["This person is on record with another force than the scheme belongs to"]}


@pytest.mark.parametrize(("name", "role"), [("una", "leader"), ("carl", "young_person"), ("carl", "captain")])
def test_each_has_a_part_for_their_kind(cast: Cast, club: Scheme, una: Person, name: str, role: str) -> None:
    who = una if name == "una" else cast.people[name]
    with pytest.raises(Invalid) as refused:
        place(who, club, role, starts_on=days_ago(1), by=fresh(cast.cora))
    assert list(words_of(refused)) == ["role"]


def test_a_young_person_of_34_is_refused_with_the_age(cast: Cast, club: Scheme) -> None:
    with pytest.raises(Invalid, match="makes them 34 on 1 September 2025"):
        place(
            young(cast, born=dt.date(1991, 5, 4)), club, "young_person", starts_on=dt.date(2025, 9, 1),
            by=fresh(cast.cora),
        )  # fmt: skip
    eighteen_tomorrow = young(cast, "Edie", born=dt.date(2008, 9, 2))
    assert place(eighteen_tomorrow, club, "young_person", starts_on=dt.date(2026, 9, 1), by=fresh(cast.cora))


def test_days_that_cannot_be_are_refused(cast: Cast, club: Scheme, una: Person) -> None:
    with pytest.raises(Invalid) as refused:
        place(una, club, "young_person", starts_on=days_ago(3), ends_on=days_ago(4), by=fresh(cast.cora))
    assert list(words_of(refused)) == ["ends_on"]
    with pytest.raises(Invalid, match="after they were born"):
        place(una, club, "young_person", starts_on=dt.date(2013, 5, 3), by=fresh(cast.cora))


def test_nobody_begins_in_a_closed_scheme_but_the_past_may_be_recorded(cast: Cast, club: Scheme, una: Person) -> None:
    Scheme.objects.filter(pk=club.pk).update(status="closed", ends_on=days_ago(20))
    club.refresh_from_db()
    for ends_on in (None, days_ago(5)):
        with pytest.raises(Invalid, match="This scheme is closed"):
            place(una, club, "young_person", starts_on=days_ago(40), ends_on=ends_on, by=fresh(cast.cora))
    assert place(una, club, "young_person", starts_on=days_ago(40), ends_on=days_ago(20), by=fresh(cast.cora))


class TestWho:
    @pytest.mark.parametrize("who", ["pat", "mona", "lena", "ivy", "aud", "adam", "wes", "nora"])
    def test_only_who_works_with_the_record_places_a_young_person(
        self, cast: Cast, club: Scheme, una: Person, who: str
    ) -> None:
        with pytest.raises(NotAllowed):
            place(una, club, "young_person", starts_on=days_ago(1), by=fresh(cast.users[who]))

    def test_a_lead_places_young_people_of_the_own_unit(self, cast: Cast, club: Scheme) -> None:
        assert place(cast.people["ann"], club, "young_person", starts_on=days_ago(1), by=fresh(cast.lena))

    @pytest.mark.parametrize("who", ["lena", "sam", "pat", "adam"])
    def test_only_who_keeps_the_register_places_an_adult(self, cast: Cast, club: Scheme, who: str) -> None:
        with pytest.raises(NotAllowed):
            place(cast.people["carl"], club, "leader", starts_on=days_ago(1), by=fresh(cast.users[who]))
        assert place(cast.people["carl"], club, "leader", starts_on=days_ago(1), by=fresh(cast.mona))

    def test_nobody_places_themself_or_anybody_in_what_they_run(self, cast: Cast, club: Scheme, una: Person) -> None:
        cora = works_as(cast, cast.cora, "Cora")
        with pytest.raises(NotAllowed, match="record of yourself"):
            place(cora, club, "leader", starts_on=days_ago(1), by=fresh(cast.cora))
        mine = place(cora, club, "leader", starts_on=days_ago(1), by=fresh(cast.mona))
        for person, role in ((una, "young_person"), (cast.people["carl"], "helper")):
            with pytest.raises(NotAllowed, match="You have a part in this scheme"):
                place(person, club, role, starts_on=days_ago(1), by=fresh(cast.cora))
        with pytest.raises(NotAllowed):
            end_placement(mine, ends_on=days_ago(0), reason="Enough", by=fresh(cast.cora))


class TestEnding:
    @pytest.fixture
    def part(self, cast: Cast, club: Scheme, una: Person) -> Placement:
        return place(una, club, "young_person", starts_on=days_ago(100), by=fresh(cast.cora))

    def test_it_ends_on_a_day_for_a_reason(self, cast: Cast, part: Placement) -> None:
        end_placement(part, ends_on=days_ago(1), reason="Moved away", version=1, by=fresh(cast.cora))
        part.refresh_from_db()
        assert (part.ends_on, part.ended_because, part.version) == (days_ago(1), "Moved away", 2)
        with pytest.raises(Conflict, match="already"):
            end_placement(part, ends_on=days_ago(0), reason="Again", by=fresh(cast.cora))

    def test_what_is_missing_is_said(self, cast: Cast, part: Placement) -> None:
        with pytest.raises(Invalid) as refused:
            end_placement(part, ends_on=days_ago(101), reason=" ", by=fresh(cast.cora))
        assert set(words_of(refused)) == {"ends_on", "reason"}

    def test_of_two_the_second_is_told(self, cast: Cast, part: Placement) -> None:
        end_placement(part, ends_on=days_ago(-5), reason="Moves away", version=1, by=fresh(cast.cora))
        with pytest.raises(Stale):
            end_placement(part, ends_on=days_ago(1), reason="Left", version=1, by=fresh(cast.cora))

    def test_a_planned_end_moves_but_not_into_what_follows(self, cast: Cast, part: Placement) -> None:
        end_placement(part, ends_on=days_ago(-5), reason="Moves away", by=fresh(cast.cora))
        place(part.person, part.scheme, part.role, starts_on=days_ago(-6), by=fresh(cast.cora))
        with pytest.raises(Invalid, match="already"):
            end_placement(part, ends_on=days_ago(-8), reason="Later", by=fresh(cast.cora))
        end_placement(part, ends_on=days_ago(1), reason="Sooner", by=fresh(cast.cora))

    def test_a_slip_is_put_right_and_history_keeps_it(self, cast: Cast, part: Placement) -> None:
        correct_placement(
            part, role="young_person", starts_on=days_ago(90), ends_on=None, reason="Wrong day", by=fresh(cast.cora)
        )
        part.refresh_from_db()
        assert part.starts_on == days_ago(90)
        kept = part.events.order_by("pgh_id").values_list("starts_on", flat=True)
        assert list(kept) == [days_ago(100), days_ago(90)]
        with pytest.raises(Invalid) as refused:
            correct_placement(
                part, role="leader", starts_on=days_ago(90), ends_on=None, reason="", by=fresh(cast.cora)
            )  # fmt: skip
        assert set(words_of(refused)) == {"role", "reason"}

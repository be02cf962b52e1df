"""Whom a policy reached on any day, and talks about it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import InternalError, transaction

from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Refused
from safeguarding.guidance import services
from safeguarding.guidance.models import PolicyTalk
from safeguarding.guidance.selectors import (
    acknowledged,
    coverage,
    not_reached,
    waiting_for,
    ways_of,
)
from safeguarding.guidance.services import Publication
from safeguarding.people.choices import PersonKind, PersonType, PlacementRole
from safeguarding.people.models import Person
from tests.cast import Cast, fresh
from tests.factories import guidance as make
from tests.factories.schemes import CHIEF, days_ago, proposed, tolerated

pytestmark = pytest.mark.django_db


# -- coverage ---------------------------------------------------------------------------------------------------------


def test_who_was_never_asked_outside_the_official_scheme_is_named_first(cast: Cast) -> None:
    """The message was sent to the official scheme alone, and never reached the adults of the other one."""
    carl, bella = cast.people["carl"], cast.people["bella"]
    make.placed(bella, make.official(cast))
    make.placed(carl, tolerated(cast, "Primary school scheme"))
    version = make.in_force(cast)
    make.opened(cast, version, make.OFFICIAL)
    services.acknowledge(version, by=fresh(cast.bella))
    found = coverage(version, day=clock.today())
    assert (found.outside.count, found.outside.asked, found.outside.reached, found.outside.share) == (1, 0, 0, 0)
    assert [(one.scheme.name, one.line.missing) for one in found.schemes] == [("Primary school scheme", 1)]
    by_key = {line.key: line for line in found.lines}
    assert by_key["official"].share == 100
    assert (by_key["all_staff"].count, by_key["all_staff"].reached) == (3, 1)
    assert by_key["tag-apprentice"].share is None
    people, count = not_reached(fresh(cast.mona), version, day=clock.today(), key="outside_official")
    assert (list(people), count) == ([carl], 1)


def test_coverage_is_told_as_it_was_on_a_day(cast: Cast) -> None:
    Person.objects.update(created_at=clock.now() - dt.timedelta(days=400))
    carl, brian = cast.people["carl"], cast.people["brian"]
    scheme = tolerated(cast, ago=60)
    make.placed(carl, scheme, since=50)
    make.placed(brian, scheme, PlacementRole.HELPER, since=5)
    version = make.in_force(cast, since=days_ago(60))
    make.on_paper(cast, version, carl, days_ago(20))

    def told(days: int) -> tuple[int, int]:
        line = coverage(version, day=days_ago(days)).outside
        return line.count, line.reached

    assert [told(days) for days in (55, 30, 20, 0)] == [(0, 0), (1, 0), (1, 1), (2, 1)]


def test_an_official_unit_that_nobody_decided_about_counts_as_outside(cast: Cast) -> None:
    make.placed(cast.people["carl"], proposed(cast, "Called official", "official_cadets"))
    assert coverage(make.in_force(cast), day=clock.today()).outside.count == 1


def test_how_many_reads_coverage_takes_does_not_grow(cast: Cast, django_assert_num_queries: object) -> None:
    version = make.in_force(cast)
    make.opened(cast, version)
    for number in range(3):
        make.placed(cast.people["carl"], tolerated(cast, f"Scheme {number}"))
    with django_assert_num_queries(10):  # type: ignore[operator]  # pytest-django's
        coverage(version, day=clock.today())


def test_names_that_the_user_may_not_see_are_counted_and_not_shown(cast: Cast) -> None:
    scheme = tolerated(cast)
    parent = Person.objects.create(
        force=cast.force, unit=cast.south, kind=PersonKind.ADULT, person_type=PersonType.PARENT_CARER,
        family_name="Porter", created_by=cast.lars,
    )  # fmt: skip
    make.placed(parent, scheme)
    people, count = not_reached(fresh(cast.mona), make.in_force(cast), day=clock.today(), key="outside_official")
    assert (list(people), count) == ([], 1)


def test_everything_done_is_in_the_record_without_names(cast: Cast) -> None:
    version = make.in_force(cast)
    make.opened(cast, version)
    make.on_paper(cast, version, cast.people["carl"])
    events = AuditEvent.objects.filter(verb__startswith="policy.")
    assert set(events.values_list("verb", flat=True)) >= {
        "policy.added", "policy.drafted", "policy.published", "policy.campaign_prepared", "policy.campaign_opened",
        "policy.acknowledged_on_paper",
    }  # fmt: skip
    assert not any("Cooper" in str(event.data) for event in events)


def test_refusals_carry_words_for_people(cast: Cast) -> None:
    with pytest.raises(Refused) as no:
        services.publish(make.in_force(cast), Publication(clock.today(), CHIEF), version=None, by=fresh(cast.mona))
    assert no.value.message == "A version that is in force cannot become in force."


# -- talks ------------------------------------------------------------------------------------------------------------


def talk(by: Person | None, days: int = 0, answered: str = "Knows it, and why.") -> services.Talk:
    return services.Talk(by, days_ago(days), answered)


def test_a_line_manager_s_talk_reaches_somebody_apart_from_reading(cast: Cast) -> None:
    brian, bella = cast.people["brian"], cast.people["bella"]
    version = make.in_force(cast, since=days_ago(30))
    make.placed(brian, tolerated(cast, ago=20), since=10)
    services.record_talk(version, talk(bella, 5), person=brian, by=fresh(cast.bella))

    def told(days: int) -> tuple[int, int, int]:
        line = coverage(version, day=days_ago(days)).outside
        return line.reached, line.talked, line.missing

    assert [told(days) for days in (6, 5, 0)] == [(0, 0, 1), (0, 1, 0), (0, 1, 0)]
    assert ways_of(version, [brian.pk], day=clock.today()) == {
        brian.pk: [f"Talk with Bella Bright, {clock.date_words(days_ago(5))}"]
    }
    assert not acknowledged([brian.pk])
    services.acknowledge(version, by=fresh(cast.brian))
    assert told(0) == (1, 0, 0)
    assert len(ways_of(version, [brian.pk], day=clock.today())[brian.pk]) == 2


def test_who_was_only_talked_with_is_still_asked_to_read_it(cast: Cast) -> None:
    version = make.in_force(cast)
    services.record_talk(version, talk(cast.people["bella"]), person=cast.people["brian"], by=fresh(cast.bella))
    make.opened(cast, version)
    assert [one.policy_version for one in waiting_for(fresh(cast.brian))] == [version]


def test_only_the_line_manager_and_keepers_record_a_talk_and_nobody_their_own(cast: Cast) -> None:
    brian, bella = cast.people["brian"], cast.people["bella"]
    version = make.in_force(cast)
    for name in ("brian", "lena", "wes"):
        with pytest.raises(NotAllowed):
            services.record_talk(version, talk(bella), person=brian, by=fresh(cast.users[name]))
    with pytest.raises(NotAllowed):
        services.record_talk(version, talk(brian), person=bella, by=fresh(cast.brian))
    services.record_talk(version, talk(bella), person=brian, by=fresh(cast.cora))
    with pytest.raises(Conflict, match="on record already"):
        services.record_talk(version, talk(bella), person=brian, by=fresh(cast.bella))


def test_a_line_manager_records_the_talks_they_had_themselves(cast: Cast) -> None:
    version = make.in_force(cast)
    with pytest.raises(Invalid, match="had yourself"):
        services.record_talk(
            version, talk(cast.people["carl"]), person=cast.people["brian"], by=fresh(cast.bella)
        )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "answered", "field"), [(-1, "Yes", "talked_on"), (40, "Yes", "talked_on"), (0, " ", "answered")]
)
def test_a_talk_has_its_day_and_what_was_answered(cast: Cast, days: int, answered: str, field: str) -> None:
    version = make.in_force(cast, since=days_ago(30))
    with pytest.raises(Invalid) as no:
        services.record_talk(
            version, talk(cast.people["bella"], days, answered), person=cast.people["brian"], by=fresh(cast.bella)
        )  # fmt: skip
    assert field in no.value.errors


def test_a_talk_is_seen_by_both_who_manages_and_the_keepers_and_stays_as_it_is(cast: Cast) -> None:
    version = make.in_force(cast)
    services.record_talk(version, talk(cast.people["bella"]), person=cast.people["brian"], by=fresh(cast.cora))
    seen = {name for name, user in cast.users.items() if PolicyTalk.objects.visible_to(fresh(user)).exists()}
    assert seen == {"brian", "bella", "cora", "mona"}
    with pytest.raises(InternalError), transaction.atomic():
        PolicyTalk.objects.update(answered="Something else")


def test_a_past_day_is_told_with_the_kind_of_staff_somebody_was_then(cast: Cast) -> None:
    Person.objects.update(created_at=clock.now() - dt.timedelta(days=400))
    version = make.in_force(cast, since=days_ago(60))
    brian = cast.people["brian"]
    Person.objects.filter(pk=brian.pk).update(person_type=PersonType.POLICE_STAFF)

    def is_pcso(days: int) -> bool:
        people, _ = not_reached(fresh(cast.cora), version, day=days_ago(days), key=f"person_type-{PersonType.PCSO}")
        return brian in people

    assert is_pcso(10)
    assert not is_pcso(0)

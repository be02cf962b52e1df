"""Campaigns that ask people to read a policy, the groups they reach, and who is told when."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.guidance import services
from safeguarding.guidance.choices import AudienceKind, CampaignState, Tag
from safeguarding.guidance.models import Campaign
from safeguarding.guidance.rules import Audience
from safeguarding.guidance.selectors import (
    coverage,
    reach,
    waiting_for,
)
from safeguarding.guidance.tasks import tell_of_policies
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonType
from tests.cast import Cast, fresh, staff
from tests.factories import guidance as make
from tests.factories.schemes import days_ago, tolerated

pytestmark = pytest.mark.django_db


# -- campaigns --------------------------------------------------------------------------------------------------------


def test_a_campaign_is_looked_at_before_anybody_is_told(cast: Cast) -> None:
    made = make.campaign(cast, make.in_force(cast), make.ALL_STAFF, Audience(AudienceKind.PERSON_TYPE, "pcso"))
    by_audience, everybody, done = reach(made, day=clock.today())
    assert by_audience == [("All staff", 3), ("PCSO", 2)]
    assert (len(everybody), done) == (3, set())
    assert not Notice.objects.exists()
    assert waiting_for(fresh(cast.brian)) == []


def test_who_is_asked_is_told_once_and_finds_it_waiting(cast: Cast) -> None:
    version = make.in_force(cast)
    make.opened(cast, version)
    assert set(Notice.objects.values_list("recipient__username", flat=True)) == {"bella", "brian"}
    assert services.tell_waiting() == 0
    (waiting,) = waiting_for(fresh(cast.brian))
    assert waiting.policy_version == version
    services.acknowledge(version, by=fresh(cast.brian))
    assert waiting_for(fresh(cast.brian)) == []
    assert not Notice.objects.visible_to(fresh(cast.brian)).unread().exists()


def at(days: int) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def test_reminders_go_to_who_has_not_answered_once_each(cast: Cast) -> None:
    version = make.in_force(cast)
    make.opened(cast, version, due_in=14)
    services.acknowledge(version, by=fresh(cast.bella))
    told = []
    for day in range(1, 22):
        with clock.standing_at(at(day)):
            told += [day] * services.tell_waiting()
            assert services.tell_waiting() == 0
    assert told == [7, 11, 14, 17, 21]
    assert set(Notice.objects.exclude(key__endswith="opened").values_list("recipient__username", flat=True)) == {
        "brian"
    }


def test_after_a_week_of_standing_still_one_notice_comes_and_not_five(cast: Cast) -> None:
    make.opened(cast, make.in_force(cast), due_in=14)
    with clock.standing_at(at(18)):
        assert services.tell_waiting() == 2
    assert Notice.objects.filter(recipient=cast.brian).count() == 2


def test_a_pass_that_was_killed_tells_the_rest_when_it_runs_again(cast: Cast) -> None:
    made = make.opened(cast, make.in_force(cast), due_in=14)
    with clock.standing_at(at(7)):
        Notice.objects.create(recipient=cast.brian, key=f"policy:{made.pk}:regular1", title="Told before it died")
        assert services.tell_waiting() == 1
    assert Notice.objects.filter(key=f"policy:{made.pk}:regular1").count() == 2


def test_the_morning_s_task_tells_as_the_system(cast: Cast) -> None:
    make.opened(cast, make.in_force(cast), due_in=14)
    with clock.standing_at(at(7)):
        assert tell_of_policies() == 2
        assert tell_of_policies() == 0


def test_who_joins_later_is_asked_too(cast: Cast) -> None:
    scheme = tolerated(cast)
    make.placed(cast.people["carl"], scheme)
    version = make.in_force(cast)
    make.opened(cast, version, make.OUTSIDE)
    assert waiting_for(fresh(cast.brian)) == []
    make.placed(cast.people["brian"], scheme)
    assert [one.policy_version for one in waiting_for(fresh(cast.brian))] == [version]
    assert services.tell_waiting() == 1


def test_a_new_version_closes_the_campaigns_for_the_old_one(cast: Cast) -> None:
    old = make.in_force(cast, since=days_ago(9))
    made = make.opened(cast, old)
    make.in_force(cast, old.document)
    assert Campaign.objects.get(pk=made.pk).state == CampaignState.CLOSED
    assert waiting_for(fresh(cast.brian)) == []
    with clock.standing_at(at(7)):
        assert services.tell_waiting() == 0


def test_a_campaign_that_reaches_nobody_or_asks_a_draft_is_refused(cast: Cast) -> None:
    version = make.in_force(cast)
    empty = make.campaign(cast, version, Audience(AudienceKind.TAG, Tag.APPRENTICE))
    with pytest.raises(Conflict, match="nobody"):
        services.open_campaign(empty, version=None, by=fresh(cast.mona))
    with pytest.raises(Conflict):
        make.campaign(cast, make.drafted(cast, make.policy(cast, "Another")))


@pytest.mark.parametrize(
    "audience",
    [
        Audience("nobody"), Audience(AudienceKind.ALL_STAFF, "pcso"), Audience(AudienceKind.SCHEME),
        Audience(AudienceKind.ROLE, "young_person"), Audience(AudienceKind.TAG, "chief"),
        Audience(AudienceKind.ALL_STAFF, "", 1),
    ],
)  # fmt: skip
def test_an_audience_that_is_none_is_refused(cast: Cast, audience: Audience) -> None:
    with pytest.raises(Invalid) as no:
        make.campaign(cast, make.in_force(cast), audience)
    assert "audiences" in no.value.errors


def test_audiences_are_changed_until_it_is_opened(cast: Cast) -> None:
    made = make.campaign(cast, make.in_force(cast), make.ALL_STAFF, make.OUTSIDE)
    details = services.CampaignDetails((make.ALL_STAFF,), make.days_on(5), None)
    services.edit_campaign(made, details, version=1, by=fresh(cast.cora))
    assert services.edit_campaign(made, details, version=2, by=fresh(cast.cora)).version == 2, "nothing was changed"
    assert [one.audience for one in Campaign.objects.get(pk=made.pk).audiences.all()] == [make.ALL_STAFF]
    services.open_campaign(made, version=2, by=fresh(cast.cora))
    with pytest.raises(Conflict):
        services.edit_campaign(made, details, version=None, by=fresh(cast.cora))


# -- groups -----------------------------------------------------------------------------------------------------------


def test_a_group_is_joined_and_left_and_the_past_stays(cast: Cast) -> None:
    carl = cast.people["carl"]
    held = services.join_group(carl, tag=Tag.SCHOOL_OFFICER, starts_on=days_ago(30), by=fresh(cast.cora))
    with pytest.raises(Invalid):
        services.join_group(carl, tag=Tag.SCHOOL_OFFICER, starts_on=clock.today(), by=fresh(cast.cora))
    services.leave_group(held, ends_on=days_ago(10), version=1, by=fresh(cast.cora))
    version = make.in_force(cast, since=days_ago(60))

    def in_group(day: dt.date) -> int:
        return next(one.count for one in coverage(version, day=day).lines if one.key == "tag-school_officer")

    assert (in_group(days_ago(20)), in_group(clock.today())) == (1, 0)


def test_nobody_puts_themself_into_a_group(cast: Cast) -> None:
    own = staff(cast, "Cora", "Example", PersonType.POLICE_STAFF, user=cast.cora)
    with pytest.raises(NotAllowed):
        services.join_group(own, tag=Tag.APPRENTICE, starts_on=clock.today(), by=fresh(cast.cora))

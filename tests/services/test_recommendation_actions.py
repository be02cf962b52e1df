"""Something to be done about a recommendation is given to somebody else, and late is late wherever it is said."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case
from safeguarding.cases.services import access
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.recommendations import selectors, services
from safeguarding.recommendations.choices import Basis
from safeguarding.recommendations.models import Recommendation, RecommendationAction
from safeguarding.reminders.services import telling
from tests.cast import Cast, fresh
from tests.factories import recommendations as make
from tests.factories.casework import opened

pytestmark = pytest.mark.django_db
WHY = "They work elsewhere now."


def give(todo: RecommendationAction, to: User | None, by: User, reason: str = WHY) -> RecommendationAction:
    return services.give_action(todo, owner=to, reason=reason, version=None, by=fresh(by))


def owners(held: Recommendation, rule: str) -> list[User | None]:
    return [one.owner for one in Deadline.objects.running().filter(subject_id=held.pk, rule__key=rule)]


def in_conflict(case: Case, cast: Cast) -> None:
    """Bella knows somebody of the case."""
    access.declare_conflict(case=case, user=cast.bella, reason="A neighbour", by=fresh(cast.lena))


def late_words(user: User) -> list[str]:
    return list(Notice.objects.filter(recipient=user, deadline__isnull=False).values_list("step", flat=True))


# -- given to somebody else -------------------------------------------------------------------------------------------


def test_its_clock_and_reminders_go_with_it(cast: Cast) -> None:
    held = make.in_hand(cast)
    todo = make.action(cast, held, 0, owner=cast.ivy)
    Notice.objects.all().delete()
    give(todo, cast.leo, by=cast.cora)
    assert owners(held, "rec_action") == [cast.leo]
    told = {one.recipient.username: one.title for one in Notice.objects.select_related("recipient")}
    assert told == {
        "leo": "You were given something to do about a recommendation",
        "ivy": "Somebody else does now what you had to do about a recommendation",
    }
    with clock.standing_at(clock.now() + dt.timedelta(days=2)):
        telling.tell_due()
    assert "overdue" in late_words(cast.leo)
    assert late_words(cast.ivy) == []
    said = AuditEvent.objects.get(verb="recommendation.action_given")
    assert said.reason == WHY


def test_what_somebody_has_to_do_stays_theirs_when_the_recommendation_is_given_on(cast: Cast) -> None:
    held = make.in_hand(cast)
    make.action(cast, held, owner=cast.cora)
    make.audience(cast, held, "all_staff", unmeasured_because="Nobody counts")
    services.assign(held, owner=cast.leo, version=None, by=fresh(cast.lena))
    assert owners(held, "rec_action") == [cast.cora]
    assert owners(held, "rec_audience") == [cast.leo]
    assert owners(held, "iopc_rec_response") == [cast.leo]


def test_who_is_in_conflict_or_has_no_access_is_not_given_it_and_both_are_refused_alike(cast: Cast) -> None:
    case = opened(cast)
    in_conflict(case, cast)
    held = make.recorded(cast, case=case)
    todo = make.action(cast, held, owner=cast.lena, by=cast.lena)
    said = []
    # Bella is in conflict; Pat sees no recommendations; Wes works for another force.
    for person in (cast.bella, cast.pat, cast.wes, None):
        with pytest.raises(Invalid) as no:
            give(todo, person, by=cast.lena)
        said.append(no.value.errors)
    assert [list(one) for one in said] == [["owner"]] * 4
    assert said[0] == said[1] == said[2] == said[3]
    assert RecommendationAction.objects.get(pk=todo.pk).owner == cast.lena
    assert owners(held, "rec_action") == [cast.lena]


def test_who_came_into_conflict_is_not_told_that_it_was_given_away(cast: Cast) -> None:
    case = opened(cast)
    held = make.recorded(cast, case=case)
    todo = make.action(cast, held, owner=cast.bella, by=cast.lena)
    in_conflict(case, cast)
    Notice.objects.all().delete()
    give(todo, cast.leo, by=cast.lena)
    assert [one.recipient for one in Notice.objects.select_related("recipient")] == [cast.leo]


def test_who_keeps_or_has_the_recommendation_in_hand_gives_it_with_a_reason_while_it_is_open(cast: Cast) -> None:
    held = make.in_hand(cast)
    todo = make.action(cast, held, owner=cast.ivy)
    with pytest.raises(NotAllowed):
        give(todo, cast.leo, by=cast.ivy)
    for to, reason, at in ((cast.leo, " ", "reason"), (cast.ivy, WHY, "owner")):
        with pytest.raises(Invalid) as no:
            give(todo, to, by=cast.cora, reason=reason)
        assert set(no.value.errors) == {at}
    read = todo.version
    give(todo, cast.leo, by=cast.cora)
    with pytest.raises(Stale):
        services.give_action(todo, owner=cast.lena, reason=WHY, version=read, by=fresh(cast.cora))
    services.finish_action(todo, evidence="Seen", version=None, by=fresh(cast.leo))
    with pytest.raises(Conflict, match="finished or dropped already"):
        give(todo, cast.lena, by=cast.cora)


def test_a_reason_that_names_somebody_of_the_case_is_refused(cast: Cast) -> None:
    held = make.recorded(cast, case=opened(cast))
    todo = make.action(cast, held, owner=cast.lena, by=cast.lena)
    with pytest.raises(Invalid) as no:
        give(todo, cast.leo, by=cast.lena, reason="It is about Carl Cooper.")
    assert set(no.value.errors) == {"reason"}


def test_who_had_it_to_do_before_does_not_verify_it(cast: Cast) -> None:
    held = make.published(cast)
    services.begin(held, version=None, by=fresh(cast.lena))
    todo = held.actions.get()
    give(todo, cast.sam, by=cast.lena)
    give(todo, cast.cora, by=cast.lena)
    services.finish_action(todo, evidence="Version 2", version=None, by=fresh(cast.cora))
    services.evidence(held, evidence="Version 2 is in force", version=None, by=fresh(cast.cora))
    with pytest.raises(NotAllowed, match="You had a part in it"):
        services.verify(held, verified_how="Saw it", version=None, by=fresh(cast.sam))
    services.verify(held, verified_how="Saw it", version=None, by=fresh(cast.leo))


# -- late is late wherever it is said ---------------------------------------------------------------------------------


def test_the_board_and_the_filter_say_late_of_the_same(cast: Cast) -> None:
    """Said once of one card, and once in a query: of the answer, an action, an audience, a refusal, and of none."""
    make.in_hand(cast, make.day(-60), title="The answer is late")
    make.in_hand(cast, make.day(-55), title="The answer is due today")
    done, open_, dropped, line = (make.in_hand(cast, title=each) for each in ("Done", "Action", "Dropped", "Audience"))
    for held in (done, open_, dropped):
        make.action(cast, held, 1)
    services.finish_action(done.actions.get(), evidence="Seen", version=None, by=fresh(cast.cora))
    services.drop_action(dropped.actions.get(), reason="No", version=None, by=fresh(cast.cora))
    make.audience(cast, line, "all_staff", unmeasured_because="Nobody counts", due_on=make.day(1))
    make.refused_by_them(cast, title="Refused")
    make.national(cast, title="None runs")
    lena, seen = fresh(cast.lena), set()
    for days in (0, 1, 2, 3, 400):
        with clock.standing_at(clock.end_of_day(make.day(days))):
            found = Recommendation.objects.visible_to(lena)
            cards = selectors.cards(lena, found)
            one_by_one = {card.recommendation.title for card in cards if card.is_late}
            assert one_by_one == set(found.overdue().values_list("title", flat=True)), days
            actions = {card.recommendation.title for card in cards for one in card.actions if one.is_overdue}
            late = Deadline.objects.overdue().filter(rule__key="rec_action").values("subject_id")
            assert actions == set(found.filter(pk__in=late).values_list("title", flat=True)), days
            seen.add(len(one_by_one))
    assert len(seen) >= 3


@pytest.mark.parametrize(("basis", "rule"), [(Basis.PARA_28A, "iopc_rec_response"), (Basis.FORCE, "rec_response_set")])
def test_a_judicial_review_that_ended_long_ago_can_still_be_recorded(cast: Cast, basis: str, rule: str) -> None:
    """The clock goes on in the past, and stands as late: nothing is stuck."""
    answer_by = make.day(-205) if basis == Basis.FORCE else None
    held = make.in_hand(cast, make.day(-260), basis=basis, answer_by=answer_by)
    services.begin_review(held, begun_on=make.day(-250), version=None, by=fresh(cast.lena))
    services.end_review(held, ended_on=make.day(-200), version=None, by=fresh(cast.lena))
    assert make.due_on(held, rule) == make.day(-205 + 51)
    assert make.clock_of(held, rule).is_overdue
    assert make.again(held).status == "owner_assigned"

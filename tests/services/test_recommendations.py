"""Recommendations from the day they are made to the day they are closed, or stay refused."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Refused
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.recommendations import services
from safeguarding.recommendations.choices import Basis, Position, Status
from safeguarding.recommendations.models import Recommendation
from safeguarding.recommendations.services import Draft, Publication, TheirAnswer
from safeguarding.reminders.services import telling
from tests.cast import Cast, build, fresh
from tests.factories import recommendations as make

pytestmark = pytest.mark.django_db


def late(days: int) -> dt.date:
    """The day it was made of one whose answer was due so many days ago."""
    return make.day(-55 - days)


def refused(act: Callable[[], Any]) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as caught:
        act()
    return caught.value.errors


# -- the period of the answer -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made_on", "due_on"),
    [
        (dt.date(2026, 3, 2), dt.date(2026, 4, 26)),
        # Over the end of February in a leap year; over Christmas, where no day is left out; onto a Sunday.
        (dt.date(2024, 1, 6), dt.date(2024, 3, 1)),
        (dt.date(2025, 11, 10), dt.date(2026, 1, 4)),
    ],
)
def test_the_answer_is_due_in_56_days_beginning_with_the_day_it_was_made(
    cast: Cast, made_on: dt.date, due_on: dt.date
) -> None:
    held = make.recorded(cast, made_on)
    running = make.clock_of(held)
    assert clock.london_date(running.due_at) == due_on == made_on + dt.timedelta(days=55)
    assert running.rule.source == "Police Reform Act 2002 Sch 3 para 28B(2)"


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), clock.LONDON)


@pytest.mark.parametrize(
    ("sent_on", "due_on"),
    [
        (dt.date(2026, 3, 2), dt.date(2026, 3, 22)),
        # Over a leap day; over Christmas and the new year, where no day is left out.
        (dt.date(2028, 2, 15), dt.date(2028, 3, 6)),
        (dt.date(2026, 12, 20), dt.date(2027, 1, 9)),
    ],
)
def test_the_body_publishes_the_reply_in_21_days_beginning_with_the_day_it_got_it(
    cast: Cast, sent_on: dt.date, due_on: dt.date
) -> None:
    with clock.standing_at(noon(sent_on)):
        held = make.approved(cast)
        services.send(held, sent_on=sent_on, version=None, by=fresh(cast.lena))
        running = make.clock_of(held, "iopc_publish_response")
        assert clock.london_date(running.due_at) == due_on == sent_on + dt.timedelta(days=20)
        assert running.rule.source == "Police Reform Act 2002 Sch 3 para 28B(5)"
        assert not Deadline.objects.running().filter(subject_id=held.pk, rule__key="iopc_rec_response").exists()
        services.publish(held, Publication(sent_on), version=None, by=fresh(cast.lena))
    assert not Deadline.objects.running().filter(subject_type="recommendation", subject_id=held.pk).exclude(
        rule__key="rec_action"
    ).exists()  # fmt: skip


@pytest.mark.parametrize(
    ("refused_on", "due_on"),
    [
        (dt.date(2026, 11, 10), dt.date(2027, 11, 10)),
        # There is no such day a year later: the last of February.
        (dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
    ],
)
def test_a_refusal_is_looked_at_again_after_twelve_months(
    cast: Cast, refused_on: dt.date, due_on: dt.date
) -> None:  # fmt: skip
    with clock.standing_at(noon(refused_on)):
        held = make.published(cast, answer=make.REFUSED)
        assert make.due_on(held, "rec_refusal_review") == due_on


def test_only_what_the_law_sets_a_period_for_has_one(cast: Cast) -> None:
    assert make.due_on(make.recorded(cast, basis=Basis.INSPECTORATE, answer_by=make.day(9)), "rec_response_set") == (
        make.day(9)
    )
    for held in (make.recorded(cast, basis=Basis.FORCE), make.national(cast)):
        assert not Deadline.objects.running().filter(subject_type="recommendation", subject_id=held.pk).exists()
    said = refused(lambda: make.recorded(cast, answer_by=make.day(9)))
    assert (
        "56 days beginning with the day it was made (Police Reform Act 2002 Sch 3 para 28B(2))" in said["answer_by"][0]
    )


def test_an_answer_after_more_time_was_asked_for_too_late_is_refused_and_says_by_which_rule(cast: Cast) -> None:
    held = make.approved(cast, late(3))
    asks: dict[str, Any] = {"wanted_until": make.day(20), "reason": "Holidays", "version": None, "by": fresh(cast.cora)}
    said = refused(lambda: services.ask_extension(held, asked_on=make.day(-2), **asks))["asked_on"][0]
    assert f"The period ended on {clock.date_words(make.day(-3))}" in said
    assert "Police Reform Act 2002 Sch 3 para 28B(3)" in said
    assert make.again(held).status == Status.APPROVED
    said = refused(lambda: services.send(held, sent_on=make.day(0), version=None, by=fresh(cast.lena)))["late_because"][
        0
    ]
    assert "para 28B(2)" in said
    assert "only where more time was asked for inside it and granted (Police Reform Act 2002 Sch 3 para 28B(3))" in said
    assert make.again(held).answered_on is None
    # That it went out has to be on record all the same: with the reason, and marked as late for good.
    services.send(
        held, sent_on=make.day(0), late_because="It lay unread.", version=None, by=fresh(cast.lena)
    )  # fmt: skip
    assert (make.again(held).status, make.again(held).late_because) == (Status.SENT, "It lay unread.")


def test_more_time_that_was_asked_for_on_the_last_day_moves_the_clock_once_it_is_granted(cast: Cast) -> None:
    held = make.approved(cast, late(0))
    services.ask_extension(
        held, asked_on=make.day(0), wanted_until=make.day(30), reason="A survey", version=None, by=fresh(cast.cora)
    )
    assert (make.again(held).status, make.due_on(held)) == (Status.EXTENSION_REQUESTED, make.day(0))
    with pytest.raises(Conflict, match="It stands at “more time asked for” now"):
        services.send(held, sent_on=make.day(0), version=None, by=fresh(cast.lena))
    services.answer_extension(held, granted_until=make.day(14), version=None, by=fresh(cast.lena))
    assert (make.again(held).status, make.due_on(held)) == (Status.APPROVED, make.day(14))
    assert make.clock_of(held).extension_reason == "More time was granted: A survey"


def test_more_time_that_is_refused_leaves_the_clock_where_it_was(cast: Cast) -> None:
    held = make.in_hand(cast, late(-10))
    asks: dict[str, Any] = {"reason": "A survey", "version": None, "by": fresh(cast.cora)}
    assert set(refused(lambda: services.ask_extension(
        held, asked_on=make.day(0), wanted_until=make.day(10), **asks
    ))) == {"wanted_until"}  # fmt: skip
    services.ask_extension(held, asked_on=make.day(0), wanted_until=make.day(11), **asks)
    services.answer_extension(held, granted_until=None, version=None, by=fresh(cast.lena))
    assert (make.again(held).status, make.due_on(held)) == (Status.OWNER_ASSIGNED, make.day(10))


def test_a_judicial_review_stops_the_clock_for_as_long_as_it_lasts(cast: Cast) -> None:
    held = make.in_hand(cast, late(-20))
    services.begin_review(held, begun_on=make.day(-9), version=None, by=fresh(cast.lena))
    assert make.again(held).status == Status.JUDICIAL_REVIEW
    assert not Deadline.objects.running().filter(subject_type="recommendation", subject_id=held.pk).exists()
    assert refused(lambda: services.end_review(held, ended_on=make.day(-10), version=None, by=fresh(cast.lena)))
    services.end_review(held, ended_on=make.day(0), version=None, by=fresh(cast.lena))
    # Ten days, both the first and the last among them: due twenty days from today, and ten more.
    assert (make.again(held).status, make.due_on(held)) == (Status.OWNER_ASSIGNED, make.day(30))


def test_a_judicial_review_that_ended_long_ago_can_still_be_recorded(cast: Cast) -> None:
    """The clock goes on to a day that is past by now, and the answer is late."""
    held = make.in_hand(cast, make.day(-300))
    services.begin_review(held, begun_on=make.day(-260), version=None, by=fresh(cast.lena))
    services.end_review(held, ended_on=make.day(-200), version=None, by=fresh(cast.lena))
    assert make.again(held).status == Status.OWNER_ASSIGNED
    assert make.due_on(held) == make.day(-300 + 55 + 61)
    assert make.clock_of(held).is_overdue


def test_the_clock_of_publication_is_met_on_its_day_and_stops_where_there_is_none(cast: Cast) -> None:
    with clock.standing_at(clock.now() - dt.timedelta(days=25)):
        met, stopped = make.approved(cast), make.approved(cast, title="Another")
        for held in (met, stopped):
            services.send(held, sent_on=make.day(0), version=None, by=fresh(cast.lena))
    # Published on the last day of the 21, and recorded five days after: it was in time.
    services.publish(met, Publication(make.day(-5)), version=None, by=fresh(cast.lena))
    publication = Deadline.objects.filter(rule__key="iopc_publish_response", subject_type="recommendation")
    done = publication.get(subject_id=met.pk)
    assert done.met_at is not None
    assert clock.london_date(done.met_at) == make.day(-5)
    assert done.met_at <= done.due_at
    why = Publication(not_public_because="The court forbade it")
    services.publish(stopped, why, version=None, by=fresh(cast.lena))
    gone = publication.get(subject_id=stopped.pk)
    assert (gone.met_at, gone.cancel_reason) == (None, "It is not published: The court forbade it")


def test_a_judicial_review_that_began_after_the_period_stops_nothing(cast: Cast) -> None:
    held = make.in_hand(cast, late(5))
    said = refused(lambda: services.begin_review(held, begun_on=make.day(-4), version=None, by=fresh(cast.lena)))
    assert "Police Reform Act 2002 Sch 3 para 28B(4)" in said["begun_on"][0]
    services.begin_review(held, begun_on=make.day(-5), version=None, by=fresh(cast.lena))


# -- the answer -------------------------------------------------------------------------------------------------------


def test_from_made_to_closed_each_step_by_whom_it_takes(cast: Cast) -> None:
    held = make.drafted(cast)
    with pytest.raises(NotAllowed):
        services.approve(held, approved_as="Lead", version=None, by=fresh(cast.lena))
    services.approve(held, approved_as="Deputy Chief Constable", version=None, by=fresh(cast.mona))
    services.send(held, sent_on=make.day(0), version=None, by=fresh(cast.lena))
    assert make.due_on(held, "iopc_publish_response") == make.day(20)
    services.publish(held, Publication(make.day(0), "https://example.org/a"), version=None, by=fresh(cast.lena))
    with pytest.raises(Conflict, match="Begin to carry it out"):
        services.close(held, reason="Enough", version=None, by=fresh(cast.lena))
    services.begin(held, version=None, by=fresh(cast.lena))
    with pytest.raises(Conflict, match="Something is still to be done"):
        services.evidence(held, evidence="All", version=None, by=fresh(cast.cora))
    services.finish_action(held.actions.get(), evidence="Version 2", version=None, by=fresh(cast.cora))
    services.evidence(held, evidence="Version 2 is in force", version=None, by=fresh(cast.cora))
    services.verify(held, verified_how="Read it, asked three", version=None, by=fresh(cast.lena))
    services.close(held, reason="Done", version=None, by=fresh(cast.lena))
    done = make.again(held)
    assert (done.status, done.verified_by, done.approved_as) == (Status.CLOSED, cast.lena, "Deputy Chief Constable")
    assert not Deadline.objects.running().filter(subject_type="recommendation", subject_id=held.pk).exists()
    verbs = AuditEvent.objects.filter(object_type="recommendation", object_id=held.pk).order_by("pk")
    assert [verb.removeprefix("recommendation.") for verb in verbs.values_list("verb", flat=True)] == [
        "recorded", "assigned", "action_added", "drafted", "approved", "sent", "published", "begun", "action_done",
        "evidenced", "verified", "closed",
    ]  # fmt: skip


def test_who_wrote_the_answer_does_not_approve_it_and_an_approval_is_gone_once_it_is_sent_back(cast: Cast) -> None:
    held = make.in_hand(cast)
    make.action(cast, held)
    services.draft(held, make.ACCEPTED, version=None, by=fresh(cast.mona))
    with pytest.raises(NotAllowed, match="You wrote this answer"):
        services.approve(held, approved_as="DCC", version=None, by=fresh(cast.mona))
    services.draft(held, make.ACCEPTED, version=None, by=fresh(cast.cora))
    # She wrote at it in this round, whoever wrote last.
    with pytest.raises(NotAllowed, match="You wrote this answer"):
        services.approve(held, approved_as="DCC", version=None, by=fresh(cast.mona))
    held = make.approved(cast)
    services.send_back(held, reason="Say by when", version=None, by=fresh(cast.mona))
    now = make.again(held)
    assert (now.status, now.approved_by, now.returned_because) == (Status.DRAFTING, None, "Say by when")
    with pytest.raises(Conflict):
        services.send(held, sent_on=make.day(0), version=None, by=fresh(cast.lena))


def test_accepted_says_what_is_done_and_refused_says_why(cast: Cast) -> None:
    held = make.in_hand(cast)
    by = fresh(cast.cora)
    said = refused(lambda: services.draft(held, make.ACCEPTED, version=None, by=by))
    assert "Police Reform Act 2002 Sch 3 para 28B(1)" in said["response_text"][0]
    bare = Draft(Position.NOT_ACCEPTED, "No.")
    assert set(refused(lambda: services.draft(held, bare, version=None, by=by))) == {"reasons", "reason_text"}
    services.draft(held, make.REFUSED, version=None, by=by)
    assert make.again(held).reason_labels == ["Existing rules cover it"]


def test_a_refusal_is_an_end_that_stays_in_sight_and_is_looked_at_every_year(cast: Cast) -> None:
    held = make.published(cast, answer=make.REFUSED)
    assert make.again(held).status == Status.NOT_ACCEPTED
    assert make.due_on(held, "rec_refusal_review") == make.day(0).replace(year=make.day(0).year + 1)
    with pytest.raises(Conflict):
        services.close(held, reason="Old", version=None, by=fresh(cast.lena))
    with pytest.raises(DatabaseError), transaction.atomic():
        Recommendation.objects.filter(pk=held.pk).update(status=Status.CLOSED)
    looked = clock.now() + dt.timedelta(days=380)
    with clock.standing_at(looked):
        services.look_again(held, still_refused=True, reason="Nothing is new", version=None, by=fresh(cast.lena))
        assert make.due_on(held, "rec_refusal_review") > clock.today() + dt.timedelta(days=360)
        assert make.again(held).status == Status.NOT_ACCEPTED
        services.look_again(held, still_refused=False, reason="A second case", version=None, by=fresh(cast.lena))
    now = make.again(held)
    assert (now.status, now.position, now.reasons) == (Status.OWNER_ASSIGNED, "", [])
    assert [look.still_refused for look in held.refusal_looks.order_by("pk")] == [True, False]
    assert not Deadline.objects.running().filter(subject_type="recommendation", subject_id=held.pk).exists()


def test_what_another_body_answers_is_recorded_and_not_written_here(cast: Cast) -> None:
    held = make.national(cast)
    with pytest.raises(Conflict):
        services.draft(held, make.REFUSED, version=None, by=fresh(cast.lena))
    assert make.again(make.refused_by_them(cast)).status == Status.NOT_ACCEPTED
    ours = make.in_hand(cast)
    answer = TheirAnswer(Position.ACCEPTED, "Yes", answered_on=make.day(0))
    with pytest.raises(Conflict, match="This is for the force to answer"):
        services.record_answer(ours, answer, version=None, by=fresh(cast.lena))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told_why() -> None:
    """The one records that it was accepted, the other that it was refused: what is on record is one of the two."""
    cast = build()
    held = make.national(cast)
    start, said = threading.Barrier(2), dict[str, str]()

    def answer(name: str, position: str) -> None:
        by: User = fresh(cast.users[name])
        because: dict[str, Any] = {"reasons": ("law",), "reason_text": "No"}
        theirs = TheirAnswer(position, f"{name} heard it", answered_on=make.day(0), **because)
        start.wait(timeout=10)
        try:
            services.record_answer(held, theirs, version=None, by=by)
        except Refused as no:
            said[name] = no.message
        connection.close()

    threads = [
        threading.Thread(target=answer, args=one)
        for one in (("lena", Position.ACCEPTED), ("leo", Position.NOT_ACCEPTED))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    (loser,) = said
    winner = {"lena": "leo", "leo": "lena"}[loser]
    now = make.again(held)
    assert now.response_text == f"{winner} heard it"
    assert now.answered_by == cast.users[winner]
    assert "somebody may have been quicker" in said[loser]
    assert now.get_status_display().lower() in said[loser]


def test_who_had_no_part_in_it_verifies_it(cast: Cast) -> None:
    held = make.evidenced(cast)
    with pytest.raises(NotAllowed):
        services.verify(held, verified_how="Saw it", version=None, by=fresh(cast.cora))
    services.doubt(held, reason="The text is the old one", version=None, by=fresh(cast.leo))
    assert make.again(held).status == Status.ACTIONS_OPEN
    services.assign(held, owner=cast.leo, version=None, by=fresh(cast.lena))
    services.evidence(held, evidence="Now it is", version=None, by=fresh(cast.leo))
    with pytest.raises(NotAllowed, match="You have, or had, this recommendation in hand"):
        services.verify(held, verified_how="Saw it", version=None, by=fresh(cast.leo))
    services.verify(held, verified_how="Saw it", version=None, by=fresh(cast.sam))


def test_who_has_it_to_do_is_told_and_says_how_it_is_known(cast: Cast) -> None:
    held = make.in_hand(cast)
    todo = make.action(cast, held, owner=cast.ivy)
    assert Notice.objects.get(recipient=cast.ivy).title == "You were given something to do about a recommendation"
    assert set(refused(lambda: services.finish_action(todo, evidence=" ", version=None, by=fresh(cast.ivy)))) == {
        "evidence"
    }
    with pytest.raises(NotAllowed):
        services.finish_action(todo, evidence="Done", version=None, by=fresh(cast.aud))
    services.finish_action(todo, evidence="Seen", version=None, by=fresh(cast.ivy))
    with pytest.raises(Conflict, match="finished or dropped already"):
        services.drop_action(todo, reason="No", version=None, by=fresh(cast.cora))


def test_what_is_late_goes_up_the_line_and_names_nothing(cast: Cast) -> None:
    held = make.in_hand(cast, late(4))
    Notice.objects.all().delete()
    telling.tell_due()
    told = {
        (notice.step, notice.recipient.username): f"{notice.title} {notice.body}"
        for notice in Notice.objects.filter(deadline=make.clock_of(held)).select_related("recipient")
    }
    assert {("overdue", "cora"), ("supervisor", "sam"), ("manager", "mona")} <= set(told)
    assert all("Own accounts" not in words for words in told.values())

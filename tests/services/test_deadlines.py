"""Clocks: started once, met, extended, moved, handed on; and never moved by anything else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from safeguarding.audit import events
from safeguarding.audit.models import AuditEvent
from safeguarding.core.errors import Conflict, Invalid, Stale
from safeguarding.deadlines import selectors, services
from safeguarding.deadlines.choices import Basis, ClockState
from safeguarding.deadlines.models import BankHolidayOverride, Deadline, DeadlineRule
from tests.cast import Cast
from tests.factories.clocks import LONDON, NOW, end_of, start

pytestmark = pytest.mark.usefixtures("sunday_evening")


@pytest.fixture
def sunday_evening() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def sentences() -> list[str]:
    """What the record says, oldest first."""
    return [
        events.sentence(row.verb, actor=row.actor_label, label=row.object_label, data=row.data)
        for row in AuditEvent.objects.filter(object_type="deadline").order_by("pk")
    ]


class TestStart:
    def test_a_clock_says_when_it_is_due_by_which_rule_and_calendar(self, cast: Cast) -> None:
        deadline = start(cast)
        deadline.refresh_from_db()
        assert deadline.due_at == deadline.computed_due_at == end_of("2026-11-23")
        assert deadline.in_words == "due tomorrow"
        assert deadline.counted == "1 working day after the concern was received"
        assert deadline.calendar_version.startswith("holidays ")
        assert sentences() == [
            "The clock “Refer to the LADO” on SC-2026-000001 started, due Monday 23 November 2026 at 23:59"
        ]

    def test_over_christmas_the_lado_and_the_iopc_clocks_part(self, cast: Cast) -> None:
        received = dt.datetime(2026, 12, 24, 16, 0, tzinfo=LONDON)
        assert start(cast, start_at=received).due_at == end_of("2026-12-29")
        assert start(cast, "iopc_referral", start_at=received).due_at == end_of("2026-12-25")

    def test_starting_it_again_gives_back_the_one_that_runs(self, cast: Cast) -> None:
        first = start(cast)
        again = start(cast, start_at=NOW + dt.timedelta(days=3))
        assert again.pk == first.pk
        assert again.due_at == first.due_at
        assert len(sentences()) == 1

    def test_once_ended_it_can_start_again(self, cast: Cast) -> None:
        first = start(cast, "complainant_update_n")
        services.meet(first, by=cast.lena)
        assert start(cast, "complainant_update_n").pk != first.pk

    def test_another_subject_source_or_rule_has_its_own(self, cast: Cast) -> None:
        clocks = {
            start(cast).pk,
            start(cast, subject_id=2).pk,
            start(cast, subject_type="concern").pk,
            start(cast, source_type="referral", source_id=5).pk,
            start(cast, source_type="referral", source_id=6).pk,
            start(cast, "icpc").pk,
        }
        assert len(clocks) == 6

    def test_two_at_the_same_moment_make_one(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        """The second did not see the first one's row yet: the database refuses it, and the first is given back."""
        first = start(cast)
        found = iter([None, first])
        monkeypatch.setattr(services.clocks, "_running", lambda *args: next(found))
        assert start(cast) == first
        assert Deadline.objects.count() == 1
        assert len(sentences()) == 1

    def test_the_database_itself_keeps_it_to_one(self, cast: Cast) -> None:
        deadline = start(cast)
        deadline.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            deadline.save(force_insert=True)

    def test_a_task_is_due_at_the_end_of_the_day_that_was_set(self, cast: Cast) -> None:
        assert start(cast, "task_due", due_on=dt.date(2026, 12, 25)).due_at == end_of("2026-12-25")

    def test_a_task_without_a_day_is_refused(self, cast: Cast) -> None:
        with pytest.raises(Invalid) as refused:
            start(cast, "task_due")
        assert refused.value.errors == {"due_on": ["Give the day it is due."]}

    def test_the_next_review_may_be_sooner_than_the_cycle_but_not_later(self, cast: Cast) -> None:
        sooner = start(cast, "case_review", due_on=dt.date(2026, 12, 1))
        assert sooner.due_at == end_of("2026-12-01")
        assert sooner.computed_due_at == end_of("2026-12-20")
        with pytest.raises(Invalid, match="20 December 2026"):
            start(cast, "case_review", subject_id=2, due_on=dt.date(2026, 12, 21))

    @pytest.mark.parametrize("year", [9999, 2101])
    def test_a_date_no_calendar_knows_is_refused_in_words(self, cast: Cast, year: int) -> None:
        with pytest.raises(Invalid, match="before 2100"):
            start(cast, start_at=dt.datetime(year, 12, 30, tzinfo=LONDON))
        with pytest.raises(Invalid, match="before 2100"):
            start(cast, "task_due", due_on=dt.date(year, 12, 30))

    def test_the_iopc_referral_may_be_counted_in_working_days(self, cast: Cast, settings: Any) -> None:
        settings.IOPC_REFERRAL_DAY_BASIS = "working"
        christmas = dt.datetime(2026, 12, 25, 9, 0, tzinfo=LONDON)
        deadline = start(cast, "iopc_referral", start_at=christmas)
        assert deadline.due_at == end_of("2026-12-29")
        assert deadline.counted == "1 working day after it was first clear that the matter must be referred"
        assert start(cast, "mash_referral", start_at=christmas).due_at == end_of("2026-12-25")

    def test_the_next_calendar_day_is_the_default(self, cast: Cast) -> None:
        christmas = dt.datetime(2026, 12, 25, 9, 0, tzinfo=LONDON)
        assert start(cast, "iopc_referral", start_at=christmas).due_at == end_of("2026-12-26")

    def test_an_urgent_concern_has_hours(self, cast: Cast) -> None:
        deadline = start(cast, "concern_triage_urgent", subject_type="concern")
        assert deadline.due_at == NOW + dt.timedelta(hours=4)
        assert deadline.in_words == "4 hours left"

    def test_a_proclaimed_holiday_counts(self, cast: Cast) -> None:
        BankHolidayOverride.objects.create(day=dt.date(2026, 11, 23), name="Day of thanks")
        deadline = start(cast)
        assert deadline.due_at == end_of("2026-11-24")
        assert "+" in deadline.calendar_version


class TestMeet:
    def test_met_on_time(self, cast: Cast) -> None:
        deadline = services.meet(start(cast), by=cast.leo)
        deadline.refresh_from_db()
        assert (deadline.met_at, deadline.met_by, deadline.state) == (NOW, cast.leo, ClockState.MET)
        assert sentences()[-1] == (
            "Leo Example marked the clock “Refer to the LADO” on SC-2026-000001 as met on 22 November 2026"
        )

    def test_met_late_stays_marked_so(self, cast: Cast) -> None:
        deadline = start(cast, start_at=NOW - dt.timedelta(days=10))
        services.meet(deadline, by=cast.lena)
        deadline.refresh_from_db()
        assert deadline.state == ClockState.MET_LATE
        assert deadline.in_words == "met on 22 November 2026, 9 days late"

    def test_met_at_the_moment_it_was(self, cast: Cast) -> None:
        sent = NOW - dt.timedelta(hours=2)
        assert services.meet(start(cast), by=cast.lena, at=sent).met_at == sent

    def test_not_at_a_moment_to_come(self, cast: Cast) -> None:
        with pytest.raises(Invalid):
            services.meet(start(cast), by=cast.lena, at=NOW + dt.timedelta(minutes=1))

    def test_not_twice(self, cast: Cast) -> None:
        deadline = start(cast)
        services.meet(deadline, by=cast.lena)
        with pytest.raises(Conflict, match="met on 22 November 2026"):
            services.meet(deadline, by=cast.leo)
        assert Deadline.objects.get().met_by == cast.lena

    def test_all_that_one_source_started(self, cast: Cast) -> None:
        referral = {"source_type": "referral", "source_id": 5}
        started = [start(cast, **referral), start(cast, "icpc", **referral)]
        other = start(cast, source_type="referral", source_id=6)
        met = services.meet_for_source(**referral, by=cast.lena)
        assert [deadline.pk for deadline in met] == [deadline.pk for deadline in started]
        assert list(Deadline.objects.running()) == [other]
        assert services.meet_for_source(**referral, by=cast.lena) == []

    def test_only_the_named_rule_of_a_source(self, cast: Cast) -> None:
        referral = {"source_type": "referral", "source_id": 5}
        start(cast, **referral)
        running = start(cast, "icpc", **referral)
        services.meet_for_source(**referral, by=cast.lena, rule_key="lado_referral")
        assert list(Deadline.objects.running()) == [running]

    def test_one_rule_of_a_subject(self, cast: Cast) -> None:
        triage = start(cast, "concern_triage", subject_type="concern")
        evidence = start(cast, "evidence_preservation", subject_type="concern")
        same_number = start(cast, "concern_triage", subject_type="case")
        met = services.meet_for_subject("concern_triage", subject_type="concern", subject_id=1, by=cast.lena)
        assert met == [triage]
        assert set(Deadline.objects.running()) == {evidence, same_number}


class TestCancel:
    def test_with_the_reason(self, cast: Cast) -> None:
        services.cancel(start(cast), by=cast.sam, reason="  Joined to another case ")
        deadline = Deadline.objects.get()
        assert deadline.state == ClockState.CANCELLED
        assert deadline.cancel_reason == "Joined to another case"
        assert AuditEvent.objects.latest("pk").reason == "Joined to another case"

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_not_without_one(self, cast: Cast, reason: str) -> None:
        deadline = start(cast)
        with pytest.raises(Invalid):
            services.cancel(deadline, by=cast.sam, reason=reason)
        assert Deadline.objects.get().is_running

    def test_all_of_a_subject(self, cast: Cast) -> None:
        start(cast)
        start(cast, "icpc")
        other = start(cast, subject_id=2)
        services.cancel_for_subject(subject_type="case", subject_id=1, by=cast.sam, reason="Closed")
        assert list(Deadline.objects.running()) == [other]

    def test_those_of_a_source(self, cast: Cast) -> None:
        start(cast, source_type="referral", source_id=5)
        other = start(cast)
        services.cancel_for_source(source_type="referral", source_id=5, by=cast.sam, reason="Withdrawn")
        assert list(Deadline.objects.running()) == [other]


class TestExtend:
    def test_to_the_end_of_a_day_with_the_reason(self, cast: Cast) -> None:
        services.extend(start(cast), by=cast.sam, until=dt.date(2026, 11, 27), reason="LADO's line is down")
        deadline = Deadline.objects.get()
        assert deadline.due_at == end_of("2026-11-27")
        assert deadline.computed_due_at == end_of("2026-11-23")
        assert (deadline.extended_at, deadline.extended_by) == (NOW, cast.sam)
        assert sentences()[-1] == (
            "Sam Example extended the clock “Refer to the LADO” on SC-2026-000001 to Friday 27 November 2026 at 23:59; "
            "it was due Monday 23 November 2026 at 23:59"
        )

    def test_never_to_before_the_date_of_the_rule(self, cast: Cast) -> None:
        deadline = start(cast)
        with pytest.raises(Invalid) as refused:
            services.extend(deadline, by=cast.sam, until=dt.date(2026, 11, 22), reason="Sooner")
        assert "before 23 November 2026" in refused.value.errors["until"][0]

    def test_not_without_a_reason(self, cast: Cast) -> None:
        deadline = start(cast)
        with pytest.raises(Invalid) as refused:
            services.extend(deadline, by=cast.sam, until=dt.date(2026, 11, 27), reason=" ")
        assert "reason" in refused.value.errors

    def test_not_once_met(self, cast: Cast) -> None:
        deadline = services.meet(start(cast), by=cast.lena)
        with pytest.raises(Conflict):
            services.extend(deadline, by=cast.sam, until=dt.date(2026, 11, 27), reason="Late")

    def test_not_from_a_page_that_shows_an_older_state(self, cast: Cast) -> None:
        deadline = start(cast)
        seen = deadline.version
        services.extend(deadline, by=cast.sam, until=dt.date(2026, 11, 27), reason="First", version=seen)
        with pytest.raises(Stale):
            services.extend(deadline, by=cast.leo, until=dt.date(2026, 11, 30), reason="Second", version=seen)
        assert Deadline.objects.get().extension_reason == "First"


class TestMove:
    def test_a_task_moves_to_any_day(self, cast: Cast) -> None:
        task = start(cast, "task_due", due_on=dt.date(2026, 12, 1))
        services.set_fixed(task, by=cast.lena, due_on=dt.date(2026, 11, 25))
        services.set_fixed(task, by=cast.lena, due_on=dt.date(2026, 12, 10), reason="School closed")
        task.refresh_from_db()
        assert task.due_at == task.computed_due_at == end_of("2026-12-10")

    def test_a_review_is_brought_forward_and_put_back_but_not_past_its_cycle(self, cast: Cast) -> None:
        review = start(cast, "case_review")
        services.set_fixed(review, by=cast.sam, due_on=dt.date(2026, 12, 1))
        services.set_fixed(review, by=cast.sam, due_on=dt.date(2026, 12, 20))
        with pytest.raises(Invalid, match="20 December 2026"):
            services.set_fixed(review, by=cast.sam, due_on=dt.date(2026, 12, 21))

    def test_a_clock_of_the_law_does_not_move_past_its_date(self, cast: Cast) -> None:
        deadline = start(cast)
        with pytest.raises(Invalid):
            services.set_fixed(deadline, by=cast.lena, due_on=dt.date(2026, 11, 24))


class TestReassign:
    def test_to_a_colleague(self, cast: Cast) -> None:
        services.reassign(start(cast), owner=cast.leo, by=cast.sam)
        assert Deadline.objects.get().owner == cast.leo
        assert sentences()[-1].endswith("on SC-2026-000001 to Leo Example")

    def test_not_to_another_force_nor_to_a_closed_account(self, cast: Cast) -> None:
        deadline = start(cast)
        for somebody in (cast.wes, cast.ines):
            with pytest.raises(Invalid):
                services.reassign(deadline, owner=somebody, by=cast.sam)

    def test_all_that_somebody_held_of_a_subject(self, cast: Cast) -> None:
        mine, others = start(cast), start(cast, "icpc", owner=cast.bella)
        given = services.reassign_for_subject(
            subject_type="case", subject_id=1, owner=cast.leo, from_owner=cast.lena, by=cast.sam
        )
        assert given == [mine]
        others.refresh_from_db()
        assert others.owner == cast.bella


class TestRecompute:
    def test_a_new_holiday_moves_nothing_by_itself(self, cast: Cast) -> None:
        deadline = start(cast)
        BankHolidayOverride.objects.create(day=dt.date(2026, 11, 23), name="Day of thanks")
        deadline.refresh_from_db()
        assert deadline.due_at == end_of("2026-11-23")
        assert [(found.pk, due) for found, due in selectors.would_move()] == [(deadline.pk, end_of("2026-11-24"))]

    def test_on_request_it_counts_with_the_calendar_of_today(self, cast: Cast) -> None:
        deadline = start(cast)
        BankHolidayOverride.objects.create(day=dt.date(2026, 11, 23), name="Day of thanks")
        services.recompute(deadline, by=cast.sam, reason="Day of thanks proclaimed")
        deadline.refresh_from_db()
        assert deadline.due_at == deadline.computed_due_at == end_of("2026-11-24")
        assert "+" in deadline.calendar_version
        assert selectors.would_move() == []

    def test_an_edited_figure_counts_for_new_clocks_and_on_request(self, cast: Cast) -> None:
        review = start(cast, "case_review")
        rule = DeadlineRule.objects.get(key="case_review")
        services.edit_rule(rule, by=cast.adam, amount=14)
        review.refresh_from_db()
        assert review.due_at == end_of("2026-12-20")
        assert start(cast, "case_review", subject_id=2).due_at == end_of("2026-12-06")
        services.recompute(review, by=cast.sam, reason="The cycle is shorter now")
        assert Deadline.objects.get(pk=review.pk).due_at == end_of("2026-12-06")

    def test_an_extension_is_not_lost(self, cast: Cast) -> None:
        deadline = services.extend(start(cast), by=cast.sam, until=dt.date(2026, 12, 4), reason="Agreed")
        services.recompute(deadline, by=cast.sam, reason="Check")
        assert Deadline.objects.get().due_at == end_of("2026-12-04")

    def test_a_day_that_was_chosen_is_not_lost(self, cast: Cast) -> None:
        review = start(cast, "case_review", due_on=dt.date(2026, 12, 1))
        services.recompute(review, by=cast.sam, reason="Check")
        assert Deadline.objects.get().due_at == end_of("2026-12-01")

    def test_a_task_has_nothing_to_work_out(self, cast: Cast) -> None:
        task = start(cast, "task_due", due_on=dt.date(2026, 12, 1))
        with pytest.raises(Conflict):
            services.recompute(task, by=cast.sam, reason="Check")


class TestReads:
    def test_the_next_clock_of_each_subject_in_one_query(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        start(cast, "icpc")
        first = start(cast)
        second = start(cast, "case_review", subject_id=2)
        services.meet(start(cast, subject_id=3), by=cast.lena)
        with django_assert_num_queries(1):
            found = selectors.next_for("case", [1, 2, 3, 4])
            assert [found[1].rule.title, found[2].rule.key] == ["Refer to the LADO", "case_review"]
        assert found == {1: first, 2: second}

    def test_the_running_clocks_of_each_subject_in_one_query(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        later, sooner = start(cast, "icpc"), start(cast)
        start(cast, subject_type="concern")
        with django_assert_num_queries(1):
            assert selectors.running_for("case", [1, 2]) == {1: [sooner, later], 2: []}

    def test_nobody_sees_a_clock_of_a_kind_that_nobody_scoped(self, cast: Cast) -> None:
        start(cast, subject_type="mystery")
        for who in (cast.lena, cast.root, cast.adam):
            assert not Deadline.objects.visible_to(who).exists()


def test_a_clock_keeps_every_version_of_itself(cast: Cast) -> None:
    deadline = services.extend(start(cast), by=cast.sam, until=dt.date(2026, 12, 4), reason="Agreed")
    services.meet(deadline, by=cast.lena)
    history = Deadline.pgh_event_model.objects.filter(pgh_obj_id=deadline.pk).order_by("pgh_id")
    assert [(row.version, row.due_at) for row in history] == [
        (1, end_of("2026-11-23")), (2, end_of("2026-12-04")), (3, end_of("2026-12-04")),
    ]  # fmt: skip


def test_every_basis_of_the_catalogue_can_start(cast: Cast) -> None:
    for number, rule in enumerate(DeadlineRule.objects.all()):
        day = dt.date(2026, 12, 1) if rule.basis == Basis.FIXED else None
        assert start(cast, rule.key, subject_id=number, due_on=day).due_at >= NOW

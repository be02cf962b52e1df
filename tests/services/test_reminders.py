"""Nobody forgets: each clock is told to its owner ahead, on the day and after, then up the line, each step once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.apps import apps
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction

from safeguarding.access.services import system_user
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case
from safeguarding.cases.services import access
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.services import clocks
from safeguarding.notices.models import Notice
from safeguarding.reminders import rules
from safeguarding.reminders.models import Reminder
from safeguarding.reminders.services import calendar, email, telling
from safeguarding.reminders.tasks import tell_due
from tests.cast import Cast
from tests.factories.triage import a_waiting_concern

pytestmark = pytest.mark.django_db

DUE = dt.datetime(2026, 12, 29, 23, 59, 59, tzinfo=clock.LONDON)


@pytest.fixture
def case(cast: Cast) -> Case:
    case = Case.objects.create(
        reference="SC-2026-000001", force=cast.force, unit=cast.hub, title="Contact with Child A by PCSO B",
        owner=cast.lena, supervisor=cast.sam, review_days=28,
    )  # fmt: skip
    access.put_grant(case=case, user=cast.lena, kind=GrantKind.LEAD, reason="owner", by=cast.system)
    return case


@pytest.fixture
def lado(cast: Cast, case: Case) -> Deadline:
    """A LADO clock that began on Christmas Eve: one working day runs out on Tuesday the 29th."""
    return clocks.start(
        "lado_referral", subject_type="case", subject_id=case.pk, subject_label=case.reference, force=case.force,
        unit=case.unit, owner=cast.lena, start_at=dt.datetime(2026, 12, 24, 10, tzinfo=clock.LONDON),
        start_why="the concern was received", by=cast.lena,
    )  # fmt: skip


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    def set_clock(moment: dt.datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_clock


def told() -> list[tuple[str, str]]:
    steps = Notice.objects.filter(deadline__isnull=False).select_related("recipient")
    return sorted((notice.step, notice.recipient.username) for notice in steps)


def test_steps_come_at_their_moments() -> None:
    def steps(moment: dt.datetime) -> list[str]:
        return rules.steps_reached(due_at=DUE, warn_days=1, now=moment)

    assert steps(dt.datetime(2026, 12, 27, 23, 59, tzinfo=clock.LONDON)) == []
    assert steps(dt.datetime(2026, 12, 28, 0, 0, tzinfo=clock.LONDON)) == ["ahead"]
    assert steps(dt.datetime(2026, 12, 29, 0, 0, tzinfo=clock.LONDON)) == ["due"]
    assert steps(DUE) == ["overdue"]
    assert steps(DUE + dt.timedelta(days=1)) == ["overdue", "supervisor"]
    assert steps(DUE + dt.timedelta(days=3)) == ["overdue", "supervisor", "manager"]


def test_owner_then_supervisor_then_manager(lado: Deadline, at) -> None:
    assert lado.due_at == DUE
    for moment in (DUE - dt.timedelta(days=2), DUE - dt.timedelta(days=1), DUE - dt.timedelta(hours=5)):
        at(moment)
        telling.tell_due()
    assert told() == [("ahead", "lena"), ("due", "lena")]
    for days in (0, 1, 3, 9):
        at(DUE + dt.timedelta(days=days, seconds=1))
        telling.tell_due()
        telling.tell_due()
    assert told() == [
        ("ahead", "lena"),
        ("due", "lena"),
        ("manager", "mona"),
        ("overdue", "lena"),
        ("supervisor", "sam"),
    ]


def test_beat_stopped_for_days_tells_once_and_loses_no_escalation(lado: Deadline, at) -> None:
    at(DUE + dt.timedelta(days=2))
    telling.tell_due()
    assert told() == [("overdue", "lena"), ("supervisor", "sam")]


def test_what_a_pass_changes_is_put_down_to_the_system(
    lado: Deadline, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "tell_due", lambda: Case.objects.filter(pk=case.pk).update(title="Told"))
    tell_due()
    newest = apps.get_model("cases", "CaseEvent").objects.latest("pk")
    assert newest.title == "Told"
    assert newest.pgh_context["user"] == system_user().pk
    assert newest.pgh_context["task"] == tell_due.name


def test_a_met_or_moved_clock_is_not_told_of(lado: Deadline, cast: Cast, at) -> None:
    at(DUE)
    telling.plan_reminders()
    clocks.meet(lado, by=cast.lena)
    assert telling.tell_due() == 0
    assert told() == []


def test_an_extended_clock_is_told_anew(lado: Deadline, cast: Cast, at) -> None:
    at(DUE - dt.timedelta(hours=1))
    telling.tell_due()
    clocks.extend(lado, by=cast.lena, until=dt.date(2027, 1, 5), reason="the LADO asked for it")
    at(dt.datetime(2027, 1, 5, 9, tzinfo=clock.LONDON))
    telling.tell_due()
    assert told() == [("due", "lena"), ("due", "lena")]


def test_nobody_in_conflict_is_told_and_it_goes_to_the_next_up(lado: Deadline, case: Case, cast: Cast, at) -> None:
    access.put_grant(case=case, user=cast.sam, kind=GrantKind.SUPERVISE, reason="supervisor", by=cast.system)
    Case.objects.filter(pk=case.pk).update(owner=cast.sam)
    case.refresh_from_db()
    access.declare_conflict(case=case, user=cast.lena, reason="she knows the family", by=cast.lena)
    at(DUE - dt.timedelta(hours=1))
    telling.tell_due()
    assert told() == [("due", "sam")]


def test_a_clock_without_an_owner_goes_to_who_triages(cast: Cast, case: Case, at) -> None:
    Case.objects.filter(pk=case.pk).update(owner=cast.leo)
    clocks.start(
        "mash_referral", subject_type="case", subject_id=case.pk, subject_label=case.reference, force=case.force,
        unit=case.unit, owner=None, start_at=DUE - dt.timedelta(hours=8), start_why="harm", by=cast.lena,
    )  # fmt: skip
    at(DUE - dt.timedelta(hours=7))
    telling.tell_due()
    assert told() == [("due", "leo")]


def test_after_a_stop_of_days_who_triages_and_supervises_is_told_once(cast: Cast, at) -> None:
    """A concern is nobody's own until it is decided: its clock goes to who triages, and supervisors do that too."""
    concern = a_waiting_concern(cast)
    clock_of_it = Deadline.objects.running().get(subject_type="concern", subject_id=concern.pk)
    at(clock_of_it.due_at + dt.timedelta(days=2))
    telling.tell_due()
    assert ("overdue", "lena") in told()
    assert [step for step, name in told() if name == "sam"] == ["supervisor"]


def test_on_the_day_it_runs_out_the_supervisor_hears_with_the_others_and_again_a_day_later(cast: Cast, at) -> None:
    concern = a_waiting_concern(cast)
    clock_of_it = Deadline.objects.running().get(subject_type="concern", subject_id=concern.pk)
    for moment in (clock_of_it.due_at, clock_of_it.due_at + dt.timedelta(days=1)):
        at(moment)
        telling.tell_due()
    assert ("overdue", "sam") in told()
    assert ("supervisor", "sam") in told()


@pytest.mark.django_db(transaction=True)
def test_two_passes_at_once_tell_each_step_once(lado: Deadline, cast: Cast, case: Case, at) -> None:
    for number in range(60):
        clocks.start(
            "task_due", subject_type="case", subject_id=case.pk, subject_label=case.reference, force=case.force,
            unit=case.unit, owner=cast.lena, start_at=DUE, start_why="set", by=cast.lena, source_type="task",
            source_id=number, due_on=DUE.date(),
        )  # fmt: skip
    at(DUE - dt.timedelta(hours=1))
    failures: list[BaseException] = []

    def run() -> None:
        try:
            telling.tell_due()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert Notice.objects.count() == 61
    assert not Reminder.objects.filter(told_at__isnull=True).exists()


@pytest.mark.django_db(transaction=True)
def test_killed_between_notice_and_mark_tells_once(lado: Deadline, at, monkeypatch: pytest.MonkeyPatch) -> None:
    at(DUE - dt.timedelta(hours=1))
    telling.plan_reminders()

    def killed() -> None:
        with transaction.atomic():
            telling.tell_batch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert Notice.objects.count() == 0
    telling.tell_due()
    assert Notice.objects.count() == 1


def test_email_names_nobody_and_goes_out_once(lado: Deadline, at) -> None:
    at(DUE)
    telling.tell_due()
    assert email.send_waiting() == 1
    assert email.send_waiting() == 0
    (message,) = mail.outbox
    text = f"{message.subject} {message.body}".lower()
    for secret in ("sc-2026", "lado", "child", "pcso", "lena", "referral"):
        assert secret not in text
    assert message.extra_headers["Message-ID"] == Notice.objects.get().message_id


def test_email_waits_for_a_mail_server_that_is_away(lado: Deadline, at, monkeypatch: pytest.MonkeyPatch) -> None:
    at(DUE)
    telling.tell_due()

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as away:
        away.setattr(EmailMessage, "send", refuse)
        assert email.send_waiting() == 0
    assert email.send_waiting() == 0, "it waits a minute before it tries again"
    at(DUE + dt.timedelta(minutes=2))
    assert email.send_waiting() == 1


def test_calendar_names_nobody_and_can_be_taken_back(lado: Deadline, cast: Cast, client) -> None:
    token = calendar.make_address(by=cast.lena)
    answer = client.get(f"/calendar/{token}.ics")
    text = answer.content.decode()
    assert "LADO" in text
    assert "SC-2026-000001" in text
    assert "Child A" not in text
    assert "Lena" not in text
    calendar.revoke_address(by=cast.lena)
    assert client.get(f"/calendar/{token}.ics").status_code == 404
    assert client.get("/calendar/guess.ics").status_code == 404


def test_a_new_calendar_address_ends_the_old_one(cast: Cast, client) -> None:
    first = calendar.make_address(by=cast.lena)
    second = calendar.make_address(by=cast.lena)
    assert client.get(f"/calendar/{first}.ics").status_code == 404
    assert client.get(f"/calendar/{second}.ics").status_code == 200


def test_calendar_of_a_leaver_is_gone(lado: Deadline, cast: Cast, client) -> None:
    token = calendar.make_address(by=cast.lena)
    cast.lena.is_active = False
    cast.lena.save()
    assert client.get(f"/calendar/{token}.ics").status_code == 404

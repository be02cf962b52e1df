"""My work: everything of the reader's that is late, due or coming, and what was passed up to them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeguarding.access.models import User
from safeguarding.cases.choices import MeasureKind
from safeguarding.cases.models import Case, CaseAccess
from safeguarding.cases.selectors.my_work import my_work
from safeguarding.cases.services import measures, tasks
from safeguarding.cases.services.concerns import log_concern
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.choices import Step
from safeguarding.notices.models import Notice
from safeguarding.reminders.services.telling import tell_due
from tests.cast import Cast, fresh
from tests.factories.concerns import answers
from tests.factories.work import a_case, brian_is_the_subject, the_pcso, today

pytestmark = pytest.mark.django_db


def page_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get("/my-work/")
    assert answer.status_code == 200
    return answer.content.decode()


def task(cast: Cast, case: Case, title: str, days: int, owner: User | None = None) -> None:
    tasks.add(case=case, title=title, owner=owner or cast.lena, due_on=today(days), by=fresh(cast.lena))


def test_grouped_late_today_near_later(cast: Cast) -> None:
    start = dt.datetime(2026, 11, 16, 9, 0, tzinfo=clock.LONDON)
    with time_machine.travel(start, tick=False) as traveller:
        case = a_case(cast)
        for title, days in (("Was due", 1), ("Due now", 3), ("Coming", 10), ("Far", 11)):
            task(cast, case, title, days)
        traveller.shift(dt.timedelta(days=3))
        entries = [(entry.what, entry.nearness.value) for entry in my_work(fresh(cast.lena))]
        page = page_of(cast.lena)
    assert entries == [("Was due", "late"), ("Due now", "today"), ("Coming", "week"), ("Far", "later")]
    assert "1 clock of yours has run out." in page
    assert "2 days late" in page
    assert case.title in page
    for heading in ("Late", "Today", "In the next 7 days", "Later"):
        assert f">{heading} <span" in page


def test_the_supervisors_review_is_the_supervisors_work(cast: Cast) -> None:
    case = a_case(cast)
    assert f"/cases/{case.reference}/reviews/" in page_of(cast.sam)
    assert case.reference not in page_of(cast.lena)


def test_nothing_says_so(cast: Cast) -> None:
    page = page_of(cast.pat)
    assert "Nothing waits for you." in page
    assert "No clock of yours is running" in page


def test_who_triages_is_led_to_what_waits_there_and_nobody_else_is(cast: Cast) -> None:
    log_concern(answers(in_danger="yes"), by=cast.pat)
    for user in (cast.lena, cast.sam):
        assert re.search(r'queue=urgent">1 urgent</a>', page_of(user))
    for user in (cast.pat, cast.wes, cast.ivy):
        assert "queue=urgent" not in page_of(user)


def test_what_was_passed_up_stands_apart_with_its_owner(cast: Cast) -> None:
    case = a_case(cast)
    task(cast, case, "Late call", 1)
    held = Deadline.objects.get(source_type="task")
    Notice.objects.create(recipient=cast.sam, key="x", title="Late", deadline=held, step=Step.SUPERVISOR)
    Notice.objects.create(recipient=cast.leo, key="x", title="Ahead", deadline=held, step=Step.AHEAD)
    page = page_of(cast.sam)
    assert "Passed up to you" in page
    assert "Late call" in page
    assert str(cast.lena) in page
    assert "Late call" not in page_of(cast.leo)


def test_a_manager_is_told_of_the_clock_but_not_what_the_task_says(cast: Cast) -> None:
    task(cast, a_case(cast), "Call Ann's mother", 1)
    held = Deadline.objects.get(source_type="task")
    Notice.objects.create(recipient=cast.mona, key="x", title="Late", deadline=held, step=Step.MANAGER)
    page = page_of(cast.mona)
    assert "Passed up to you" in page
    assert "1 late clock of others was passed up to you" in page, "it is said at the top"
    assert "Nothing waits for you" not in page
    assert "mother" not in page
    assert f"/clocks/#deadline-{held.pk}" in page
    assert "/tasks/" not in page


def test_what_does_not_exist_for_the_reader_is_not_their_work(cast: Cast) -> None:
    case = a_case(cast)
    task(cast, case, "Watch the manager", 1, owner=cast.bella)
    assert "Watch the manager" in page_of(cast.bella)
    brian_is_the_subject(cast, case)
    page = page_of(cast.bella)
    assert "Watch the manager" not in page
    assert case.reference not in page


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    case = a_case(cast)
    task(cast, case, "One", 1)
    few = queries(cast)
    for number in range(12):
        task(cast, a_case(cast), f"More {number}", 2)
    assert queries(cast) == few <= 6


def queries(cast: Cast) -> int:
    lena = fresh(cast.lena)
    with CaptureQueriesContext(connection) as captured:
        my_work(lena)
    return len(captured)


def test_two_measures_of_one_day_are_told_apart(cast: Cast) -> None:
    case = a_case(cast)
    party = the_pcso(cast, case)
    for kind in (MeasureKind.DEVICE_HELD, MeasureKind.RESTRICTED):
        measures.take_measure(
            case=case, kind=kind, party=party, detail="x", starts_on=today(), review_on=today(9), by=fresh(cast.lena)
        )
    page = page_of(cast.lena)
    assert "Review the protective measure (Device held: PCSO B)" in page
    assert "Review the protective measure (Restricted duties: PCSO B)" in page


class TestATaskIsCalledByWhatIsToBeDone:
    """On pages, for who may read the case; the list of a manager says no more than that there is a task."""

    @pytest.fixture
    def case(self, cast: Cast) -> Case:
        case = a_case(cast)
        task(cast, case, "Ring the school", 0)
        return case

    def of(self, user: User, address: str) -> str:
        client = Client()
        client.force_login(user)
        return client.get(address).content.decode()

    def test_in_the_list_and_over_the_case(self, cast: Cast, case: Case) -> None:
        for address in ("/cases/", f"/cases/{case.reference}/people/"):
            assert "Ring the school" in self.of(cast.lena, address)
            assert "Ring the school" not in self.of(cast.mona, address)

    def test_in_the_notice_but_never_kept_there(self, cast: Cast, case: Case) -> None:
        tell_due()
        notice = Notice.objects.get(recipient=cast.lena, deadline__source_type="task")
        assert "Ring" not in f"{notice.title}{notice.body}"
        assert "Ring the school" in self.of(cast.lena, "/notices/")
        Case.objects.filter(pk=case.pk).update(is_restricted=True)
        CaseAccess.objects.filter(case=case).delete()
        assert "Ring the school" not in self.of(cast.lena, "/notices/")

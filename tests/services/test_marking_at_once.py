"""Phones that send at the same moment: real threads, each with a connection of its own."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection

from safeguarding.activities import services
from safeguarding.activities.choices import MarkStanding
from safeguarding.activities.models import Attendance, Session
from safeguarding.activities.services.marking import REFUSED, TAKEN_ID, Kept, NewMark
from safeguarding.activities.services.recording import Closing
from safeguarding.core.errors import Refused
from safeguarding.schemes.choices import ConditionKind
from tests.cast import Cast, build, fresh
from tests.factories.marks import mark
from tests.factories.schemes import condition
from tests.factories.sessions import Group, a_group, a_session, helped, led

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    """Do these at the same moment; what any of them was not meant to raise."""
    start, wrong = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            act()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return wrong


def test_one_number_sent_to_two_sessions_at_once_is_kept_in_one_and_plainly_refused_in_the_other() -> None:
    cast = build()
    group = a_group(cast, condition(ConditionKind.FREE))
    child, answers = group.young[0], list[Kept]()
    for day in range(1, 6):
        number = uuid.uuid4()
        sessions = [a_session(cast, group, days=-day, title=f"First aid {which}") for which in ("one", "two")]

        def send(session: Session, number: uuid.UUID = number) -> None:
            answers.extend(
                services.mark_register(session, [mark(child, "present", client_id=number)], by=fresh(cast.pat))
            )

        first, second = sessions
        assert at_once(lambda: send(first), lambda: send(second)) == []  # noqa: B023
        assert Attendance.objects.filter(client_id=number).count() == 1
    assert sorted(one.outcome for one in answers) == ["kept"] * 5 + [REFUSED] * 5
    assert {one.why for one in answers if one.outcome == REFUSED} == {TAKEN_ID}


def test_two_sessions_are_sent_the_same_numbers_in_opposite_order_and_neither_waits_for_ever() -> None:
    cast = build()
    group = a_group(cast, condition(ConditionKind.FREE))
    child, answers = group.young[0], list[Kept]()
    for day in range(1, 6):
        numbers = [uuid.uuid4() for _ in range(12)]
        sessions = [a_session(cast, group, days=-day, title=f"First aid {which}") for which in ("one", "two")]

        def send(session: Session, numbers: list[uuid.UUID]) -> None:
            marks = [mark(child, "present", client_id=number) for number in numbers]
            answers.extend(services.mark_register(session, marks, by=fresh(cast.pat)))

        first, second = sessions
        assert at_once(lambda: send(first, numbers), lambda: send(second, numbers[::-1])) == []  # noqa: B023
        assert Attendance.objects.filter(client_id__in=numbers).count() == 12
    assert sorted(one.outcome for one in answers) == ["kept"] * 60 + [REFUSED] * 60


def test_a_mark_that_arrives_while_the_register_is_closed_is_kept_and_changes_nothing_in_silence() -> None:
    cast = build()
    group = a_group(cast, condition(ConditionKind.FREE))
    for day in range(1, 4):
        session = held_and_marked(cast, group, day)
        late = mark(group.young[0], "absent")

        def close(session: Session = session) -> None:
            with suppress(Refused):
                services.close(session, Closing(is_compliant=True), version=None, by=fresh(cast.pat))

        def send(session: Session = session, late: NewMark = late) -> None:
            services.mark_register(session, [late], by=fresh(cast.nora))

        assert at_once(close, send) == []
        row = Attendance.objects.get(client_id=late.client_id)
        assert row.standing == MarkStanding.OPEN
        standing = Attendance.objects.get(session=session, person=group.young[0], standing=MarkStanding.STANDS)
        assert standing.mark == "present"


def held_and_marked(cast: Cast, group: Group, day: int) -> Session:
    session = a_session(cast, group, days=-day)
    people = [led(group.pat), helped(group.helper)]
    services.hold(session, people, notes="Knots", version=None, by=fresh(cast.pat))
    marks = [mark(child, "present") for child in group.young]
    services.mark_register(session, marks, by=fresh(cast.pat))
    return session

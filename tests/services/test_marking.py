"""The register: nothing is lost, nothing is marked twice, no mark wins in silence."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from safeguarding.activities import selectors, services
from safeguarding.activities.choices import Mark, MarkStanding
from safeguarding.activities.models import Attendance, Session
from safeguarding.activities.services.marking import CONTRADICTS, KEPT, REFUSED
from safeguarding.activities.services.recording import Closing
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, NotAllowed, Stale
from safeguarding.schemes.choices import ConditionKind
from tests.cast import Cast, fresh
from tests.factories.marks import mark
from tests.factories.schemes import condition
from tests.factories.sessions import Group, a_child, a_group, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(cast: Cast) -> Group:
    return a_group(cast, condition(ConditionKind.FREE))


@pytest.fixture
def session(cast: Cast, group: Group) -> Session:
    return a_session(cast, group)


def standing(session: Session) -> list[tuple[str, str]]:
    return list(session.marks.order_by("pk").values_list("mark", "standing"))


def test_who_leads_and_who_helps_marks_and_nobody_else(cast: Cast, group: Group, session: Session) -> None:
    for name in ("pat", "nora"):
        services.mark_register(session, [mark(group.young[0], Mark.PRESENT)], by=fresh(getattr(cast, name)))
    for name in ("cora", "mona", "lena", "brian"):
        with pytest.raises(NotAllowed):
            services.mark_register(session, [mark(group.young[0], Mark.LATE)], by=fresh(getattr(cast, name)))


def test_what_is_sent_twice_is_kept_once(cast: Cast, group: Group, session: Session) -> None:
    sent = [mark(child, Mark.PRESENT) for child in group.young]
    for _ in range(3):
        assert {one.outcome for one in services.mark_register(session, sent, by=fresh(cast.pat))} == {KEPT}
    assert Attendance.objects.count() == len(group.young)
    assert AuditEvent.objects.filter(verb="session.marked").count() == 1


def test_a_second_tap_on_the_same_phone_replaces_the_first(cast: Cast, group: Group, session: Session) -> None:
    first = mark(group.young[0], Mark.ABSENT)
    second = mark(group.young[0], Mark.LATE, after=first.client_id)
    services.mark_register(session, [first, second], by=fresh(cast.pat))
    assert standing(session) == [("absent", "earlier"), ("late", "stands")]


def test_two_phones_that_differ_are_both_kept_and_neither_wins(cast: Cast, group: Group, session: Session) -> None:
    child = group.young[0]
    services.mark_register(session, [mark(child, Mark.PRESENT)], by=fresh(cast.pat))
    kept = services.mark_register(session, [mark(child, Mark.ABSENT)], by=fresh(cast.nora))
    assert kept[0].outcome == CONTRADICTS
    assert standing(session) == [("present", "stands"), ("absent", "open")]
    line = next(line for line in selectors.lines(session, fresh(cast.pat)) if line.person == child)
    assert [(one.mark, one.marked_by) for one in line.choices] == [("present", cast.pat), ("absent", cast.nora)]
    services.hold(session, [], notes="", version=None, by=fresh(cast.pat))
    with pytest.raises(Conflict, match="contradict"):
        services.close(session, Closing(False, "So"), version=None, by=fresh(cast.pat))


def test_two_phones_that_agree_need_no_choice(cast: Cast, group: Group, session: Session) -> None:
    for name in ("pat", "nora"):
        services.mark_register(session, [mark(group.young[0], Mark.PRESENT)], by=fresh(getattr(cast, name)))
    assert standing(session) == [("present", "stands"), ("present", "earlier")]


def test_somebody_chooses_and_the_other_mark_stays_on_record(cast: Cast, group: Group, session: Session) -> None:
    child = group.young[0]
    services.mark_register(session, [mark(child, Mark.PRESENT)], by=fresh(cast.pat))
    services.mark_register(session, [mark(child, Mark.ABSENT)], by=fresh(cast.nora))
    both = list(session.marks.order_by("pk"))
    with pytest.raises(Stale):
        services.settle(session, both[1], seen=[both[1].pk], by=fresh(cast.pat))
    services.settle(session, both[1], seen=[one.pk for one in both], by=fresh(cast.pat))
    assert standing(session) == [("present", "earlier"), ("absent", "stands")]
    with pytest.raises(Conflict, match="already"):
        services.settle(session, both[1], seen=[both[1].pk], by=fresh(cast.nora))


def test_only_one_mark_stands_whatever_writes_it(cast: Cast, group: Group, session: Session) -> None:
    services.mark_register(session, [mark(group.young[0], Mark.PRESENT)], by=fresh(cast.pat))
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            session=session, person=group.young[0], mark="late", standing=MarkStanding.STANDS, client_id=uuid.uuid4(),
            marked_by=cast.pat, made_at=clock.now(),
        )  # fmt: skip


def test_a_stranger_to_the_scheme_is_refused_and_the_others_are_kept(
    cast: Cast, group: Group, session: Session
) -> None:
    stranger = a_child(cast, "Stranger", 14)
    kept = services.mark_register(
        session, [mark(stranger, Mark.PRESENT), mark(group.young[0], Mark.PRESENT)], by=fresh(cast.pat)
    )
    assert [one.outcome for one in kept] == [REFUSED, KEPT]


def test_a_number_used_for_another_mark_is_refused(cast: Cast, group: Group, session: Session) -> None:
    number = uuid.uuid4()
    services.mark_register(session, [mark(group.young[0], Mark.PRESENT, client_id=number)], by=fresh(cast.pat))
    other = mark(group.young[1], Mark.PRESENT, client_id=number)
    assert services.mark_register(session, [other], by=fresh(cast.pat))[0].outcome == REFUSED


def test_nobody_is_marked_before_the_day(cast: Cast, group: Group) -> None:
    ahead = a_session(cast, group, days=2)
    with pytest.raises(Conflict, match="not today"):
        services.mark_register(ahead, [mark(group.young[0], Mark.PRESENT)], by=fresh(cast.pat))


def test_what_arrives_after_it_was_cancelled_is_kept_to_be_looked_at(
    cast: Cast, group: Group, session: Session
) -> None:
    services.cancel(session, reason="Rain", version=None, by=fresh(cast.pat))
    kept = services.mark_register(session, [mark(group.young[0], Mark.PRESENT)], by=fresh(cast.nora))
    assert kept[0].outcome == CONTRADICTS
    only = session.marks.get()
    services.settle(session, only, seen=[only.pk], by=fresh(cast.pat))
    assert standing(session) == [("present", "stands")]


def test_the_clock_of_a_phone_that_runs_ahead_is_not_believed(cast: Cast, group: Group, session: Session) -> None:
    late = clock.now() + dt.timedelta(days=3)
    services.mark_register(session, [mark(group.young[0], Mark.PRESENT, made_at=late)], by=fresh(cast.pat))
    assert session.marks.get().made_at <= clock.now()

"""Planning and recording sessions: who may, who counts, and what a condition of the scheme forbids."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from safeguarding.activities import policies, selectors, services
from safeguarding.activities.choices import Mark, SessionKind, SessionStatus
from safeguarding.activities.models import RatioBand, Session
from safeguarding.activities.services.planning import AdultGiven
from safeguarding.activities.services.recording import Closing
from safeguarding.assurance.models import Clearance, Credential
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.notices.models import Notice
from safeguarding.people.models import Placement
from safeguarding.schemes.choices import ConditionKind, ConditionState, SchemeStatus
from safeguarding.schemes.models import ConditionCheck, SchemeCondition
from safeguarding.schemes.services import check_condition, check_due, decide, set_condition
from safeguarding.schemes.services.conditions import Finding
from safeguarding.schemes.services.decisions import NewDecision
from tests.cast import Cast, fresh
from tests.factories.marks import mark
from tests.factories.schemes import condition, days_ago, only_condition
from tests.factories.sessions import Group, a_group, a_session, details, helped, led, with_adults

pytestmark = pytest.mark.django_db
TEACHER = {"kind": ConditionKind.TEACHER_PRESENT, "text": "A teacher is in the room"}


@pytest.fixture
def free(cast: Cast) -> Group:
    """A scheme whose one condition no machine can check."""
    return a_group(cast, condition(ConditionKind.FREE, text="It ends at eight"))


def on(group: Group, kind: str, text: str, ago: int = 50, **given: Any) -> SchemeCondition:
    """Set a condition since some days."""
    cast_mona = group.scheme.conditions.first().recorded_by  # type: ignore[union-attr]  # it has one
    return set_condition(group.scheme, condition(kind, text=text, set_on=days_ago(ago), **given), by=fresh(cast_mona))


# -- who --------------------------------------------------------------------------------------------------------------


def test_who_leads_a_scheme_plans_its_sessions_and_nobody_else(cast: Cast, free: Group) -> None:
    made = a_session(cast, free, days=7)
    assert (made.status, made.place) == (SessionStatus.PLANNED, free.scheme.place)
    for name in ("cora", "mona", "lena", "nora", "wes", "brian"):
        by = fresh(getattr(cast, name))
        with pytest.raises(NotAllowed):
            services.plan_session(free.scheme, details(), by=by)
        with pytest.raises(NotAllowed):
            services.edit_session(made, details(), version=None, by=by)


def test_a_part_that_has_ended_opens_nothing(cast: Cast, free: Group) -> None:
    session = a_session(cast, free)
    Placement.objects.filter(person=free.pat).update(ends_on=days_ago(1))
    pat = fresh(cast.pat)
    assert not Session.objects.visible_to(pat).exists()
    assert not policies.has_part(pat)
    with pytest.raises(NotAllowed):
        services.mark_register(session, [], by=pat)


@pytest.mark.parametrize(
    ("name", "sees"),
    [("pat", True), ("nora", True), ("cora", True), ("mona", True), ("lena", True), ("lars", True), ("sam", False),
     ("ivy", False), ("brian", False), ("aud", False), ("adam", False), ("root", False), ("wes", False)],
)  # fmt: skip
def test_who_sees_sessions(cast: Cast, free: Group, name: str, sees: bool) -> None:
    a_session(cast, free)
    assert Session.objects.visible_to(fresh(getattr(cast, name))).exists() is sees


def test_a_teacher_in_attendance_sees_nothing_here(cast: Cast, free: Group) -> None:
    a_session(cast, free)
    Placement.objects.filter(person=free.nora).update(role="teacher")
    assert not Session.objects.visible_to(fresh(cast.nora)).exists()


# -- planning ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": "party"}, "kind"),
        ({"ends_at": clock.now() - dt.timedelta(days=9)}, "ends_at"),
        ({"ends_at": clock.now() + dt.timedelta(days=12)}, "ends_at"),
        ({"days": 1000}, "starts_at"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(cast: Cast, free: Group, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.plan_session(free.scheme, details(**given), by=fresh(cast.pat))
    assert field in refused.value.errors


def test_a_suspended_scheme_plans_nothing_but_may_say_what_took_place(cast: Cast, free: Group) -> None:
    stop = NewDecision(
        outcome=SchemeStatus.SUSPENDED, reason="Nobody looked", decided_by="A chief", decided_as="chief_officer"
    )
    decide(free.scheme, stop, version=None, by=fresh(cast.mona))
    with pytest.raises(Invalid, match="may not meet"):
        a_session(cast, free, days=1)
    assert a_session(cast, free, days=-20).status == SessionStatus.PLANNED


def test_a_stale_form_overwrites_nothing(cast: Cast, free: Group) -> None:
    session = a_session(cast, free, days=7)
    services.edit_session(session, details(title="Maps"), version=1, by=fresh(cast.pat))
    with pytest.raises(Stale):
        services.edit_session(session, details(title="Knots"), version=1, by=fresh(cast.pat))


def test_the_database_itself_lets_nothing_skip_a_step_or_change_its_kind(cast: Cast, free: Group) -> None:
    session = a_session(cast, free, kind=SessionKind.OFFSITE)
    for changed in ({"status": "held"}, {"status": "closed", "is_compliant": True}, {"kind": "session"}):
        with pytest.raises(InternalError), transaction.atomic():
            Session.objects.filter(pk=session.pk).update(**changed)


# -- conditions -------------------------------------------------------------------------------------------------------


def test_an_off_site_activity_that_a_condition_forbids_is_refused_with_who_said_so_and_when(
    cast: Cast, free: Group
) -> None:
    rule = on(free, ConditionKind.NO_OFFSITE, "The force arranges no trips")
    for kind in (SessionKind.OFFSITE, SessionKind.RESIDENTIAL):
        with pytest.raises(Invalid) as refused:
            a_session(cast, free, days=7, kind=kind)
        said = " ".join(refused.value.errors["kind"])
        assert rule.text in said
        assert rule.set_by in said
        assert clock.date_words(rule.set_on) in said
    assert a_session(cast, free, days=7).pk
    assert not Session.objects.filter(kind=SessionKind.OFFSITE).exists()


def test_a_word_that_may_not_be_used_is_refused_in_a_title(cast: Cast, free: Group) -> None:
    on(free, ConditionKind.WORD_NOT_USED, "It is not called cadets", word="cadet")
    with pytest.raises(Invalid) as refused:
        a_session(cast, free, days=7, title="C4dets drill")
    assert "It is not called cadets" in refused.value.errors["title"][0]
    session = a_session(cast, free, days=7)
    with pytest.raises(Invalid):
        services.edit_session(session, details(title="Cadet night"), version=None, by=fresh(cast.pat))


def test_the_night_finds_the_word_in_an_old_title_and_finds_it_once(cast: Cast, free: Group) -> None:
    a_session(cast, free, days=7, title="Cadet night")
    rule = on(free, ConditionKind.WORD_NOT_USED, "It is not called cadets", ago=0, word="cadet")
    said = ConditionCheck.objects.get(condition=rule)
    assert "cadet" in said.finding
    assert check_due(by=cast.system) == 0
    session = Session.objects.get()
    services.edit_session(session, details(title="Night walk"), version=None, by=fresh(cast.pat))
    check_condition(rule, Finding(True, "Renamed"), version=None, by=fresh(cast.cora))
    assert check_due(by=cast.system) == 0


def test_the_night_finds_a_trip_planned_before_trips_were_forbidden(cast: Cast, free: Group) -> None:
    a_session(cast, free, days=7, kind=SessionKind.OFFSITE)
    rule = on(free, ConditionKind.NO_OFFSITE, "The force arranges no trips", ago=0)
    assert "off-site" in ConditionCheck.objects.get(condition=rule).finding


@pytest.fixture
def taught(cast: Cast) -> Group:
    return a_group(cast, condition(**TEACHER, set_on=days_ago(60)))


def test_a_session_without_its_teacher_is_a_breach_once_and_the_coordinators_are_told(
    cast: Cast, taught: Group
) -> None:
    session = a_session(cast, taught)
    for _ in range(2):
        session = services.hold(
            session, [led(taught.pat), helped(taught.helper)], notes="", version=None, by=fresh(cast.pat)
        )  # fmt: skip
    rule = only_condition(taught.scheme)
    check = ConditionCheck.objects.get(condition=rule)
    assert not check.is_kept
    assert check.recorded_by == cast.system or check.recorded_by.is_system
    assert rule.state == ConditionState.BROKEN
    told = Notice.objects.filter(key=f"scheme:breach:{check.pk}").values_list("recipient__username", flat=True)
    assert set(told) == {"cora", "mona"}


def test_another_session_without_a_teacher_is_another_breach(cast: Cast, taught: Group) -> None:
    for days in (-8, -1):
        services.hold(a_session(cast, taught, days=days), [led(taught.pat)], notes="", version=None, by=fresh(cast.pat))
    assert ConditionCheck.objects.filter(is_kept=False).count() == 2


@pytest.mark.parametrize("named", [False, True])
def test_a_session_with_its_teacher_is_no_breach_and_no_check(cast: Cast, taught: Group, named: bool) -> None:
    teacher = AdultGiven("teacher", name="Ms Hill") if named else AdultGiven("teacher", taught.teacher)
    services.hold(a_session(cast, taught), [led(taught.pat), teacher], notes="", version=None, by=fresh(cast.pat))
    assert not ConditionCheck.objects.exists()


def test_a_condition_set_later_does_not_reach_back(cast: Cast, free: Group) -> None:
    on(free, ConditionKind.TEACHER_PRESENT, "A teacher", ago=1)
    services.hold(a_session(cast, free, days=-3), [led(free.pat)], notes="", version=None, by=fresh(cast.pat))
    assert not ConditionCheck.objects.filter(is_kept=False).exists()


def test_without_its_teacher_it_cannot_be_closed_as_compliant(cast: Cast, taught: Group) -> None:
    session = a_session(cast, taught)
    adults = [led(taught.pat), helped(taught.helper)]
    session = services.hold(session, adults, notes="", version=None, by=fresh(cast.pat))
    services.mark_register(session, [mark(child, Mark.PRESENT) for child in taught.young], by=fresh(cast.pat))
    with pytest.raises(Invalid, match="No teacher was there"):
        services.close(session, Closing(True), version=None, by=fresh(cast.pat))
    with pytest.raises(Invalid) as refused:
        services.close(session, Closing(False), version=None, by=fresh(cast.pat))
    assert "note" in refused.value.errors
    closed = services.close(session, Closing(False, "She was ill"), version=None, by=fresh(cast.pat))
    assert (closed.status, closed.is_compliant) == (SessionStatus.CLOSED, False)


def test_with_everything_it_closes_as_compliant_and_nothing_changes_any_more(cast: Cast, taught: Group) -> None:
    session = a_session(cast, taught)
    adults = [led(taught.pat), helped(taught.helper), AdultGiven("teacher", taught.teacher)]
    session = services.hold(session, adults, notes="Knots", version=None, by=fresh(cast.pat))
    with pytest.raises(Invalid, match="3 of the register are not marked"):
        services.close(session, Closing(True), version=None, by=fresh(cast.pat))
    services.mark_register(session, [mark(child, Mark.PRESENT) for child in taught.young], by=fresh(cast.pat))
    session = services.close(session, Closing(True), version=None, by=fresh(cast.pat))
    assert session.is_compliant
    with pytest.raises(Conflict):
        services.hold(session, adults, notes="", version=None, by=fresh(cast.pat))


def test_who_leads_or_helps_cannot_be_its_teacher(cast: Cast, taught: Group) -> None:
    session = a_session(cast, taught)
    for given in (AdultGiven("teacher", taught.helper), AdultGiven("led", taught.teacher), AdultGiven("led", name="X")):
        with pytest.raises(Invalid):
            services.hold(session, [given], notes="", version=None, by=fresh(cast.pat))


# -- ratios -----------------------------------------------------------------------------------------------------------


def test_only_adults_who_have_everything_count_and_each_other_says_why(cast: Cast, free: Group) -> None:
    session = with_adults(
        cast, a_session(cast, free, days=7), led(free.pat), helped(free.helper), helped(free.nora),
        AdultGiven("guest", name="A vicar"), AdultGiven("teacher", free.teacher),
    )  # fmt: skip
    ratio = selectors.ratio_of(session)
    assert (ratio.need.required, ratio.counted, ratio.is_met) == (2, 2, True)
    why = {str(adult.row): adult.why for adult in ratio.uncounted}
    assert "everything that is needed" in why["Nora Example"]
    assert "guest" in why["A vicar"]
    assert "school" in why["Tess Turner"]


def test_a_check_that_runs_out_before_the_day_no_longer_counts(cast: Cast, free: Group) -> None:
    session = with_adults(cast, a_session(cast, free, days=7), led(free.pat), helped(free.helper))
    assert selectors.ratio_of(session).is_met
    dbs = Credential.objects.get(person=free.helper, requirement__key="dbs")
    Credential.objects.filter(pk=dbs.pk).update(expires_on=clock.today() + dt.timedelta(days=3))
    ratio = selectors.ratio_of(session)
    assert (ratio.counted, ratio.short) == (1, 1)
    assert "DBS" in ratio.uncounted[0].lacks[0]


def test_somebody_let_take_part_without_does_not_count(cast: Cast, free: Group) -> None:
    session = with_adults(cast, a_session(cast, free, days=7), led(free.pat), helped(free.nora))
    Clearance.objects.create(
        placement=free.nora.placements.get(), authorised_by="A chief", reason="?", given_on=clock.today(),
        until=clock.today() + dt.timedelta(days=30), recorded_by=cast.cora,
    )  # fmt: skip
    ratio = selectors.ratio_of(session)
    assert ratio.counted == 1
    assert "does not make good" in ratio.uncounted[0].why


def test_before_the_day_all_in_the_scheme_count_and_afterwards_those_who_came(cast: Cast) -> None:
    group = a_group(cast, condition(ConditionKind.FREE), children=21, age=13)
    coming, past = a_session(cast, group, days=7), a_session(cast, group)
    assert selectors.ratio_of(coming).need.required == 3
    came, away = group.young[:10], group.young[10:]
    marks = [mark(child, Mark.LATE) for child in came] + [mark(child, Mark.ABSENT) for child in away]
    services.mark_register(past, marks, by=fresh(cast.pat))
    past = services.hold(past, [led(group.pat)], notes="", version=None, by=fresh(cast.pat))
    need = selectors.ratio_of(past).need
    assert (need.children, need.required) == (10, 2)


def test_the_age_is_the_age_on_the_day(cast: Cast) -> None:
    group = a_group(cast, condition(ConditionKind.FREE), children=9, age=12)
    for child in group.young:
        born = clock.today() - dt.timedelta(days=30)
        child.date_of_birth = born.replace(year=born.year - 12)
        child.save()
    assert selectors.ratio_of(a_session(cast, group, days=7)).need.bands[0].label == "9 to 12"
    assert selectors.ratio_of(a_session(cast, group, days=360)).need.bands[0].label == "13 to 18"


def test_the_figures_are_data_that_the_rule_reads(cast: Cast) -> None:
    group = a_group(cast, condition(ConditionKind.FREE), children=10, age=13)
    session = a_session(cast, group, days=7)
    RatioBand.objects.filter(key="13_18").update(children_per_adult=3)
    assert selectors.ratio_of(session).need.required == 4


def test_many_sessions_cost_what_one_does(cast: Cast, free: Group) -> None:
    for days in (-1, -2):
        a_session(cast, free, days=days)
    counts = []
    for _ in range(2):
        sessions = list(Session.objects.select_related("scheme"))
        with CaptureQueriesContext(connection) as asked:
            selectors.ratios_of(sessions)
        counts.append(len(asked))
        for days in range(3, 20):
            a_session(cast, free, days=days)
    assert counts[0] == counts[1] <= 10

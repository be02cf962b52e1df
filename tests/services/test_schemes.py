"""The register of schemes: what is decided about each, on which conditions, and what happens when one is broken."""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import suppress
from typing import Any

import pytest
from django.db import InternalError, connection, transaction

from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline, DeadlineRule
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Placement
from safeguarding.schemes import states
from safeguarding.schemes.choices import ConditionKind, ConditionState, DecidedAs, SchemeKind, SchemeStatus
from safeguarding.schemes.models import ConditionCheck, Scheme, SchemeCondition
from safeguarding.schemes.services import (
    add_scheme,
    check_condition,
    check_due,
    decide,
    edit_scheme,
    end_condition,
    set_condition,
)
from safeguarding.schemes.services.conditions import Finding
from safeguarding.schemes.services.decisions import NewDecision
from safeguarding.schemes.services.register import SchemeDetails
from safeguarding.schemes.tasks import check_conditions
from tests.cast import Cast, build, fresh, staff
from tests.factories.schemes import CHIEF, condition, days_ago, only_condition, proposed, tolerated

pytestmark = pytest.mark.django_db


def decision(outcome: str, **given: Any) -> NewDecision:
    return NewDecision(
        **{"outcome": outcome, "reason": "Because", "decided_by": CHIEF, "decided_as": DecidedAs.CHIEF_OFFICER, **given}
    )


def clocks(scheme: Scheme, rule: str) -> list[Deadline]:
    found = Deadline.objects.running().filter(subject_type="scheme", subject_id=scheme.pk, rule__key=rule)
    return list(found.order_by("pk"))


def test_a_scheme_begins_as_proposed_whatever_it_is(cast: Cast) -> None:
    scheme = proposed(cast)
    assert scheme.status == SchemeStatus.PROPOSED
    assert AuditEvent.objects.filter(verb="scheme.added", object_id=scheme.pk).exists()
    with pytest.raises(Invalid, match="already a scheme"):
        proposed(cast)


@pytest.mark.parametrize("name", ["pat", "lena", "sam", "ivy", "aud", "adam", "nora", "wes"])
def test_only_coordinators_and_managers_keep_the_register(cast: Cast, name: str) -> None:
    scheme = proposed(cast)
    by = fresh(getattr(cast, name))
    details = SchemeDetails(name="Another", kind=SchemeKind.EVENT, unit=cast.cadets)
    acts: list[Any] = [
        lambda: add_scheme(details, by=by),
        lambda: edit_scheme(scheme, details, version=None, by=by),
        lambda: decide(scheme, decision(SchemeStatus.APPROVED), version=None, by=by),
        lambda: set_condition(scheme, condition(), by=by),
    ]
    for act in acts:
        with pytest.raises((NotAllowed, Invalid)):
            act()
    assert Scheme.objects.get(pk=scheme.pk).status == SchemeStatus.PROPOSED


def test_nobody_decides_about_what_they_run_themselves(cast: Cast) -> None:
    scheme = tolerated(cast)
    cora = staff(cast, "Cora", "Example", PersonType.POLICE_STAFF, user=cast.cora)
    part = Placement.objects.create(
        person=cora, scheme=scheme, role=PlacementRole.ORGANISER, starts_on=days_ago(10)
    )  # fmt: skip
    finding = Finding(is_kept=True, finding="All is well")
    for act in (
        lambda: decide(scheme, decision(SchemeStatus.OFFICIAL), version=None, by=fresh(cast.cora)),
        lambda: check_condition(only_condition(scheme), finding, version=None, by=fresh(cast.cora)),
    ):
        with pytest.raises(NotAllowed, match="have a part in this scheme"):
            act()
    Placement.objects.filter(pk=part.pk).update(ends_on=days_ago(1))
    check_condition(only_condition(scheme), finding, version=None, by=fresh(cast.cora))


def test_a_tolerated_scheme_has_conditions_and_a_review_six_months_on(cast: Cast) -> None:
    scheme = proposed(cast)
    with pytest.raises(Invalid, match="at least one condition"):
        decide(scheme, decision(SchemeStatus.TOLERATED), version=None, by=fresh(cast.mona))
    on = dt.date(2026, 2, 16)
    decide(
        scheme, decision(SchemeStatus.TOLERATED, decided_on=on), version=scheme.version, by=fresh(cast.mona),
        conditions=(condition(set_on=on),),
    )  # fmt: skip
    scheme.refresh_from_db()
    assert (scheme.status, scheme.review_on) == (SchemeStatus.TOLERATED, dt.date(2026, 8, 16))
    (review,) = clocks(scheme, "scheme_review")
    assert clock.london_date(review.due_at) == dt.date(2026, 8, 16)
    assert review.owner == cast.mona


def test_the_next_decision_meets_the_review_and_starts_the_next(cast: Cast) -> None:
    scheme = tolerated(cast, ago=100)
    (first,) = clocks(scheme, "scheme_review")
    decide(scheme, decision(SchemeStatus.TOLERATED), version=None, by=fresh(cast.cora))
    first.refresh_from_db()
    assert first.met_at
    (second,) = clocks(scheme, "scheme_review")
    assert second.pk != first.pk
    decide(scheme, decision(SchemeStatus.CLOSED), version=None, by=fresh(cast.mona))
    assert not Deadline.objects.running().filter(subject_type="scheme", subject_id=scheme.pk).exists()
    scheme.refresh_from_db()
    assert scheme.ends_on == clock.today()
    assert [one.number for one in scheme.decisions.all()] == [3, 2, 1]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"decided_by": ""}, "decided_by"),
        ({"decided_as": ""}, "decided_as"),
        ({"decided_on": dt.date(2199, 1, 1)}, "decided_on"),
        ({"decided_on": dt.date(2001, 1, 1)}, "decided_on"),
        ({"review_on": dt.date(2002, 1, 1)}, "review_on"),
        ({"outcome": "nonsense"}, "outcome"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said_and_nothing_changes(
    cast: Cast, given: dict[str, Any], field: str
) -> None:
    scheme = tolerated(cast)
    with pytest.raises(Invalid) as no:
        decide(scheme, decision(**{"outcome": SchemeStatus.OFFICIAL, **given}), version=None, by=fresh(cast.mona))
    assert field in no.value.errors
    assert Scheme.objects.get(pk=scheme.pk).status == SchemeStatus.TOLERATED
    assert scheme.decisions.count() == 1


def test_two_who_decide_at_once_one_is_told(cast: Cast) -> None:
    scheme = tolerated(cast)
    decide(scheme, decision(SchemeStatus.SUSPENDED), version=scheme.version, by=fresh(cast.mona))
    with pytest.raises(Stale):
        decide(scheme, decision(SchemeStatus.OFFICIAL), version=scheme.version, by=fresh(cast.cora))


@pytest.mark.parametrize("source", list(SchemeStatus))
@pytest.mark.parametrize("target", list(SchemeStatus))
def test_the_table_of_statuses_holds_in_the_service_and_in_the_database(
    cast: Cast, source: SchemeStatus, target: SchemeStatus
) -> None:
    scheme = Scheme.objects.create(
        force=cast.force, unit=cast.cadets, name="One", kind=SchemeKind.EVENT, status=source
    )  # fmt: skip
    allowed = target in states.NEXT[source]
    try:
        # A closed scheme takes no condition: a decision to close that sets one is refused as a whole.
        conditions = () if target == SchemeStatus.CLOSED else (condition(),)
        decide(scheme, decision(target), version=None, by=fresh(cast.mona), conditions=conditions)
        went = True
    except Conflict:
        went = False
    assert went is allowed
    other = Scheme.objects.create(force=cast.force, unit=cast.cadets, name="Two", kind=SchemeKind.EVENT, status=source)
    try:
        with transaction.atomic():
            Scheme.objects.filter(pk=other.pk).update(status=target)
        moved = True
    except InternalError:
        moved = False
    assert moved is (source == target or allowed)


def test_what_was_decided_and_found_is_never_changed(cast: Cast) -> None:
    scheme = tolerated(cast)
    check = check_condition(
        only_condition(scheme), Finding(is_kept=True, finding="Seen"), version=None, by=fresh(cast.cora)
    )
    for rows in (scheme.decisions.all(), ConditionCheck.objects.filter(pk=check.pk)):
        with pytest.raises(InternalError), transaction.atomic():
            rows.delete()
        with pytest.raises(InternalError), transaction.atomic():
            rows.update(recorded_by=cast.nora)


def test_a_breach_tells_the_coordinators_and_a_check_that_finds_it_kept_again_ends_it(cast: Cast) -> None:
    scheme = tolerated(cast)
    held = only_condition(scheme)
    assert held.state == ConditionState.NEVER_CHECKED
    check_condition(
        held, Finding(is_kept=False, finding="No teacher on Tuesday"), version=held.version, by=fresh(cast.mona)
    )
    told = Notice.objects.filter(title="Oakfield club: a condition is broken")
    assert set(told.values_list("recipient__username", flat=True)) == {"cora"}
    assert only_condition(scheme).state == ConditionState.BROKEN
    check_condition(only_condition(scheme), Finding(is_kept=True, finding="Seen"), version=None, by=fresh(cast.cora))
    assert only_condition(scheme).state == ConditionState.KEPT
    (review,) = clocks(scheme, "scheme_condition_review")
    assert review.owner == cast.cora


def test_a_forbidden_word_is_refused_in_a_new_name_and_found_in_an_old_one(cast: Cast) -> None:
    word = condition(ConditionKind.WORD_NOT_USED, text="Not called cadets", word="cadet")
    scheme = tolerated(cast, "Oakfield club", word)
    details = SchemeDetails(name="Oakfield C-A-D-E-T-S", kind=scheme.kind, unit=scheme.unit)
    with pytest.raises(Invalid, match="may not use the word"):
        edit_scheme(scheme, details, version=scheme.version, by=fresh(cast.cora))
    other = tolerated(cast, "Elm Cadets", word)
    assert only_condition(other).state == ConditionState.BROKEN
    with pytest.raises(Invalid, match="not kept"):
        check_condition(only_condition(other), Finding(is_kept=True, finding="Fine"), version=None, by=fresh(cast.cora))


def test_training_that_was_not_recorded_by_its_day_is_found_at_night_and_once(cast: Cast) -> None:
    training = condition(ConditionKind.TRAINING_BY, text="The course", due_on=days_ago(1), set_on=days_ago(90))
    scheme = tolerated(cast, "Oakfield club", ago=90)
    set_condition(scheme, condition(text="A second", set_on=days_ago(90)), by=fresh(cast.cora))
    with clock.standing_at(clock.now() - dt.timedelta(days=30)):
        made = set_condition(scheme, training, by=fresh(cast.cora))
    assert made.state == ConditionState.NEVER_CHECKED
    assert check_conditions() == 1
    assert check_due(by=cast.system) == 0
    assert scheme.conditions.with_checks().get(pk=made.pk).state == ConditionState.BROKEN


def test_the_last_condition_of_a_tolerated_scheme_is_not_ended(cast: Cast) -> None:
    scheme = tolerated(cast)
    held = only_condition(scheme)
    with pytest.raises(Conflict, match="needs one"):
        end_condition(held, reason="Not needed", version=held.version, by=fresh(cast.cora))
    second = set_condition(scheme, condition(text="Another"), by=fresh(cast.cora))
    end_condition(held, reason="Not needed", version=held.version, by=fresh(cast.cora))
    assert [one.source_id for one in clocks(scheme, "scheme_condition_review")] == [second.pk]
    with pytest.raises(Conflict, match="was ended"):
        check_condition(held, Finding(is_kept=True, finding="Seen"), version=None, by=fresh(cast.cora))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "nonsense"}, "kind"),
        ({"text": " "}, "text"),
        ({"set_by": ""}, "set_by"),
        ({"kind": ConditionKind.WORD_NOT_USED}, "word"),
        ({"kind": ConditionKind.TRAINING_BY}, "due_on"),
        ({"word": "cadet"}, "word"),
        ({"due_on": dt.date(2199, 1, 1)}, "due_on"),
        ({"set_on": dt.date(2199, 1, 1)}, "set_on"),
        ({"review_on": dt.date(2001, 1, 1)}, "review_on"),
        ({"review_on": dt.date(2199, 1, 1)}, "review_on"),
    ],
)
def test_what_is_wrong_with_a_condition_is_said(cast: Cast, given: dict[str, Any], field: str) -> None:
    scheme = tolerated(cast)
    with pytest.raises(Invalid) as no:
        set_condition(scheme, condition(**given), by=fresh(cast.cora))
    assert field in no.value.errors
    assert scheme.conditions.count() == 1


def test_closing_a_scheme_ends_its_conditions_and_it_begins_anew_without_them(cast: Cast) -> None:
    scheme = tolerated(cast)
    held = only_condition(scheme)
    decide(scheme, decision(SchemeStatus.CLOSED), version=None, by=fresh(cast.mona))
    assert only_condition(scheme).state == ConditionState.ENDED
    with pytest.raises(Conflict, match="was ended"):
        check_condition(held, Finding(is_kept=True, finding="Seen"), version=None, by=fresh(cast.cora))
    decide(scheme, decision(SchemeStatus.PROPOSED), version=None, by=fresh(cast.mona))
    assert Scheme.objects.get(pk=scheme.pk).ends_on is None
    with pytest.raises(Invalid, match="at least one condition"):
        decide(scheme, decision(SchemeStatus.TOLERATED), version=None, by=fresh(cast.mona))


def test_a_scheme_that_never_began_is_closed_without_an_end(cast: Cast) -> None:
    scheme = proposed(cast)
    details = SchemeDetails(name=scheme.name, kind=scheme.kind, unit=scheme.unit, starts_on=days_ago(-9))
    edit_scheme(scheme, details, version=None, by=fresh(cast.cora))
    edited = AuditEvent.objects.get(verb="scheme.edited", object_id=scheme.pk)
    assert edited.data["fields"] == "day it began"
    decide(scheme, decision(SchemeStatus.CLOSED), version=None, by=fresh(cast.mona))
    scheme.refresh_from_db()
    assert (scheme.status, scheme.ends_on) == (SchemeStatus.CLOSED, None)


def test_a_check_cannot_lie_before_the_last_one(cast: Cast) -> None:
    scheme = tolerated(cast, "Oakfield club", condition(set_on=days_ago(30)), ago=30)
    seen = Finding(is_kept=False, finding="No teacher")
    check_condition(only_condition(scheme), seen, version=None, by=fresh(cast.cora))
    late = Finding(is_kept=True, finding="Seen", checked_on=days_ago(5))
    with pytest.raises(Invalid, match="later check"):
        check_condition(only_condition(scheme), late, version=None, by=fresh(cast.cora))


def test_the_next_check_follows_the_figure_that_an_administrator_set(cast: Cast) -> None:
    DeadlineRule.objects.filter(key="scheme_condition_review").update(amount=3)
    with clock.standing_at(dt.datetime(2026, 2, 16, 12, tzinfo=clock.LONDON)):
        scheme = tolerated(cast)
        (review,) = clocks(scheme, "scheme_condition_review")
        assert only_condition(scheme).review_on == dt.date(2026, 5, 16) == clock.london_date(review.due_at)
        too_late = Finding(is_kept=True, finding="Seen", review_on=dt.date(2026, 6, 1))
        with pytest.raises(Invalid, match="by Saturday 16 May 2026"):
            check_condition(only_condition(scheme), too_late, version=None, by=fresh(cast.cora))


def test_the_clocks_of_a_scheme_go_with_it_to_another_unit(cast: Cast) -> None:
    scheme = tolerated(cast)
    details = SchemeDetails(name=scheme.name, kind=scheme.kind, unit=cast.hub)
    edit_scheme(scheme, details, version=None, by=fresh(cast.cora))
    running = Deadline.objects.running().filter(subject_type="scheme", subject_id=scheme.pk)
    assert set(running.values_list("rule__key", "unit__name")) == {
        ("scheme_review", cast.hub.name), ("scheme_condition_review", cast.hub.name),
    }  # fmt: skip


def test_what_the_night_finds_is_put_down_to_the_system(cast: Cast) -> None:
    training = condition(ConditionKind.TRAINING_BY, text="The course", due_on=days_ago(1), set_on=days_ago(90))
    with clock.standing_at(clock.now() - dt.timedelta(days=30)):
        scheme = tolerated(cast, "Oakfield club", training)
    assert check_conditions() == 1
    check = only_condition(scheme).checks.get()
    assert check.recorded_by.is_system
    (written,) = ConditionCheck.pgh_event_model.objects.filter(pgh_obj=check)
    assert written.pgh_context["user"] == check.recorded_by_id


@pytest.mark.django_db(transaction=True)
def test_two_who_end_the_last_two_conditions_at_the_same_moment_leave_one() -> None:
    cast = build()
    scheme = tolerated(cast)
    set_condition(scheme, condition(text="Another"), by=fresh(cast.cora))
    start = threading.Barrier(2)

    def end(held: SchemeCondition) -> None:
        by = fresh(cast.cora)
        start.wait(timeout=10)
        with suppress(Conflict):
            end_condition(held, reason="Not needed", version=None, by=by)
        connection.close()

    threads = [threading.Thread(target=end, args=[held]) for held in scheme.conditions.all()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert scheme.conditions.in_force().count() == 1

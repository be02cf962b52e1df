"""A plan is changed, given up, or takes place; the rules are asked each time, and what they said before stays."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import InternalError, transaction

from safeguarding.communications.choices import Channel, ContactStatus, Outcome
from safeguarding.communications.models import ContactEvent
from safeguarding.communications.selectors.contacts import earlier_of, now_of
from safeguarding.communications.selectors.failures import failures_by_rule
from safeguarding.communications.services import contacts, plans
from safeguarding.communications.services.contacts import Reached
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.notices.models import Notice
from tests.cast import Cast, fresh
from tests.factories.contacts import a_world, hours, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def it(cast: Cast) -> SimpleNamespace:
    return a_world(cast)


def outcome(contact: ContactEvent, rule: str) -> str:
    return str(contact.results.get(rule=rule, contact_version=contact.version).outcome)


def test_a_plan_that_is_changed_is_judged_anew_and_the_second_adult_looks_again(it: SimpleNamespace) -> None:
    plan = planned(it)
    contacts.mark_checked(plan, version=None, by=fresh(it.cast.bella))
    plan.refresh_from_db()
    new = replace(plans.as_new(plan), channel=Channel.ONE_TO_ONE, recipients=(Reached(it.people["fay"]),))

    done = plans.change_plan(plan, new, version=plan.version, by=fresh(it.cast.brian))

    assert [one.person for one in done.recipients.all()] == [it.people["fay"]]
    assert done.second_adult_checked_at is None
    assert Notice.objects.filter(recipient=it.cast.bella, subject_id=plan.pk).count() == 2
    assert outcome(done, "COM-13") == Outcome.FAILED
    assert "COM-13" in {one.rule.name for one in earlier_of(done)[0].verdict.passed}


def test_what_is_not_said_otherwise_is_no_change(it: SimpleNamespace) -> None:
    plan = planned(it, scheme=it.scheme, whole_group=True, recipients=(), group_has_victim=False)
    again = plans.change_plan(plan, plans.as_new(plan), version=plan.version, by=fresh(it.cast.brian))
    assert again.version == 1
    assert [one.is_victim_or_witness for one in again.recipients.all()] == [False]


def test_what_took_place_keeps_both_answers_and_counts_from_then_on(it: SimpleNamespace) -> None:
    plan = planned(it, account=it.personal, channel=Channel.ONE_TO_ONE)
    assert failures_by_rule(it.cast.cora)["COM-15"] == []
    done = plans.mark_happened(plan, sent_at=clock.now(), version=plan.version, by=fresh(it.cast.brian))

    assert done.status == ContactStatus.HAPPENED
    assert {row.contact_version for row in done.results.filter(rule="COM-15")} == {1, 2}
    assert [one.count for one in failures_by_rule(it.cast.cora)["COM-15"]] == [1]


def test_a_plan_that_was_given_up_never_counts_and_nothing_is_done_with_it(it: SimpleNamespace) -> None:
    plan = planned(it, account=it.personal)
    with pytest.raises(Invalid):
        plans.withdraw(plan, reason=" ", version=None, by=fresh(it.cast.brian))
    done = plans.withdraw(plan, reason="The trip is off", version=plan.version, by=fresh(it.cast.brian))

    assert (done.status, done.withdrawn_by) == (ContactStatus.WITHDRAWN, it.cast.brian)
    assert now_of(done).failed
    assert failures_by_rule(it.cast.cora)["COM-15"] == []
    later = clock.now() + hours(1)
    for act in (
        lambda: plans.mark_happened(done, sent_at=clock.now(), version=None, by=fresh(it.cast.brian)),
        lambda: plans.change_plan(
            done, replace(plans.as_new(plan), is_planned=True, sent_at=later), version=None, by=fresh(it.cast.brian)
        ),
        lambda: plans.withdraw(done, reason="Again", version=None, by=fresh(it.cast.brian)),
        lambda: contacts.mark_checked(done, version=None, by=fresh(it.cast.bella)),
        lambda: contacts.ask_rules_again(done, by=fresh(it.cast.brian)),
    ):
        with pytest.raises(Conflict):
            act()


def test_the_database_knows_the_table_too(it: SimpleNamespace) -> None:
    plan = planned(it)
    plans.mark_happened(plan, sent_at=clock.now(), version=None, by=fresh(it.cast.brian))
    with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
        ContactEvent.objects.filter(pk=plan.pk).update(status=ContactStatus.PLANNED)


def test_who_may_and_on_what_they_saw(it: SimpleNamespace) -> None:
    plan = planned(it)
    with pytest.raises(NotAllowed):
        plans.withdraw(plan, reason="Why", version=None, by=fresh(it.cast.pat))
    with pytest.raises(Stale):
        plans.withdraw(plan, reason="Why", version=plan.version + 3, by=fresh(it.cast.brian))
    with pytest.raises(Invalid):
        plans.mark_happened(plan, sent_at=clock.now() + hours(9), version=None, by=fresh(it.cast.brian))

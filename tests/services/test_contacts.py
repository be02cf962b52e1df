"""A contact is put to the rules before it is logged; reports, leave and numbers; each by the day of the contact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from safeguarding.communications.choices import (
    AccountKind,
    AccountStatus,
    AuthorisationStatus,
    Channel,
    Direction,
    Outcome,
    Purpose,
    Severity,
)
from safeguarding.communications.models import Account, AccountAccess, Platform
from safeguarding.communications.selectors.contacts import now_of
from safeguarding.communications.selectors.failures import failures_by_rule
from safeguarding.communications.services import authorisations, contacts, reports
from safeguarding.communications.services.authorisations import NewAuthorisation
from safeguarding.communications.services.contacts import NewContact, Reached
from safeguarding.communications.services.numbers import set_number
from safeguarding.communications.services.reports import NewReport
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.notices.models import Notice
from tests import cast as cast_module

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def it() -> SimpleNamespace:
    cast = cast_module.build()
    platform, _ = Platform.objects.get_or_create(slug="made-up", defaults={"name": "Made up", "kind": "social"})

    def account(handle: str, kind: str, **more: Any) -> Account:
        return Account.objects.create(
            force=cast.force, platform=platform, handle=handle, handle_key=handle, kind=kind, added_by=cast.cora, **more
        )

    official = account(
        "cadets", AccountKind.OFFICIAL_CADET, status=AccountStatus.APPROVED, approved_by=cast.cora,
        approved_on=dt.date(2026, 1, 1), approved_until=dt.date(2026, 12, 31),
    )  # fmt: skip
    personal = account(
        "brian", AccountKind.PERSONAL_INDIVIDUAL, status=AccountStatus.KNOWN, person=cast.people["brian"]
    )
    AccountAccess.objects.create(
        account=official, person=cast.people["brian"], since=NOON - 50 * WEEK, given_by=cast.cora
    )
    return SimpleNamespace(cast=cast, people=cast.people, official=official, personal=personal, platform=platform)


def a_contact(it: SimpleNamespace, **more: Any) -> NewContact:
    new = NewContact(
        sender=it.people["brian"], direction=Direction.ADULT_TO_CHILD, channel=Channel.GROUP_MESSAGE,
        sent_at=NOON, account=it.official, purpose=Purpose.INFORMATION, second_adult=it.people["bella"],
        recipients=(Reached(it.people["ann"], is_victim_or_witness=False),),
    )  # fmt: skip
    return replace(new, **more)


def said_of(it: SimpleNamespace, rule: str, **more: Any) -> Any:
    with clock.standing_at(NOON + dt.timedelta(minutes=30)):
        return contacts.check(a_contact(it, **more), by=it.cast.brian)[rule]


def test_a_contact_is_judged_by_the_account_as_it_stood(it: SimpleNamespace) -> None:
    assert said_of(it, "COM-02").outcome == Outcome.PASSED
    assert said_of(it, "COM-03").outcome == Outcome.PASSED
    assert said_of(it, "COM-02", sent_at=dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC)).outcome == Outcome.FAILED
    assert said_of(it, "COM-03", sent_at=NOON - 51 * WEEK).outcome == Outcome.FAILED


def test_a_personal_account_and_a_child_are_critical_and_counted_where_it_was(it: SimpleNamespace) -> None:
    with clock.standing_at(NOON):
        made = contacts.log_contact(
            a_contact(it, account=it.personal, channel=Channel.ONE_TO_ONE, second_adult=None), by=it.cast.brian
        )
    verdict = now_of(made)

    assert {"COM-13", "COM-15", "COM-21"} <= {one.rule.name for one in verdict.failed}
    assert verdict.is_critical
    assert failures_by_rule(it.cast.cora)["COM-15"][0].count == 1
    assert failures_by_rule(it.cast.wes)["COM-15"] == []
    kept = made.results.get(rule="COM-15")
    assert "Ann" not in str(kept.inputs)
    assert kept.inputs["account_kind"] == AccountKind.PERSONAL_INDIVIDUAL


def test_a_child_is_who_was_one_on_that_day(it: SimpleNamespace) -> None:
    grown_up = {"account": it.personal, "sent_at": dt.datetime(2031, 5, 4, 12, tzinfo=dt.UTC), "is_planned": True}
    day_before = grown_up | {"sent_at": dt.datetime(2031, 5, 3, 12, tzinfo=dt.UTC)}

    assert said_of(it, "COM-15", **day_before).outcome == Outcome.FAILED
    assert said_of(it, "COM-15", **grown_up).outcome == Outcome.PASSED


def test_the_second_adult_is_told_and_alone_says_that_they_looked(it: SimpleNamespace) -> None:
    with clock.standing_at(NOON):
        made = contacts.log_contact(a_contact(it), by=it.cast.brian)
        assert Notice.objects.filter(recipient=it.cast.bella, subject_id=made.pk).exists()
        with pytest.raises(NotAllowed):
            contacts.mark_checked(made, version=None, by=it.cast.brian)
        done = contacts.mark_checked(made, version=None, by=it.cast.bella)

    assert done.results.get(rule="COM-09", contact_version=done.version).outcome == Outcome.PASSED
    assert done.results.filter(rule="COM-09").count() == 2


def test_chat_without_a_purpose_is_counted_for_each_young_person(it: SimpleNamespace) -> None:
    for hours in range(1, 6):
        with clock.standing_at(NOON):
            contacts.log_contact(
                a_contact(it, purpose=Purpose.SOCIAL, sent_at=NOON - dt.timedelta(hours=hours)), by=it.cast.brian
            )
    assert said_of(it, "COM-11", purpose=Purpose.SOCIAL).outcome == Outcome.FAILED
    other = (Reached(it.people["fay"]),)
    assert said_of(it, "COM-11", purpose=Purpose.SOCIAL, recipients=other).outcome == Outcome.PASSED


def test_leave_is_answered_by_another_and_counts_while_it_lives(it: SimpleNamespace) -> None:
    with clock.standing_at(NOON - dt.timedelta(days=1)):
        asked = authorisations.ask_beforehand(
            NewAuthorisation(
                it.people["brian"], it.people["ann"], it.official, Channel.EMAIL, "The form for the trip",
                clock.today(), clock.today() + WEEK,
            ),
            by=it.cast.brian,
        )  # fmt: skip
        with pytest.raises(NotAllowed):
            authorisations.approve_contact(asked, reason="Fine", version=None, by=it.cast.brian)
        authorisations.approve_contact(asked, reason="Once, by the official account", version=None, by=it.cast.cora)
    email = {"channel": Channel.EMAIL, "second_adult": None}
    assert said_of(it, "COM-18", **email).outcome == Outcome.PASSED
    assert said_of(it, "COM-18", channel=Channel.PHONE_TEXT).outcome == Outcome.FAILED

    with clock.standing_at(NOON - dt.timedelta(hours=1)):
        ended = authorisations.end_contact(asked, reason="It is done", version=None, by=it.cast.cora)
    assert ended.status == AuthorisationStatus.ENDED
    assert said_of(it, "COM-18", **email).outcome == Outcome.FAILED
    assert said_of(it, "COM-18", **email, sent_at=NOON - dt.timedelta(hours=2)).outcome == Outcome.PASSED


def test_a_report_tells_both_and_writes_the_register_which_the_adult_does_not_keep(it: SimpleNamespace) -> None:
    with clock.standing_at(NOON):
        made = reports.report_contact(
            NewReport(
                it.people["brian"], it.platform, Channel.ONE_TO_ONE, NOON - dt.timedelta(hours=1),
                "A message: are you there", young_person=it.people["ann"],
            ),
            by=it.cast.nora,
        )  # fmt: skip
    notices = Notice.objects.filter(subject_type="contactreport", subject_id=made.pk)
    told = set(notices.values_list("recipient", flat=True))

    assert told == {it.cast.bella.pk, it.cast.cora.pk}
    assert made.risk_entry.kept_from == [it.cast.brian.pk]
    attempt = {"direction": Direction.CHILD_TO_ADULT, "channel": Channel.ONE_TO_ONE, "second_adult": None}
    assert said_of(it, "COM-17", **attempt).outcome == Outcome.PASSED
    assert said_of(it, "COM-17", **attempt, recipients=(Reached(it.people["fay"]),)).outcome == Outcome.NOT_EVALUABLE


def test_a_number_counts_from_its_day_on_and_earlier_contacts_keep_theirs(it: SimpleNamespace) -> None:
    with clock.standing_at(NOON - dt.timedelta(days=2)):
        with pytest.raises(NotAllowed):
            set_number(name="quiet_from", value="11:00", since=NOON.date(), reason="Trial", by=it.cast.brian)
        with pytest.raises(Invalid):
            set_number(name="quiet_from", value="late", since=NOON.date(), reason="Trial", by=it.cast.cora)
        set_number(name="quiet_from", value="11:00", since=NOON.date(), reason="Trial", by=it.cast.cora)
        with pytest.raises(Conflict):
            set_number(name="quiet_from", value="12:00", since=NOON.date(), reason="Again", by=it.cast.cora)

    said = said_of(it, "COM-12")
    assert (said.outcome, said.severity) == (Outcome.FAILED, Severity.LOW)
    assert said_of(it, "COM-12", sent_at=NOON - dt.timedelta(days=1)).outcome == Outcome.PASSED


def test_nothing_is_written_by_asking(it: SimpleNamespace, client: Any) -> None:
    """The page says what is wrong before anything is on record, and logs it when the person goes on."""
    client.force_login(it.cast.brian)
    sent = {
        "when": "past", "sent_at-day": "18", "sent_at-month": "11", "sent_at-year": "2025", "sent_at-time": "22:30",
        "direction": "adult_to_child", "channel": "one_to_one_dm", "account": str(it.personal.pk), "reached": "other",
        "description": "A cadet", "age_band": "13_15", "met_through_work": "yes", "victim_or_witness": "no",
        "purpose": "social", "step": "check",
    }  # fmt: skip
    answer = client.post(reverse("communications:contact_log"), sent)
    assert "This breaks a rule that has no exception" in answer.content.decode()
    assert it.personal.contacts.count() == 0

    answer = client.post(reverse("communications:contact_log"), sent | {"step": "log"})
    made = it.personal.contacts.get()
    assert answer.url == made.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "Log a concern about this" in page
    concern = client.post(reverse("cases:log_contact", args=[made.pk]))
    assert concern.status_code == 302

"""Deciding a concern: what is asked, what each route sets going and until when, and two leads at once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import (
    ConcernStatus,
    HarmTest,
    Indicator,
    ReferralKind,
    ReferralStatus,
    Route,
    Threshold,
)
from safeguarding.cases.choices import TestAnswer as Answer
from safeguarding.cases.models import Case, Concern, ThresholdDecision
from safeguarding.cases.selectors.history import in_sentences
from safeguarding.cases.services import enquiries, triage
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.choices import ClockState
from safeguarding.deadlines.models import Deadline
from safeguarding.people.choices import PersonType
from tests.cast import Cast, build, fresh, staff
from tests.factories.states import brought_to
from tests.factories.triage import ADULT, CHILD, LONDON, a_waiting_concern, at

CHRISTMAS_EVE = "2026-12-24 16:00"


@pytest.fixture
def christmas_eve(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at(CHRISTMAS_EVE), tick=False) as traveller:
        yield traveller


def decide(concern: Concern, by: User, **more: object) -> ThresholdDecision:
    given: dict[str, object] = {"route": Route.CASE_PSD, "rationale": "Messages in secret to a child of 13."}
    return triage.decide(concern, triage.Verdict(**{**given, **more}), version=concern.version, by=fresh(by))


def due(case: Case) -> dict[str, str]:
    """Each running clock of a case, and until when in London."""
    running = Deadline.objects.running().filter(subject_type="case", subject_id=case.pk).select_related("rule")
    return {clock.rule.key: f"{clock.due_at.astimezone(LONDON):%a %d %b %H:%M:%S}" for clock in running}


def refused(concern: Concern, by: User, field: str, **more: object) -> str:
    with pytest.raises(Invalid) as caught:
        decide(concern, by, **more)
    assert set(caught.value.errors) == {field}
    concern.refresh_from_db()
    assert concern.status != ConcernStatus.DECIDED, "nothing is half done"
    return caught.value.errors[field][0]


SECRET = (Indicator.ASKS_SECRECY, Indicator.AFFECTION, Indicator.DELETES_MESSAGES, Indicator.FEAR)


def test_a_case_with_psd_starts_every_clock_across_christmas(cast: Cast, christmas_eve: object) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    decision = decide(concern, cast.lena)
    assert (decision.threshold, decision.proposed_route) == (Threshold.MET, Route.CASE_PSD)
    assert decision.is_abuse_of_position
    assert decision.case
    assert due(decision.case) == {
        "police_report": "Thu 24 Dec 16:00:00",
        "mash_referral": "Thu 24 Dec 23:59:59",
        "evidence_preservation": "Thu 24 Dec 23:59:59",
        "iopc_referral": "Fri 25 Dec 23:59:59",
        "lado_referral": "Tue 29 Dec 23:59:59",
        "case_review": "Thu 21 Jan 23:59:59",
    }
    kinds = dict(decision.case.referrals.values_list("kind", "status"))
    assert kinds == dict.fromkeys(
        (
            ReferralKind.LADO, ReferralKind.CHILDRENS_SOCIAL_CARE, ReferralKind.IOPC, ReferralKind.PSD,
            ReferralKind.POLICE_CRIME_REPORT,
        ),
        ReferralStatus.TO_SEND,
    )  # fmt: skip
    task = decision.case.tasks.get()
    assert (task.title, task.due_on) == ("Preserve devices, messages and accounts", dt.date(2026, 12, 24))


def test_the_lado_day_counts_from_when_the_concern_was_received(cast: Cast, christmas_eve: object) -> None:
    concern = a_waiting_concern(cast, *SECRET, received_at=at("2026-12-18 09:30"))
    decision = decide(concern, cast.lena, first_clear_at=at("2026-12-23 11:00"))
    assert decision.case
    assert due(decision.case)["lado_referral"] == "Mon 21 Dec 23:59:59", "late already, and shown so"
    assert due(decision.case)["iopc_referral"] == "Thu 24 Dec 23:59:59"


def test_a_case_without_psd_about_a_teacher(cast: Cast, christmas_eve: object) -> None:
    teacher = staff(cast, "Tess", "Teacher", PersonType.TEACHER_PARTNER)
    concern = a_waiting_concern(cast, Indicator.ASKS_SECRECY, people=[(CHILD, cast.people["ann"]), (ADULT, teacher)])
    decision = decide(concern, cast.lena, route=Route.CASE)
    assert decision.case
    assert set(due(decision.case)) == {"lado_referral", "case_review"}
    assert decision.case.psd_unit is None
    assert not Case.objects.visible_to(fresh(cast.ivy)).exists()


def test_psd_is_let_in_and_told(cast: Cast, christmas_eve: object) -> None:
    decision = decide(a_waiting_concern(cast, *SECRET), cast.lena)
    assert decision.case
    assert decision.case.psd_unit == cast.psd
    assert Case.objects.visible_to(fresh(cast.ivy)).exists()
    assert cast.piers.notices.filter(title__startswith=decision.case.reference).exists()


def test_no_adult_of_concern_is_about_protecting_the_child(cast: Cast, christmas_eve: object) -> None:
    concern = a_waiting_concern(
        cast, Indicator.FEAR, people=[(CHILD, cast.people["ann"])], in_danger="yes", is_urgent=True
    )
    decision = decide(concern, cast.lena, route=Route.CASE)
    assert decision.case
    assert due(decision.case) == {
        "mash_referral": "Thu 24 Dec 23:59:59", "case_review_urgent": "Thu 31 Dec 23:59:59",
    }  # fmt: skip
    assert decision.case.is_urgent


def test_a_shorter_first_review_is_the_leads_to_choose(cast: Cast, christmas_eve: object) -> None:
    decision = decide(a_waiting_concern(cast, *SECRET), cast.lena, review_in_days=3, owner=fresh(cast.leo))
    assert decision.case
    assert due(decision.case)["case_review"] == "Sun 27 Dec 23:59:59"
    assert decision.case.owner == cast.leo


def test_no_further_action_starts_nothing_and_ends_the_triage_clock(cast: Cast, christmas_eve: object) -> None:
    concern = a_waiting_concern(cast, people=[(CHILD, cast.people["ann"])])
    answers = dict.fromkeys(HarmTest.values, Answer.NO)
    decide(concern, cast.lena, route=Route.NO_FURTHER_ACTION, answers=answers)
    concern.refresh_from_db()
    assert concern.status == ConcernStatus.DECIDED
    clock = Deadline.objects.get(subject_type="concern", subject_id=concern.pk)
    assert clock.state == ClockState.MET
    assert not Case.objects.exists()
    assert cast.pat.notices.get().title == f"Your concern {concern.reference} has been decided"


def test_low_level_is_kept_about_each_adult_on_record(cast: Cast) -> None:
    people = [(CHILD, cast.people["ann"]), (ADULT, cast.people["carl"]), (ADULT, "a tall coach")]
    concern = a_waiting_concern(cast, Indicator.WELLBEING_OPENER, people=people)
    decision = decide(concern, cast.lena, route=Route.LOW_LEVEL)
    assert not decision.is_against_proposal
    assert [row.person for row in concern.low_level.all()] == [cast.people["carl"]]


def test_against_the_proposal_asks_why_tells_the_supervisor_and_is_kept(cast: Cast) -> None:
    concern = a_waiting_concern(cast, Indicator.WELLBEING_OPENER)
    assert "Say why" in refused(concern, cast.lena, "disagreement", route=Route.NO_FURTHER_ACTION)
    decision = decide(concern, cast.lena, route=Route.NO_FURTHER_ACTION, disagreement="It was the other Carl.")
    assert decision.is_against_proposal
    assert decision.disagreement == "It was the other Carl."
    assert cast.sam.notices.get().title == f"{concern.reference} was decided against the proposal"
    assert AuditEvent.objects.get(verb="concern.decided").data["against_proposal"] is True


def test_setting_a_met_threshold_aside_needs_the_lado_too(cast: Cast) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    told = {"route": Route.LOW_LEVEL, "disagreement": "They are cousins."}
    assert "LADO" in refused(concern, cast.lena, "lado_consulted", **told)
    decision = decide(concern, cast.lena, **told, lado_consulted="Duty LADO, by telephone: agreed")
    assert decision.disagreement == "They are cousins.\n\nLADO consulted: Duty LADO, by telephone: agreed"


def test_all_that_setting_a_met_threshold_aside_needs_is_asked_at_once(cast: Cast) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    with pytest.raises(Invalid) as caught:
        decide(concern, cast.lena, route=Route.LOW_LEVEL)
    assert list(caught.value.errors) == ["disagreement", "lado_consulted"]


def test_saying_that_it_is_no_abuse_of_position_is_against_the_proposal(cast: Cast) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    refused(concern, cast.lena, "disagreement", is_abuse_of_position=False)
    decision = decide(concern, cast.lena, is_abuse_of_position=False, disagreement="A welfare check on duty.")
    assert decision.case
    assert "iopc_referral" not in due(decision.case)


def test_following_the_proposal_keeps_no_disagreement(cast: Cast) -> None:
    decision = decide(a_waiting_concern(cast, *SECRET), cast.lena, disagreement="typed by mistake")
    assert not decision.is_against_proposal
    assert not cast.sam.notices.filter(title__contains="against").exists()


def test_the_proposal_is_kept_as_it_was(cast: Cast) -> None:
    decision = decide(a_waiting_concern(cast, *SECRET), cast.lena)
    first = decision.proposal["tests"][0]
    assert (first["test"], first["answer"]) == (HarmTest.HARMED, Answer.YES)
    assert "emotional harm" in first["reasons"][0]["sentence"]
    assert "Ann" not in str(decision.proposal)


def test_what_is_asked(cast: Cast) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    refused(concern, cast.lena, "rationale", rationale="   ")
    refused(concern, cast.lena, "route", route="burn")
    refused(concern, cast.lena, "answers", answers={"kindness": "yes"})
    refused(concern, cast.lena, "first_clear_at", first_clear_at=at("2090-01-01 10:00"))
    refused(concern, cast.lena, "review_in_days", review_in_days=0)
    refused(concern, cast.lena, "join_case", route=Route.JOINED)
    childs = a_waiting_concern(cast, people=[(CHILD, cast.people["ann"])])
    refused(childs, cast.lena, "route", route=Route.LOW_LEVEL)
    refused(childs, cast.lena, "route", route=Route.CASE_PSD)


def test_joining_brings_people_facts_and_clocks_into_the_open_case(cast: Cast, christmas_eve: object) -> None:
    first = decide(a_waiting_concern(cast, *SECRET), cast.lena).case
    assert first
    people = [(CHILD, cast.people["fay"]), (ADULT, cast.people["carl"])]
    second = a_waiting_concern(cast, Indicator.ASKS_SECRECY, people=people)
    decision = decide(second, cast.leo, route=Route.JOINED, join_case=first)
    assert decision.case == first
    assert list(first.parties.values_list("label", flat=True)) == ["Child A", "PCSO B", "Child C"]
    assert first.chronology.filter(text__contains=second.reference).exists()
    assert first.decisions.count() == 2
    assert first.referrals.filter(kind=ReferralKind.LADO).count() == 1, "the one that waits covers it"
    assert cast.lena.notices.filter(title__startswith=second.reference).exists()


@pytest.fixture
def told_lado(cast: Cast, christmas_eve: time_machine.Traveller) -> Case:
    """A case about carl, of which the LADO heard an hour ago, with its clock met."""
    case = decide(a_waiting_concern(cast, *SECRET), cast.lena).case
    assert case
    case.referrals.update(status=ReferralStatus.SENT, sent_at=at(CHRISTMAS_EVE), sent_by=cast.lena)
    Deadline.objects.filter(rule__key="lado_referral").update(met_at=at(CHRISTMAS_EVE), met_by=cast.lena)
    christmas_eve.shift(3600)
    return case


def joined(cast: Cast, case: Case, **more: object) -> Concern:
    concern = a_waiting_concern(cast, Indicator.ASKS_SECRECY, received_at=at("2026-12-23 10:00"), **more)
    decide(concern, cast.lena, route=Route.JOINED, join_case=case)
    return concern


def test_a_later_concern_about_the_same_adult_starts_no_second_lado_clock(cast: Cast, told_lado: Case) -> None:
    second = joined(cast, told_lado)
    assert told_lado.referrals.filter(kind=ReferralKind.LADO).count() == 1
    assert "lado_referral" not in due(told_lado)
    task = told_lado.tasks.get(title__contains=second.reference)
    assert (task.title, task.owner) == (f"Tell the LADO of {second.reference} too", cast.lena)
    assert f"{task.due_on:%d %B}" == "29 December", "the next working day"


@pytest.mark.parametrize("who", ["brian", "A man in a blue van"])
def test_a_later_concern_about_another_adult_is_referred_anew(cast: Cast, told_lado: Case, who: str) -> None:
    adult = cast.people.get(who, who)
    joined(cast, told_lado, people=[(CHILD, cast.people["ann"]), (ADULT, adult)])
    assert due(told_lado)["lado_referral"] == "Thu 24 Dec 23:59:59", "one working day from when it was received"


def test_a_concern_after_the_lado_s_outcome_is_referred_anew(cast: Cast, told_lado: Case) -> None:
    referral = told_lado.referrals.get(kind=ReferralKind.LADO)
    brought_to(referral, ReferralStatus.CONCLUDED)
    joined(cast, told_lado)
    assert due(told_lado)["lado_referral"] == "Thu 24 Dec 23:59:59"


def test_joining_a_case_that_one_may_not_see_is_not_possible(cast: Cast) -> None:
    first = decide(a_waiting_concern(cast, *SECRET), cast.lena).case
    assert first
    Case.objects.filter(pk=first.pk).update(is_restricted=True)
    from safeguarding.cases.services.access import rebuild_access

    first.refresh_from_db()
    rebuild_access(first)
    with pytest.raises(Case.DoesNotExist):
        decide(a_waiting_concern(cast, *SECRET), cast.leo, route=Route.JOINED, join_case=first)


@pytest.mark.parametrize("name", ["bella", "brian", "lars", "wes", "pat", "ivy", "root", "nora"])
def test_who_cannot_see_it_cannot_decide_it(cast: Cast, name: str) -> None:
    people = [(CHILD, cast.people["ann"]), (ADULT, cast.people["brian"])]
    concern = a_waiting_concern(cast, *SECRET, people=people)
    with pytest.raises(Concern.DoesNotExist):
        decide(concern, cast.users[name])


def test_a_manager_sees_the_number_and_decides_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        decide(a_waiting_concern(cast, *SECRET), cast.mona)


def test_somebody_changed_it_since_the_page_was_opened(cast: Cast) -> None:
    concern = a_waiting_concern(cast)
    enquiries.add_indicators(concern=concern, indicators=[Indicator.FEAR], by=fresh(cast.leo))
    with pytest.raises(Stale):
        decide(concern, cast.lena)


def test_the_second_lead_is_told_who_decided_when_and_what(cast: Cast, christmas_eve: object) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    decide(concern, cast.lena)
    words = r"Lena Example decided .* on Thursday 24 December 2026 at 16:00: Safeguarding case with a PSD referral"
    with pytest.raises(Conflict, match=words):
        decide(concern, cast.leo)


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_the_same_moment_make_one_decision() -> None:
    cast = build()
    concern = a_waiting_concern(cast, *SECRET)
    start, outcomes = threading.Barrier(2), []

    def one(user: User) -> None:
        try:
            start.wait(timeout=10)
            outcomes.append(f"decided by {decide(concern, user).decided_by}")
        except (Conflict, Stale) as refusal:
            outcomes.append(refusal.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[user]) for user in (cast.lena, cast.leo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    decision = ThresholdDecision.objects.get()
    assert Case.objects.count() == 1
    assert f"decided by {decision.decided_by}" in outcomes
    assert any(words.startswith(f"{decision.decided_by} decided {concern.reference} on") for words in outcomes)


def test_the_record_says_what_was_decided_in_words(cast: Cast, christmas_eve: object) -> None:
    concern = a_waiting_concern(cast, *SECRET)
    decide(concern, cast.lena)
    told = in_sentences(AuditEvent.objects.filter(verb__in=("concern.decided", "case.referral_started")))
    words = " ".join(one.words for one in told)
    assert f"decided {concern.reference}: {Route.CASE_PSD.label}" in words
    assert all(kind.label in words for kind in (ReferralKind.LADO, ReferralKind.PSD, ReferralKind.IOPC))

"""Low-level concerns about one adult add up, and force a fresh decision."""

from __future__ import annotations

import threading

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.audit.policies import hidden_q
from safeguarding.cases.choices import Indicator, Route
from safeguarding.cases.models import Case, Concern, LowLevelConcern, PatternReview
from safeguarding.cases.services import triage
from safeguarding.cases.services.patterns import decide_pattern
from safeguarding.core.errors import Conflict, Invalid, Stale
from safeguarding.deadlines.models import Deadline
from safeguarding.people.models import Person
from tests.cast import Cast, build, fresh
from tests.factories.triage import ADULT, CHILD, LONDON, a_waiting_concern, at

pytestmark = pytest.mark.django_db


def about(cast: Cast, person: Person, **more: object) -> Concern:
    people = [(CHILD, cast.people["ann"]), (ADULT, person)]
    return a_waiting_concern(cast, Indicator.WELLBEING_OPENER, people=people, **more)


def low_level(cast: Cast, person: Person, by: User | None = None, **more: object) -> Concern:
    concern = about(cast, person, **more)
    lead = fresh(by or cast.lena)
    triage.decide(concern, triage.Verdict(route=Route.LOW_LEVEL, rationale="Over-friendly"), version=None, by=lead)
    return concern


def test_one_makes_no_pattern_and_the_second_does(cast: Cast) -> None:
    low_level(cast, cast.people["carl"])
    assert not PatternReview.objects.exists()
    with time_machine.travel(at("2026-12-23 10:00"), tick=False):
        low_level(cast, cast.people["carl"])
    review = PatternReview.objects.get()
    assert (review.person, review.count, review.months, review.unit) == (cast.people["carl"], 2, 12, cast.hub)
    clock = Deadline.objects.get(subject_type="pattern", subject_id=review.pk)
    assert f"{clock.due_at.astimezone(LONDON):%d %b %H:%M}" == "04 Jan 23:59", "five working days over the holidays"
    assert "Carl" not in clock.subject_label
    assert cast.leo.notices.filter(title="2 low-level concerns about one adult: decide again").exists()


def test_two_different_adults_make_none(cast: Cast) -> None:
    low_level(cast, cast.people["carl"])
    low_level(cast, cast.people["brian"])
    assert not PatternReview.objects.exists()


def test_what_is_older_than_the_months_does_not_count(cast: Cast) -> None:
    with time_machine.travel(at("2026-01-10 10:00"), tick=False):
        low_level(cast, cast.people["carl"])
    with time_machine.travel(at("2027-01-10 10:01"), tick=False):
        low_level(cast, cast.people["carl"])
        assert not PatternReview.objects.exists()
    with time_machine.travel(at("2027-01-12 10:00"), tick=False):
        low_level(cast, cast.people["carl"])
    assert PatternReview.objects.get().count == 2


def test_the_force_sets_number_and_months(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "LOW_LEVEL_PATTERN_COUNT", 3)
    low_level(cast, cast.people["carl"])
    low_level(cast, cast.people["carl"])
    assert not PatternReview.objects.exists()
    low_level(cast, cast.people["carl"])
    assert PatternReview.objects.get().count == 3


def test_another_one_joins_the_open_pattern_and_after_a_decision_asks_afresh(cast: Cast) -> None:
    for _ in range(3):
        low_level(cast, cast.people["carl"])
    review = PatternReview.objects.get()
    assert review.count == 3
    decide_pattern(
        review=review, version=review.version, route=Route.LOW_LEVEL, rationale="Trained", by=fresh(cast.leo)
    )
    low_level(cast, cast.people["carl"])
    again = PatternReview.objects.get(decided_at__isnull=True)
    assert (again.count, again.pk != review.pk) == (4, True)


def test_the_adult_and_who_manages_them_know_nothing_of_it(cast: Cast) -> None:
    low_level(cast, cast.people["brian"])
    low_level(cast, cast.people["brian"])
    seen = {name for name, user in cast.users.items() if PatternReview.objects.visible_to(fresh(user)).exists()}
    assert seen == {"lena", "leo", "sam"}
    for name in ("bella", "brian"):
        assert not cast.users[name].notices.exists()
        assert not Deadline.objects.visible_to(fresh(cast.users[name])).exists()
    with pytest.raises(PatternReview.DoesNotExist):
        decide_pattern(
            review=PatternReview.objects.get(), version=None, route=Route.LOW_LEVEL, rationale="x", by=fresh(cast.bella)
        )


def test_an_auditor_in_conflict_finds_it_nowhere_in_the_record(cast: Cast) -> None:
    brian = cast.people["brian"]
    for _ in range(2):
        low_level(cast, brian)
    rows = AuditEvent.objects.filter(object_type="patternreview")
    looks = AuditEvent.objects.filter(object_type="deadline", object_id__in=Deadline.objects.filter(
        subject_type="pattern").values("pk"))  # fmt: skip
    assert rows.exists()
    for user in (cast.brian, cast.bella):
        assert not rows.exclude(hidden_q(fresh(user))).exists(), user
        assert not looks.exclude(hidden_q(fresh(user))).exists(), user
    assert rows.exclude(hidden_q(fresh(cast.aud))).count() == rows.count(), "others' auditors see it all"


def test_deciding_for_a_case_opens_one_on_all_of_them(cast: Cast) -> None:
    first, second = low_level(cast, cast.people["carl"]), low_level(cast, cast.people["carl"])
    review = PatternReview.objects.get()
    with time_machine.travel(at("2026-12-24 10:00"), tick=False):
        made = decide_pattern(
            review=review, version=review.version, route=Route.CASE_PSD, rationale="Together they are grooming",
            by=fresh(cast.lena), is_abuse_of_position=True, owner=fresh(cast.leo), review_in_days=5,
        )  # fmt: skip
    case = made.case
    assert case
    assert {row.concern for row in case.case_concerns.all()} == {first, second}
    assert list(case.parties.values_list("label", flat=True)) == ["Child A", "PCSO B"], "each person once"
    clocks = Deadline.objects.filter(subject_type="case", subject_id=case.pk).select_related("rule")
    due = {clock.rule.key: f"{clock.due_at.astimezone(LONDON):%d %b}" for clock in clocks}
    assert due["lado_referral"] == "29 Dec", "counted from when the pattern was decided to meet the threshold"
    assert due["iopc_referral"] == "25 Dec"
    assert due["case_review"] == "29 Dec"
    assert case.decisions.get().question.startswith("What is done about 2 low-level concerns")
    assert not Deadline.objects.running().filter(subject_type="pattern").exists()


def test_it_is_decided_once_with_reasons(cast: Cast) -> None:
    low_level(cast, cast.people["carl"])
    low_level(cast, cast.people["carl"])
    review = PatternReview.objects.get()
    given = {"review": review, "route": Route.LOW_LEVEL, "by": fresh(cast.leo)}
    with pytest.raises(Invalid, match="reasons"):
        decide_pattern(version=review.version, rationale=" ", **given)
    with pytest.raises(Invalid, match="Choose"):
        decide_pattern(version=review.version, rationale="x", **{**given, "route": Route.NO_FURTHER_ACTION})
    low_level(cast, cast.people["carl"])
    with pytest.raises(Stale):
        decide_pattern(version=review.version, rationale="Read two of three", **given)
    decide_pattern(version=None, rationale="All three", **given)
    with pytest.raises(Conflict, match="Leo Example has decided"):
        decide_pattern(version=None, rationale="again", **given)


def test_an_adult_who_was_split_off_is_counted_there_only(cast: Cast) -> None:
    from safeguarding.cases.services import enquiries

    people = [(CHILD, cast.people["ann"]), (ADULT, cast.people["carl"]), (ADULT, cast.people["brian"])]
    concern = a_waiting_concern(cast, Indicator.WELLBEING_OPENER, people=people)
    others = concern.parties.exclude(person=cast.people["carl"])
    sibling = enquiries.split(concern=concern, parties=others, about="The other PCSO", by=fresh(cast.lena))
    for one in (concern, sibling):
        triage.decide(one, triage.Verdict(route=Route.LOW_LEVEL, rationale="Small"), version=None, by=fresh(cast.lena))
    assert LowLevelConcern.objects.filter(person=cast.people["brian"]).count() == 1
    assert not PatternReview.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_decided_at_the_same_moment_are_both_counted() -> None:
    cast = build()
    concerns = [about(cast, cast.people["carl"]), about(cast, cast.people["carl"])]
    start = threading.Barrier(2)

    def one(concern: Concern, user: User) -> None:
        try:
            start.wait(timeout=10)
            triage.decide(
                concern, triage.Verdict(route=Route.LOW_LEVEL, rationale="Small"), version=None, by=fresh(user)
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in zip(concerns, (cast.lena, cast.leo), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert PatternReview.objects.get().count == 2
    assert not Case.objects.exists()
    assert LowLevelConcern.objects.filter(pattern__isnull=False).count() == 2

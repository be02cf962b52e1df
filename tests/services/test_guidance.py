"""Policies by version: written, put in force, replaced, and acknowledged."""

from __future__ import annotations

import pytest
from django.db import InternalError, transaction

from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.guidance import services
from safeguarding.guidance.choices import VersionStatus
from safeguarding.guidance.models import Acknowledgement, Answer, PolicyVersion
from safeguarding.guidance.selectors import (
    acknowledged,
    my_policies,
)
from safeguarding.guidance.services import DocumentDetails, Paper, Publication, VersionDetails
from safeguarding.people.choices import PersonKind, PersonType
from safeguarding.people.models import Person
from tests.cast import Cast, fresh, staff
from tests.factories import guidance as make
from tests.factories.schemes import CHIEF, days_ago

pytestmark = pytest.mark.django_db


# -- versions ---------------------------------------------------------------------------------------------------------


def test_a_new_version_takes_the_place_of_the_one_before(cast: Cast) -> None:
    first = make.in_force(cast, since=days_ago(100))
    second = make.in_force(cast, first.document, since=make.days_on(10), text="New words.")
    first = make.again(first)
    assert (first.status, first.effective_to) == (VersionStatus.SUPERSEDED, make.days_on(9))
    assert first.counts_until == make.days_on(10 + 28)
    assert second.status == VersionStatus.IN_FORCE
    assert second.number == 2
    assert first.standing.startswith("In force until")
    assert second.standing.startswith("In force from")


def test_the_words_of_what_was_published_stand_still_in_the_database_too(cast: Cast) -> None:
    version = make.in_force(cast)
    with pytest.raises(Conflict):
        services.edit_version(version, VersionDetails("s", text="Other words"), version=None, by=fresh(cast.cora))
    with pytest.raises(InternalError), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(text="Other words")
    with pytest.raises(InternalError), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(status=VersionStatus.DRAFT)
    assert make.again(version).text == "Never in private."


@pytest.mark.parametrize("status", VersionStatus.values)
@pytest.mark.parametrize("wanted", VersionStatus.values)
def test_the_database_lets_through_what_the_table_has(cast: Cast, status: str, wanted: str) -> None:
    edges = {("draft", "in_force"), ("in_force", "superseded"), ("in_force", "withdrawn")}
    version = make.drafted(cast) if status == "draft" else make.in_force(cast)
    rows = PolicyVersion.objects.filter(pk=version.pk)
    if status in ("superseded", "withdrawn"):
        rows.update(status=status)
    more = {"effective_from": clock.today(), "published_at": clock.now(), "approved_by": CHIEF}
    if status == wanted or (status, wanted) in edges:
        rows.update(status=wanted, **more)
    else:
        with pytest.raises(InternalError), transaction.atomic():
            rows.update(status=wanted, **more)


def test_a_version_begins_after_the_one_before(cast: Cast) -> None:
    first = make.in_force(cast, since=days_ago(3))
    draft = make.drafted(cast, first.document)
    with pytest.raises(Invalid) as no:
        services.publish(draft, Publication(days_ago(3), CHIEF), version=None, by=fresh(cast.mona))
    assert "effective_from" in no.value.errors
    assert make.again(first).status == VersionStatus.IN_FORCE


def test_a_policy_has_one_draft_at_a_time(cast: Cast) -> None:
    draft = make.drafted(cast)
    with pytest.raises(Conflict):
        make.drafted(cast, draft.document)


def test_who_saved_from_an_old_page_is_told(cast: Cast) -> None:
    draft = make.drafted(cast)
    services.edit_version(draft, VersionDetails("New", text="x"), version=1, by=fresh(cast.cora))
    with pytest.raises(Stale):
        services.edit_version(draft, VersionDetails("Newer", text="x"), version=1, by=fresh(cast.mona))


def test_withdrawing_needs_a_reason_and_ends_what_acknowledging_counts_for(cast: Cast) -> None:
    version = make.in_force(cast)
    make.on_paper(cast, version, cast.people["carl"])
    with pytest.raises(Invalid):
        services.withdraw(version, reason=" ", version=None, by=fresh(cast.mona))
    services.withdraw(version, reason="It was wrong", version=None, by=fresh(cast.mona))
    (row,) = acknowledged([cast.people["carl"].pk])
    assert row.counts_until == clock.today()
    assert my_policies(fresh(cast.brian)) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"summary": " "}, "summary"),
        ({"text": "", "link": ""}, "text"),
        ({"link": "https://example.org/policy"}, "link"),
        ({"text": "", "link": "http://example.org/policy"}, "link"),
        ({"text": "", "link": "javascript:alert(1)"}, "link"),
        ({"text": "", "link": "https://name:word@example.org/"}, "link"),
        ({"choices": ("a", "b")}, "question"),
        ({"question": "?", "choices": ("a",), "right_answer": 1}, "choices"),
        ({"question": "?", "choices": ("a", "A "), "right_answer": 1}, "choices"),
        ({"question": "?", "choices": ("a", "b"), "right_answer": 3}, "right_answer"),
        ({"question": "?", "choices": ("a", "b")}, "right_answer"),
    ],
)
def test_what_cannot_be_in_a_version_is_said_at_its_field(cast: Cast, given: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as no:
        make.drafted(cast, **given)
    assert list(no.value.errors) == [field]


def test_only_keepers_write_and_only_in_their_force(cast: Cast) -> None:
    for name in ("pat", "lena", "sam", "adam", "aud", "wes", "root"):
        with pytest.raises(NotAllowed):
            services.add_document(DocumentDetails("Other", CHIEF), by=fresh(cast.users[name]))


def test_one_policy_meets_a_requirement_and_only_when_that_was_said(cast: Cast) -> None:
    assert make.policy(cast, "Code of conduct").key == "code_of_conduct_policy"
    assert make.policy(cast, "Conduct", meets="code_of_conduct").key == "code_of_conduct"
    with pytest.raises(Invalid) as no:
        make.policy(cast, "Another", meets="code_of_conduct")
    assert "meets" in no.value.errors


# -- acknowledging ----------------------------------------------------------------------------------------------------


def test_a_wrong_answer_is_kept_and_may_be_given_again(cast: Cast) -> None:
    version = make.in_force(cast, **make.QUESTION)
    outcome = services.acknowledge(version, choice=1, by=fresh(cast.brian))
    assert (outcome.is_done, outcome.attempts) == (False, 1)
    assert not Acknowledgement.objects.exists()
    outcome = services.acknowledge(version, choice=2, by=fresh(cast.brian))
    assert (outcome.is_done, outcome.attempts) == (True, 2)
    made = Acknowledgement.objects.get()
    assert (made.answer, made.attempts, made.acknowledged_on) == (2, 2, clock.today())
    assert [answer.is_right for answer in Answer.objects.all()] == [False, True]


def test_a_version_is_acknowledged_once_and_never_changed(cast: Cast) -> None:
    version = make.in_force(cast)
    services.acknowledge(version, by=fresh(cast.brian))
    with pytest.raises(Conflict):
        services.acknowledge(version, by=fresh(cast.brian))
    with pytest.raises(InternalError), transaction.atomic():
        Acknowledgement.objects.update(acknowledged_on=days_ago(30))
    with pytest.raises(InternalError), transaction.atomic():
        Acknowledgement.objects.all().delete()


def test_whose_it_is_can_be_set_right_when_two_records_were_one_person(cast: Cast) -> None:
    version = make.in_force(cast, **make.QUESTION)
    services.acknowledge(version, choice=2, by=fresh(cast.brian))
    for rows in (Acknowledgement.objects.all(), Answer.objects.all()):
        rows.update(person=cast.people["carl"])
    assert [row.person_id for row in acknowledged([cast.people["carl"].pk])] == [cast.people["carl"].pk]


def test_the_question_cannot_be_left_out(cast: Cast) -> None:
    version = make.in_force(cast, **make.QUESTION)
    for choice in (None, 0, 4):
        with pytest.raises(Invalid):
            services.acknowledge(version, choice=choice, by=fresh(cast.brian))
    assert not Answer.objects.exists()


def test_nobody_acknowledges_a_draft_or_what_is_no_longer_in_force(cast: Cast) -> None:
    old = make.in_force(cast, since=days_ago(9))
    make.in_force(cast, old.document)
    draft = make.drafted(cast, make.policy(cast, "Another"))
    for version in (old, draft):
        with pytest.raises(Conflict):
            services.acknowledge(version, by=fresh(cast.brian))


def test_who_is_not_on_record_is_told_whom_to_ask(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="administrator"):
        services.acknowledge(make.in_force(cast), by=fresh(cast.pat))


def test_paper_is_for_who_does_not_sign_in_and_nobody_s_own(cast: Cast) -> None:
    version = make.in_force(cast)
    own = staff(cast, "Cora", "Example", PersonType.POLICE_STAFF, user=cast.cora)
    paper = Paper(clock.today(), "A signed sheet")
    with pytest.raises(NotAllowed):
        services.record_on_paper(version, paper, person=own, by=fresh(cast.cora))
    with pytest.raises(Invalid) as no:
        services.record_on_paper(version, paper, person=cast.people["brian"], by=fresh(cast.cora))
    assert "sign in" in no.value.message
    services.record_on_paper(version, paper, person=cast.people["carl"], by=fresh(cast.cora))
    assert Acknowledgement.objects.get().recorded_by_id == cast.cora.pk


def test_what_somebody_signed_before_the_policy_was_kept_here_is_recorded_for_anybody(cast: Cast) -> None:
    version = make.in_force(cast, since=days_ago(50))
    make.on_paper(cast, version, cast.people["brian"], days_ago(20))
    with pytest.raises(Invalid) as no:
        make.on_paper(cast, version, cast.people["carl"], days_ago(51))
    assert "acknowledged_on" in no.value.errors


@pytest.mark.parametrize("paper", [Paper(make.days_on(1), "A sheet"), Paper(clock.today(), "  ")])
def test_paper_needs_evidence_and_a_day_that_has_been(cast: Cast, paper: Paper) -> None:
    with pytest.raises(Invalid):
        services.record_on_paper(make.in_force(cast), paper, person=cast.people["carl"], by=fresh(cast.cora))


def test_no_young_person_and_nobody_of_another_force_acknowledges(cast: Cast) -> None:
    version = make.in_force(cast)
    west = Person.objects.create(
        force=cast.other_force, unit=cast.other_hub, kind=PersonKind.ADULT, person_type=PersonType.PCSO,
        family_name="West", created_by=cast.wes,
    )  # fmt: skip
    for person in (cast.people["ann"], west):
        with pytest.raises(Invalid):
            make.on_paper(cast, version, person)


def test_what_is_acknowledged_is_told_to_the_floors_above_in_one_query(
    cast: Cast, django_assert_num_queries: object
) -> None:
    carl, brian = cast.people["carl"], cast.people["brian"]
    old = make.in_force(cast, make.policy(cast, meets="code_of_conduct"), since=days_ago(40))
    make.on_paper(cast, old, carl, days_ago(30))
    new = make.in_force(cast, old.document, since=days_ago(5))
    services.acknowledge(new, by=fresh(cast.brian))
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's
        rows = acknowledged([carl.pk, brian.pk])
    # The days of grace begin when the new version could be read: today, though it is said to hold since five days.
    assert sorted(rows) == sorted([
        ("code_of_conduct", carl.pk, days_ago(30), make.days_on(28)),
        ("code_of_conduct", brian.pk, clock.today(), None),
    ])  # fmt: skip

"""Policies by version: written, put in force, replaced, acknowledged, and whom they reached."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import InternalError, transaction

from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Refused, Stale
from safeguarding.guidance import services
from safeguarding.guidance.choices import AudienceKind, CampaignState, Tag, VersionStatus
from safeguarding.guidance.models import Acknowledgement, Answer, Campaign, PolicyTalk, PolicyVersion
from safeguarding.guidance.rules import Audience
from safeguarding.guidance.selectors import (
    acknowledged,
    coverage,
    my_policies,
    not_reached,
    reach,
    waiting_for,
    ways_of,
)
from safeguarding.guidance.services import DocumentDetails, Paper, Publication, VersionDetails
from safeguarding.guidance.tasks import tell_of_policies
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonKind, PersonType, PlacementRole
from safeguarding.people.models import Person
from tests.cast import Cast, fresh, staff
from tests.factories import guidance as make
from tests.factories.schemes import CHIEF, days_ago, proposed, tolerated

pytestmark = pytest.mark.django_db


def again(version: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.select_related("document").get(pk=version.pk)


# -- versions ---------------------------------------------------------------------------------------------------------


def test_a_new_version_takes_the_place_of_the_one_before(cast: Cast) -> None:
    first = make.in_force(cast, since=days_ago(100))
    second = make.in_force(cast, first.document, since=make.days_on(10), text="New words.")
    first = again(first)
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
    assert again(version).text == "Never in private."


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
    assert again(first).status == VersionStatus.IN_FORCE


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


# -- campaigns --------------------------------------------------------------------------------------------------------


def test_a_campaign_is_looked_at_before_anybody_is_told(cast: Cast) -> None:
    made = make.campaign(cast, make.in_force(cast), make.ALL_STAFF, Audience(AudienceKind.PERSON_TYPE, "pcso"))
    by_audience, everybody, done = reach(made, day=clock.today())
    assert by_audience == [("All staff", 3), ("PCSO", 2)]
    assert (len(everybody), done) == (3, set())
    assert not Notice.objects.exists()
    assert waiting_for(fresh(cast.brian)) == []


def test_who_is_asked_is_told_once_and_finds_it_waiting(cast: Cast) -> None:
    version = make.in_force(cast)
    make.opened(cast, version)
    assert set(Notice.objects.values_list("recipient__username", flat=True)) == {"bella", "brian"}
    assert services.tell_waiting() == 0
    (waiting,) = waiting_for(fresh(cast.brian))
    assert waiting.policy_version == version
    services.acknowledge(version, by=fresh(cast.brian))
    assert waiting_for(fresh(cast.brian)) == []
    assert not Notice.objects.visible_to(fresh(cast.brian)).unread().exists()


def at(days: int) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def test_reminders_go_to_who_has_not_answered_once_each(cast: Cast) -> None:
    version = make.in_force(cast)
    make.opened(cast, version, due_in=14)
    services.acknowledge(version, by=fresh(cast.bella))
    told = []
    for day in range(1, 22):
        with clock.standing_at(at(day)):
            told += [day] * services.tell_waiting()
            assert services.tell_waiting() == 0
    assert told == [7, 11, 14, 17, 21]
    assert set(Notice.objects.exclude(key__endswith="opened").values_list("recipient__username", flat=True)) == {
        "brian"
    }


def test_after_a_week_of_standing_still_one_notice_comes_and_not_five(cast: Cast) -> None:
    make.opened(cast, make.in_force(cast), due_in=14)
    with clock.standing_at(at(18)):
        assert services.tell_waiting() == 2
    assert Notice.objects.filter(recipient=cast.brian).count() == 2


def test_a_pass_that_was_killed_tells_the_rest_when_it_runs_again(cast: Cast) -> None:
    made = make.opened(cast, make.in_force(cast), due_in=14)
    with clock.standing_at(at(7)):
        Notice.objects.create(recipient=cast.brian, key=f"policy:{made.pk}:regular1", title="Told before it died")
        assert services.tell_waiting() == 1
    assert Notice.objects.filter(key=f"policy:{made.pk}:regular1").count() == 2


def test_the_morning_s_task_tells_as_the_system(cast: Cast) -> None:
    make.opened(cast, make.in_force(cast), due_in=14)
    with clock.standing_at(at(7)):
        assert tell_of_policies() == 2
        assert tell_of_policies() == 0


def test_who_joins_later_is_asked_too(cast: Cast) -> None:
    scheme = tolerated(cast)
    make.placed(cast.people["carl"], scheme)
    version = make.in_force(cast)
    make.opened(cast, version, make.OUTSIDE)
    assert waiting_for(fresh(cast.brian)) == []
    make.placed(cast.people["brian"], scheme)
    assert [one.policy_version for one in waiting_for(fresh(cast.brian))] == [version]
    assert services.tell_waiting() == 1


def test_a_new_version_closes_the_campaigns_for_the_old_one(cast: Cast) -> None:
    old = make.in_force(cast, since=days_ago(9))
    made = make.opened(cast, old)
    make.in_force(cast, old.document)
    assert Campaign.objects.get(pk=made.pk).state == CampaignState.CLOSED
    assert waiting_for(fresh(cast.brian)) == []
    with clock.standing_at(at(7)):
        assert services.tell_waiting() == 0


def test_a_campaign_that_reaches_nobody_or_asks_a_draft_is_refused(cast: Cast) -> None:
    version = make.in_force(cast)
    empty = make.campaign(cast, version, Audience(AudienceKind.TAG, Tag.APPRENTICE))
    with pytest.raises(Conflict, match="nobody"):
        services.open_campaign(empty, version=None, by=fresh(cast.mona))
    with pytest.raises(Conflict):
        make.campaign(cast, make.drafted(cast, make.policy(cast, "Another")))


@pytest.mark.parametrize(
    "audience",
    [
        Audience("nobody"), Audience(AudienceKind.ALL_STAFF, "pcso"), Audience(AudienceKind.SCHEME),
        Audience(AudienceKind.ROLE, "young_person"), Audience(AudienceKind.TAG, "chief"),
        Audience(AudienceKind.ALL_STAFF, "", 1),
    ],
)  # fmt: skip
def test_an_audience_that_is_none_is_refused(cast: Cast, audience: Audience) -> None:
    with pytest.raises(Invalid) as no:
        make.campaign(cast, make.in_force(cast), audience)
    assert "audiences" in no.value.errors


def test_audiences_are_changed_until_it_is_opened(cast: Cast) -> None:
    made = make.campaign(cast, make.in_force(cast), make.ALL_STAFF, make.OUTSIDE)
    details = services.CampaignDetails((make.ALL_STAFF,), make.days_on(5), None)
    services.edit_campaign(made, details, version=1, by=fresh(cast.cora))
    assert [one.audience for one in Campaign.objects.get(pk=made.pk).audiences.all()] == [make.ALL_STAFF]
    services.open_campaign(made, version=2, by=fresh(cast.cora))
    with pytest.raises(Conflict):
        services.edit_campaign(made, details, version=None, by=fresh(cast.cora))


# -- groups -----------------------------------------------------------------------------------------------------------


def test_a_group_is_joined_and_left_and_the_past_stays(cast: Cast) -> None:
    carl = cast.people["carl"]
    held = services.join_group(carl, tag=Tag.SCHOOL_OFFICER, starts_on=days_ago(30), by=fresh(cast.cora))
    with pytest.raises(Invalid):
        services.join_group(carl, tag=Tag.SCHOOL_OFFICER, starts_on=clock.today(), by=fresh(cast.cora))
    services.leave_group(held, ends_on=days_ago(10), version=1, by=fresh(cast.cora))
    version = make.in_force(cast, since=days_ago(60))

    def in_group(day: dt.date) -> int:
        return next(one.count for one in coverage(version, day=day).lines if one.key == "tag-school_officer")

    assert (in_group(days_ago(20)), in_group(clock.today())) == (1, 0)


def test_nobody_puts_themself_into_a_group(cast: Cast) -> None:
    own = staff(cast, "Cora", "Example", PersonType.POLICE_STAFF, user=cast.cora)
    with pytest.raises(NotAllowed):
        services.join_group(own, tag=Tag.APPRENTICE, starts_on=clock.today(), by=fresh(cast.cora))


# -- coverage ---------------------------------------------------------------------------------------------------------


def test_who_was_never_asked_outside_the_official_scheme_is_named_first(cast: Cast) -> None:
    """The message was sent to the official scheme alone, and never reached the adults of the other one."""
    carl, bella = cast.people["carl"], cast.people["bella"]
    make.placed(bella, make.official(cast))
    make.placed(carl, tolerated(cast, "Primary school scheme"))
    version = make.in_force(cast)
    make.opened(cast, version, make.OFFICIAL)
    services.acknowledge(version, by=fresh(cast.bella))
    found = coverage(version, day=clock.today())
    assert (found.outside.count, found.outside.asked, found.outside.reached, found.outside.share) == (1, 0, 0, 0)
    assert [(one.scheme.name, one.line.missing) for one in found.schemes] == [("Primary school scheme", 1)]
    by_key = {line.key: line for line in found.lines}
    assert by_key["official"].share == 100
    assert (by_key["all_staff"].count, by_key["all_staff"].reached) == (3, 1)
    assert by_key["tag-apprentice"].share is None
    people, count = not_reached(fresh(cast.mona), version, day=clock.today(), key="outside_official")
    assert (list(people), count) == ([carl], 1)


def test_coverage_is_told_as_it_was_on_a_day(cast: Cast) -> None:
    Person.objects.update(created_at=clock.now() - dt.timedelta(days=400))
    carl, brian = cast.people["carl"], cast.people["brian"]
    scheme = tolerated(cast, ago=60)
    make.placed(carl, scheme, since=50)
    make.placed(brian, scheme, PlacementRole.HELPER, since=5)
    version = make.in_force(cast, since=days_ago(60))
    make.on_paper(cast, version, carl, days_ago(20))

    def told(days: int) -> tuple[int, int]:
        line = coverage(version, day=days_ago(days)).outside
        return line.count, line.reached

    assert [told(days) for days in (55, 30, 20, 0)] == [(0, 0), (1, 0), (1, 1), (2, 1)]


def test_an_official_unit_that_nobody_decided_about_counts_as_outside(cast: Cast) -> None:
    make.placed(cast.people["carl"], proposed(cast, "Called official", "official_cadets"))
    assert coverage(make.in_force(cast), day=clock.today()).outside.count == 1


def test_how_many_reads_coverage_takes_does_not_grow(cast: Cast, django_assert_num_queries: object) -> None:
    version = make.in_force(cast)
    make.opened(cast, version)
    for number in range(3):
        make.placed(cast.people["carl"], tolerated(cast, f"Scheme {number}"))
    with django_assert_num_queries(10):  # type: ignore[operator]  # pytest-django's
        coverage(version, day=clock.today())


def test_names_that_the_user_may_not_see_are_counted_and_not_shown(cast: Cast) -> None:
    scheme = tolerated(cast)
    parent = Person.objects.create(
        force=cast.force, unit=cast.south, kind=PersonKind.ADULT, person_type=PersonType.PARENT_CARER,
        family_name="Porter", created_by=cast.lars,
    )  # fmt: skip
    make.placed(parent, scheme)
    people, count = not_reached(fresh(cast.mona), make.in_force(cast), day=clock.today(), key="outside_official")
    assert (list(people), count) == ([], 1)


def test_everything_done_is_in_the_record_without_names(cast: Cast) -> None:
    version = make.in_force(cast)
    make.opened(cast, version)
    make.on_paper(cast, version, cast.people["carl"])
    events = AuditEvent.objects.filter(verb__startswith="policy.")
    assert set(events.values_list("verb", flat=True)) >= {
        "policy.added", "policy.drafted", "policy.published", "policy.campaign_prepared", "policy.campaign_opened",
        "policy.acknowledged_on_paper",
    }  # fmt: skip
    assert not any("Cooper" in str(event.data) for event in events)


def test_refusals_carry_words_for_people(cast: Cast) -> None:
    with pytest.raises(Refused) as no:
        services.publish(make.in_force(cast), Publication(clock.today(), CHIEF), version=None, by=fresh(cast.mona))
    assert no.value.message == "A version that is in force cannot become in force."


# -- talks ------------------------------------------------------------------------------------------------------------


def talk(by: Person | None, days: int = 0, answered: str = "Knows it, and why.") -> services.Talk:
    return services.Talk(by, days_ago(days), answered)


def test_a_line_manager_s_talk_reaches_somebody_apart_from_reading(cast: Cast) -> None:
    brian, bella = cast.people["brian"], cast.people["bella"]
    version = make.in_force(cast, since=days_ago(30))
    make.placed(brian, tolerated(cast, ago=20), since=10)
    services.record_talk(version, talk(bella, 5), person=brian, by=fresh(cast.bella))

    def told(days: int) -> tuple[int, int, int]:
        line = coverage(version, day=days_ago(days)).outside
        return line.reached, line.talked, line.missing

    assert [told(days) for days in (6, 5, 0)] == [(0, 0, 1), (0, 1, 0), (0, 1, 0)]
    assert ways_of(version, [brian.pk], day=clock.today()) == {
        brian.pk: [f"Talk with Bella Bright, {clock.date_words(days_ago(5))}"]
    }
    assert not acknowledged([brian.pk])
    services.acknowledge(version, by=fresh(cast.brian))
    assert told(0) == (1, 0, 0)
    assert len(ways_of(version, [brian.pk], day=clock.today())[brian.pk]) == 2


def test_who_was_only_talked_with_is_still_asked_to_read_it(cast: Cast) -> None:
    version = make.in_force(cast)
    services.record_talk(version, talk(cast.people["bella"]), person=cast.people["brian"], by=fresh(cast.bella))
    make.opened(cast, version)
    assert [one.policy_version for one in waiting_for(fresh(cast.brian))] == [version]


def test_only_the_line_manager_and_keepers_record_a_talk_and_nobody_their_own(cast: Cast) -> None:
    brian, bella = cast.people["brian"], cast.people["bella"]
    version = make.in_force(cast)
    for name in ("brian", "lena", "wes"):
        with pytest.raises(NotAllowed):
            services.record_talk(version, talk(bella), person=brian, by=fresh(cast.users[name]))
    with pytest.raises(NotAllowed):
        services.record_talk(version, talk(brian), person=bella, by=fresh(cast.brian))
    services.record_talk(version, talk(bella), person=brian, by=fresh(cast.cora))
    with pytest.raises(Conflict, match="on record already"):
        services.record_talk(version, talk(bella), person=brian, by=fresh(cast.bella))


def test_a_line_manager_records_the_talks_they_had_themselves(cast: Cast) -> None:
    version = make.in_force(cast)
    with pytest.raises(Invalid, match="had yourself"):
        services.record_talk(
            version, talk(cast.people["carl"]), person=cast.people["brian"], by=fresh(cast.bella)
        )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "answered", "field"), [(-1, "Yes", "talked_on"), (40, "Yes", "talked_on"), (0, " ", "answered")]
)
def test_a_talk_has_its_day_and_what_was_answered(cast: Cast, days: int, answered: str, field: str) -> None:
    version = make.in_force(cast, since=days_ago(30))
    with pytest.raises(Invalid) as no:
        services.record_talk(
            version, talk(cast.people["bella"], days, answered), person=cast.people["brian"], by=fresh(cast.bella)
        )  # fmt: skip
    assert field in no.value.errors


def test_a_talk_is_seen_by_both_who_manages_and_the_keepers_and_stays_as_it_is(cast: Cast) -> None:
    version = make.in_force(cast)
    services.record_talk(version, talk(cast.people["bella"]), person=cast.people["brian"], by=fresh(cast.cora))
    seen = {name for name, user in cast.users.items() if PolicyTalk.objects.visible_to(fresh(user)).exists()}
    assert seen == {"brian", "bella", "cora", "mona"}
    with pytest.raises(InternalError), transaction.atomic():
        PolicyTalk.objects.update(answered="Something else")


def test_a_past_day_is_told_with_the_kind_of_staff_somebody_was_then(cast: Cast) -> None:
    Person.objects.update(created_at=clock.now() - dt.timedelta(days=400))
    version = make.in_force(cast, since=days_ago(60))
    brian = cast.people["brian"]
    Person.objects.filter(pk=brian.pk).update(person_type=PersonType.POLICE_STAFF)

    def is_pcso(days: int) -> bool:
        people, _ = not_reached(fresh(cast.cora), version, day=days_ago(days), key=f"person_type-{PersonType.PCSO}")
        return brian in people

    assert is_pcso(10)
    assert not is_pcso(0)

"""Sending a concern: once, to people who are not in it, with a reference and a clock."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, connections
from time_machine import travel

from safeguarding.access.models import RoleAssignment, User
from safeguarding.audit.models import AuditEvent
from safeguarding.audit.policies import hidden_q
from safeguarding.cases.choices import ConcernPartyRole, InDanger, WhenKind
from safeguarding.cases.models import Concern, ConcernConflict, ConcernDraft, ReporterIdentity
from safeguarding.cases.selectors.routing import is_routed_past_somebody
from safeguarding.cases.services import drafts
from safeguarding.cases.services.concerns import PartyAnswers, log_concern
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonKind, PersonType
from safeguarding.people.models import Person
from safeguarding.people.services import NewPerson
from tests import cast as cast_module
from tests.cast import Cast, fresh
from tests.factories.concerns import ADULT, CHILD, TOLD, about, answers

pytestmark = pytest.mark.django_db


def told_of(concern: Concern) -> set[str]:
    """The first names, in lower case, of everybody who was told of the concern."""
    notices = Notice.objects.filter(subject_type="concern", subject_id=concern.pk)
    return {notice.recipient.username for notice in notices.select_related("recipient")}


def clock_of(concern: Concern) -> Deadline:
    return Deadline.objects.get(subject_type="concern", subject_id=concern.pk)


def refused(cast: Cast, *parties: PartyAnswers, **changes: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as caught:
        log_concern(answers(*parties, **changes), by=cast.pat)
    assert Concern.objects.count() == 0
    assert Person.objects.filter(family_name="Thorne").count() == 0
    return caught.value.errors


def test_a_concern_keeps_every_word_and_goes_to_the_first_safeguarding_team(cast: Cast) -> None:
    concern = log_concern(answers(opinion="I think he is grooming her."), by=cast.pat)
    concern.refresh_from_db()
    assert concern.reference.startswith("C-")
    assert (concern.what_happened, concern.opinion) == (TOLD, "I think he is grooming her.")
    assert concern.child_words == "“He said not to tell anyone.”"
    assert concern.unit == cast.hub
    assert told_of(concern) == {"lena", "leo", "bella", "sam"}
    assert set(concern.indicators.values_list("indicator", flat=True)) == {
        "asks_for_secrecy", "messages_deleted_by_adult",
    }  # fmt: skip
    assert ReporterIdentity.objects.get(concern=concern).user == cast.pat
    assert AuditEvent.objects.filter(verb="concern.logged", object_id=concern.pk).count() == 1


def test_people_who_were_added_are_on_record_in_the_team_that_decides(cast: Cast) -> None:
    concern = log_concern(answers(), by=cast.pat)
    child = concern.parties.get(role=ConcernPartyRole.YOUNG_PERSON).person
    assert child is not None
    assert (child.name, child.unit, child.date_of_birth) == ("Tess Thorne", cast.hub, dt.date(2013, 5, 4))
    assert Person.objects.visible_to(fresh(cast.lena)).filter(pk=child.pk).exists()
    assert not Person.objects.visible_to(fresh(cast.brian)).filter(pk=child.pk).exists()


def test_somebody_added_as_staff_does_not_turn_up_in_the_directory_they_can_search(cast: Cast) -> None:
    new = PartyAnswers(
        role=ConcernPartyRole.ADULT_OF_CONCERN,
        added=NewPerson(PersonKind.ADULT, "Dan", "Drake", person_type=PersonType.PCSO),
    )
    party = log_concern(answers(new), by=cast.pat).parties.get()
    assert party.person_type == PersonType.PCSO
    assert not Person.objects.visible_to(fresh(cast.brian)).filter(family_name="Drake").exists()
    assert Person.objects.visible_to(fresh(cast.lena)).filter(family_name="Drake").exists()


def test_clock_of_a_concern_runs_to_the_end_of_the_next_working_day(cast: Cast) -> None:
    with travel(dt.datetime(2026, 4, 2, 15, 0, tzinfo=dt.UTC), tick=False):  # the Thursday before Easter
        concern = log_concern(answers(), by=cast.pat)
    deadline = clock_of(concern)
    assert deadline.rule.key == "concern_triage"
    assert deadline.due_at == dt.datetime(2026, 4, 7, 22, 59, 59, tzinfo=dt.UTC)
    assert deadline.owner is None


def test_danger_makes_it_urgent_at_once(cast: Cast) -> None:
    with travel(dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC), tick=False):
        concern = log_concern(answers(in_danger=InDanger.YES), by=cast.pat)
    assert concern.is_urgent
    assert clock_of(concern).due_at == dt.datetime(2026, 11, 21, 3, 0, tzinfo=dt.UTC)
    assert all(notice.is_urgent for notice in Notice.objects.filter(subject_id=concern.pk))


def test_notices_name_nobody_and_tell_nothing(cast: Cast) -> None:
    concern = log_concern(answers(about(cast.people["brian"]), CHILD), by=cast.pat)
    for notice in Notice.objects.filter(subject_id=concern.pk):
        words = f"{notice.title} {notice.body} {notice.url}"
        assert concern.reference in words
        assert not any(name in words for name in ("Brian", "Baker", "Tess", "Thorne", "Pat", "messages"))


def test_manager_of_the_adult_is_not_told_and_does_not_see_it(cast: Cast) -> None:
    concern = log_concern(answers(about(cast.people["brian"])), by=cast.pat)
    assert concern.unit == cast.hub
    assert told_of(concern) == {"lena", "leo", "sam"}
    assert not Concern.objects.visible_to(fresh(cast.bella)).exists()
    assert not Concern.objects.visible_to(fresh(cast.brian)).exists()
    assert not is_routed_past_somebody(concern, reporter=fresh(cast.pat))


def test_people_put_on_record_by_it_do_not_turn_up_for_who_is_in_conflict(cast: Cast) -> None:
    log_concern(answers(about(cast.people["brian"]), CHILD), by=cast.pat)
    for name, seen in (("lena", True), ("bella", False)):
        people = Person.objects.visible_to(fresh(cast.users[name]))
        assert people.filter(family_name="Thorne").exists() is seen
        assert people.filter(pk=cast.people["ann"].pk).exists()
    added = AuditEvent.objects.filter(verb="person.added")
    assert added.exists()
    assert not added.exclude(hidden_q(fresh(cast.bella))).exists()


def test_somebody_on_record_before_does_not_disappear_for_who_is_in_conflict(cast: Cast) -> None:
    with travel(clock.now() + dt.timedelta(hours=1), tick=False):
        log_concern(answers(about(cast.people["brian"]), about(cast.people["ann"], "young_person")), by=cast.lena)
    assert Person.objects.visible_to(fresh(cast.bella)).filter(pk=cast.people["ann"].pk).exists()


def test_team_in_which_everybody_is_in_conflict_is_passed_over(cast: Cast) -> None:
    RoleAssignment.objects.filter(user__in=[cast.lena, cast.leo, cast.sam]).delete()
    concern = log_concern(answers(about(cast.people["brian"])), by=cast.pat)
    assert concern.unit == cast.south
    assert told_of(concern) == {"lars"}
    assert is_routed_past_somebody(concern, reporter=fresh(cast.pat))


def test_concern_about_the_only_leads_goes_to_professional_standards(cast: Cast) -> None:
    RoleAssignment.objects.filter(user__in=[cast.lena, cast.leo, cast.sam, cast.lars]).delete()
    concern = log_concern(answers(about(cast.people["bella"])), by=cast.pat)
    assert concern.unit == cast.psd
    assert told_of(concern) == {"piers"}


def test_concern_is_taken_even_when_nobody_is_free_to_decide(cast: Cast) -> None:
    RoleAssignment.objects.exclude(user__in=[cast.pat, cast.bella]).delete()
    concern = log_concern(answers(about(cast.people["bella"])), by=cast.pat)
    assert told_of(concern) == {"aud"}
    assert not Concern.objects.visible_to(fresh(cast.bella)).exists()


def test_lead_who_reports_keeps_it_in_their_own_team(cast: Cast) -> None:
    concern = log_concern(answers(), by=cast.lars)
    assert concern.unit == cast.south
    assert told_of(concern) == set()


def test_parent_who_only_told_the_reporter_is_not_in_conflict(cast: Cast) -> None:
    party = about(cast.people["bella"], ConcernPartyRole.TOLD_YOU)
    concern = log_concern(answers(party, CHILD), by=cast.pat)
    assert not ConcernConflict.objects.filter(concern=concern).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"happened_on": dt.date(2999, 1, 1), "happened_until": None}, "happened_on"),
        ({"happened_until": dt.date(2026, 3, 1)}, "happened_until"),
        ({"happened_until": dt.date(2999, 1, 1)}, "happened_until"),
        ({"when_kind": WhenKind.EXACT, "happened_on": None, "happened_until": None}, "happened_on"),
        ({"when_kind": WhenKind.ABOUT, "happened_on": None, "happened_until": None}, "happened_on"),
        ({"happened_on": dt.date(1800, 1, 1)}, "happened_on"),
        ({"parties": ()}, "parties"),
        ({"scheme_id": 999_999}, "scheme"),
    ],
)
def test_impossible_answers_are_refused_and_nothing_is_half_saved(
    cast: Cast, changes: dict[str, Any], field: str
) -> None:
    assert field in refused(cast, **changes)


def test_nobody_is_born_after_what_happened(cast: Cast) -> None:
    born_later = PartyAnswers(
        role=ConcernPartyRole.YOUNG_PERSON,
        added=NewPerson(PersonKind.YOUNG_PERSON, "Tess", "Thorne", date_of_birth=dt.date(2026, 6, 1)),
    )
    assert "parties.1.date_of_birth" in refused(cast, ADULT, born_later)


def test_reporter_cannot_find_out_a_birthday_by_guessing_days(cast: Cast) -> None:
    ann = cast.people["ann"]  # born in 2013
    concern = log_concern(
        answers(about(ann, ConcernPartyRole.YOUNG_PERSON), happened_on=dt.date(2010, 1, 1), happened_until=None),
        by=cast.lena,
    )
    assert concern.pk


def test_people_the_reporter_may_not_see_cannot_be_named_by_number(cast: Cast) -> None:
    assert "parties.0.person" in refused(cast, about(cast.people["ann"], ConcernPartyRole.YOUNG_PERSON))


def test_somebody_with_the_name_of_a_colleague_must_be_told_apart(cast: Cast) -> None:
    typed = PartyAnswers(
        role=ConcernPartyRole.ADULT_OF_CONCERN,
        added=NewPerson(PersonKind.ADULT, "brian", "BAKER"),
    )
    assert "parties.0.given_name" in refused(cast, typed)
    other = PartyAnswers(role=typed.role, added=typed.added, not_on_record=True)
    assert log_concern(answers(other), by=cast.pat).parties.get().person != cast.people["brian"]


def test_who_holds_no_role_cannot_log(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        log_concern(answers(), by=cast.nora)


def test_a_draft_sent_twice_makes_one_concern_and_keeps_no_second_copy_of_the_words(cast: Cast) -> None:
    draft = drafts.start_draft(by=cast.pat)
    drafts.save_step(draft, step="what-happened", raw={"what_happened": [TOLD]}, by=cast.pat)
    first = log_concern(answers(), by=cast.pat, draft=draft)
    second = log_concern(answers(what_happened="Something else"), by=cast.pat, draft=draft)
    assert first == second
    assert Concern.objects.count() == 1
    assert ConcernDraft.objects.get().answers == {}
    with pytest.raises(Conflict):
        drafts.save_step(draft, step="danger", raw={"in_danger": "no"}, by=cast.pat)


def test_a_draft_is_its_owners_alone(cast: Cast) -> None:
    draft = drafts.start_draft(by=cast.pat)
    with pytest.raises(ConcernDraft.DoesNotExist):
        drafts.save_step(draft, step="danger", raw={"in_danger": "no"}, by=cast.brian)
    with pytest.raises(ConcernDraft.DoesNotExist):
        log_concern(answers(), by=cast.brian, draft=draft)


def test_a_draft_keeps_what_no_database_can_hold_as_a_mark(cast: Cast) -> None:
    draft = drafts.start_draft(by=cast.pat)
    drafts.save_step(
        draft, step="what-happened", raw={"what_happened": "before\x00after \ud83d \u200fשלום\u200f 👩‍👧"}, by=cast.pat
    )
    draft.refresh_from_db()
    assert draft.answers["what-happened"]["what_happened"] == ["before\ufffdafter \ufffd \u200fשלום\u200f 👩‍👧"]


@pytest.mark.django_db(transaction=True)
def test_one_hundred_at_once_make_one_hundred_references() -> None:
    cast = cast_module.build()
    every = [cast.pat, cast.brian, cast.cora, cast.lars, cast.lena, cast.ivy, cast.walt, cast.wes]

    def send(number: int) -> str:
        try:
            tess = NewPerson(PersonKind.YOUNG_PERSON, "Tess", f"Thorne {number}")
            child = replace(CHILD, added=tess, not_on_record=True)
            return log_concern(answers(ADULT, child), by=User.objects.get(pk=every[number % 8].pk)).reference
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        references = list(pool.map(send, range(100)))
    assert len(set(references)) == 100
    assert Concern.objects.count() == 100
    numbers = sorted(int(reference.rpartition("-")[2]) for reference in references)
    assert numbers == list(range(numbers[0], numbers[0] + 100))


@pytest.mark.django_db(transaction=True)
def test_one_draft_sent_from_eight_places_at_once_makes_one_concern() -> None:
    cast = cast_module.build()
    draft = drafts.start_draft(by=cast.pat)

    def send(_: int) -> str:
        try:
            return log_concern(answers(), by=User.objects.get(pk=cast.pat.pk), draft=draft).reference
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        references = Counter(pool.map(send, range(16)))
    assert len(references) == 1
    assert Concern.objects.count() == 1
    assert connection.in_atomic_block is False

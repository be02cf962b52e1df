"""Opening a case: people, labels, who sees it, how it came, first clocks; and conflicts that come later."""

from __future__ import annotations

import pytest

from safeguarding.access.models import Force, User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import ConcernPartyRole, GrantKind, PartyRole, Route
from safeguarding.cases.models import Case, CaseConflict, CaseParty
from safeguarding.cases.services import parties, tasks
from safeguarding.cases.services.access import case_grants, declare_conflict, handover
from safeguarding.cases.services.cases import FirstDecision, open_case
from safeguarding.cases.services.clocks import running_clocks
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonKind, PersonType
from safeguarding.people.models import Person
from safeguarding.people.services import set_links
from tests.cast import Cast, fresh, staff
from tests.factories.triage import ADULT, CHILD, TOLD, a_waiting_concern, add_person
from tests.factories.work import today

pytestmark = pytest.mark.django_db

BECAUSE = FirstDecision("What is done?", "Options", "Safeguarding case", "Messages to a child")


def opened(cast: Cast, *people: tuple[str, Person | str], owner: User | None = None, **more: object) -> Case:
    concern = a_waiting_concern(cast, "asks_for_secrecy", people=list(people) or None, **more)
    return open_case(
        concerns=[concern], route=Route.CASE, owner=owner or fresh(cast.lena), because=BECAUSE, by=fresh(cast.lena)
    )


def labels(case: Case) -> dict[str, str]:
    return dict(case.parties.values_list("label", "role"))


def parent(cast: Cast) -> Person:
    return staff(cast, "Olga", "Archer", PersonType.PARENT_CARER)


def test_people_come_in_their_roles_under_labels_in_order(cast: Cast) -> None:
    case = opened(
        cast, (TOLD, parent(cast)), (ADULT, cast.people["carl"]), (CHILD, cast.people["ann"]),
        (ConcernPartyRole.OTHER, cast.people["bella"]), (CHILD, "a friend with red hair"),
    )  # fmt: skip
    assert labels(case) == {
        "Child A": PartyRole.YOUNG_PERSON,
        "PCSO B": PartyRole.SUBJECT,
        "Parent C": PartyRole.COMPLAINANT,
        "Officer D": PartyRole.ASSOCIATE,
        "Unidentified E": PartyRole.UNIDENTIFIED,
    }
    assert case.title == "Contact with Child A by PCSO B"


def test_a_label_is_never_given_again(cast: Cast) -> None:
    case = opened(cast)
    second = case.parties.get(label="PCSO B")
    parties.remove_party(party=second, reason="Another PCSO of that name", by=fresh(cast.lena))
    added = parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    assert added.label == "PCSO C"
    another = parties.add_party(case=case, role=PartyRole.WITNESS, person=cast.people["fay"], by=fresh(cast.lena))
    assert another.label == "Child D"
    second.refresh_from_db()
    assert second.label == "PCSO B"
    assert second.removed_by == cast.lena


def test_owner_and_supervisor_get_in_by_name_and_the_unit_by_role(cast: Cast) -> None:
    case = opened(cast, owner=fresh(cast.leo))
    named = set(case_grants(case).values_list("user__username", "permission__codename"))
    assert named == {("leo", GrantKind.LEAD), ("sam", GrantKind.SUPERVISE)}
    seen = {name for name, user in cast.users.items() if Case.objects.visible_to(fresh(user)).exists()}
    assert seen == {"lena", "leo", "bella", "sam", "mona"}
    assert set(cast.leo.notices.values_list("title", flat=True)) == {f"You own {case.reference}, a new case"}
    assert cast.sam.notices.filter(title=f"You supervise {case.reference}, a new case").exists()


def test_the_chronology_says_how_it_came_with_facts_words_and_opinion_apart(cast: Cast) -> None:
    case = opened(cast, child_words="He says I must not tell", opinion="I do not trust him")
    entries = list(case.chronology.order_by("pk").values_list("kind", "is_opinion", "text"))
    reference = case.case_concerns.get().concern.reference
    assert entries == [
        ("system", False, f"Concern {reference} was received."),
        ("event", False, f"Told in {reference}: The parents say that he sends her messages in the evening."),
        ("observation", False, "The child's own words: He says I must not tell"),
        ("observation", True, f"What the reporter of {reference} thinks: I do not trust him"),
    ]
    assert {entry.author for entry in case.chronology.all()} == {cast.lena}, "the reporter is not named"


def test_first_decision_first_review_and_record(cast: Cast) -> None:
    case = opened(cast)
    decision = case.decisions.get()
    assert (decision.number, decision.decision, decision.decided_by) == (1, "Safeguarding case", cast.lena)
    review = Deadline.objects.get(subject_type="case", subject_id=case.pk, rule__key="case_review")
    assert (review.due_at.date() - case.opened_at.date()).days == 28
    event = AuditEvent.objects.get(verb="case.opened")
    assert event.object_label == case.reference
    assert "Ann" not in str(event.data)


def test_an_owner_in_conflict_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid, match="in conflict"):
        opened(cast, (CHILD, cast.people["ann"]), (ADULT, cast.people["brian"]), owner=fresh(cast.bella))
    assert not Case.objects.exists()


def test_an_owner_of_another_unit_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid, match="of the unit"):
        opened(cast, owner=fresh(cast.lars))


def test_a_subject_put_in_later_loses_sight_at_once_and_so_do_their_managers(cast: Cast) -> None:
    case = opened(cast)
    assert Case.objects.visible_to(fresh(cast.bella)).exists()
    parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    assert not Case.objects.visible_to(fresh(cast.bella)).exists()
    assert not Case.objects.visible_to(fresh(cast.brian)).exists()


def test_an_owner_put_in_as_witness_hands_the_case_to_the_supervisor(cast: Cast) -> None:
    case = opened(cast)
    lena_person = staff(cast, "Lena", "Example", PersonType.POLICE_STAFF, user=cast.lena)
    parties.add_party(case=case, role=PartyRole.WITNESS, person=lena_person, by=fresh(cast.leo))
    case.refresh_from_db()
    assert case.owner == cast.sam
    assert not Case.objects.visible_to(fresh(cast.lena)).exists()
    assert ("lena", GrantKind.LEAD) not in set(case_grants(case).values_list("user__username", "permission__codename"))
    assert not Deadline.objects.running().filter(subject_type="case", subject_id=case.pk, owner=cast.lena).exists()
    assert AuditEvent.objects.filter(verb="case.owner_moved").exists()
    assert cast.sam.notices.filter(is_urgent=True, title__startswith=f"{case.reference} is now yours").exists()


def test_when_the_supervisor_is_in_conflict_too_a_colleague_takes_it(cast: Cast) -> None:
    case = opened(cast, owner=fresh(cast.leo))
    sam = staff(cast, "Sam", "Example", PersonType.POLICE_STAFF, user=cast.sam)
    staff(cast, "Leo", "Example", PersonType.POLICE_STAFF, user=cast.leo, line_manager=sam)
    subject = staff(
        cast, "Una", "Under", PersonType.PCSO, line_manager=Person.objects.get(user=cast.leo)
    )  # fmt: skip
    parties.add_party(case=case, role=PartyRole.SUBJECT, person=subject, by=fresh(cast.lena))
    case.refresh_from_db()
    assert case.owner.username in {"lena", "bella"}
    assert case.supervisor is None


def test_nobody_left_to_own_it_is_refused(cast: Cast) -> None:
    case = opened(cast)
    top = staff(cast, "Top", "Person", PersonType.POLICE_OFFICER, user=cast.leo)
    second = staff(cast, "Se", "Cond", PersonType.POLICE_OFFICER, user=cast.sam, line_manager=top)
    third = staff(cast, "Th", "Ird", PersonType.POLICE_OFFICER, user=cast.lena, line_manager=second)
    bella = cast.people["bella"]
    Person.objects.filter(pk=bella.pk).update(line_manager=third)
    with pytest.raises(Conflict, match="Nobody else in the unit"):
        parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    assert Case.objects.visible_to(fresh(cast.lena)).exists(), "the case stays whole when it is refused"


def test_a_new_sign_in_or_manager_is_found_in_what_the_person_is_in(cast: Cast) -> None:
    case = opened(cast)
    concern = a_waiting_concern(cast)
    carl = cast.people["carl"]
    carl.user, carl.line_manager = cast.nora, Person.objects.create(
        force=cast.force, unit=cast.hub, kind=PersonKind.ADULT, person_type=PersonType.POLICE_OFFICER,
        given_name="Leo", user=cast.leo, created_by=cast.adam,
    )  # fmt: skip
    carl.save()
    assert handover.refresh_for_person(carl, by=cast.system) == 3
    assert set(CaseConflict.objects.filter(case=case).values_list("user__username", flat=True)) == {"nora", "leo"}
    assert set(concern.conflicts.values_list("user__username", flat=True)) == {"nora", "leo"}


def test_a_link_that_leaves_nobody_to_own_a_case_is_kept_and_others_hear_of_the_case(cast: Cast) -> None:
    """The administrator who says who manages whom may not learn that there is a case, so nothing is refused."""
    case = opened(cast)
    above: Person | None = None
    for name in ("leo", "sam", "lena"):
        above = staff(
            cast, name.title(), "Example", PersonType.POLICE_OFFICER, user=getattr(cast, name), line_manager=above
        )
    Force.objects.filter(pk=cast.force.pk).update(information_owner=cast.aud)
    bella = cast.people["bella"]
    Person.objects.filter(pk=bella.pk).update(line_manager=above)
    set_links(person=cast.people["carl"], user=None, line_manager=bella, by=fresh(cast.adam))
    assert not Case.objects.visible_to(fresh(cast.lena)).exists()
    assert not Case.objects.visible_to(fresh(cast.sam)).exists()
    told = set(Notice.objects.filter(key__contains="nobody_to_own").values_list("recipient__username", flat=True))
    assert Notice.objects.visible_to(fresh(cast.aud)).filter(title__contains=case.reference).exists()
    assert not told & {"adam", "lena", "leo", "sam", "bella"}
    assert not AuditEvent.objects.filter(verb="case.owner_moved", object_id=case.pk).exists()


def test_the_same_person_once_in_a_role_and_somebody_unknown_described(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Invalid, match="already"):
        parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["carl"], by=fresh(cast.lena))
    with pytest.raises(Invalid, match="Describe"):
        parties.add_party(case=case, role=PartyRole.UNIDENTIFIED, by=fresh(cast.lena))
    added = parties.add_party(
        case=case, role=PartyRole.UNIDENTIFIED, description="an account called kay", by=fresh(cast.lena)
    )
    known = parties.identify_party(
        party=added, person=cast.people["fay"], role=PartyRole.YOUNG_PERSON, by=fresh(cast.lena)
    )
    assert (known.label, known.role) == ("Unidentified C", PartyRole.YOUNG_PERSON)


def test_somebody_of_another_force_cannot_be_put_in(cast: Cast) -> None:
    stranger = Person.objects.create(
        force=cast.other_force, unit=cast.other_hub, kind=PersonKind.ADULT, given_name="Walt", created_by=cast.wes
    )
    with pytest.raises(Invalid, match="this force"):
        parties.add_party(case=opened(cast), role=PartyRole.WITNESS, person=stranger, by=fresh(cast.lena))


def test_who_may_not_work_the_case_puts_nobody_in(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Case.DoesNotExist):
        parties.add_party(case=case, role=PartyRole.WITNESS, person=cast.people["fay"], by=fresh(cast.lars))
    assert CaseParty.objects.filter(case=case).count() == 2


def test_a_concern_with_the_child_twice_brings_the_child_once(cast: Cast) -> None:
    concern = a_waiting_concern(cast)
    add_person(concern, TOLD, cast.people["ann"])
    case = open_case(concerns=[concern], route=Route.CASE, owner=fresh(cast.lena), because=BECAUSE, by=fresh(cast.lena))
    assert labels(case) == {"Child A": PartyRole.YOUNG_PERSON, "PCSO B": PartyRole.SUBJECT}


def test_a_colleague_who_comes_into_conflict_gives_up_their_tasks_and_their_clocks(cast: Cast) -> None:
    case = opened(cast)
    task = tasks.add(case=case, title="Call the school", owner=fresh(cast.leo), due_on=today(3), by=fresh(cast.lena))
    leo = staff(cast, "Leo", "Example", PersonType.POLICE_STAFF, user=cast.leo)
    parties.add_party(case=case, role=PartyRole.WITNESS, person=leo, by=fresh(cast.lena))
    task.refresh_from_db()
    assert task.owner == cast.lena
    assert not Deadline.objects.running().filter(subject_type="case", subject_id=case.pk, owner=cast.leo).exists()
    assert running_clocks(task)[0].owner == cast.lena


def test_a_declared_conflict_takes_tasks_away_too(cast: Cast) -> None:
    case = opened(cast)
    task = tasks.add(case=case, title="Call the school", owner=fresh(cast.leo), due_on=today(3), by=fresh(cast.lena))
    declare_conflict(case=case, user=cast.leo, reason="A cousin of the subject", by=fresh(cast.leo))
    task.refresh_from_db()
    assert task.owner == cast.lena
    assert running_clocks(task)[0].owner == cast.lena

"""Seeing more for a while, conflicts of interest, and the nightly check of the access lists."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import ConflictKind, GrantKind, PartyRole
from safeguarding.cases.models import Case, CaseAccess, CaseConflict, CaseGrant
from safeguarding.cases.selectors.access import emergencies, people_to_name, who_sees
from safeguarding.cases.services import access, casework, parties
from safeguarding.cases.services.party_adding import add_new_party
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonKind, PersonType
from safeguarding.people.models import Person
from safeguarding.people.selectors import search
from safeguarding.people.services import NewPerson
from tests.cast import Cast, fresh
from tests.factories.casework import opened

pytestmark = pytest.mark.django_db
WHY = "The child is at the desk now"


def sees(case: Case, user: User) -> bool:
    return Case.objects.visible_to(fresh(user)).filter(pk=case.pk).exists()


def refusal(reference: str, by: User, reason: str = WHY) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as refused:
        access.open_in_emergency(reference=reference, reason=reason, by=fresh(by))
    return refused.value.errors


def test_an_emergency_answers_the_same_whether_the_case_is_not_there_of_another_force_or_in_conflict(
    cast: Cast,
) -> None:
    case = opened(cast)
    parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    nowhere = refusal("SC-2026-999999", cast.bella)
    assert refusal(case.reference, cast.bella) == nowhere
    assert refusal(case.reference, cast.wes) == nowhere
    assert refusal("nonsense", cast.bella) == nowhere
    assert not CaseGrant.objects.filter(permission__codename=GrantKind.BREAK_GLASS).exists()


def test_a_reason_that_is_too_short_is_refused_before_the_case_is_looked_for(cast: Cast) -> None:
    case = opened(cast)
    assert refusal(case.reference, cast.lars, "now").keys() == {"reason"}
    assert refusal("SC-2026-999999", cast.lars, "now").keys() == {"reason"}


def test_an_emergency_opens_the_case_to_read_and_no_more_for_an_hour(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(cast)
    access.open_in_emergency(reference=f" {case.reference.lower()} ", reason=WHY, by=fresh(cast.lars))
    assert Case.objects.fully_visible_to(fresh(cast.lars)).filter(pk=case.pk).exists()
    with pytest.raises(NotAllowed):
        parties.add_party(case=case, role=PartyRole.UNIDENTIFIED, description="x", by=fresh(cast.lars))
    later = clock.now() + dt.timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert not sees(case, cast.lars)


def test_who_sees_the_case_has_no_emergency(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Conflict):
        access.open_in_emergency(reference=case.reference, reason=WHY, by=fresh(cast.leo))
    with pytest.raises(NotAllowed):
        access.open_in_emergency(reference=case.reference, reason=WHY, by=fresh(cast.pat))


def test_somebody_else_reviews_an_emergency_once(cast: Cast) -> None:
    case = opened(cast)
    access.open_in_emergency(reference=case.reference, reason=WHY, by=fresh(cast.lars))
    grant = CaseGrant.objects.get(permission__codename=GrantKind.BREAK_GLASS)
    with pytest.raises(NotAllowed):
        access.review_break_glass(case=case, grant=grant, note="Fine", by=fresh(cast.lars))
    with pytest.raises(Invalid):
        access.review_break_glass(case=case, grant=grant, note=" ", by=fresh(cast.sam))
    access.review_break_glass(case=case, grant=grant, note="It was right", by=fresh(cast.sam))
    with pytest.raises(Conflict):
        access.review_break_glass(case=case, grant=grant, note="Again", by=fresh(cast.lena))


def test_each_emergency_of_the_same_person_is_reviewed_for_itself(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened(cast)
    access.open_in_emergency(reference=case.reference, reason=WHY, by=fresh(cast.lars))
    later = clock.now() + dt.timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    access.open_in_emergency(reference=case.reference, reason="The school called again", by=fresh(cast.lars))
    second, first = emergencies(case)
    assert (first.reason, second.reason) == (WHY, "The school called again")
    access.review_break_glass(case=case, grant=second, note="It was right", by=fresh(cast.sam))
    assert [row.reviewed_at for row in emergencies(case)] == [later, None]
    access.review_break_glass(case=case, grant=first, note="It was wrong", by=fresh(cast.sam))
    assert [row.review_note for row in emergencies(case)] == ["It was right", "It was wrong"]
    assert sees(case, cast.lars), "the second hour runs"


def test_no_other_way_in_is_given_twice(cast: Cast) -> None:
    case = opened(cast)
    held = access.put_grant(case=case, user=cast.pat, kind=GrantKind.IDENTIFY, reason="a", by=cast.pat)
    again = access.put_grant(case=case, user=cast.pat, kind=GrantKind.IDENTIFY, reason="b", by=cast.pat)
    assert (again.pk, again.reason) == (held.pk, "b")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseGrant.objects.create(
            content_object=case, user=cast.pat, permission=held.permission, granted_by=cast.pat, reason="c"
        )


def test_a_manager_gives_a_reason_and_reads_the_case_for_an_hour(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Invalid):
        access.identify(case=case, reason="why", by=fresh(cast.mona))
    access.identify(case=case, reason="A complaint has come in", by=fresh(cast.mona))
    assert Case.objects.fully_visible_to(fresh(cast.mona)).filter(pk=case.pk).exists()
    assert AuditEvent.objects.filter(verb="case.identities_opened", actor_id=cast.mona.pk).exists()
    with pytest.raises(Conflict):
        access.identify(case=case, reason="A complaint has come in", by=fresh(cast.lena))
    with pytest.raises(Case.DoesNotExist):
        access.identify(case=case, reason="A complaint has come in", by=fresh(cast.nora))


def test_access_ends_and_the_owner_and_supervisor_keep_theirs(cast: Cast) -> None:
    case = opened(cast)
    past = clock.now() - dt.timedelta(minutes=1)
    with pytest.raises(Invalid, match="future"):
        access.grant(case=case, user=cast.pat, kind=GrantKind.ACCESS, reason="x", by=fresh(cast.sam), expires_at=past)
    tomorrow = clock.now() + dt.timedelta(days=1)
    given = access.grant(
        case=case, user=cast.pat, kind=GrantKind.INVESTIGATE, reason="x", by=fresh(cast.sam), expires_at=tomorrow
    )
    assert sees(case, cast.pat)
    access.revoke(case=case, grant=given, reason="Done", by=fresh(cast.lena))
    assert not sees(case, cast.pat)
    for kind in (GrantKind.LEAD, GrantKind.SUPERVISE):
        held = access.case_grants(case).get(permission__codename=kind)
        with pytest.raises(Conflict):
            access.revoke(case=case, grant=held, reason="x", by=fresh(cast.leo))


def test_nobody_gives_themself_access_and_what_a_lead_may_not_do_cannot_be_had_by_a_grant(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(NotAllowed):
        access.grant(case=case, user=cast.lena, kind=GrantKind.SUPERVISE, reason="x", by=fresh(cast.lena))
    for user, kind in ((cast.leo, GrantKind.SUPERVISE), (cast.pat, GrantKind.SUPERVISE), (cast.pat, GrantKind.LEAD)):
        with pytest.raises(Invalid, match="role"):
            access.grant(case=case, user=user, kind=kind, reason="x", by=fresh(cast.lena))
    access.grant(case=case, user=cast.piers, kind=GrantKind.SUPERVISE, reason="With PSD", by=fresh(cast.lena))
    assert sees(case, cast.piers)


def test_only_who_investigates_by_role_works_on_a_case_without_an_end(cast: Cast) -> None:
    case = opened(cast)
    for user in (cast.pat, cast.lars, cast.nora):
        with pytest.raises(Invalid) as refused:
            access.grant(case=case, user=user, kind=GrantKind.INVESTIGATE, reason="x", by=fresh(cast.sam))
        assert refused.value.errors.keys() == {"expires_at"}
        assert not sees(case, user)
    for user in (cast.ivy, cast.piers):
        access.grant(case=case, user=user, kind=GrantKind.INVESTIGATE, reason="x", by=fresh(cast.sam))
        assert sees(case, user)


def told(case: Case, words: str) -> set[str]:
    """Who was told of it, by the name of the cast."""
    rows = Notice.objects.filter(subject_type="case", subject_id=case.pk, title__contains=words)
    return set(rows.values_list("recipient__username", flat=True))


def restrict(case: Case, by: User) -> None:
    casework.restrict(case=case, reason="Close to the subject", by=fresh(by))


def keep_out(case: Case, by: User) -> None:
    access.declare_conflict(case=case, user=User.objects.get(username="leo"), reason="A neighbour", by=fresh(by))


@pytest.mark.parametrize(("act", "words"), [(restrict, "restricted"), (keep_out, "conflict of interest")])
def test_nobody_changes_who_sees_a_case_with_nobody_looking_on(cast: Cast, act: Any, words: str) -> None:
    supervised, alone, in_conflict = opened(cast), opened(cast), opened(cast)
    Case.objects.exclude(pk=supervised.pk).update(supervisor=None)
    CaseConflict.objects.create(case=in_conflict, user=cast.aud, kind=ConflictKind.DECLARED)
    for case in (supervised, alone, in_conflict):
        case.refresh_from_db()
        act(case, cast.lena)
    assert told(supervised, words) == {"sam"}
    assert told(alone, words) == {"aud", "sam"}, "the information owner and the supervisors of the unit"
    assert told(in_conflict, words) == {"sam"}


def test_taking_away_what_was_opened_in_an_emergency_does_not_take_away_its_review(cast: Cast) -> None:
    case = opened(cast)
    access.open_in_emergency(reference=case.reference, reason=WHY, by=fresh(cast.lars))
    opening = CaseGrant.objects.get(permission__codename=GrantKind.BREAK_GLASS)
    access.revoke(case=case, grant=opening, reason="Not needed", by=fresh(cast.lena))
    assert not sees(case, cast.lars)
    (left,) = emergencies(case)
    access.review_break_glass(case=case, grant=left, note="It was wrong", by=fresh(cast.sam))


def test_staff_put_on_record_by_a_case_do_not_appear_in_the_directory_that_everybody_searches(cast: Cast) -> None:
    case = opened(cast)
    new = NewPerson(kind=PersonKind.ADULT, given_name="Quentin", family_name="Quill", person_type=PersonType.VOLUNTEER)
    party = add_new_party(case=case, new=new, role=PartyRole.SUBJECT, by=fresh(cast.lena))
    assert (party.person_type, party.label[:9]) == (PersonType.VOLUNTEER, "Volunteer")
    assert not search(fresh(cast.brian), "Quill")
    assert search(fresh(cast.leo), "Quill")


def test_somebody_of_another_force_is_never_given_access(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Invalid, match="force"):
        access.grant(case=case, user=cast.wes, kind=GrantKind.INVESTIGATE, reason="x", by=fresh(cast.sam))
    assert cast.wes not in people_to_name(case)


def test_anybody_may_say_that_they_are_in_conflict_and_only_who_decides_on_access_that_somebody_is(cast: Cast) -> None:
    case = opened(cast)
    access.declare_conflict(case=case, user=cast.mona, reason="My brother", by=fresh(cast.mona))
    assert not sees(case, cast.mona)
    access.declare_conflict(case=case, user=cast.leo, reason="A neighbour", by=fresh(cast.lena))
    assert not sees(case, cast.leo)
    with pytest.raises(Case.DoesNotExist):
        access.declare_conflict(case=case, user=cast.lars, reason="x", by=fresh(cast.lars))
    with pytest.raises(Conflict):
        access.declare_conflict(case=case, user=cast.lena, reason="x", by=fresh(cast.lena))
    access.withdraw_conflict(case=case, user=cast.leo, reason="A mistake", by=fresh(cast.lena))
    assert sees(case, cast.leo)


def test_a_conflict_that_follows_from_the_case_cannot_be_taken_back(cast: Cast) -> None:
    case = opened(cast)
    parties.add_party(case=case, role=PartyRole.SUBJECT, person=cast.people["brian"], by=fresh(cast.lena))
    with pytest.raises(Conflict):
        access.withdraw_conflict(case=case, user=cast.bella, reason="x", by=fresh(cast.sam))
    assert CaseConflict.objects.get(case=case, user=cast.bella).kind == ConflictKind.LINE_MANAGER


def test_who_can_see_it_names_the_people_a_role_stands_for_less_those_in_conflict(cast: Cast) -> None:
    case = opened(cast)
    access.declare_conflict(case=case, user=cast.leo, reason="A neighbour", by=fresh(cast.lena))
    people = {person for way in who_sees(case).ways for person in way.people}
    expected = {user for user in cast.users.values() if Case.objects.visible_to(fresh(user)).exists()}
    assert people == expected
    headers = {person for way in who_sees(case).ways if way.is_header_only for person in way.people}
    assert headers == {cast.mona}


def test_the_nightly_check_finds_nothing_to_put_right(cast: Cast) -> None:
    for _ in range(3):
        opened(cast)
    report = access.rebuild_access_lists(by=cast.system)
    assert (report.cases, report.differing_rows) == (3, 0)


def test_the_nightly_check_puts_right_what_differs_and_says_so(cast: Cast) -> None:
    case, other = opened(cast), opened(cast)
    CaseAccess.objects.filter(case=case, via="role:lead").delete()
    CaseAccess.objects.filter(case=case, via="role:manager").update(level="full")
    Person.objects.filter(pk=cast.people["carl"].pk).update(line_manager=cast.people["bella"])
    assert sees(case, cast.bella) is False
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("rebuild_access_lists", stdout=out)
    assert "2 cases, 4 rows differed" in out.getvalue()
    assert sees(case, cast.leo)
    assert not Case.objects.fully_visible_to(fresh(cast.mona)).exists()
    assert not sees(other, cast.bella)
    put_right = AuditEvent.objects.filter(verb="case.access_put_right").values_list("object_id", flat=True)
    assert set(put_right) == {case.pk, other.pk}


def test_what_has_run_out_is_tidied_away_and_is_no_difference(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened(cast)
    access.open_in_emergency(reference=case.reference, reason=WHY, by=fresh(cast.lars))
    later = clock.now() + dt.timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    report = access.rebuild_access_lists(by=cast.system)
    assert (report.differing_rows, report.access.ran_out) == (0, 1)
    assert not CaseAccess.objects.filter(via="grant:break_glass_case").exists()

"""The header of a case: words, owner, supervisor, restriction."""

from __future__ import annotations

import pytest

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import ConflictKind, GrantKind
from safeguarding.cases.models import Case, CaseConflict
from safeguarding.cases.rules.titles import names_somebody
from safeguarding.cases.services import access, casework
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.casework import opened

pytestmark = pytest.mark.django_db


def sees(case: Case, user: object) -> bool:
    return Case.objects.visible_to(fresh(user)).filter(pk=case.pk).exists()


def test_what_is_not_given_stays_and_the_record_says_which_fields_changed_but_not_to_what(cast: Cast) -> None:
    case = opened(cast)
    casework.edit_header(case=case, by=fresh(cast.lena), version=case.version, situation="Her parents have the phone.")
    case.refresh_from_db()
    assert (case.title, case.situation) == ("Contact with Child A by PCSO B", "Her parents have the phone.")
    event = AuditEvent.objects.get(verb="case.header_edited")
    assert event.data == {"fields": "situation"}


def test_a_stale_edit_is_refused_and_shows_what_it_says_now(cast: Cast) -> None:
    case = opened(cast)
    seen = case.version
    casework.edit_header(case=case, by=fresh(cast.lena), version=seen, situation="First")
    with pytest.raises(Stale) as refused:
        casework.edit_header(case=case, by=fresh(cast.leo), version=seen, situation="Second")
    assert refused.value.current["situation"] == "First"
    assert Case.objects.get(pk=case.pk).situation == "First"


@pytest.mark.parametrize("title", ["Messages to Ann", "Contact by PCSO COOPER", "Archer, contact with"])
def test_a_title_names_nobody_of_the_case(cast: Cast, title: str) -> None:
    case = opened(cast)
    with pytest.raises(Invalid) as refused:
        casework.edit_header(case=case, by=fresh(cast.lena), version=case.version, title=title)
    assert "title" in refused.value.errors
    assert "Archer" not in refused.value.message


def test_a_name_counts_only_as_a_word_of_its_own() -> None:
    assert names_somebody("Contact by Élodie", ["elodie"])
    assert not names_somebody("Planned contact", ["Ann"])


def test_only_who_works_on_the_case_edits_it(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(NotAllowed):
        casework.edit_header(case=case, by=fresh(cast.mona), version=case.version, situation="x")
    with pytest.raises(Case.DoesNotExist):
        casework.edit_header(case=case, by=fresh(cast.lars), version=case.version, situation="x")


def test_a_new_owner_gets_the_case_its_clocks_and_a_notice(cast: Cast) -> None:
    case = opened(cast)
    clock = Deadline.objects.running().get(subject_type="case", subject_id=case.pk)
    Deadline.objects.filter(pk=clock.pk).update(owner=cast.lena)
    casework.change_owner(case=case, owner=cast.lars, reason="Moves south", by=fresh(cast.sam))
    case.refresh_from_db()
    clock.refresh_from_db()
    assert case.owner == cast.lars
    assert clock.owner == cast.lars
    assert sees(case, cast.lars)
    assert cast.lars.notices.filter(title__contains=case.reference).exists()
    assert not access.case_grants(case).filter(user=cast.lena, permission__codename=GrantKind.LEAD).exists()


def test_the_owner_must_be_fit_for_it(cast: Cast) -> None:
    case = opened(cast)
    by = fresh(cast.sam)
    with pytest.raises(Invalid, match="role includes"):
        casework.change_owner(case=case, owner=cast.pat, reason="x", by=by)
    with pytest.raises(Invalid, match="cannot own"):
        casework.change_owner(case=case, owner=cast.sam, reason="x", by=by)
    CaseConflict.objects.create(case=case, user=cast.leo, kind=ConflictKind.DECLARED)
    with pytest.raises(Conflict, match="in conflict"):
        casework.change_owner(case=case, owner=cast.leo, reason="x", by=by)


def test_a_supervisor_is_somebody_who_reviews_and_not_the_owner(cast: Cast) -> None:
    case = opened(cast)
    with pytest.raises(Invalid, match="role includes"):
        casework.change_supervisor(case=case, supervisor=cast.leo, reason="x", by=fresh(cast.sam))
    casework.change_supervisor(case=case, supervisor=cast.piers, reason="PSD leads", by=fresh(cast.sam))
    case.refresh_from_db()
    assert case.supervisor == cast.piers
    assert sees(case, cast.piers)


def test_restricting_leaves_the_named_and_lifting_it_lets_the_roles_back_in(cast: Cast) -> None:
    case = opened(cast)
    casework.restrict(case=case, reason="A colleague is close to the subject", by=fresh(cast.sam))
    assert [sees(case, user) for user in (cast.lena, cast.sam, cast.leo, cast.mona)] == [True, True, False, False]
    with pytest.raises(Case.DoesNotExist):
        casework.unrestrict(case=case, reason="x", by=fresh(cast.leo))
    casework.unrestrict(case=case, reason="No longer needed", by=fresh(cast.sam))
    assert sees(case, cast.leo)
    assert sees(case, cast.mona)

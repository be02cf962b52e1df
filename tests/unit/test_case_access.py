"""Who sees a case: the one rule, from the ways in to the conflicts that win over all of them."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.cases.choices import GrantKind, PartyRole, Stage
from safeguarding.cases.models import Case, CaseAccess, CaseParty
from safeguarding.cases.services import access
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.people.choices import PersonKind
from tests.cast import Cast, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    case = Case.objects.create(
        reference="SC-2026-000001", force=cast.force, unit=cast.hub, title="Contact with Child A by PCSO B",
        owner=cast.lena, supervisor=cast.sam, review_days=28,
    )  # fmt: skip
    access.rebuild_access(case)
    return case


def seen_by(cast: Cast, case: Case) -> set[str]:
    return {
        name for name, user in cast.users.items() if Case.objects.visible_to(fresh(user)).filter(pk=case.pk).exists()
    }


def test_unit_roles_see_the_unit_case_and_nobody_else(cast: Cast, case: Case) -> None:
    assert seen_by(cast, case) == {"lena", "leo", "bella", "sam", "mona"}


def test_manager_sees_the_header_only(cast: Cast, case: Case) -> None:
    mona = fresh(cast.mona)
    assert Case.objects.visible_to(mona).exists()
    assert not Case.objects.fully_visible_to(mona).exists()


def test_psd_sees_it_once_psd_has_a_track(cast: Cast, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(psd_unit=cast.psd)
    case.refresh_from_db()
    access.rebuild_access(case)
    assert {"ivy", "piers"} <= seen_by(cast, case)
    Case.objects.filter(pk=case.pk).update(stage=Stage.ASSESSING)
    case.refresh_from_db()
    access.rebuild_access(case)
    assert "ivy" in seen_by(cast, case)


def test_restricted_leaves_only_named_people(cast: Cast, case: Case) -> None:
    access.put_grant(case=case, user=cast.lena, kind=GrantKind.LEAD, reason="owner", by=cast.system)
    case.is_restricted = True
    access.rebuild_access(case)
    assert seen_by(cast, case) == {"lena"}


def test_subject_and_their_manager_lose_it_whatever_they_hold(cast: Cast, case: Case) -> None:
    CaseParty.objects.create(
        case=case, role=PartyRole.SUBJECT, label="PCSO B", person=cast.people["brian"], kind=PersonKind.ADULT,
        added_by=cast.lena,
    )  # fmt: skip
    access.put_grant(case=case, user=cast.brian, kind=GrantKind.ACCESS, reason="mistake", by=cast.system)
    access.rebuild_conflicts(case)
    assert not {"brian", "bella"} & seen_by(cast, case)
    with pytest.raises(Case.DoesNotExist):
        access.break_glass(case=case, reason="I want to see what is in it", by=fresh(cast.bella))
    with pytest.raises(Conflict):
        access.grant(case=case, user=cast.bella, kind=GrantKind.INVESTIGATE, reason="to help", by=fresh(cast.sam))


def test_superuser_sees_nothing_by_being_one(cast: Cast, case: Case) -> None:
    assert "root" not in seen_by(cast, case)


def test_named_access_ends(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    until = clock.now() + dt.timedelta(days=1)
    access.grant(
        case=case, user=cast.pat, kind=GrantKind.ACCESS, reason="school meeting", by=fresh(cast.sam), expires_at=until
    )
    assert "pat" in seen_by(cast, case)
    monkeypatch.setattr(clock, "now", lambda: until + dt.timedelta(seconds=1))
    assert "pat" not in seen_by(cast, case)


def test_named_access_needs_an_end(cast: Cast, case: Case) -> None:
    with pytest.raises(Invalid, match="end date"):
        access.grant(case=case, user=cast.pat, kind=GrantKind.ACCESS, reason="school", by=fresh(cast.sam))


def test_broken_glass_opens_for_an_hour_and_tells_the_information_owner(cast: Cast, case: Case) -> None:
    lars = fresh(cast.lars)
    access.break_glass(case=case, reason="Child named here is in my station now", by=lars)
    assert "lars" in seen_by(cast, case)
    assert cast.aud.notices.filter(is_urgent=True).count() == 1
    assert "Child named" not in cast.aud.notices.get().title


def test_nightly_rebuild_differs_by_no_row(cast: Cast, case: Case) -> None:
    access.put_grant(case=case, user=cast.pat, kind=GrantKind.ACCESS, reason="x", by=cast.system)
    case.refresh_from_db()
    assert access.rebuild_access(case) == 0
    CaseAccess.objects.filter(case=case).first().delete()
    assert access.rebuild_access(case) == 1

"""Supervisors are told that there is a link which an owner may not see, and no more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.access import declare_conflict, put_grant
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.links.choices import ToldStatus
from safeguarding.links.models import Round, Told, ToldLink
from safeguarding.links.selectors import hidden
from safeguarding.links.selectors.common import in_common
from safeguarding.links.selectors.told import told_to
from safeguarding.links.services import mark_seen, set_aside, tell_of_hidden_links, telling
from safeguarding.notices.models import Notice
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.models import Person
from tests.cast import Cast, fresh
from tests.factories.links import in_case, seen_around, tells, writes
from tests.factories.work import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def other(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def of_south(cast: Cast) -> Case:
    """A case of the other team: lars owns it, and sees none of the Hub's."""
    return a_case(cast, unit=cast.south, owner=cast.lars, supervisor=None)


def notices(user: User) -> list[Notice]:
    return list(Notice.objects.visible_to(fresh(user)).filter(subject_type="link"))


def test_who_sees_both_ends_and_supervises_is_told_once(cast: Cast, case: Case, of_south: Case) -> None:
    put_grant(
        case=of_south, user=cast.sam, kind=GrantKind.ACCESS, reason="Looks in", by=cast.system,
        expires_at=clock.now() + dt.timedelta(days=3),
    )  # fmt: skip
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    assert tell_of_hidden_links(by=cast.system) == 1
    assert tell_of_hidden_links(by=cast.system) == 0
    (notice,) = notices(cast.sam)
    assert "kai" not in f"{notice.title}{notice.body}{notice.url}"
    assert [row.user for row in Told.objects.all()] == [cast.sam]
    assert notices(cast.lena) == notices(cast.lars) == []
    assert AuditEvent.objects.filter(verb="link.told").count() == 1


def test_who_supervises_one_end_is_told_of_it_alone(cast: Cast, case: Case, of_south: Case) -> None:
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    tell_of_hidden_links(by=cast.system)
    (notice,) = notices(cast.sam)
    assert case.reference in notice.title
    assert of_south.reference not in f"{notice.title}{notice.body}{notice.url}"


def test_nobody_in_conflict_with_either_end_is_told(cast: Cast, case: Case, of_south: Case) -> None:
    """Sam supervises the one and is the subject of the other: that there is another would tell him."""
    sam = Person.objects.create(
        force=cast.force, unit=cast.hub, kind=PersonKind.ADULT, person_type="police_officer", given_name="Sam",
        family_name="Example", age_band=AgeBand.ADULT, created_by=cast.adam, user=cast.sam,
    )  # fmt: skip
    in_case(of_south, sam)
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    tell_of_hidden_links(by=cast.system)
    assert notices(cast.sam) == []
    assert cast.sam not in {row.user for row in Told.objects.all()}


def test_a_conflict_that_comes_later_takes_the_notice_away(cast: Cast, case: Case, of_south: Case) -> None:
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    tell_of_hidden_links(by=cast.system)
    assert notices(cast.sam)
    declare_conflict(case=of_south, user=fresh(cast.sam), reason="A friend", by=fresh(cast.lars))
    assert notices(cast.sam) == []
    assert not ToldLink.objects.visible_to(fresh(cast.sam)).exists()


def test_a_link_that_both_owners_see_is_told_to_nobody(cast: Cast, case: Case, other: Case) -> None:
    writes(case, "kai.x")
    writes(other, "kai.x")
    in_case(case, cast.people["carl"])
    in_case(other, cast.people["carl"])
    assert tell_of_hidden_links(by=cast.system) == 0
    assert ToldLink.objects.count() == 0


def test_access_that_is_given_ends_it_and_what_was_done_is_kept(cast: Cast, case: Case, of_south: Case) -> None:
    in_case(case, cast.people["carl"])
    in_case(of_south, cast.people["carl"])
    tell_of_hidden_links(by=cast.system)
    link = ToldLink.objects.visible_to(fresh(cast.sam)).get()
    with pytest.raises(Invalid):
        mark_seen(link=link, note="", version=link.version, by=fresh(cast.sam))
    done = mark_seen(link=link, note="Lars is given access", version=link.version, by=fresh(cast.sam))
    assert (done.status, done.seen_by) == (ToldStatus.SEEN, cast.sam)
    end = clock.now() + dt.timedelta(days=30)
    for one, owner in ((case, cast.lars), (of_south, cast.lena)):
        put_grant(case=one, user=owner, kind=GrantKind.ACCESS, reason="Linked", by=cast.system, expires_at=end)
    tell_of_hidden_links(by=cast.system)
    assert ToldLink.objects.get().status == ToldStatus.GONE


def test_a_concern_at_the_other_end_is_told_too(cast: Cast, of_south: Case) -> None:
    put_grant(case=of_south, user=cast.sam, kind=GrantKind.SUPERVISE, reason="For now", by=cast.system)
    writes(of_south, "kai.x")
    concern = tells(cast, "kai.x")
    assert tell_of_hidden_links(by=cast.system) == 1
    assert ToldLink.objects.get().concern == concern
    assert concern.reference not in notices(cast.sam)[0].title


def test_who_reads_the_concern_alone_finds_what_they_were_told(cast: Cast, of_south: Case) -> None:
    """Nobody supervises the case: whoever reads the concern is told of it, and of nothing else."""
    writes(of_south, "kai.x")
    concern = tells(cast, "kai.x")
    assert tell_of_hidden_links(by=cast.system) > 0
    (notice,) = notices(cast.sam)
    assert of_south.reference not in f"{notice.title}{notice.body}"
    (shown,) = told_to(fresh(cast.sam), ToldLink.objects.visible_to(fresh(cast.sam)))
    assert (shown.cases, shown.concern) == ([], concern)


def test_what_was_set_aside_is_not_told(cast: Cast, case: Case, of_south: Case) -> None:
    put_grant(case=of_south, user=cast.lena, kind=GrantKind.ACCESS, reason="Looks in", by=cast.system,
              expires_at=clock.now() + dt.timedelta(days=3))  # fmt: skip
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    (one,) = in_common(seen_around(cast.lena, case))
    set_aside(of=case, through=one.node, end=one.elsewhere[0].node, reason="Another", by=fresh(cast.lena))
    assert tell_of_hidden_links(by=cast.system) == 0


def test_a_link_that_went_and_came_back_is_told_anew(cast: Cast, case: Case, of_south: Case) -> None:
    in_case(case, cast.people["carl"])
    party = in_case(of_south, cast.people["carl"])
    tell_of_hidden_links(by=cast.system)
    link = ToldLink.objects.visible_to(fresh(cast.sam)).get()
    mark_seen(link=link, note="Nobody needs to know", version=link.version, by=fresh(cast.sam))
    CaseParty.objects.filter(pk=party.pk).update(removed_at=clock.now(), removed_by=cast.lars)
    assert tell_of_hidden_links(by=cast.system) == 0
    assert ToldLink.objects.get().status == ToldStatus.GONE
    CaseParty.objects.filter(pk=party.pk).update(removed_at=None, removed_by=None)
    assert tell_of_hidden_links(by=cast.system) == 1
    again = ToldLink.objects.get()
    assert (again.pk, again.status, again.times, again.note) == (link.pk, ToldStatus.OPEN, 2, "")
    assert len(notices(cast.sam)) == 2


# -- the round --------------------------------------------------------------------------------------------------------


@pytest.fixture
def a_case_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hidden, "CASES_A_STEP", 1)


def test_a_round_in_small_steps_finds_what_one_step_finds(
    cast: Cast, case: Case, of_south: Case, a_case_at_a_time: None
) -> None:
    """A handle, a device and a person, each over two steps."""
    writes(case, "kai.x")
    writes(of_south, "kai.x")
    for handle in ("one.x", "two.x"):
        other = a_case(cast, unit=cast.south, owner=cast.lars, supervisor=None)
        writes(case, handle)
        writes(other, handle)
    assert tell_of_hidden_links(by=cast.system) == 3
    assert ToldLink.objects.count() == 3
    assert tell_of_hidden_links(by=cast.system) == 0


def test_a_round_that_was_ended_goes_on_where_it_stopped(
    cast: Cast, case: Case, of_south: Case, a_case_at_a_time: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = [a_case(cast), a_case(cast, unit=cast.south, owner=cast.lars, supervisor=None)]
    for one in (case, of_south):
        writes(one, "kai.x")
    for one in later:
        writes(one, "two.x")
    step = telling._look_at

    def killed(force: Any, ids: list[int], by: User) -> int:
        if ids[0] == later[0].pk:
            raise SystemExit
        return step(force, ids, by)

    monkeypatch.setattr(telling, "_look_at", killed)
    with pytest.raises(SystemExit):
        tell_of_hidden_links(by=cast.system)
    assert Round.objects.get(force=cast.force).after < later[0].pk
    monkeypatch.setattr(telling, "_look_at", step)
    assert tell_of_hidden_links(by=cast.system) == 1
    ended = Round.objects.get(force=cast.force)
    assert (ended.after, ended.ended_at is None) == (0, False)
    assert ToldLink.objects.count() == 2

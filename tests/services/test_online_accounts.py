"""The register of accounts: one row for each handle, approved for a year at most, lost by who leaves."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from safeguarding.access.choices import Role
from safeguarding.access.models import RoleAssignment, User
from safeguarding.access.services import deactivate_user
from safeguarding.audit.services import record
from safeguarding.communications import policies
from safeguarding.communications.choices import AccountKind, AccountStatus
from safeguarding.communications.models import Account, AccountAccess
from safeguarding.communications.selectors.accounts import Wanted, account_list, why_late
from safeguarding.communications.selectors.waiting import to_approve, to_approve_again
from safeguarding.communications.services import access as access_services
from safeguarding.communications.services import approvals
from safeguarding.communications.services.access import end_access, end_access_of_leavers, give_access
from safeguarding.communications.services.accounts import (
    AccountDetails,
    OnRegister,
    add_account,
    edit_account,
    propose,
)
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.deadlines.models import Deadline
from safeguarding.matching.services import approve as approve_merge
from safeguarding.matching.services import propose as propose_merge
from safeguarding.matching.services import undo as undo_merge
from safeguarding.notices.models import Notice
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.people.services import end_placement
from safeguarding.schemes.choices import ConditionKind, ConditionState
from tests.cast import Cast, fresh, staff
from tests.factories.accounts import an_account, an_approved_account, platform
from tests.factories.schemes import condition, only_condition, proposed, tolerated

pytestmark = pytest.mark.django_db
TODAY = clock.today


def official(cast: Cast, handle: str = "@oak_unit", **more: Any) -> Account:
    details = AccountDetails(**{"kind": AccountKind.OFFICIAL_CADET, "purpose": "News", **more})
    return add_account(platform(), handle, details, by=cast.cora)


def a_third(cast: Cast) -> User:
    """Somebody else who keeps the register."""
    RoleAssignment.objects.create(user=cast.nora, unit=cast.hub, role=Role.COORDINATOR, starts_on=TODAY())
    return fresh(cast.nora)


def used_by(account: Account, person: Person, cast: Cast) -> AccountAccess:
    return AccountAccess.objects.create(account=account, person=person, given_by=cast.cora)


def test_one_handle_seen_in_two_places_is_one_account(cast: Cast) -> None:
    first = official(cast, scheme=proposed(cast))
    with pytest.raises(OnRegister) as known:
        official(cast, "https://www.instagram.com/OAK_unit/", scheme=proposed(cast, "Another club"))
    assert known.value.account == first
    assert Account.objects.count() == 1


def test_a_personal_account_is_known_and_never_approved(cast: Cast) -> None:
    known = official(
        cast, kind=AccountKind.PERSONAL_INDIVIDUAL, person=staff(cast, "Perry", "Upton", PersonType.POLICE_STAFF)
    )
    assert known.status == AccountStatus.KNOWN
    with pytest.raises(Conflict, match="only official accounts"):
        propose(known, version=None, by=cast.cora)
    with pytest.raises(Conflict):
        approvals.approve(known, until=None, version=None, by=cast.mona)


def test_who_put_it_up_or_changed_it_while_it_waited_neither_approves_nor_renews_it(cast: Cast) -> None:
    account = official(cast, scheme=proposed(cast))
    with pytest.raises(NotAllowed, match="Somebody else has to approve"):
        approvals.approve(account, until=None, version=None, by=cast.cora)
    told = AccountDetails(kind=account.kind, scheme=account.scheme, purpose="News, and pictures of every outing")
    edit_account(account, told, version=None, by=cast.mona)
    for one in (cast.mona, cast.cora):
        with pytest.raises(NotAllowed, match="changed it since it was last approved"):
            approvals.approve(account, until=None, version=None, by=one)
    assert Account.objects.get().proposed_by == cast.cora, "who put it up is not who changed it"
    approvals.approve(account, until=None, version=None, by=a_third(cast))
    with pytest.raises(NotAllowed):
        approvals.renew(account, until=None, version=None, by=cast.cora)
    approvals.renew(account, until=None, version=None, by=cast.mona)
    with pytest.raises(IntegrityError, match="account_approved_by_another"), transaction.atomic():
        Account.objects.update(proposed_by=cast.mona)


@pytest.mark.parametrize("changes", ["purpose", "scheme", "person"])
def test_an_approved_account_that_is_changed_waits_to_be_approved_again(cast: Cast, changes: str) -> None:
    account = official(cast, scheme=proposed(cast))
    approvals.approve(account, until=None, version=None, by=cast.mona)
    now: dict[str, Any] = {"kind": account.kind, "scheme": account.scheme, "purpose": account.purpose}
    edit_account(account, AccountDetails(**now), version=None, by=cast.mona)
    assert Account.objects.get().is_approved_now, "nothing was changed"
    other: dict[str, dict[str, Any]] = {
        "purpose": {"purpose": "Private lessons"}, "scheme": {"scheme": proposed(cast, "Another club")},
        "person": {"scheme": None, "person": staff(cast, "Perry", "Upton", PersonType.POLICE_STAFF)},
    }  # fmt: skip
    edit_account(account, AccountDetails(**{**now, **other[changes]}), version=None, by=cast.mona)
    held = Account.objects.get()
    assert (held.status, held.is_approved_now, held.proposed_by) == (AccountStatus.SUSPENDED, False, cast.cora)
    assert not Deadline.objects.running().filter(subject_type="account", subject_id=account.pk).exists()
    for one in (cast.cora, cast.mona):
        with pytest.raises(NotAllowed):
            approvals.approve(account, until=None, version=None, by=one)
    third = a_third(cast)
    assert [to_approve_again(one).count() for one in (cast.cora, cast.mona, third)] == [0, 0, 1]
    approvals.approve(account, until=None, version=None, by=third)
    assert Account.objects.get().is_approved_now


def test_who_changed_an_account_stands_in_its_row_until_it_is_approved_whatever_the_record_says(cast: Cast) -> None:
    """Nothing decides from the record of what was done: it says what was done, and the row says who may not approve."""
    account = official(cast, scheme=proposed(cast))
    told = AccountDetails(kind=account.kind, scheme=account.scheme, purpose="News, and pictures of every outing")
    edit_account(account, told, version=None, by=cast.mona)
    edit_account(account, told, version=None, by=cast.cora)
    assert Account.objects.get().changers == [cast.mona.pk], "nothing was changed the second time"
    record("account.renewed", by=cast.mona, obj=account, data={"until": "2027-01-01"})
    third = a_third(cast)
    for one in (cast.cora, cast.mona, third):
        waits = to_approve(one).filter(pk=account.pk).exists()
        assert waits == policies.may_approve(one, Account.objects.get()) == (one == third)
    approvals.approve(account, until=None, version=None, by=third)
    assert Account.objects.get().changers == []


def test_what_the_record_alone_said_of_changes_was_carried_over(cast: Cast) -> None:
    changed, renewed = (official(cast, f"@{name}", scheme=proposed(cast, name)) for name in ("one", "another"))
    for account, verbs in ((changed, ("approved", "changed", "changed")), (renewed, ("changed", "renewed"))):
        for verb in verbs:
            record(f"account.{verb}", by=cast.mona, obj=account, data={"until": "2027-01-01", "fields": "purpose"})
    step = import_module("safeguarding.communications.migrations.0011_changes_of_before")
    with connection.cursor() as cursor:
        cursor.execute(step.FROM_THE_RECORD)
    assert {one.pk: one.changers for one in Account.objects.all()} == {changed.pk: [cast.mona.pk], renewed.pk: []}


def test_who_may_approve_is_told_once_each_time_an_account_is_put_up_and_nobody_is_named(cast: Cast) -> None:
    third = a_third(cast)
    account = official(cast, scheme=proposed(cast))
    approvals.refuse(account, reason="No", version=None, by=cast.mona)
    propose(account, version=None, by=cast.mona)
    told = list(Notice.objects.filter(title__startswith="An account").order_by("pk"))
    assert [{one.recipient for one in told if one.key == key} for key in dict.fromkeys(one.key for one in told)] == [
        {cast.mona, third}, {cast.cora, third}
    ]  # fmt: skip
    assert not [one for one in told if "oak" in f"{one.title} {one.body} {one.url}".lower()]


def test_what_waits_for_somebody_is_what_they_may_approve(cast: Cast) -> None:
    """The list of My work asks the database what the policy asks of one account: both say the same of each."""
    third, scheme, run = a_third(cast), proposed(cast), proposed(cast, "Another club")
    mona, adult = (
        staff(cast, name, "Upton", PersonType.POLICE_STAFF, user=user)
        for name, user in (("Mona", cast.mona), ("Perry", None))
    )
    Placement.objects.create(person=mona, scheme=run, role=PlacementRole.LEADER, starts_on=TODAY())
    Placement.objects.create(
        person=mona, scheme=scheme, role=PlacementRole.LEADER, starts_on=TODAY() - dt.timedelta(days=9),
        ends_on=TODAY(),
    )  # fmt: skip
    official(cast, "@put_up", scheme=scheme)
    before = an_account(cast.cora, "@before", scheme=scheme)
    Account.objects.filter(pk=before.pk).update(proposed_by=None)
    an_account(cast.cora, "@hers", person=mona)
    an_account(cast.adam, "@run", scheme=run)
    used_by(an_account(cast.adam, "@used", scheme=scheme), mona, cast)
    changed = official(cast, "@changed", scheme=scheme)
    told = AccountDetails(kind=changed.kind, scheme=scheme, person=None, purpose="Otherwise")
    edit_account(changed, told, version=None, by=third)
    an_account(cast.adam, "@of_an_adult", person=adult)
    for one in (cast.cora, cast.mona, third):
        may = {each.handle for each in Account.objects.visible_to(one) if policies.may_approve(one, each)}
        assert set(to_approve(one).values_list("handle", flat=True)) == may
        assert 0 < len(may) < 7


def test_who_runs_the_scheme_decides_nothing_about_its_account(cast: Cast) -> None:
    scheme = proposed(cast)
    account = official(cast, scheme=scheme)
    me = Person.objects.filter(user=cast.cora).first() or staff(
        cast, "Cora", "Upton", PersonType.POLICE_STAFF, user=cast.cora
    )
    Placement.objects.create(person=me, scheme=scheme, role=PlacementRole.LEADER, starts_on=TODAY())
    with pytest.raises(NotAllowed, match="have a part in the scheme"):
        approvals.approve(account, until=None, version=None, by=cast.cora)
    approvals.approve(account, until=None, version=None, by=cast.mona)


def test_an_approval_starts_the_yearly_look_and_renewing_starts_the_next(cast: Cast) -> None:
    account = official(cast, scheme=proposed(cast))
    approvals.approve(account, until=None, version=None, by=cast.mona)
    running = Deadline.objects.running().filter(subject_type="account", subject_id=account.pk)
    assert clock.london_date(running.get().due_at) == Account.objects.get().approved_until
    with clock.standing_at(clock.now() + dt.timedelta(days=300)):
        approvals.renew(account, until=None, version=None, by=cast.mona)
        assert clock.london_date(running.get().due_at) == Account.objects.get().approved_until
    with pytest.raises(Invalid, match="a year at most"):
        approvals.renew(account, until=TODAY() + dt.timedelta(days=400), version=None, by=cast.mona)


def test_revoking_asks_for_proof_and_ends_all_access(cast: Cast) -> None:
    account = an_approved_account(cast.cora, scheme=proposed(cast))
    access = used_by(account, staff(cast, "Ursula", "Upton", PersonType.POLICE_STAFF), cast)
    with pytest.raises(Invalid) as no:
        approvals.revoke(account, reason="Unused", changed_on=None, proof="", version=None, by=cast.mona)
    assert set(no.value.errors) == {"changed_on", "proof"}
    day = dt.timedelta(days=1)
    for wrong, words in ((TODAY() - 400 * day, "put on the register"), (TODAY() + day, "today or in the past")):
        with pytest.raises(Invalid, match=words):
            approvals.revoke(account, reason="Unused", changed_on=wrong, proof="Seen", version=None, by=cast.mona)
    Account.objects.filter(pk=account.pk).update(added_at=clock.now() - 9 * day)
    AccountAccess.objects.filter(pk=access.pk).update(since=clock.now() - 2 * day)
    with pytest.raises(Invalid, match="last given access"):
        approvals.revoke(
            account, reason="Unused", changed_on=TODAY() - 3 * day, proof="Seen", version=None, by=cast.mona
        )
    approvals.revoke(account, reason="Unused", changed_on=TODAY(), proof="Seen", version=None, by=cast.mona)
    access.refresh_from_db()
    assert access.ended_at is not None
    with pytest.raises(Conflict, match="nobody is given access"):
        give_access(account, staff(cast, "Una", "Upton", PersonType.POLICE_STAFF), by=cast.mona)


def test_access_asks_for_a_part_in_the_scheme_and_is_not_for_young_people(cast: Cast) -> None:
    account = official(cast, scheme=proposed(cast))
    with pytest.raises(Invalid, match="no part in the scheme"):
        give_access(account, staff(cast, "Ursula", "Upton", PersonType.POLICE_STAFF), by=cast.mona)
    child = Person.objects.filter(kind="young_person", force=cast.force).first()
    assert child is not None
    with pytest.raises(Invalid, match="Only adults"):
        give_access(account, child, by=cast.mona)


def test_a_leaver_loses_access_the_day_they_leave_and_keepers_are_told(cast: Cast) -> None:
    scheme, person = proposed(cast), staff(cast, "Ursula", "Upton", PersonType.POLICE_STAFF)
    account = an_approved_account(cast.cora, scheme=scheme)
    access = used_by(account, person, cast)
    part = Placement.objects.create(
        person=person, scheme=scheme, role=PlacementRole.HELPER, starts_on=TODAY() - dt.timedelta(days=9)
    )
    end_placement(part, ends_on=TODAY(), reason="Moved", by=cast.cora)
    access.refresh_from_db()
    assert (access.ended_because, access.ended_by) == ("They left the scheme.", cast.cora)
    assert Notice.objects.filter(recipient=cast.mona, key=f"account:passwords:{access.pk}").exists()
    seen = account_list(cast.cora, Wanted(late=True)).get()
    assert any("passwords" in words for words in why_late(seen))
    with pytest.raises(Conflict, match="passwords were changed"):
        approvals.renew(account, until=None, version=None, by=cast.mona)
    approvals.note_passwords(account, changed_on=TODAY(), proof="Seen", version=None, by=cast.mona)
    assert not account_list(cast.cora, Wanted()).get().passwords_due  # type: ignore[attr-defined]


@pytest.mark.parametrize("trouble", [IntegrityError, KeyError, Account.DoesNotExist])
def test_access_that_cannot_be_ended_keeps_no_other_from_being_ended(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    scheme, soon = proposed(cast), TODAY() + dt.timedelta(days=3)
    held = []
    for first in ("Ursula", "Victor"):
        person = staff(cast, first, "Upton", PersonType.POLICE_STAFF)
        held.append(used_by(an_approved_account(cast.cora, scheme=scheme, handle=f"@{first}"), person, cast))
        Placement.objects.create(
            person=person, scheme=scheme, role=PlacementRole.HELPER, starts_on=TODAY(), ends_on=soon
        )  # fmt: skip
    ends = access_services._end

    def stuck(access: Any, *args: Any, **more: Any) -> None:
        if access.pk == held[0].pk:
            raise trouble("a row of its own")
        ends(access, *args, **more)

    monkeypatch.setattr(access_services, "_end", stuck)
    with clock.standing_at(clock.now() + dt.timedelta(days=3)), pytest.raises(trouble):
        end_access_of_leavers(by=cast.system)
    for one in held:
        one.refresh_from_db()
    assert [one.ended_at is None for one in held] == [True, False]


def test_a_last_day_to_come_is_seen_to_in_the_night_of_that_day(cast: Cast) -> None:
    scheme, person = proposed(cast), staff(cast, "Ursula", "Upton", PersonType.POLICE_STAFF)
    access = used_by(an_approved_account(cast.cora, scheme=scheme), person, cast)
    soon = TODAY() + dt.timedelta(days=3)
    Placement.objects.create(
        person=person, scheme=scheme, role=PlacementRole.HELPER, starts_on=TODAY(), ends_on=soon
    )  # fmt: skip
    assert end_access_of_leavers(by=cast.system) == 0
    with clock.standing_at(clock.now() + dt.timedelta(days=3)):
        assert end_access_of_leavers(by=cast.system) == 1
        assert end_access_of_leavers(by=cast.system) == 0
    access.refresh_from_db()
    assert access.ended_at is not None


def test_closing_a_sign_in_ends_access(cast: Cast) -> None:
    person = Person.objects.get(user=cast.brian)
    access = used_by(an_approved_account(cast.cora, scheme=proposed(cast)), person, cast)
    deactivate_user(by=cast.adam, user=cast.brian)
    access.refresh_from_db()
    assert access.ended_because == "Their sign-in was closed."


def test_a_word_not_to_be_used_is_a_breach_in_a_handle_at_once(cast: Cast) -> None:
    scheme = tolerated(cast, "Oakfield club", condition(ConditionKind.WORD_NOT_USED, word="cadet"))
    official(cast, "oakfieldcadets", scheme=scheme, kind=AccountKind.UNKNOWN)
    assert only_condition(scheme).state == ConditionState.BROKEN


def test_two_records_of_one_person_with_the_same_access_are_merged(cast: Cast) -> None:
    account = an_account(cast.cora, scheme=proposed(cast))
    kept, merged = (
        staff(cast, "Ursula", "Upton", PersonType.POLICE_STAFF),
        staff(cast, "Ursula", "Upton", PersonType.POLICE_STAFF),
    )
    for person in (kept, merged):
        used_by(account, person, cast)
    proposal = propose_merge(kept=kept, merged=merged, why="The same number", by=cast.lena)
    approve_merge(proposal=proposal, reason="Yes", version=None, by=cast.leo)
    assert [one.person for one in account.accesses.live()] == [kept]
    assert account_list(cast.cora, Wanted()).get().users == 1  # type: ignore[attr-defined]
    assert [one.person for one in account.accesses.filter(ended_at=None)] == [kept]
    asked = Notice.objects.filter(key__startswith="account:passwords:")
    assert not asked.exists(), "nobody lost anything"
    proposal.refresh_from_db()
    undo_merge(proposal=proposal, reason="Two people", version=None, by=cast.sam)
    assert {one.person for one in account.accesses.filter(ended_at=None)} == {kept, merged}


def test_an_access_that_ended_since_stays_ended_when_a_merge_is_undone(cast: Cast) -> None:
    account = an_account(cast.cora, scheme=proposed(cast))
    kept, merged = (staff(cast, "Ursula", "Upton", PersonType.POLICE_STAFF) for _ in range(2))
    for person in (kept, merged):
        used_by(account, person, cast)
    proposal = propose_merge(kept=kept, merged=merged, why="The same number", by=cast.lena)
    approve_merge(proposal=proposal, reason="Yes", version=None, by=cast.leo)
    end_access(account.accesses.get(ended_at=None), because="Moved on", version=None, by=cast.cora)
    undo_merge(proposal=proposal, reason="Two people", version=None, by=cast.sam)
    assert not account.accesses.filter(ended_at=None).exists()

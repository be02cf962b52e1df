"""Rules that are said twice, once of one row and once of many in one query: they say the same of everybody."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest

from safeguarding.access.choices import Permission, Role
from safeguarding.access.models import RoleAssignment, User
from safeguarding.access.policies import has_permission
from safeguarding.communications import policies
from safeguarding.communications.choices import AccountKind, AccountStatus, Channel
from safeguarding.communications.models import Account, AccountAccess, ContactAuthorisation
from safeguarding.communications.selectors.waiting import to_answer, to_approve, to_approve_again
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.letters.choices import LetterKind, TemplateStatus
from safeguarding.letters.models import LetterTemplate
from safeguarding.letters.selectors.reading import templates_by_kind
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, fresh, staff
from tests.factories.accounts import an_account
from tests.factories.clocks import start
from tests.factories.letters import a_template
from tests.factories.schemes import proposed

pytestmark = pytest.mark.django_db


def everybody(cast: Cast, permission: str) -> list[User]:
    """Everybody of the cast who holds a permission today, and one more keeper who has a part in nothing."""
    RoleAssignment.objects.create(user=cast.nora, unit=cast.hub, role=Role.COORDINATOR, starts_on=clock.today())
    users = [fresh(user) for user in cast.users.values()]
    found = [user for user in users if has_permission(user, permission) and not user.is_system]
    assert len(found) >= 3
    return found


def runs(person: Person, scheme: Scheme) -> None:
    Placement.objects.create(
        person=person, scheme=scheme, role=PlacementRole.LEADER, starts_on=clock.today() - dt.timedelta(days=9)
    )


def test_who_may_approve_an_account(cast: Cast) -> None:
    """The page of an account and My work: put up by them, changed by them, theirs, used by them, of their scheme."""
    keepers = everybody(cast, Permission.KEEP_SCHEMES)
    known = [Person.objects.filter(user=user).first() for user in keepers]
    theirs, elsewhere = proposed(cast, "Their own"), proposed(cast, "Elsewhere")
    waiting = ({"status": AccountStatus.PROPOSED},
               {"status": AccountStatus.SUSPENDED, "decided_because": policies.CHANGED_SINCE})  # fmt: skip
    for number, (user, person) in enumerate(zip(keepers, known, strict=True)):
        if person is None:
            person = staff(cast, "Kay", f"Keeper{number}", PersonType.POLICE_STAFF)
            Person.objects.filter(pk=person.pk).update(user=user)
        if number == 0:
            runs(person, theirs)
        for at, how in enumerate(waiting):
            common = {"kind": AccountKind.OFFICIAL_CADET, **how}
            handle = f"@{number}-{at}"
            put_up = an_account(cast.root, handle=f"{handle}-put-up", scheme=elsewhere, **common)
            Account.objects.filter(pk=put_up.pk).update(proposed_by=user)
            an_account(user, handle=f"{handle}-added", scheme=elsewhere, **common)
            an_account(cast.root, handle=f"{handle}-changed", scheme=elsewhere, changers=[user.pk], **common)
            an_account(cast.root, handle=f"{handle}-own", person=person, **common)
            used = an_account(cast.root, handle=f"{handle}-used", scheme=elsewhere, **common)
            AccountAccess.objects.create(account=used, person=person, given_by=cast.root)
    an_account(cast.root, handle="@theirs", scheme=theirs, kind=AccountKind.OFFICIAL_CADET, **waiting[0])
    an_account(cast.root, handle="@free", scheme=elsewhere, kind=AccountKind.OFFICIAL_CADET, **waiting[0])
    for user in keepers:
        seen = Account.objects.visible_to(user)
        one_by_one = {one.handle for one in seen if policies.may_approve(user, one)}
        at_once = {one.handle for one in (*to_approve(user), *to_approve_again(user))}
        assert one_by_one == at_once, user
        assert bool(at_once) == ("@free" in at_once), user
        assert 0 < len(at_once) < seen.count() or not seen, user


def test_who_may_answer_a_request_to_be_in_contact(cast: Cast) -> None:
    """The page of a request and My work: their own, for them, or of somebody with whom they run a scheme."""
    workers = everybody(cast, Permission.SEE_PEOPLE)
    child = Person.objects.filter(kind="young_person", force=cast.force).first()
    assert child is not None
    scheme = proposed(cast)
    with_them = staff(cast, "Wendy", "With", PersonType.POLICE_STAFF)
    other = staff(cast, "Olga", "Other", PersonType.POLICE_STAFF)
    runs(with_them, scheme)
    for number, user in enumerate(workers):
        person = Person.objects.filter(user=user).first()
        if number == 0 and person is not None:
            runs(person, scheme)
        for adult in (one for one in (person, with_them, other) if one is not None):
            for asked_by in (user, cast.root):
                ContactAuthorisation.objects.create(
                    force=cast.force, adult=adult, young_person=child, channel=Channel.IN_PERSON, reason="A trip",
                    requested_by=asked_by, valid_from=clock.today(), valid_until=clock.today(),
                )  # fmt: skip
    for user in workers:
        seen = ContactAuthorisation.objects.visible_to(user)
        one_by_one = {one.pk for one in seen.select_related("adult") if policies.may_answer(user, one)}
        assert one_by_one == set(to_answer(user).values_list("pk", flat=True)), user


def test_which_template_is_in_force(cast: Cast) -> None:
    """What a letter begins with, and what the page of templates says is in force."""
    today = clock.today()
    days = [today + dt.timedelta(days=shift) for shift in (-9, -9, -1, 0, 1)]
    for number, (day, status) in enumerate(product(days, TemplateStatus.values), 1):
        made = a_template(cast.force, cast.lena, number=number, effective_from=day)
        given: dict[str, Any] = {"status": status} if status != TemplateStatus.DRAFT else {}
        if status == TemplateStatus.APPROVED:
            given |= {"approved_by": cast.sam, "approved_at": clock.now()}
        LetterTemplate.objects.filter(pk=made.pk).update(**given, written_at=clock.now())
    for one in templates_by_kind(fresh(cast.lena)):
        assert one.in_force == LetterTemplate.objects.in_force(cast.force, one.kind, today)
        assert (one.in_force is not None) == (one.kind == LetterKind.PLAIN)


@pytest.mark.parametrize(("micro", "is_late"), [(-1, False), (0, False), (999_999, False), (1_000_000, True)])
def test_which_clock_is_late(cast: Cast, micro: int, is_late: bool) -> None:
    """The page of a clock, and the lists and counts of late ones: the last second of a day belongs to the day."""
    held = start(cast, start_at=clock.now())
    with clock.standing_at(held.due_at + dt.timedelta(microseconds=micro)):
        assert held.is_overdue is is_late
        assert Deadline.objects.overdue().filter(pk=held.pk).exists() is is_late

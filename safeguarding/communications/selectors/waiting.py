"""What waits for one person in the register of accounts and in contact with young people: for My work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.communications import policies
from safeguarding.communications.choices import AccountStatus, AuthorisationStatus, ContactStatus
from safeguarding.communications.models import Account, AccountAccess, ContactAuthorisation, ContactEvent
from safeguarding.communications.selectors.accounts import Wanted, account_list
from safeguarding.communications.selectors.contacts import to_look_q
from safeguarding.communications.selectors.plans import mine_q
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline


@dataclass(frozen=True)
class Waits:
    """So many of one thing wait, and where they are found."""

    count: int
    one: str
    many: str
    url: str

    @property
    def words(self) -> str:
        return f"{self.count:,} {self.one if self.count == 1 else self.many}"


def waiting_for(user: User) -> list[Waits]:
    """What the user alone, or they among others, has to see to; what there is none of is left out."""
    return [one for one in _all(user) if one.count]


def _all(user: User) -> Iterator[Waits]:
    contacts, plans = reverse("communications:contact_list"), reverse("communications:plan_list")
    late = Q(status=ContactStatus.PLANNED, sent_at__lt=clock.now()) & mine_q(user)
    mine = ContactEvent.objects.visible_to(user).aggregate(
        look=Count("pk", filter=to_look_q(user)), late=Count("pk", filter=late)
    )
    yield Waits(
        mine["look"], "contact to look at as the second adult", "contacts to look at as the second adult",
        f"{contacts}?state=look",
    )  # fmt: skip
    yield Waits(
        mine["late"], "planned contact whose time has passed", "planned contacts whose time has passed",
        f"{plans}?mine=on&passed=on",
    )  # fmt: skip
    if has_permission(user, Permission.SEE_PEOPLE):
        yield Waits(
            to_answer(user).count(), "request to be in contact to answer", "requests to be in contact to answer",
            f"{reverse('communications:authorisation_list')}?status={AuthorisationStatus.REQUESTED}",
        )  # fmt: skip
    if has_permission(user, Permission.KEEP_SCHEMES):
        yield Waits(
            to_approve(user).count(), "account to approve", "accounts to approve",
            f"{reverse('communications:account_list')}?status={AccountStatus.PROPOSED}",
        )  # fmt: skip
        yield Waits(
            to_approve_again(user).count(), "account to approve again", "accounts to approve again",
            f"{reverse('communications:account_list')}?status={AccountStatus.SUSPENDED}",
        )  # fmt: skip
        yield Waits(
            account_list(user, Wanted(late=True)).count(), "account to be seen to", "accounts to be seen to",
            f"{reverse('communications:account_list')}?late=on",
        )  # fmt: skip


def to_answer(user: User) -> QuerySet[ContactAuthorisation]:
    """The requests that the user may answer: not their own, nor of somebody with whom they run a scheme."""
    asked = ContactAuthorisation.objects.visible_to(user).filter(status=AuthorisationStatus.REQUESTED)
    with_them = policies.shared_parts(user).filter(person=OuterRef("adult"))
    return asked.exclude(requested_by=user).exclude(adult__user=user).filter(~Exists(with_them))


def to_approve(user: User) -> QuerySet[Account]:
    """The accounts that wait for their approval, of those that the user may approve."""
    return _approvable(user).filter(status=AccountStatus.PROPOSED)


def to_approve_again(user: User) -> QuerySet[Account]:
    """The accounts that were approved and then changed, of those that the user may approve."""
    return _approvable(user).filter(status=AccountStatus.SUSPENDED, decided_because=policies.CHANGED_SINCE)


def _approvable(user: User) -> QuerySet[Account]:
    """None that they put up, changed since it was last approved, own, may use, or whose scheme they run."""
    waits = Account.objects.visible_to(user).exclude(policies.changed_by_q(user))
    put_up = Q(proposed_by=user) | Q(proposed_by__isnull=True, added_by=user)
    uses = AccountAccess.objects.filter(account=OuterRef("pk"), person__user=user, ended_at__isnull=True)
    runs = policies.shared_parts(user).filter(person__user=user).values("scheme")
    return waits.exclude(put_up).exclude(person__user=user).exclude(scheme__in=runs).filter(~Exists(uses))


def clock_names(user: User, clocks: Iterable[Deadline]) -> dict[int, str]:
    """By the clock's number, the account that is to be looked at again, for who may see it: one read at most."""
    wanted = {held.subject_id: held.pk for held in clocks if held.subject_type == "account"}
    if not wanted:
        return {}
    seen = Account.objects.visible_to(user).filter(pk__in=wanted).select_related("platform")
    return {wanted[account.pk]: str(account) for account in seen}

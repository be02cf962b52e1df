"""Who sees accounts and contacts, who approves accounts, and who answers a request to be in contact.

The register of accounts is kept by who keeps the register of schemes, and never by somebody about an account that they
own, may use, or that belongs to a scheme they run. What is written about contact with young people is seen by who works
with people in the force (coordinators, leads, supervisors) and by those who took part as adults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.core import clock
from safeguarding.core.errors import NotAllowed
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.policies import require_keeping, runs

if TYPE_CHECKING:
    from safeguarding.communications.models import Account, ContactAuthorisation, ContactEvent

THEIR_OWN = "You own this account or may use it. Somebody else has to decide about it."
NOT_THEIR_CONTACT = "You log your own contacts. Who works with people in the force logs those of others."
NOT_THE_SECOND = "Only the second adult says that they have looked at it."
NOT_THE_ANSWERER = "Coordinators, leads and supervisors of the force answer a request to be in contact."
ASKED_FOR_IT = "You asked for this, or it is for you. Somebody else has to answer."
RUNS_WITH_THEM = "You have a part in a scheme together with this adult. Somebody else has to answer."
NOT_THE_ASKER = "Only who asked for it, or whom it is for, withdraws a request to be in contact."
NOT_A_SETTER = "Only coordinators and managers set the numbers that the rules go by."
PUT_IT_UP = (
    "You put this account up for approval, or changed it since it was last approved. Somebody else has to approve it."
)
#: Why nobody may use an account that was approved: what was approved is not what the register says any more.
CHANGED_SINCE = "What the register says of it was changed after it was approved. It waits to be approved again."
RUNS_ITS_SCHEME = "You have a part in the scheme this account belongs to. Somebody else has to decide about it."


def _nobody() -> Q:
    return Q(pk__in=[])


def accounts_visible_q(user: User) -> Q:
    """The one phrasing of who sees an account: who may see the register of schemes; whoever owns it or may use it.

    An account of a young person is seen by who works with people alone.
    """
    if not user.is_active or user.force_id is None:
        return _nobody()
    in_force = Q(force_id=user.force_id)
    if has_permission(user, Permission.SEE_PEOPLE):
        return in_force
    if has_permission(user, Permission.SEE_SCHEMES):
        return in_force & (Q(person__isnull=True) | ~Q(person__kind=PersonKind.YOUNG_PERSON))
    return in_force & (Q(person__user=user) | Q(accesses__person__user=user, accesses__ended_at__isnull=True))


def contacts_visible_q(user: User) -> Q:
    """The one phrasing of who sees a contact: who works with people in the force, and the adults who took part."""
    if not user.is_active or user.force_id is None:
        return _nobody()
    in_force = Q(force_id=user.force_id)
    if has_permission(user, Permission.SEE_PEOPLE):
        return in_force
    return in_force & (Q(logged_by=user) | Q(sender__user=user) | Q(second_adult__user=user))


def reports_visible_q(user: User) -> Q:
    """The one phrasing of who sees a report that a young person tried to make contact.

    Who works with people in the force, who made it, and the supervisor who was told.
    """
    if not user.is_active or user.force_id is None:
        return _nobody()
    in_force = Q(force_id=user.force_id)
    if has_permission(user, Permission.SEE_PEOPLE):
        return in_force & ~Q(adult__user=user) | in_force & Q(reported_by=user)
    return in_force & (Q(reported_by=user) | Q(supervisor=user))


def authorisations_visible_q(user: User) -> Q:
    """The one phrasing of who sees a request to be in contact: who works with people, who asked, who answers."""
    if not user.is_active or user.force_id is None:
        return _nobody()
    in_force = Q(force_id=user.force_id)
    if has_permission(user, Permission.SEE_PEOPLE):
        return in_force
    return in_force & (Q(requested_by=user) | Q(adult__user=user) | Q(decided_by=user))


def uses_or_owns(user: User, account: Account) -> bool:
    """Whether the user owns the account or may use it now."""
    if account.person_id is not None and account.person is not None and account.person.user_id == user.pk:
        return True
    return account.accesses.filter(person__user=user, ended_at__isnull=True).exists()


def require_account_keeper(user: User, account: Account) -> None:
    """Raises NotAllowed unless the user keeps the register and has no part in this account."""
    if user.is_system:
        return
    require_keeping(user)
    if user.force_id != account.force_id:
        raise NotAllowed("Only the force that keeps an account decides about it.")
    if uses_or_owns(user, account):
        raise NotAllowed(THEIR_OWN)
    if account.scheme is not None and runs(user, account.scheme):
        raise NotAllowed(RUNS_ITS_SCHEME)


def require_approver(user: User, account: Account) -> None:
    """Raises NotAllowed unless the user keeps this account, and neither put it up nor changed it: two people look."""
    require_account_keeper(user, account)
    if not user.is_system and (put_it_up(user, account) or changed_it(user, account)):
        raise NotAllowed(PUT_IT_UP)


def may_approve(user: User, account: Account) -> bool:
    """Whether the user approves or renews this account."""
    return may_keep_account(user, account) and not put_it_up(user, account) and not changed_it(user, account)


def put_it_up(user: User, account: Account) -> bool:
    """Whether it waits, or was approved, at this user's word. Where nobody is named it is who put it on record."""
    return user.pk == (account.proposed_by_id or account.added_by_id)


def changed_it(user: User, account: Account) -> bool:
    """Whether what waits to be approved, or renewed, is in part this user's word."""
    return user.pk in account.changers


def changed_by_q(user: User) -> Q:
    """The same of many accounts."""
    return Q(changers__contains=[user.pk])


def has_part(user: User, account: Account) -> bool:
    """Whether the user owns the account, may use it, or has a part in the scheme it belongs to."""
    return uses_or_owns(user, account) or (account.scheme is not None and runs(user, account.scheme))


def may_keep_account(user: User, account: Account) -> bool:
    """Whether the user decides about this account."""
    keeps = user.force_id == account.force_id and has_permission(user, Permission.KEEP_SCHEMES)
    return keeps and not has_part(user, account)


def may_log(user: User, sender: Person) -> bool:
    """Whether the user may log a contact of this adult: their own, or anybody's when they work with people."""
    if user.is_system:
        return True
    if not user.is_active or user.force_id != sender.force_id:
        return False
    return sender.user_id == user.pk or has_permission(user, Permission.SEE_PEOPLE)


def require_logging(user: User, sender: Person) -> None:
    if not may_log(user, sender):
        raise NotAllowed(NOT_THEIR_CONTACT)


def require_contact_keeper(user: User, contact: ContactEvent) -> None:
    """Who says that a planned contact was sent: who logged it, the adult, and who works with people."""
    if contact.logged_by_id != user.pk:
        require_logging(user, contact.sender)


def require_second_adult(user: User, contact: ContactEvent) -> None:
    """The second adult alone says that they have looked, for nobody can look in their place."""
    second = contact.second_adult
    if second is None or second.user_id != user.pk:
        raise NotAllowed(NOT_THE_SECOND)


def shared_parts(user: User) -> QuerySet[Placement]:
    """The parts that adults have now in the schemes in which the user has one."""
    live = Placement.objects.live_on(clock.today()).of_adults()
    return live.filter(scheme_id__in=live.filter(person__user=user).values("scheme_id"))


def runs_with(user: User, adult: Person) -> bool:
    """Whether the user and the adult have a part in one scheme now."""
    return shared_parts(user).filter(person=adult).exists()


def require_answerer(user: User, asked: ContactAuthorisation) -> None:
    """Who works with people answers: never who asked, for whom it is, or who has a part in a scheme with them."""
    if user.is_system:
        return
    if user.force_id != asked.force_id or not has_permission(user, Permission.SEE_PEOPLE):
        raise NotAllowed(NOT_THE_ANSWERER)
    if asked.requested_by_id == user.pk or asked.adult.user_id == user.pk:
        raise NotAllowed(ASKED_FOR_IT)
    if runs_with(user, asked.adult):
        raise NotAllowed(RUNS_WITH_THEM)


def may_answer(user: User, asked: ContactAuthorisation) -> bool:
    try:
        require_answerer(user, asked)
    except NotAllowed:
        return False
    return True


def require_asker(user: User, asked: ContactAuthorisation) -> None:
    """A request is withdrawn by who made it, or whom it is for."""
    if user.pk not in (asked.requested_by_id, asked.adult.user_id):
        raise NotAllowed(NOT_THE_ASKER)


def require_ender(user: User, asked: ContactAuthorisation) -> None:
    """Leave is given up by whom it is for, and taken back by who works with people."""
    if user.is_system or user.pk in (asked.requested_by_id, asked.adult.user_id):
        return
    if user.force_id != asked.force_id or not has_permission(user, Permission.SEE_PEOPLE):
        raise NotAllowed(NOT_THE_ANSWERER)


def may_set_numbers(user: User) -> bool:
    """The numbers of a force are set by who keeps its register of schemes."""
    return user.is_system or (user.force_id is not None and has_permission(user, Permission.KEEP_SCHEMES))


def require_setting_numbers(user: User) -> None:
    if not may_set_numbers(user):
        raise NotAllowed(NOT_A_SETTER)

"""Who sees risk assessments and the risk register, who writes in them and who decides.

A scheme's assessment is written by those who run it or who keep the register, and approved by a keeper who neither
wrote any of it nor has a part in the scheme. A risk is raised by anyone who works with schemes, and kept by keepers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.core import clock
from safeguarding.core.errors import NotAllowed
from safeguarding.people.models import Placement
from safeguarding.risk import states
from safeguarding.risk.choices import AssessmentStatus, Source
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import require_keeper, require_keeping, runs

if TYPE_CHECKING:
    from safeguarding.risk.models import RiskAction, RiskAssessment, RiskRegisterEntry

NOT_THEIRS = "Only who runs the scheme, or who keeps the register of schemes, writes its risk assessment."
WROTE_IT = "You wrote some of this risk assessment. Somebody else has to decide about it."
OWNS_IT = "You own this risk. Somebody else has to accept or close it."
OWNED_IT = "You have owned this risk. Somebody else has to accept or close it."
NOT_YOURS = "Only who has it to do, and who keeps the register, says that it is done."
ABOUT_YOU = "Somebody else has to keep this risk."
NOBODY_S = "Only who works with schemes raises a risk. If a child may be at risk, log a concern."


def my_schemes(user: User) -> QuerySet[Placement, int]:
    """The numbers of the schemes in which the user, as an adult, has a part now."""
    live = Placement.objects.live_on(clock.today()).of_adults()
    return live.filter(person__user=user).values_list("scheme_id", flat=True)


def in_force_q(user: User) -> Q:
    """The one phrasing of who sees a venue: everybody in the own force, as with the names of schemes."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    return Q(force_id=user.force_id)


def assessments_visible_q(user: User) -> Q:
    """The one phrasing of who sees an assessment: who may see the register, and who runs the scheme."""
    if has_permission(user, Permission.SEE_SCHEMES):
        return in_force_q(user)
    return in_force_q(user) & Q(scheme__in=my_schemes(user))


def entries_visible_q(user: User) -> Q:
    """The one phrasing of who sees an entry: who may see the register; who raised it, owns it or acts on it.

    A report of contact in a scheme is not shown to those who run that scheme: it may be about them.
    Whom an entry is kept from does not see it either, unless they raised it.
    """
    own = Q(raised_by=user) | Q(owner=user) | Q(pk__in=user.risk_actions.values("entry_id"))
    if not has_permission(user, Permission.SEE_SCHEMES):
        return in_force_q(user) & own & (Q(raised_by=user) | ~Q(kept_from__contains=[user.pk]))
    seen = own | ~Q(source=Source.CONTACT_REPORT) | ~_of(my_schemes(user))
    return in_force_q(user) & seen & (Q(raised_by=user) | ~Q(kept_from__contains=[user.pk]))


def _of(schemes: QuerySet[Placement, int]) -> Q:
    return Q(scheme__isnull=False, scheme__in=schemes)


def may_write(user: User, scheme: Scheme) -> bool:
    """Whether the user may write the scheme's risk assessments."""
    if user.is_system:
        return True
    in_force = user.is_active and user.force_id == scheme.force_id
    return in_force and (has_permission(user, Permission.KEEP_SCHEMES) or runs(user, scheme))


def require_writer(user: User, scheme: Scheme) -> None:
    if not may_write(user, scheme):
        raise NotAllowed(NOT_THEIRS)


def require_approver(user: User, assessment: RiskAssessment) -> None:
    """A keeper of the register who neither runs the scheme nor wrote any of the assessment."""
    require_keeper(user, assessment.scheme)
    if user.pk in assessment.writers:
        raise NotAllowed(WROTE_IT)


def may_approve(user: User, assessment: RiskAssessment) -> bool:
    try:
        require_approver(user, assessment)
    except NotAllowed:
        return False
    return True


def require_withdrawer(user: User, assessment: RiskAssessment) -> None:
    """What is in force is withdrawn by a keeper; what is not yet, by who writes it."""
    if assessment.status == AssessmentStatus.APPROVED:
        require_keeper(user, assessment.scheme)
    else:
        require_writer(user, assessment.scheme)


def may_withdraw(user: User, assessment: RiskAssessment) -> bool:
    try:
        require_withdrawer(user, assessment)
    except NotAllowed:
        return False
    return bool(states.NEXT[assessment.status])


def may_raise(user: User, scheme: Scheme | None, *, source: str = Source.PERSON) -> bool:
    """Who may see the register raises any risk; others one of a scheme in which they have a part.

    That a young person tried to make contact is reported by anybody of the force, and the report writes the entry.
    """
    if user.is_system:
        return True
    if not user.is_active or (scheme is not None and scheme.force_id != user.force_id):
        return False
    if source == Source.CONTACT_REPORT:
        return True
    return has_permission(user, Permission.SEE_SCHEMES) or (scheme is not None and runs(user, scheme))


def works_with_schemes(user: User) -> bool:
    """Whether the pages of risk are for the user at all."""
    return has_permission(user, Permission.SEE_SCHEMES) or my_schemes(user).exists()


def require_working_with_schemes(user: User) -> None:
    if not works_with_schemes(user):
        raise NotAllowed(NOBODY_S)


def require_entry_keeper(user: User, entry: RiskRegisterEntry) -> None:
    """The keepers of the register, but of a scheme they run somebody else, and of what may be about them."""
    if user.pk in entry.kept_from:
        raise NotAllowed(ABOUT_YOU)
    if entry.scheme is not None:
        require_keeper(user, entry.scheme)
        return
    require_keeping(user)
    if not user.is_system and user.force_id != entry.force_id:
        raise NotAllowed(NOT_THEIRS)


def may_keep_entry(user: User, entry: RiskRegisterEntry) -> bool:
    try:
        require_entry_keeper(user, entry)
    except NotAllowed:
        return False
    return True


def may_see_to(user: User, entry: RiskRegisterEntry, scheme: Scheme | None) -> bool:
    """Whether the user may own a risk, or be given something to do about it, were it a risk of this scheme.

    A report of contact may be about those who run the scheme: none of them owns it, acts on it or is reminded of it.
    """
    if user.pk in entry.kept_from:
        return False
    return entry.source != Source.CONTACT_REPORT or scheme is None or not runs(user, scheme)


def require_not_owned(user: User, entry: RiskRegisterEntry) -> None:
    """Nobody who owns the entry, or owned it before, by the history that the database keeps of it."""
    if entry.owner_id == user.pk:
        raise NotAllowed(OWNS_IT)
    history: Any = entry
    if history.events.filter(owner_id=user.pk).exists():
        raise NotAllowed(OWNED_IT)


def may_act(user: User, action: RiskAction) -> bool:
    """Whether the user may say that an action is done: who has it to do, and the keepers."""
    return action.owner_id == user.pk or may_keep_entry(user, action.entry)


def require_acting(user: User, action: RiskAction) -> None:
    if not may_act(user, action):
        raise NotAllowed(NOT_YOURS)

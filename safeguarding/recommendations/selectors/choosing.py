"""Who may have a recommendation, or something of it, in hand."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.cases.models import CaseConflict
from safeguarding.recommendations import policies
from safeguarding.recommendations.models import Recommendation

BY_NAME = ("last_name", "first_name", "pk")


ANYBODY = "Choose somebody of the force who sees recommendations or keeps policies"
YOURSELF_ALONE = "You can give this to yourself. Ask who reads the case it came from to give it to somebody else"


def possible_owners(recommendation: Recommendation, by: User) -> QuerySet[User]:
    """Who sees recommendations or keeps policies in the force, but for who is in conflict with its case.

    Who does not read the case gives to themselves alone: who is missing from a list would say who is in conflict.
    """
    if not policies.reads_case(by, recommendation):
        return User.objects.filter(pk=by.pk)
    units = unit_ids_of(recommendation.force_id)
    found = Q(pk__in=users_with(Permission.SEE_RECOMMENDATIONS, unit_ids=units).values("pk"))
    found |= Q(pk__in=users_with(Permission.KEEP_POLICIES, unit_ids=units).values("pk"))
    in_conflict = CaseConflict.objects.filter(case=recommendation.case_id or 0).values("user_id")
    return User.objects.filter(found).exclude(pk__in=in_conflict).order_by(*BY_NAME)


def owner_words(recommendation: Recommendation, by: User) -> str:
    """What is said of somebody who cannot be chosen; the same for everybody who is not in the list."""
    return ANYBODY if policies.reads_case(by, recommendation) else YOURSELF_ALONE


def owners_of(user: User) -> QuerySet[User]:
    """Who has one of those in hand that the user may see."""
    owned = Recommendation.objects.visible_to(user).filter(owner__isnull=False)
    return User.objects.filter(pk__in=owned.values("owner_id")).order_by(*BY_NAME)

"""Named reads over schemes. Each starts from what the user may see."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.schemes.choices import SchemeStatus
from safeguarding.schemes.models import Scheme, SchemeCondition


def scheme_list(user: User, *, words: str = "", status: str = "", kind: str = "") -> QuerySet[Scheme]:
    """The schemes of the user's force, by name."""
    schemes = Scheme.objects.visible_to(user).select_related("unit")
    if words:
        schemes = schemes.filter(Q(name__icontains=words) | Q(place__icontains=words))
    if status:
        schemes = schemes.filter(status=status)
    if kind:
        schemes = schemes.filter(kind=kind)
    return schemes.order_by("name", "pk")


def review_overdue(schemes: QuerySet[Scheme]) -> QuerySet[Scheme]:
    """Schemes let run on conditions whose review is late, or was never set."""
    late = Q(review_on__isnull=True) | Q(review_on__lt=clock.today())
    return schemes.filter(late, status=SchemeStatus.TOLERATED)


def with_conditions(schemes: QuerySet[Scheme]) -> QuerySet[Scheme]:
    """The schemes, ready for a scheme's page."""
    conditions = SchemeCondition.objects.order_by("pk")
    return schemes.select_related("unit").prefetch_related(Prefetch("conditions", queryset=conditions))

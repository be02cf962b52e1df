"""What the clocks of self-assessments are about, whose they are, and what each scheme was asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, QuerySet

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_in_role
from safeguarding.deadlines.models import Deadline
from safeguarding.learning.models import SchemeReply
from safeguarding.learning.policies import may_reply
from safeguarding.schemes.models import Scheme

CLOCK = "schemereply"


def who_answers(scheme: Scheme) -> User | None:
    """The coordinator of the scheme's unit, or else of its force, who has no part in it and so may answer for it."""
    near = users_in_role(Role.COORDINATOR, unit_ids=[scheme.unit_id]).order_by("pk")
    anywhere = users_in_role(Role.COORDINATOR, unit_ids=unit_ids_of(scheme.force_id)).order_by("pk")
    return next((user for circle in (near, anywhere) for user in circle if may_reply(user, scheme)), None)


def asked_of(scheme: Scheme, user: User) -> QuerySet[SchemeReply]:
    """What a scheme was asked and what it answered: what waits comes first, the earliest day before the others."""
    rows = SchemeReply.objects.visible_to(user).filter(scheme=scheme)
    return rows.select_related("assessment__report", "answered_by").order_by(
        F("answered_at").asc(nulls_first=True), "assessment__due_on", "pk"
    )


def clock_names(user: User, clocks: Iterable[Deadline]) -> dict[int, str]:
    """By the clock's number, the scheme that has to answer, for who may see it."""
    of = {one.pk: one.subject_id for one in clocks if one.subject_type == CLOCK}
    if not of:
        return {}
    rows = SchemeReply.objects.visible_to(user).filter(pk__in=of.values())
    names = dict(rows.values_list("pk", "scheme__name"))
    return {pk: names[subject] for pk, subject in of.items() if subject in names}

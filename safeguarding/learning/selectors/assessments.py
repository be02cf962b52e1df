"""What the clocks of self-assessments are about, whose they are, and what each scheme was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_in_role
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.learning.choices import Standing
from safeguarding.learning.models import SchemeReply
from safeguarding.learning.policies import may_be_asked
from safeguarding.schemes.models import Scheme

CLOCK = "schemereply"
#: What waits, then what is not asked any more, then what was answered, the last at the end.
WAITING_FIRST = (F("answered_at").asc(nulls_first=True), F("ended_on").asc(nulls_first=True))


def who_answers(scheme: Scheme, case: Case) -> User | None:
    """The coordinator of the scheme's unit, or else of its force, who has no part in it nor conflict with the case."""
    near = users_in_role(Role.COORDINATOR, unit_ids=[scheme.unit_id]).order_by("pk")
    anywhere = users_in_role(Role.COORDINATOR, unit_ids=unit_ids_of(scheme.force_id)).order_by("pk")
    return next((user for circle in (near, anywhere) for user in circle if may_be_asked(user, scheme, case)), None)


def who_is_reminded(asked: SchemeReply) -> User | None:
    """Whose clock it is; where that is nobody's who may answer any more, who answers for the scheme today."""
    case = asked.assessment.report.case
    running = Deadline.objects.running().filter(subject_type=CLOCK, subject_id=asked.pk).select_related("owner")
    owners = [one.owner for one in running if one.owner is not None and one.owner.is_active]
    return next((one for one in owners if may_be_asked(one, asked.scheme, case)), who_answers(asked.scheme, case))


def asked_of(scheme: Scheme, user: User) -> QuerySet[SchemeReply]:
    """What a scheme was asked and what it answered: what waits comes first, the earliest day before the others."""
    rows = SchemeReply.objects.visible_to(user).filter(scheme=scheme)
    return rows.select_related("assessment__report", "answered_by").order_by(*WAITING_FIRST, "assessment__due_on", "pk")


@dataclass(frozen=True)
class Wanted:
    """What a list of replies is narrowed to; what is empty narrows nothing."""

    standing: str = ""
    scheme: str = ""
    assessment: int | None = None


def asked_of_schemes(user: User, wanted: Wanted) -> QuerySet[SchemeReply]:
    """What schemes were asked, of every self-assessment: what waits first, the longest due before the others."""
    rows = SchemeReply.objects.visible_to(user)
    if wanted.assessment is not None:
        rows = rows.filter(assessment=wanted.assessment)
    if wanted.scheme:
        rows = rows.filter(scheme__name__icontains=wanted.scheme)
    if wanted.standing:
        rows = rows.filter(_stands(wanted.standing))
    return rows.select_related("assessment__report", "scheme", "answered_by").order_by(
        *WAITING_FIRST, "assessment__due_on", "scheme__name", "pk"
    )


def standings(user: User) -> dict[str, int]:
    """How many replies of all self-assessments are late, wait and were answered. What is late waits as well."""
    rows = SchemeReply.objects.visible_to(user)
    return rows.aggregate(**{one.value: Count("pk", filter=_stands(one)) for one in Standing})


def _stands(standing: str) -> Q:
    waits = Q(answered_at__isnull=True, ended_on__isnull=True)
    of = {
        Standing.LATE: waits & Q(assessment__due_on__lt=clock.today()), Standing.WAITING: waits,
        Standing.ANSWERED: Q(answered_at__isnull=False), Standing.ENDED: Q(ended_on__isnull=False),
    }  # fmt: skip
    return of[Standing(standing)]


def clock_names(user: User, clocks: Iterable[Deadline]) -> dict[int, str]:
    """By the clock's number, the scheme that has to answer, for who may see it."""
    of = {one.pk: one.subject_id for one in clocks if one.subject_type == CLOCK}
    if not of:
        return {}
    rows = SchemeReply.objects.visible_to(user).filter(pk__in=of.values())
    names = dict(rows.values_list("pk", "scheme__name"))
    return {pk: names[subject] for pk, subject in of.items() if subject in names}

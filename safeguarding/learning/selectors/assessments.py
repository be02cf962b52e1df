"""What the clocks of self-assessments are about."""

from __future__ import annotations

from collections.abc import Iterable

from safeguarding.access.models import User
from safeguarding.deadlines.models import Deadline
from safeguarding.learning.models import SchemeReply

CLOCK = "schemereply"


def clock_names(user: User, clocks: Iterable[Deadline]) -> dict[int, str]:
    """By the clock's number, the scheme that has to answer, for who may see it."""
    of = {one.pk: one.subject_id for one in clocks if one.subject_type == CLOCK}
    if not of:
        return {}
    rows = SchemeReply.objects.visible_to(user).filter(pk__in=of.values())
    names = dict(rows.values_list("pk", "scheme__name"))
    return {pk: names[subject] for pk, subject in of.items() if subject in names}

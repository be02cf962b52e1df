"""Which clocks stand on the pages of a case: its own, and those of the parts of it that not everybody reads."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.deadlines.models import Deadline

_PARTS: set[str] = set()


def register_part(subject_type: str) -> None:
    """An app above says that clocks of this type belong to a part of a case, by whose reference they are labelled.

    Who sees such a part sees its clocks among those of the case; for others they are not there, nor counted.
    """
    _PARTS.add(subject_type)


def of_case(case: Case) -> Q:
    """The clocks of a case and of its parts. Only after `visible_to`: a part may be hidden from the reader."""
    parts = Q(subject_type__in=_PARTS, subject_label=case.reference, force_id=case.force_id)
    return Q(subject_type="case", subject_id=case.pk) | parts


def every_clock(user: User, case: Case) -> QuerySet[Deadline]:
    """Every clock of the case that the reader may know of, running or ended, the nearest first."""
    found = Deadline.objects.visible_to(user).filter(of_case(case))
    return found.select_related("rule", "owner", "extended_by").order_by("due_at", "pk")


def kinds_of_case() -> frozenset[str]:
    """The types of subject whose clocks can stand on the pages of a case."""
    return frozenset({"case", *_PARTS})


def is_part(subject_type: str) -> bool:
    return subject_type in _PARTS

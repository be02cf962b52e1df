"""The cases a case is linked to, of those the user may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.cases.models import Case, CaseLink


@dataclass(frozen=True)
class LinkedCase:
    """A case at the other end of a link."""

    link: CaseLink
    case: Case


def linked_cases(case: Case, user: User) -> list[LinkedCase]:
    """Links of which the user may read both ends; of any other there is no trace."""
    links = CaseLink.objects.filter(Q(case=case) | Q(other=case)).select_related("linked_by")
    ends = {link.pk: link.other_id if link.case_id == case.pk else link.case_id for link in links}
    seen = Case.objects.fully_visible_to(user).select_related("owner").in_bulk(ends.values())
    return [LinkedCase(link, seen[ends[link.pk]]) for link in links if ends[link.pk] in seen]

"""Links that somebody was told of, each with the ends they may see and nothing of the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.cases.models import Case, Concern
from safeguarding.links.models import ToldLink
from safeguarding.links.policies import readable_concerns

UNSEEN = "another matter that you may not see"


@dataclass(frozen=True)
class Shown:
    """A link with those of its ends that the user may see."""

    link: ToldLink
    cases: list[Case]
    concern: Concern | None

    @property
    def sees_both(self) -> bool:
        return len(self.cases) + (self.concern is not None) == 2

    @property
    def words(self) -> str:
        seen = [case.reference for case in self.cases] + ([self.concern.reference] if self.concern else [])
        return " and ".join([*seen, *([] if self.sees_both else [UNSEEN])])


def told_to(user: User, links: Iterable[ToldLink]) -> list[Shown]:
    """These links in two queries, however many they are."""
    rows = list(links)
    ids = {pk for row in rows for pk in (row.case_id, row.other_id) if pk}
    cases = Case.objects.fully_visible_to(user).select_related("owner").in_bulk(ids)
    concerns = readable_concerns(user).in_bulk([row.concern_id for row in rows if row.concern_id])
    return [
        Shown(
            row,
            [cases[pk] for pk in (row.case_id, row.other_id) if pk in cases],
            concerns.get(row.concern_id) if row.concern_id else None,
        )
        for row in rows
    ]

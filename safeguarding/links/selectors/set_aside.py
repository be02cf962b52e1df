"""Links that somebody judged wrong, known again in a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core.sealed import unseal
from safeguarding.links.choices import NodeKind
from safeguarding.links.models import SetAside
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.names import Named, names_of
from safeguarding.links.selectors.reach import Reach, numbers


@dataclass(frozen=True)
class WithoutWhat:
    """What is left out of the picture around one case: by which thing, and what is at its other end."""

    pairs: frozenset[frozenset[Node]]

    def holds(self, pair: frozenset[Node]) -> bool:
        return pair in self.pairs


def set_aside_from(case: Case) -> list[SetAside]:
    """What was set aside from this case and stands so; where the other end is a case, from there too."""
    standing = SetAside.objects.filter(undone_at=None).select_related("set_by", "case")
    return [*standing.filter(case=case), *standing.filter(other=case)]


def without(rows: Iterable[SetAside], case: Case) -> WithoutWhat:
    return WithoutWhat(frozenset(frozenset((by_what(row), far_end(row, case))) for row in rows))


def by_what(row: SetAside) -> Node:
    """The thing that was taken for one and the same."""
    if row.person_id is not None:
        return Node(NodeKind.PERSON, row.person_id)
    return Node(NodeKind(row.kind), row.platform_number, unseal(row.sealed_text))


def far_end(row: SetAside, case: Case) -> Node:
    """The other end, seen from this case."""
    if row.other_id is not None:
        return Node(NodeKind.CASE, row.case_id if row.other_id == case.pk else row.other_id)
    if row.concern_id is not None:
        return Node(NodeKind.CONCERN, row.concern_id)
    if row.scheme_id is not None:
        return Node(NodeKind.SCHEME, row.scheme_id)
    return Node(NodeKind.PERSON, row.found_person_id or 0)


@dataclass(frozen=True)
class Standing:
    """A link that is set aside, in words, for who may see its other end."""

    row: SetAside
    through: Named
    end: Named


def standing_of(user: User, rows: Iterable[SetAside], case: Case) -> list[Standing]:
    """Those of which the user may see the other end; of any other there is no trace."""
    reach = Reach(user)
    both = {row.pk: (by_what(row), far_end(row, case)) for row in rows}
    seen = _seen(reach, [end for _, end in both.values()])
    names = names_of(reach, {node for pair in both.values() for node in pair if pair[1] in seen})
    return [Standing(row, names[both[row.pk][0]], names[both[row.pk][1]]) for row in rows if both[row.pk][1] in seen]


def _seen(reach: Reach, ends: list[Node]) -> set[Node]:
    cases = Case.objects.fully_visible_to(reach.user).filter(pk__in=numbers(ends, NodeKind.CASE))
    concerns = reach.concerns.filter(pk__in=numbers(ends, NodeKind.CONCERN))
    found = {
        NodeKind.CASE: cases.values_list("pk", flat=True),
        NodeKind.CONCERN: concerns.values_list("pk", flat=True),
        NodeKind.SCHEME: reach.of_schemes(numbers(ends, NodeKind.SCHEME)),
        NodeKind.PERSON: reach.of_people(numbers(ends, NodeKind.PERSON)),
    }
    return {Node(kind, pk) for kind, ids in found.items() for pk in ids}

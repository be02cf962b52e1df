"""Links that somebody judged wrong, known again in a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case, CaseConcern, Concern
from safeguarding.core.sealed import unseal
from safeguarding.links.choices import NodeKind
from safeguarding.links.models import SetAside
from safeguarding.links.rules.nodes import Node, may_be_one
from safeguarding.links.selectors.names import Named, names_of
from safeguarding.links.selectors.reach import Reach, numbers


@dataclass(frozen=True)
class WithoutWhat:
    """What is left out of the picture around one matter: by which thing, and what is at its other end."""

    pairs: tuple[tuple[Node, Node], ...]

    def holds(self, pair: frozenset[Node]) -> bool:
        return any(
            end in pair and any(may_be_one(through, node) for node in pair if node != end)
            for through, end in self.pairs
        )


JUDGED = ("link.set_aside", "link.taken_up")
ENDS = ("of_concern__case_concern", "concern__case_concern", "set_by", "case")


def standing_rows() -> QuerySet[SetAside]:
    """All that is set aside and stands so, with what it is between."""
    return SetAside.objects.filter(undone_at=None).select_related(*ENDS)


def of_matter(matter: Node) -> Q:
    """Those that are of one matter, at either end; of a case also those of the concerns that are in it."""
    if matter.kind == NodeKind.CONCERN:
        return Q(of_concern=matter.pk) | Q(concern=matter.pk)
    inside = CaseConcern.objects.filter(case=matter.pk).values("concern_id")
    return Q(case=matter.pk) | Q(other=matter.pk) | Q(of_concern__in=inside) | Q(concern__in=inside)


def matter_of(record: Case | Concern) -> Node:
    """The matter that a case or a concern is."""
    return Node(NodeKind.CASE, record.pk) if isinstance(record, Case) else _of_concern(record)


def set_aside_from(matter: Node) -> list[SetAside]:
    """What was set aside from this matter and stands so; where the other end is a matter, from there too."""
    return list(standing_rows().filter(of_matter(matter)))


def without(rows: Iterable[SetAside], matter: Node) -> WithoutWhat:
    return WithoutWhat(tuple((by_what(row), far_end(row, matter)) for row in rows))


def by_what(row: SetAside) -> Node:
    """The thing that was taken for one and the same."""
    if row.person_id is not None:
        return Node(NodeKind.PERSON, row.person_id)
    return Node(NodeKind(row.kind), row.platform_number, unseal(row.sealed_text))


def ends(row: SetAside) -> tuple[Node, Node]:
    """The matter it was set aside from, and its other end."""
    near = Node(NodeKind.CASE, row.case_id) if row.case_id is not None else _of_concern(row.of_concern)
    if row.other_id is not None:
        return near, Node(NodeKind.CASE, row.other_id)
    if row.concern is not None:
        return near, _of_concern(row.concern)
    if row.scheme_id is not None:
        return near, Node(NodeKind.SCHEME, row.scheme_id)
    return near, Node(NodeKind.PERSON, row.found_person_id or 0)


def far_end(row: SetAside, matter: Node) -> Node:
    """The other end, seen from this matter."""
    near, far = ends(row)
    return near if far == matter else far


def _of_concern(concern: Concern | None) -> Node:
    """A concern that is in a case is that case: there it is worked on."""
    if concern is None:
        return Node(NodeKind.CONCERN)
    inside = getattr(concern, "case_concern", None)
    return Node(NodeKind.CASE, inside.case_id) if inside else Node(NodeKind.CONCERN, concern.pk)


@dataclass(frozen=True)
class Standing:
    """A link that is set aside, in words, for who may see its other end."""

    row: SetAside
    through: Named
    end: Named


def standing_of(user: User, rows: Sequence[SetAside], matter: Node) -> list[Standing]:
    """Those of which the user may see the other end; of any other there is no trace."""
    if not rows:
        return []
    reach = Reach(user)
    both = {row.pk: (by_what(row), far_end(row, matter)) for row in rows}
    seen = _seen(reach, [end for _, end in both.values()])
    names = names_of(reach, {node for pair in both.values() for node in pair if pair[1] in seen}, matter)
    return [Standing(row, names[both[row.pk][0]], names[both[row.pk][1]]) for row in rows if both[row.pk][1] in seen]


def events_out_of_sight(case: Case, user: User) -> set[int]:
    """What is on record of links of this case set aside or taken up, of which the user may not see the other end."""
    judged = AuditEvent.objects.filter(object_type="case", object_id=case.pk, verb__in=JUDGED)
    links = dict(judged.values_list("pk", "data__link"))
    rows = list(SetAside.objects.filter(pk__in=set(links.values())).select_related(*ENDS)) if links else []
    seen = {one.row.pk for one in standing_of(user, rows, matter_of(case))}
    return {pk for pk, link in links.items() if link not in seen}


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

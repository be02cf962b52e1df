"""The picture around one thing: what it is linked with, by which steps, and why. Of what one user may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from safeguarding.access.models import User
from safeguarding.links.choices import IDENTIFIERS, NodeKind
from safeguarding.links.rules.nodes import Edge, Node
from safeguarding.links.selectors.around_identifiers import around_identifiers
from safeguarding.links.selectors.around_matters import around_cases, around_concerns, around_schemes
from safeguarding.links.selectors.around_people import around_people
from safeguarding.links.selectors.names import Named, names_of
from safeguarding.links.selectors.reach import MOST_AROUND_FIRST, MOST_AROUND_SECOND, Reach, numbers
from safeguarding.links.selectors.set_aside import WithoutWhat

#: So many things can be told apart in a picture. What is beyond them is counted.
MOST_DRAWN = 120
#: What is kept first when there are too many.
FIRST = (NodeKind.CASE, NodeKind.CONCERN, *IDENTIFIERS, NodeKind.PERSON, NodeKind.SCHEME)
DEPTHS = (1, 2)


@dataclass(frozen=True)
class Reason:
    why: str
    where: str


@dataclass
class Joined:
    """Two things of the picture, with every reason that joins them."""

    one: Node
    other: Node
    reasons: list[Reason] = field(default_factory=list)


@dataclass
class Picture:
    """What is drawn, listed and given to programs: all three are made of this."""

    centre: Node
    depth: int
    names: dict[Node, Named]
    joined: list[Joined]
    steps: dict[Node, int]
    #: How many neighbours of something are not shown, and how many things were left out of the whole.
    more: dict[Node, int]
    left_out: int = 0

    @property
    def nodes(self) -> list[Node]:
        """The centre first, then by distance, kind and name."""
        return sorted(
            self.steps, key=lambda node: (self.steps[node], FIRST.index(NodeKind(node.kind)), self.names[node].text)
        )

    def around(self, node: Node) -> list[Joined]:
        """What is joined to one thing, each as seen from there."""
        return [
            each if each.one == node else Joined(each.other, each.one, each.reasons)
            for each in self.joined
            if node in (each.one, each.other)
        ]


def picture_of(
    user: User, centre: Node, *, depth: int, kinds: Collection[str] = (), without: WithoutWhat | None = None
) -> Picture:
    """The picture around one thing, one or two steps deep; the number of queries does not grow with what is found."""
    reach = Reach(user)
    joined: dict[frozenset[Node], Joined] = {}
    steps = {centre: 0}
    for step in range(1, depth + 1):
        frontier = [node for node, at in steps.items() if at == step - 1]
        reach.most = MOST_AROUND_FIRST if step == 1 else MOST_AROUND_SECOND
        _keep(joined, _around(reach, frontier))
        _count_steps(steps, joined, step)
    _take_away(joined, centre, without)
    names = names_of(reach, {node for pair in joined for node in pair} | {centre}, centre)
    _drop_ends_that_lead_nowhere(joined, centre, names)
    steps = _reached(centre, joined.values(), depth + 1)
    left_out = _cut(steps, joined, centre, kinds)
    more = {node: count for node, count in _more(reach, steps).items() if count}
    kept = [each for each in joined.values() if each.one in steps and each.other in steps]
    return Picture(centre, depth, names, kept, steps, more, left_out)


def _around(reach: Reach, nodes: list[Node]) -> list[Edge]:
    return [
        *around_people(reach, numbers(nodes, NodeKind.PERSON)),
        *around_cases(reach, numbers(nodes, NodeKind.CASE)),
        *around_concerns(reach, numbers(nodes, NodeKind.CONCERN)),
        *around_schemes(reach, numbers(nodes, NodeKind.SCHEME)),
        *around_identifiers(reach, nodes),
    ]


def _keep(joined: dict[frozenset[Node], Joined], edges: Iterable[Edge]) -> None:
    for edge in edges:
        if edge.one == edge.other:
            continue
        pair = joined.setdefault(frozenset((edge.one, edge.other)), Joined(edge.one, edge.other))
        reason = Reason(edge.why, edge.where)
        if reason not in pair.reasons:
            pair.reasons.append(reason)


def _count_steps(steps: dict[Node, int], joined: dict[frozenset[Node], Joined], step: int) -> None:
    """Whatever was found in this step is one further away; a handle that may be another is no step."""
    for each in joined.values():
        for node in (each.one, each.other):
            steps.setdefault(node, step)


def _take_away(joined: dict[frozenset[Node], Joined], centre: Node, without: WithoutWhat | None) -> None:
    for pair in list(joined):
        if without is not None and centre not in pair and without.holds(pair):
            del joined[pair]


def _drop_ends_that_lead_nowhere(joined: dict[frozenset[Node], Joined], centre: Node, names: dict[Node, Named]) -> None:
    """A handle that is found in one place alone, and is not on the register, links nothing."""
    ends: dict[Node, list[frozenset[Node]]] = defaultdict(list)
    for pair in joined:
        for node in pair:
            ends[node].append(pair)
    for node, pairs in ends.items():
        alone = node.kind in IDENTIFIERS and node != centre and not names[node].href
        if alone and len(pairs) == 1 and len(joined[pairs[0]].reasons) == 1:
            del joined[pairs[0]]


def _reached(centre: Node, joined: Iterable[Joined], most: int) -> dict[Node, int]:
    """How many steps each thing is from the centre; what was cut off from it is in no picture."""
    beside: dict[Node, list[Node]] = defaultdict(list)
    for each in joined:
        beside[each.one].append(each.other)
        beside[each.other].append(each.one)
    steps, edge = {centre: 0}, [centre]
    while edge and steps[edge[0]] < most:
        edge = [node for near in edge for node in beside[near] if _is_new(steps, node, steps[near] + 1)]
    return steps


def _is_new(steps: dict[Node, int], node: Node, step: int) -> bool:
    if node in steps:
        return False
    steps[node] = step
    return True


def _cut(steps: dict[Node, int], joined: dict[frozenset[Node], Joined], centre: Node, kinds: Collection[str]) -> int:
    """Only the chosen kinds, with what leads to them; and no more than can be told apart. Returns how many are gone."""
    if kinds:
        kept = _with_what_leads_there(steps, joined, centre, kinds)
        for node in list(steps):
            if node not in kept:
                del steps[node]
    order = sorted(steps, key=lambda node: (steps[node], FIRST.index(NodeKind(node.kind)), -node.pk))
    for node in order[MOST_DRAWN:]:
        del steps[node]
    return max(len(order) - MOST_DRAWN, 0)


def _with_what_leads_there(
    steps: dict[Node, int], joined: dict[frozenset[Node], Joined], centre: Node, kinds: Collection[str]
) -> set[Node]:
    kept = {centre, *(node for node in steps if node.kind in kinds)}
    for node in sorted(kept, key=lambda one: -steps[one]):
        at = node
        while at != centre:
            nearer = [
                other for pair in joined for other in pair
                if at in pair and other != at and steps.get(other, 99) < steps[at]
            ]  # fmt: skip
            at = nearer[0]
            kept.add(at)
    return kept


def _more(reach: Reach, steps: dict[Node, int]) -> dict[Node, int]:
    by_text = {node: reach.more_by_text[node.text] for node in steps if node.text and node.text in reach.more_by_text}
    return {node: reach.more.get(node, 0) + by_text.get(node, 0) for node in steps}

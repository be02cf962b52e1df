"""What a case or a concern has in common with others: through what, where it stands here, and where else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from safeguarding.links.choices import IDENTIFIERS, MATTERS, NodeKind
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.names import Named, ref_of
from safeguarding.links.selectors.picture import Joined, Picture, Reason

#: What two matters may have in common.
THROUGH = (NodeKind.PERSON, *IDENTIFIERS)


@dataclass(frozen=True)
class Elsewhere:
    """Another place in which the same thing is found."""

    node: Node
    named: Named
    reasons: list[Reason]
    ref: str


@dataclass
class Common:
    """One thing that is found here and elsewhere."""

    node: Node
    named: Named
    ref: str
    here: list[Reason]
    elsewhere: list[Elsewhere] = field(default_factory=list)


def in_common(picture: Picture) -> list[Common]:
    """All that the centre shares with something else; nothing for a centre that is no matter."""
    if picture.centre.kind not in MATTERS:
        return []
    found = []
    for near in picture.around(picture.centre):
        if near.other.kind not in THROUGH:
            continue
        one = Common(near.other, picture.names[near.other], ref_of(near.other), near.reasons)
        one.elsewhere = [_there(picture, each) for each in _beyond(picture, near.other)]
        if one.elsewhere or (one.node.kind in IDENTIFIERS and len(one.here) > 1):
            found.append(one)
    return sorted(found, key=lambda one: (not one.elsewhere, one.node.kind == NodeKind.PERSON, one.named.text))


def link_between(picture: Picture, through: str, end: str) -> tuple[Common, Elsewhere] | None:
    """The thing in common and its other end by how they are called in addresses, where there is such a link."""
    found = ((one, there) for one in in_common(picture) for there in one.elsewhere)
    return next((pair for pair in found if (pair[0].ref, pair[1].ref) == (through, end)), None)


def _beyond(picture: Picture, node: Node) -> Iterator[Joined]:
    """Where else one thing is: in other matters and schemes; of an identifier also whose it is.

    A handle told without its platform is looked for under every platform on which it was found.
    """
    wanted = {*MATTERS, NodeKind.SCHEME} | ({NodeKind.PERSON} if node.kind in IDENTIFIERS else set())
    told: set[Node] = set()
    for each in picture.around(node):
        if each.other.kind in IDENTIFIERS and node.kind in IDENTIFIERS:
            further = [one for one in picture.around(each.other) if one.other.kind in wanted]
        else:
            further = [each] if each.other.kind in wanted else []
        for one in further:
            one = Joined(one.one, one.other, _not_from_here(picture, one))
            if one.other != picture.centre and one.other not in told and one.reasons:
                told.add(one.other)
                yield one


def _not_from_here(picture: Picture, each: Joined) -> list[Reason]:
    """Whose an identifier is said to be in this very case is not found elsewhere."""
    here = picture.names[picture.centre].href
    return [
        reason for reason in each.reasons if each.other.kind != NodeKind.PERSON or not reason.where.startswith(here)
    ]


def _there(picture: Picture, each: Joined) -> Elsewhere:
    return Elsewhere(each.other, picture.names[each.other], each.reasons, ref_of(each.other))

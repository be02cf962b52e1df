"""For the walls: a device that each case and its linked one have in common, somebody whom two concerns that wait name,
a link of each that was set aside, and one told."""

from __future__ import annotations

from typing import Any

from safeguarding.core.sealed import seal
from safeguarding.evidence.models import Exhibit
from safeguarding.links.choices import NodeKind
from safeguarding.links.models import SetAside, Told, ToldLink
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.names import ref_of
from tests.factories.evidence import an_exhibit


def links(world: Any) -> None:
    """In every case the same device as in the case it is linked with."""
    for things in world.cases.values():
        number = f"WALL{things.case.pk:06d}"
        Exhibit.objects.filter(pk=things.exhibit.pk).update(device_number=number)
        an_exhibit(things.other, reference="WALL/1", device_number=number)
        things.through = ref_of(Node(NodeKind.DEVICE, text=number))
        things.end = ref_of(Node(NodeKind.CASE, things.other.pk))
        things.aside = SetAside.objects.create(
            case=things.case, other=things.other, kind=NodeKind.DEVICE, sealed_text=seal("ASIDE"), reason="Another",
            set_by=things.case.owner,
        )  # fmt: skip
    _of_concerns(world)
    one, other = sorted((world.cases["own"].case, world.cases["south"].case), key=lambda case: case.pk)
    world.more.told_link = ToldLink.objects.create(case=one, other=other)
    Told.objects.create(link=world.more.told_link, user=world.user("sam"))


def _of_concerns(world: Any) -> None:
    """A concern that waits, with the person whom another names too."""
    for key, person, far in (("own", "carl", "low_level"), ("conflict", "ann", "own")):
        things, end = world.concerns[key], world.concerns[far].concern
        things.through = ref_of(Node(NodeKind.PERSON, world.cast.people[person].pk))
        things.end = ref_of(Node(NodeKind.CONCERN, end.pk))
        things.aside = SetAside.objects.create(
            of_concern=things.concern, concern=end, kind=NodeKind.DEVICE, sealed_text=seal("ASIDE"), reason="Another",
            set_by=world.cast.lena,
        )  # fmt: skip

"""The record or identifier that a picture is drawn around."""

from __future__ import annotations

from safeguarding.communications.models import Account
from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import Node
from safeguarding.links.selectors.around_people import handle
from safeguarding.links.selectors.picture import Picture
from safeguarding.links.selectors.reach import Reach, numbers
from safeguarding.people.models import Person


def node_of_account(reach: Reach, account: Account) -> Node:
    """The account as what it is known by everywhere."""
    return handle(reach, account.platform_id, account.handle_key, account.pk)


def young_in(picture: Picture) -> list[Person]:
    """The young people whose names stand in a picture; the one in its middle is written down by itself."""
    ids = [pk for pk in numbers(picture.nodes, NodeKind.PERSON) if picture.names[Node(NodeKind.PERSON, pk)].is_young]
    middle = picture.centre.pk if picture.centre.kind == NodeKind.PERSON else 0
    return list(Person.objects.filter(pk__in=ids).exclude(pk=middle)) if ids else []

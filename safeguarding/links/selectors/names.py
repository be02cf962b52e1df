"""What each thing of a picture is called, and where its page is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.crypto import salted_hmac

from safeguarding.access.choices import Permission
from safeguarding.access.policies import has_permission
from safeguarding.cases.models import Case, CaseParty, Concern
from safeguarding.communications.models import Account
from safeguarding.communications.rules.handles import handle_shown
from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import Node, identifier
from safeguarding.links.selectors.around_people import account_page
from safeguarding.links.selectors.reach import Reach, numbers
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

ANYWHERE = "platform not said"


@dataclass(frozen=True)
class Named:
    """The name, a few words beside it, the page about it, and whether it is somebody under 18."""

    text: str
    beside: str = ""
    href: str = ""
    around: str = ""
    is_young: bool = False


def ref_of(node: Node) -> str:
    """What a thing is called in addresses and files. Nobody reads a handle or a number from it, nor tries them out."""
    if not node.text:
        return f"{node.kind}-{node.pk}"
    return salted_hmac("links.node", f"{node.kind}:{node.pk}:{node.text}").hexdigest()[:20]


def names_of(reach: Reach, nodes: Collection[Node], centre: Node) -> dict[Node, Named]:
    """Every thing of a picture by name, in one query a kind. That the user may see each was asked when it was found.

    Around a case everybody in it stands under the label that they have on all its pages, with their name beside it.
    """
    wanted = list(nodes)
    return {
        **_cases(numbers(wanted, NodeKind.CASE)),
        **_concerns(numbers(wanted, NodeKind.CONCERN)),
        **_people(reach, numbers(wanted, NodeKind.PERSON), centre),
        **_schemes(numbers(wanted, NodeKind.SCHEME)),
        **_identifiers(reach, [node for node in wanted if node.text]),
    }


def _cases(ids: list[int]) -> dict[Node, Named]:
    rows = Case.objects.filter(pk__in=ids).values_list("pk", "reference", "title") if ids else ()
    return {
        Node(NodeKind.CASE, pk): Named(
            reference, title, reverse("cases:case", args=[reference]), reverse("links:case", args=[reference])
        )
        for pk, reference, title in rows
    }


def _concerns(ids: list[int]) -> dict[Node, Named]:
    rows = Concern.objects.filter(pk__in=ids).values_list("pk", "reference") if ids else ()
    return {
        Node(NodeKind.CONCERN, pk): Named(
            reference, "", reverse("cases:concern", args=[reference]), reverse("links:concern", args=[reference])
        )
        for pk, reference in rows
    }


def _people(reach: Reach, ids: list[int], centre: Node) -> dict[Node, Named]:
    if not ids:
        return {}
    seen = set(reach.of_people(ids))
    opens = has_permission(reach.user, Permission.SEE_PEOPLE)
    labels = _labels(centre.pk, ids) if centre.kind == NodeKind.CASE else {}
    return {
        Node(NodeKind.PERSON, one.pk): Named(
            labels.get(one.pk) or one.name,
            _beside(one, labels.get(one.pk)),
            reverse("people:person", args=[one.pk]) if opens and one.pk in seen else "",
            reverse("links:person", args=[one.pk]) if one.pk in seen else "",
            one.kind == PersonKind.YOUNG_PERSON,
        )
        for one in Person.objects.filter(pk__in=ids)
    }


def _beside(one: Person, label: str | None) -> str:
    what = "Young person" if one.kind == PersonKind.YOUNG_PERSON else one.role_description
    return ", ".join(filter(None, (one.name, what))) if label else what


def _labels(case: int, people: list[int]) -> dict[int, str]:
    """How the case calls those who are in it."""
    parties = CaseParty.objects.filter(case=case, person__in=people, removed_at=None).order_by("-pk")
    return dict(parties.values_list("person_id", "label"))


def _schemes(ids: list[int]) -> dict[Node, Named]:
    rows = Scheme.objects.filter(pk__in=ids).values_list("pk", "name") if ids else ()
    return {
        Node(NodeKind.SCHEME, pk): Named(
            name, "", reverse("schemes:scheme", args=[pk]), reverse("links:scheme", args=[pk])
        )
        for pk, name in rows
    }


def _identifiers(reach: Reach, nodes: list[Node]) -> dict[Node, Named]:
    if not nodes:
        return {}
    keys = {node.text for node in nodes} | {node.text.rpartition(" (")[0] for node in nodes}
    known: dict[Node, Account] = {}
    for account in reach.accounts.filter(handle_key__in=keys).order_by("-pk"):
        rule = reach.platforms[account.platform_id].handle_rule
        plain = Node(NodeKind.HANDLE, account.platform_id, f"{account.handle_key} ({account.pk})")
        known[identifier(rule, account.platform_id, account.handle_key) or plain] = account
    return {node: _identifier(reach, node, known.get(node)) for node in nodes}


def _identifier(reach: Reach, node: Node, account: Account | None) -> Named:
    beside = NodeKind(node.kind).label
    if node.kind == NodeKind.HANDLE:
        beside = reach.platforms[node.pk].name if node.pk else ANYWHERE
    if account is None:
        return Named(node.text, beside)
    said = f"{beside}, on the register"
    shown = handle_shown(reach.platforms[account.platform_id].handle_rule, account.handle)
    return Named(shown, said, account_page(account.pk), reverse("links:account", args=[account.pk]))

"""What is around cases, concerns and schemes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse

from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import CaseConcern, CaseLink, CaseParty, Concern, ConcernParty
from safeguarding.communications.rules.handles import handle_key
from safeguarding.evidence.models import Exhibit
from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import Edge, Node, identifier, names_platform, told_as
from safeguarding.links.selectors.around_people import (
    NO_LINK_BY,
    account_page,
    concern_page,
    handle,
    matter,
    named_in,
    part,
    person,
)
from safeguarding.links.selectors.elsewhere import seen_elsewhere
from safeguarding.links.selectors.reach import Reach
from safeguarding.people.models import Placement


def around_cases(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    """Who is in some cases, what stands in their messages and exhibits, and what the concerns in them tell."""
    ids = reach.of_cases(ids)
    if not ids:
        return
    parties = CaseParty.objects.filter(case__in=ids, removed_at=None, person__isnull=False)
    columns: tuple[str, ...] = ("person_id", "case__reference", "role", "label")
    for case, who, reference, role, label in reach.near(parties, "case_id", *columns, kind=NodeKind.CASE):
        why = f"{PartyRole(role).label} in the case, as {label}"
        yield Edge(Node(NodeKind.CASE, case), person(who), why, reverse("cases:case_people", args=[reference]))
    yield from _in_messages(reach, ids)
    yield from _devices(reach, ids)
    yield from _joined(reach, ids)
    inside = CaseConcern.objects.filter(case__in=ids).values_list("concern_id", flat=True)
    yield from _told(reach, reach.concerns.filter(pk__in=inside))


def around_concerns(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    """Who is in some concerns, and what they tell."""
    if ids:
        yield from _told(reach, reach.concerns.filter(pk__in=ids))


def around_schemes(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    """Who takes part in some schemes, their accounts, and the concerns that name them."""
    if not ids:
        return
    parts = Placement.objects.filter(scheme__in=ids, person_id__in=reach.people)
    columns: tuple[str, ...] = ("person_id", "role", "starts_on", "ends_on")
    for scheme, who, role, starts, ends in reach.near(parts, "scheme_id", *columns, kind=NodeKind.SCHEME):
        yield part(who, scheme, role, starts, ends)
    owned = reach.accounts.filter(scheme__in=ids)
    columns = ("platform_id", "handle_key", "pk")
    for scheme, platform, key, account in reach.near(owned, "scheme_id", *columns, kind=NodeKind.SCHEME):
        node = handle(reach, platform, key, account)
        yield Edge(Node(NodeKind.SCHEME, scheme), node, "An account of the scheme", account_page(account))
    told = reach.concerns.filter(scheme__in=ids)
    columns = ("pk", "reference", "case_concern__case_id")
    for scheme, concern, reference, case in reach.near(told, "scheme_id", *columns, kind=NodeKind.SCHEME):
        yield _names_scheme(matter(concern, case), scheme, reference)


def _names_scheme(node: Node, scheme: int, reference: str) -> Edge:
    return Edge(node, Node(NodeKind.SCHEME, scheme), f"Concern {reference} names the scheme", concern_page(reference))


def _in_messages(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    columns = (
        "platform_id", "handle_key", "name", "number", "export_id", "export__case__reference",
        "export__source__exhibit__reference", "party__person_id", "account__platform_id", "account__handle_key",
        "account_id",
    )  # fmt: skip
    rows = reach.near(seen_elsewhere(reach, ids), "export__case_id", *columns, kind=NodeKind.CASE)
    for case, platform, key, _, number, export, reference, exhibit, who, on, known_as, account in rows:
        where = reverse("conversations:export", args=[reference, export])
        node = identifier(reach.platforms[platform].handle_rule, platform, key) if key else None
        said = handle(reach, on, known_as, account) if account else None
        for one in dict.fromkeys(one for one in (node, said) if one is not None):
            why = f"In the messages of exhibit {exhibit}, participant {number}"
            yield Edge(Node(NodeKind.CASE, case), one, why, where)
            if who:
                yield Edge(person(who), one, f"Said to be theirs, in the messages of exhibit {exhibit}", where)


def _devices(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    devices = Exhibit.objects.filter(case__in=ids).exclude(device_number="")
    columns = ("pk", "reference", "device_key", "case__reference")
    for case, pk, exhibit, key, reference in reach.near(devices, "case_id", *columns, kind=NodeKind.CASE):
        yield device(case, key, exhibit, reference, pk)


def device(case: int, key: str, exhibit: str, reference: str, pk: int) -> Edge:
    where = reverse("evidence:exhibit", args=[reference, pk])
    return Edge(Node(NodeKind.CASE, case), Node(NodeKind.DEVICE, text=key), f"The device is exhibit {exhibit}", where)


def _joined(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    """Cases that somebody said belong together."""
    both = CaseLink.objects.filter(case__in=reach.cases, other__in=reach.cases)
    rows = both.filter(Q(case__in=ids) | Q(other__in=ids)).order_by("-pk")
    for case, other, reference in rows.values_list("case_id", "other_id", "case__reference")[: reach.most * len(ids)]:
        where = reverse("cases:case_links", args=[reference])
        yield Edge(Node(NodeKind.CASE, case), Node(NodeKind.CASE, other), "Linked by hand", where)


def _told(reach: Reach, concerns: QuerySet[Concern]) -> Iterator[Edge]:
    concerns = concerns.order_by("-pk")
    columns = ("pk", "reference", "case_concern__case_id", "scheme_id", "handles", "platforms")
    rows = list(concerns.values_list(*columns)[: reach.most * 4])
    seen = set(reach.of_schemes([row[3] for row in rows if row[3]]))
    for concern, reference, case, scheme, handles, platforms in rows:
        node = matter(concern, case)
        if scheme in seen:
            yield _names_scheme(node, scheme, reference)
        for one, why in handles_in(reach, handles, platforms):
            yield Edge(node, one, f"{why} in concern {reference}", concern_page(reference))
    parties = ConcernParty.objects.filter(concern__in=[row[0] for row in rows], person__isnull=False)
    of_concern = ("person_id", "concern__reference", "concern__case_concern__case_id", "role")
    found = reach.near(parties.exclude(role__in=NO_LINK_BY), "concern_id", *of_concern, kind=NodeKind.CONCERN)
    for concern, who, reference, case, role in found:
        yield Edge(matter(concern, case), person(who), named_in(reference, role), concern_page(reference))


def handles_in(reach: Reach, handles: str, platforms: str) -> Iterator[tuple[Node, str]]:
    """What a concern tells: on the platforms it names, or on none that is known."""
    named = [one for one in reach.platforms.values() if names_platform(platforms, one.name)]
    for kind, said in told_as(handles) if handles else ():
        if kind != NodeKind.HANDLE:
            yield Node(kind, text=said), "Told"
            continue
        on = [(one.handle_rule, one.pk) for one in named]
        found = {identifier(rule, pk, handle_key(rule, said)) for rule, pk in on} - {None}
        plain = identifier("name", 0, handle_key("name", said))
        for node in found or ({plain} if plain else set()):
            if node is not None:
                yield node, "Told" if node.pk or node.kind != NodeKind.HANDLE else "Told, the platform not said,"

"""Every pair of matters that have something in common, over all that is on record: for the pass that tells supervisors.

It reads beyond what one user may see and gives numbers alone, to nobody but that pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db.models import Count, Exists, OuterRef, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.models import (
    Case,
    CaseConcern,
    CaseConflict,
    CaseParty,
    Concern,
    ConcernConflict,
    ConcernParty,
)
from safeguarding.communications.models import Account, Platform
from safeguarding.communications.rules.handles import handle_key
from safeguarding.conversations.models import Participant
from safeguarding.evidence.models import Exhibit
from safeguarding.links.choices import NodeKind
from safeguarding.links.models import SetAside
from safeguarding.links.policies import readable_concerns
from safeguarding.links.rules.nodes import Node, identifier, names_platform, told_as
from safeguarding.links.selectors.around_people import NO_LINK_BY
from safeguarding.links.selectors.reach import numbers
from safeguarding.links.selectors.set_aside import by_what, far_end

Pair = tuple[Node, Node]
Matters = dict[Node, set[Node]]
#: What is found in more matters than this joins all with all: who works on one finds the others by it without a notice.
MOST_MATTERS = 60
A_BATCH = 2_000


def pairs_in_common(force_id: int) -> set[Pair]:
    """Two matters, at least one of them a case, that have a person, an identifier or a device in common."""
    found = _matters_by_thing(force_id)
    away = {frozenset((by_what(row), *_ends(row))) for row in _set_aside(force_id)}
    pairs: set[Pair] = set()
    for thing, matters in found.items():
        if len(matters) > MOST_MATTERS:
            continue
        for one, other in combinations(sorted(matters, key=lambda node: (node.kind, node.pk)), 2):
            if one.kind == NodeKind.CASE and frozenset((thing, one, other)) not in away:
                pairs.add((one, other))
    return pairs


def _set_aside(force_id: int) -> Iterable[SetAside]:
    return SetAside.objects.filter(undone_at=None, case__force=force_id).select_related("case")


def _ends(row: SetAside) -> Pair:
    return Node(NodeKind.CASE, row.case_id), far_end(row, row.case)


def _matters_by_thing(force_id: int) -> Matters:
    of_concern = dict(CaseConcern.objects.filter(case__force=force_id).values_list("concern_id", "case_id"))
    found: Matters = defaultdict(set)
    for pk, who, case in _parties(force_id):
        found[Node(NodeKind.PERSON, who)].add(_matter(pk, case or of_concern.get(pk)))
    told = _told(force_id, of_concern)
    for node, matters in told.items():
        found[node] |= matters
    for node, case in _in_messages(force_id, told):
        found[node].add(Node(NodeKind.CASE, case))
    devices = Exhibit.objects.filter(case__force=force_id).exclude(device_number="")
    for key, case in devices.order_by().values_list("device_key", "case_id"):
        found[Node(NodeKind.DEVICE, text=key)].add(Node(NodeKind.CASE, case))
    return {thing: matters for thing, matters in found.items() if len(matters) > 1}


def _matter(concern: int, case: int | None) -> Node:
    return Node(NodeKind.CASE, case) if case else Node(NodeKind.CONCERN, concern)


def _parties(force_id: int) -> Iterator[tuple[int, int, int | None]]:
    cases = CaseParty.objects.filter(case__force=force_id, removed_at=None, person__isnull=False).order_by()
    for who, case in cases.values_list("person_id", "case_id").iterator():
        yield 0, who, case
    concerns = ConcernParty.objects.filter(concern__force=force_id, person__isnull=False).order_by()
    for concern, who in concerns.exclude(role__in=NO_LINK_BY).values_list("concern_id", "person_id").iterator():
        yield concern, who, None


def _told(force_id: int, of_concern: dict[int, int]) -> Matters:
    """By handle the matters that tell it. One told without its platform counts for itself alone."""
    platforms = list(Platform.objects.all())
    found: Matters = defaultdict(set)
    rows = Concern.objects.filter(force=force_id).exclude(handles="").order_by()
    for pk, handles, said in rows.values_list("pk", "handles", "platforms").iterator():
        named = [one for one in platforms if names_platform(said, one.name)]
        for kind, text in told_as(handles):
            nodes: set[Node | None] = {Node(kind, text=text)}
            if kind == NodeKind.HANDLE:
                nodes = {identifier(one.handle_rule, one.pk, handle_key(one.handle_rule, text)) for one in named}
                nodes = nodes - {None} or {identifier("name", 0, handle_key("name", text))}
            for node in nodes:
                if node is not None:
                    found[node].add(_matter(pk, of_concern.get(pk)))
    return found


def _in_messages(force_id: int, told: Matters) -> Iterator[tuple[Node, int]]:
    """Who writes in messages, where the same is found in another case or a concern, or owns an account."""
    rules = dict(Platform.objects.values_list("pk", "handle_rule"))
    here = Participant.objects.filter(export__case__force=force_id).exclude(handle_key="").order_by()
    here = here.exclude(handle_key__contains=" ")
    often = here.values("handle_key").annotate(cases=Count("export__case", distinct=True)).filter(cases__gt=1)
    columns = ("platform_id", "handle_key", "export__case_id")
    for platform, key, case in here.filter(handle_key__in=often.values("handle_key")).values_list(*columns).iterator():
        node = identifier(rules[platform], platform, key)
        if node is not None:
            yield node, case
    yield from _told_in_messages(here, told, rules)
    owners: dict[tuple[int, str], int] = {
        (platform, key): who
        for platform, key, who in Account.objects.filter(force=force_id, person__isnull=False).values_list(
            "platform_id", "handle_key", "person_id"
        )
        if who
    }
    owned = Account.objects.filter(
        force=force_id, person__isnull=False, handle_key=OuterRef("handle_key"), platform=OuterRef("platform")
    )
    for platform, key, case in here.filter(Exists(owned)).values_list(*columns).iterator():
        yield Node(NodeKind.PERSON, owners[platform, key]), case


def _told_in_messages(here: QuerySet[Participant], told: Matters, rules: dict[int, str]) -> Iterator[tuple[Node, int]]:
    by_text: dict[str, list[Node]] = defaultdict(list)
    for node in told:
        by_text[node.text].append(node)
    texts = sorted(by_text)
    for start in range(0, len(texts), A_BATCH):
        batch = here.filter(handle_key__in=texts[start : start + A_BATCH])
        for platform, key, case in batch.values_list("platform_id", "handle_key", "export__case_id"):
            found = identifier(rules[platform], platform, key)
            for node in by_text[key]:
                if found is not None and (node == found or node.pk == 0):
                    yield node, case


def sees(user: User, matters: Iterable[Node]) -> set[Node]:
    """Which of some matters a user reads."""
    wanted = list(matters)
    cases = Case.objects.fully_visible_to(user).filter(pk__in=numbers(wanted, NodeKind.CASE))
    concerns = readable_concerns(user).filter(pk__in=numbers(wanted, NodeKind.CONCERN))
    return {Node(NodeKind.CASE, pk) for pk in cases.values_list("pk", flat=True)} | {
        Node(NodeKind.CONCERN, pk) for pk in concerns.values_list("pk", flat=True)
    }


def in_conflict(user: User, matters: Iterable[Node]) -> set[Node]:
    """Which of some matters do not exist for a user: they are not told of a link with one of these either."""
    wanted = list(matters)
    cases = CaseConflict.objects.filter(user=user, case__in=numbers(wanted, NodeKind.CASE))
    concerns = ConcernConflict.objects.filter(user=user, concern__in=numbers(wanted, NodeKind.CONCERN))
    return {Node(NodeKind.CASE, pk) for pk in cases.values_list("case_id", flat=True)} | {
        Node(NodeKind.CONCERN, pk) for pk in concerns.values_list("concern_id", flat=True)
    }

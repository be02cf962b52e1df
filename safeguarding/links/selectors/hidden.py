"""Pairs of matters that have something in common, some cases at a time: for the round that tells supervisors.

It reads beyond what one user may see and gives numbers alone, to nobody but that round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate, combinations
from typing import Any, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.models import Case, CaseParty, Concern, ConcernParty
from safeguarding.cases.policies import cases_in_conflict, concerns_kept_from
from safeguarding.communications.models import Account, Platform
from safeguarding.communications.rules.handles import handle_key
from safeguarding.conversations.models import Participant
from safeguarding.evidence.models import Exhibit
from safeguarding.links.choices import NodeKind
from safeguarding.links.policies import readable_concerns
from safeguarding.links.rules.nodes import Node, identifier, may_be_one, names_platform, told_as, words_for
from safeguarding.links.selectors.around_people import NO_LINK_BY
from safeguarding.links.selectors.reach import numbers
from safeguarding.links.selectors.set_aside import by_what, ends, standing_rows

T = TypeVar("T")
Pair = tuple[Node, Node]
Matters = dict[Node, set[Node]]
#: What is found in more matters than this joins all with all: who works on one finds the others by it without a notice.
MOST_MATTERS = 60
#: So many cases are looked at in one step, or fewer when more than so many people write in their messages.
CASES_A_STEP, WRITERS_A_STEP = 1_000, 5_000
#: So many identifiers are looked up in one statement.
A_BATCH = 5_000


def next_cases(force_id: int, after: int) -> list[int]:
    """The cases of the next step: at least one, as long as there is one."""
    cases = Case.objects.filter(force=force_id, pk__gt=after).order_by("pk")
    ids = list(cases.values_list("pk", flat=True)[:CASES_A_STEP])
    there = Participant.objects.filter(export__case__in=ids).order_by().values("export__case")
    counts = dict(there.annotate(writers=Count("pk")).values_list("export__case", "writers"))
    writers = list(accumulate(counts.get(case, 0) for case in ids))
    return ids[: 1 + sum(sofar < WRITERS_A_STEP for sofar in writers[:-1])] if ids else []


def pairs_in_common(force_id: int, ids: Collection[int]) -> set[Pair]:
    """Two matters that have a person, an identifier or a device in common; the first of the two is one of these cases.

    Of two cases the older one stands first, so that a round over all cases comes upon each pair once.
    """
    cases = {Node(NodeKind.CASE, pk) for pk in ids}
    away: dict[frozenset[Node], list[Node]] = defaultdict(list)
    for row in standing_rows().filter(_touches(ids)):
        away[frozenset(ends(row))].append(by_what(row))
    pairs: set[Pair] = set()
    for thing, matters in _matters_by_thing(force_id, list(ids)).items():
        if not 1 < len(matters) <= MOST_MATTERS:
            continue
        for one, other in combinations(sorted(matters, key=lambda node: (node.kind, node.pk)), 2):
            wrong = away.get(frozenset((one, other)), ())
            if one in cases and not any(may_be_one(thing, each) for each in wrong):
                pairs.add((one, other))
    return pairs


def _touches(ids: Collection[int]) -> Q:
    """What was set aside at either end of one of these cases, or of a concern that is in one."""
    of_case = Q(case__in=ids) | Q(other__in=ids)
    return of_case | Q(of_concern__case_concern__case__in=ids) | Q(concern__case_concern__case__in=ids)


def _matters_by_thing(force_id: int, ids: list[int]) -> Matters:
    """All that these cases hold, with every matter of the force that holds it too."""
    found: Matters = defaultdict(set)
    writers = _writers(ids)
    _people(force_id, ids, writers, found)
    _identifiers(force_id, ids, writers, found)
    here = Exhibit.objects.filter(case__in=ids).exclude(device_number="").values("device_key")
    devices = Exhibit.objects.filter(case__force=force_id, device_key__in=here).exclude(device_number="").order_by()
    for key, case in devices.values_list("device_key", "case_id"):
        found[Node(NodeKind.DEVICE, text=key)].add(Node(NodeKind.CASE, case))
    return found


def _matter(concern: int, case: int | None) -> Node:
    return Node(NodeKind.CASE, case) if case else Node(NodeKind.CONCERN, concern)


def _writers(ids: list[int]) -> set[tuple[int, str]]:
    """The handles under which somebody writes in the messages of these cases. A name with a space in it is none."""
    here = Participant.objects.filter(export__case__in=ids, handle_key__gt="").exclude(handle_key__contains=" ")
    return set(here.order_by().values_list("platform_id", "handle_key").distinct())


# -- people -----------------------------------------------------------------------------------------------------------


def _people(force_id: int, ids: list[int], writers: set[tuple[int, str]], found: Matters) -> None:
    """Who is in these cases or the concerns in them, or owns an account under which somebody writes there."""
    parties = CaseParty.objects.filter(removed_at=None, person__isnull=False).order_by()
    named = ConcernParty.objects.filter(person__isnull=False).exclude(role__in=NO_LINK_BY).order_by()
    who = set(parties.filter(case__in=ids).values_list("person_id", flat=True))
    who |= set(named.filter(concern__case_concern__case__in=ids).values_list("person_id", flat=True))
    who |= _owners(force_id, writers)
    for person, case in parties.filter(case__force=force_id, person__in=who).values_list("person_id", "case_id"):
        found[Node(NodeKind.PERSON, person)].add(Node(NodeKind.CASE, case))
    columns = ("person_id", "concern_id", "concern__case_concern__case_id")
    for person, concern, inside in named.filter(concern__force=force_id, person__in=who).values_list(*columns):
        found[Node(NodeKind.PERSON, person)].add(_matter(concern, inside))
    owned = _owned(Account.objects.filter(force=force_id, person__in=who))
    for platform, key, cases in _written(force_id, sorted({key for _, key in owned})):
        if (platform, key) in owned:
            found[Node(NodeKind.PERSON, owned[platform, key])] |= cases


def _owners(force_id: int, writers: set[tuple[int, str]]) -> set[int]:
    found: set[int] = set()
    for keys in _batches(sorted({key for _, key in writers})):
        owned = _owned(Account.objects.filter(force=force_id, person__isnull=False, handle_key__in=keys))
        found |= {who for account, who in owned.items() if account in writers}
    return found


def _owned(accounts: Iterable[Account]) -> dict[tuple[int, str], int]:
    return {(one.platform_id, one.handle_key): one.person_id for one in accounts if one.person_id}


# -- identifiers ------------------------------------------------------------------------------------------------------


def _identifiers(force_id: int, ids: list[int], writers: set[tuple[int, str]], found: Matters) -> None:
    """Handles, numbers and addresses of these cases; one told without its platform counts for itself alone."""
    platforms = list(Platform.objects.all())
    rules = {one.pk: one.handle_rule for one in platforms}
    here = Concern.objects.filter(case_concern__case__in=ids)
    written = [identifier(rules[platform], platform, key) for platform, key in writers]
    wanted = {node for node in written if node is not None}
    wanted |= {node for nodes, _ in _told(here, platforms) for node in nodes}
    for batch in _batches(list(wanted)):
        words = {word for node in batch for word in words_for(node)}
        for told, matter in _told(Concern.objects.filter(force=force_id).telling(words), platforms):
            for node in told:
                found[node].add(matter)
    for platform, key, cases in _written(force_id, sorted({node.text for node in wanted})):
        for one in (identifier(rules[platform], platform, key), Node(NodeKind.HANDLE, 0, key)):
            if one is not None and (one.pk or one.kind != NodeKind.HANDLE or one in found):
                found[one] |= cases


def _told(concerns: QuerySet[Concern], platforms: list[Platform]) -> Iterator[tuple[set[Node], Node]]:
    """What each concern tells, and which matter that is."""
    rows: QuerySet[Any] = concerns.exclude(handles="").order_by().annotate(inside=F("case_concern__case_id"))
    for pk, inside, handles, said in rows.values_list("pk", "inside", "handles", "platforms"):
        named = [one for one in platforms if names_platform(said, one.name)]
        yield {node for kind, text in told_as(handles) for node in _as_told(kind, text, named)}, _matter(pk, inside)


def _as_told(kind: NodeKind, text: str, named: list[Platform]) -> set[Node]:
    if kind != NodeKind.HANDLE:
        return {Node(kind, text=text)}
    found = {identifier(one.handle_rule, one.pk, handle_key(one.handle_rule, text)) for one in named} - {None}
    return {node for node in found or {identifier("name", 0, handle_key("name", text))} if node is not None}


def _written(force_id: int, keys: list[str]) -> Iterator[tuple[int, str, set[Node]]]:
    """In the messages of which cases somebody writes under each handle, where those are not too many."""
    for batch in _batches(keys):
        there = Participant.objects.filter(export__case__force=force_id, handle_key__in=batch).order_by()
        rows = there.values("platform_id", "handle_key").annotate(cases=ArrayAgg("export__case_id", distinct=True))
        for platform, key, cases in rows.values_list("platform_id", "handle_key", "cases"):
            yield platform, key, {Node(NodeKind.CASE, case) for case in cases}


def _batches(rows: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(rows), A_BATCH):
        yield rows[start : start + A_BATCH]


# -- who sees it ------------------------------------------------------------------------------------------------------


def sees(user: User, matters: Iterable[Node]) -> set[Node]:
    """Which of some matters a user reads."""
    wanted = list(matters)
    cases = Case.objects.fully_visible_to(user).filter(pk__in=numbers(wanted, NodeKind.CASE))
    return {Node(NodeKind.CASE, pk) for pk in cases.values_list("pk", flat=True)} | _concerns(
        readable_concerns(user).filter(pk__in=numbers(wanted, NodeKind.CONCERN)).values_list("pk", flat=True)
    )


def in_conflict(user: User, matters: Iterable[Node]) -> set[Node]:
    """Which of some matters a user is in conflict with: they are not told of a link with one of these either."""
    wanted = list(matters)
    cases = cases_in_conflict(user).filter(case_id__in=numbers(wanted, NodeKind.CASE))
    concerns = concerns_kept_from(user).filter(concern_id__in=numbers(wanted, NodeKind.CONCERN))
    return {Node(NodeKind.CASE, row["case_id"]) for row in cases} | _concerns(row["concern_id"] for row in concerns)


def _concerns(ids: Iterable[int]) -> set[Node]:
    return {Node(NodeKind.CONCERN, pk) for pk in ids}

"""Where a handle, a number, an address or a device is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from safeguarding.cases.models import Concern
from safeguarding.communications.models import AccountAccess, AccountRequest
from safeguarding.conversations.models import Participant
from safeguarding.core.templatetags.words import day
from safeguarding.evidence.models import Exhibit
from safeguarding.links.choices import IDENTIFIERS, NodeKind
from safeguarding.links.rules.nodes import (
    Edge,
    Node,
    email,
    identifier,
    last_digits,
    mailbox,
    may_be_one,
    phone,
    words_for,
)
from safeguarding.links.selectors.around_matters import device, handles_in
from safeguarding.links.selectors.around_people import account_page, concern_page, matter, person, used
from safeguarding.links.selectors.reach import Reach, texts
from safeguarding.people.models import LastDigits, MailboxName

ONLINE = (NodeKind.HANDLE, NodeKind.PHONE, NodeKind.EMAIL)


def around_identifiers(reach: Reach, nodes: Sequence[Node]) -> Iterator[Edge]:
    """All places in which some identifiers are found, in a fixed number of queries."""
    wanted = [node for node in nodes if node.kind in IDENTIFIERS]
    if not wanted:
        return
    online = texts(wanted, *ONLINE)
    yield from _on_register(reach, online)
    yield from _in_messages(reach, online)
    yield from _in_concerns(reach, [node for node in wanted if node.kind in ONLINE])
    yield from _of_carers(reach, wanted)
    yield from _devices(reach, texts(wanted, NodeKind.DEVICE))


def same(known: list[Node], found: Node | None) -> list[Node]:
    """Which of the nodes with this text the found one is; where either does not say the platform, by its text alone."""
    if found is None:
        return []
    return [node for node in known if may_be_one(node, found)]


def _joins(node: Node, found: Node, why: str, where: str) -> Iterator[Edge]:
    """A handle whose platform was not said, and the one that it may be."""
    if node != found:
        yield Edge(node, found, f"The same handle; {why}", where)


def _on_register(reach: Reach, online: dict[str, list[Node]]) -> Iterator[Edge]:
    columns = ("pk", "platform_id", "person_id", "scheme_id")
    rows = reach.near_texts(reach.accounts.filter(handle_key__in=list(online)), "handle_key", *columns)
    seen_people = set(reach.of_people([row[3] for row in rows if row[3]]))
    seen_schemes = set(reach.of_schemes([row[4] for row in rows if row[4]]))
    found: dict[int, Node] = {}
    for key, account, platform, owner, scheme in rows:
        node = identifier(reach.platforms[platform].handle_rule, platform, key)
        for known in same(online[key], node):
            found[account] = node or known
            yield from _joins(known, found[account], "on the register of accounts", account_page(account))
        if account in found and owner in seen_people:
            yield Edge(found[account], person(owner), "Owns the account, by the register", account_page(account))
        if account in found and scheme in seen_schemes:
            at = Node(NodeKind.SCHEME, scheme)
            yield Edge(found[account], at, "An account of the scheme", account_page(account))
    if found:
        yield from _used(reach, found)


def _used(reach: Reach, found: dict[int, Node]) -> Iterator[Edge]:
    """Who used the accounts that were found, and whom the register says they were used with."""
    uses = AccountAccess.objects.filter(account__in=found, person_id__in=reach.people)
    columns: tuple[str, ...] = ("person_id", "since", "ended_at")
    for account, who, since, ended in reach.near(uses, "account_id", *columns, kind=NodeKind.HANDLE):
        yield Edge(found[account], person(who), used(since, ended), account_page(account))
    asked = AccountRequest.objects.filter(account__in=found, target_person_id__in=reach.people)
    for account, who, at in reach.near(asked, "account_id", "target_person_id", "made_at", kind=NodeKind.HANDLE):
        yield Edge(found[account], person(who), f"A request from it for them, {day(at)}", account_page(account))
    told = reach.reports.filter(account__in=found, adult_id__in=reach.people)
    columns = ("pk", "adult_id", "happened_at", "young_person_id")
    rows = reach.near(told, "account_id", *columns, kind=NodeKind.HANDLE)
    young = set(reach.of_people([row[4] for row in rows if row[4]]))
    for account, report, adult, at, who in rows:
        where = reverse("communications:report", args=[report])
        why = f"A report of contact through it, {day(at)}"
        yield Edge(found[account], person(adult), why, where)
        if who in young:
            yield Edge(found[account], person(who), why, where)


def _in_messages(reach: Reach, online: dict[str, list[Node]]) -> Iterator[Edge]:
    there = Participant.objects.filter(handle_key__in=list(online), export__case__in=reach.cases)
    columns = (
        "platform_id", "number", "export_id", "export__case_id", "export__case__reference",
        "export__source__exhibit__reference", "party__person_id",
    )  # fmt: skip
    for key, platform, number, export, case, reference, exhibit, who in reach.near_texts(there, "handle_key", *columns):
        node = identifier(reach.platforms[platform].handle_rule, platform, key)
        where = reverse("conversations:export", args=[reference, export])
        for known in same(online[key], node):
            yield from _joins(known, node or known, "in messages", where)
            why = f"In the messages of exhibit {exhibit}, participant {number}"
            yield Edge(node or known, Node(NodeKind.CASE, case), why, where)
            if who:
                yield Edge(
                    node or known, person(who), f"Said to be theirs, in the messages of exhibit {exhibit}", where
                )


def _in_concerns(reach: Reach, nodes: Sequence[Node]) -> Iterator[Edge]:
    if not nodes:
        return
    words = set().union(*(words_for(node) for node in nodes))
    found = list(Concern.objects.telling(words).order_by().values_list("pk", flat=True))
    read = reach.concerns.filter(pk__in=found).order_by("-pk") if found else Concern.objects.none()
    columns = ("pk", "reference", "case_concern__case_id", "handles", "platforms")
    for concern, reference, case, handles, platforms in read.values_list(*columns)[: reach.most * 8]:
        for told, why in handles_in(reach, handles, platforms):
            for known in same([node for node in nodes if node.text == told.text], told):
                where = concern_page(reference)
                yield Edge(known, matter(concern, case), f"{why} in concern {reference}", where)


def _of_carers(reach: Reach, nodes: Sequence[Node]) -> Iterator[Edge]:
    seen = reach.carers.filter(young_person_id__in=reach.people)
    phones = {last_digits(node): node for node in nodes if node.kind == NodeKind.PHONE}
    emails = {mailbox(node): node for node in nodes if node.kind == NodeKind.EMAIL}
    rough: list[tuple[Any, Any]] = [
        (seen.exclude(telephone="").alias(rough=LastDigits("telephone")).filter(rough__in=list(phones)), phones),
        (seen.exclude(email="").alias(rough=MailboxName("email")).filter(rough__in=list(emails)), emails),
    ]
    for found, known in rough:
        if not known:
            continue
        columns = ("adult_id", "young_person_id", "telephone", "email")
        for adult, young, number, address in found.order_by("-pk").values_list(*columns)[: reach.most * len(known)]:
            for node in {phone(number), email(address)} & set(known.values()):
                if node is not None:
                    where = reverse("people:person", args=[young])
                    yield Edge(node, person(adult), "How this carer is reached", where)


def _devices(reach: Reach, keys: dict[str, list[Node]]) -> Iterator[Edge]:
    if not keys:
        return
    there = Exhibit.objects.filter(device_key__in=list(keys), case__in=reach.cases).exclude(device_number="")
    columns = ("case_id", "reference", "case__reference", "pk")
    for key, case, exhibit, reference, pk in reach.near_texts(there, "device_key", *columns):
        yield device(case, key, exhibit, reference, pk)

"""What is around people: the matters they are in, their schemes and accounts, whom they had to do with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Count, Max, Q
from django.urls import reverse

from safeguarding.cases.choices import ConcernPartyRole, PartyRole
from safeguarding.cases.models import CaseParty, ConcernParty
from safeguarding.communications.choices import ContactStatus, RequestAction
from safeguarding.communications.models import AccountAccess, AccountRequest, ContactRecipient
from safeguarding.conversations.models import Participant
from safeguarding.core.templatetags.words import day
from safeguarding.links.choices import NodeKind
from safeguarding.links.rules.nodes import Edge, Node, email, identifier, phone
from safeguarding.links.selectors.reach import Reach
from safeguarding.people.choices import PlacementRole, Relationship
from safeguarding.people.models import Placement

#: Whoever told of a matter or saw it is not what two matters have in common.
NO_LINK_BY = (ConcernPartyRole.TOLD_YOU,)


def around_people(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    """All that is around some people, in a fixed number of queries."""
    if not ids:
        return
    yield from _cases(reach, ids)
    yield from _concerns(reach, ids)
    yield from _schemes(reach, ids)
    yield from _accounts(reach, ids)
    yield from _requests(reach, ids)
    yield from _contacts(reach, ids)
    yield from _reports(reach, ids)
    yield from _families(reach, ids)
    yield from _in_messages(reach, ids)


def person(pk: int) -> Node:
    return Node(NodeKind.PERSON, pk)


def _cases(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    parties = CaseParty.objects.filter(person__in=ids, removed_at=None, case__in=reach.cases)
    columns = ("case_id", "case__reference", "role", "label")
    for who, case, reference, role, label in reach.near(parties, "person_id", *columns, kind=NodeKind.PERSON):
        why = f"{PartyRole(role).label} in the case, as {label}"
        yield Edge(person(who), Node(NodeKind.CASE, case), why, reverse("cases:case_people", args=[reference]))


def _concerns(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    parties = ConcernParty.objects.filter(person__in=ids, concern__in=reach.concerns).exclude(role__in=NO_LINK_BY)
    columns = ("concern_id", "concern__reference", "concern__case_concern__case_id", "role")
    for who, concern, reference, case, role in reach.near(parties, "person_id", *columns, kind=NodeKind.PERSON):
        yield Edge(person(who), matter(concern, case), named_in(reference, role), concern_page(reference))


def matter(concern: int, case: int | None) -> Node:
    """A concern that is in a case is that case: there it is worked on."""
    return Node(NodeKind.CASE, case) if case else Node(NodeKind.CONCERN, concern)


def named_in(reference: str, role: str) -> str:
    return f"{ConcernPartyRole(role).label} in concern {reference}"


def concern_page(reference: str) -> str:
    return reverse("cases:concern", args=[reference])


def _schemes(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    parts = Placement.objects.filter(person__in=ids, person_id__in=reach.people, scheme__in=reach.schemes)
    columns = ("scheme_id", "role", "starts_on", "ends_on")
    for who, scheme, role, starts, ends in reach.near(parts, "person_id", *columns, kind=NodeKind.PERSON):
        yield part(who, scheme, role, starts, ends)


def part(who: int, scheme: int, role: str, starts: object, ends: object) -> Edge:
    until = f" until {day(ends)}" if ends else ""
    why = f"{PlacementRole(role).label} from {day(starts)}{until}"
    return Edge(person(who), Node(NodeKind.SCHEME, scheme), why, reverse("people:parts", args=[scheme]))


def _accounts(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    owned = reach.accounts.filter(person__in=ids)
    columns: tuple[str, ...] = ("platform_id", "handle_key", "pk")
    for who, platform, key, account in reach.near(owned, "person_id", *columns, kind=NodeKind.PERSON):
        node = handle(reach, platform, key, account)
        yield Edge(person(who), node, "Owns the account, by the register", account_page(account))
    uses = AccountAccess.objects.filter(person__in=ids, account__in=reach.accounts.values("pk"))
    columns = ("account__platform_id", "account__handle_key", "account_id", "since", "ended_at")
    for who, platform, key, account, since, ended in reach.near(uses, "person_id", *columns, kind=NodeKind.PERSON):
        yield Edge(person(who), handle(reach, platform, key, account), used(since, ended), account_page(account))


def used(since: object, ended: object) -> str:
    return f"Could use it from {day(since)} until {day(ended)}" if ended else f"May use it since {day(since)}"


def account_page(account: int) -> str:
    return reverse("communications:account", args=[account])


def handle(reach: Reach, platform: int, key: str, account: int | None = None) -> Node:
    """The identifier of an account of the register. One that is only a name stands for itself alone."""
    found = identifier(reach.platforms[platform].handle_rule, platform, key)
    return found or Node(NodeKind.HANDLE, platform, key if account is None else f"{key} ({account})")


def _requests(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    asked = AccountRequest.objects.filter(account__in=reach.accounts.values("pk"))
    columns = ("account__platform_id", "account__handle_key", "account_id", "action", "made_at")
    for way, said in (("target_person", "for them"), ("made_by", "by them")):
        found = asked.filter(**{f"{way}__in": ids}).filter(**{f"{way}_id__in": reach.people})
        for who, platform, key, account, action, at in reach.near(found, f"{way}_id", *columns, kind=NodeKind.PERSON):
            why = f"{RequestAction(action).label} {said}, {day(at)}"
            yield Edge(person(who), handle(reach, platform, key, account), why, account_page(account))


def _contacts(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    """Each pair once, with how often: an adult may have logged hundreds."""
    named = ContactRecipient.objects.filter(contact__in=reach.contacts, person_id__in=reach.people)
    named = named.filter(contact__sender_id__in=reach.people, contact__status=ContactStatus.HAPPENED)
    pairs = (
        named.filter(Q(contact__sender__in=ids) | Q(person__in=ids))
        .order_by()
        .values("contact__sender_id", "person_id")
        .annotate(times=Count("contact", distinct=True), last=Max("contact__sent_at"), newest=Max("contact_id"))
        .order_by("-last")
    )
    for pair in pairs[: reach.most * max(len(ids), 1)]:
        times = f"{pair['times']} contacts on record" if pair["times"] > 1 else "A contact on record"
        sender, reached = person(pair["contact__sender_id"]), person(pair["person_id"])
        where = reverse("communications:contact", args=[pair["newest"]])
        yield Edge(sender, reached, f"{times}, the last on {day(pair['last'])}", where)


def _reports(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    found = reach.reports.filter(adult_id__in=reach.people, young_person_id__in=reach.people)
    for way, far in (("adult", "young_person"), ("young_person", "adult")):
        columns = (f"{far}_id", "pk", "happened_at")
        rows = reach.near(found.filter(**{f"{way}__in": ids}), f"{way}_id", *columns, kind=NodeKind.PERSON)
        for one, other, report, at in rows:
            why = f"A report that the young person tried to make contact, {day(at)}"
            yield Edge(person(one), person(other), why, reverse("communications:report", args=[report]))


def _families(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    seen = reach.carers.filter(young_person_id__in=reach.people)
    for way, far in (("young_person", "adult"), ("adult", "young_person")):
        columns = (f"{far}_id", "relationship", "telephone", "email")
        rows = reach.near(seen.filter(**{f"{way}__in": ids}), f"{way}_id", *columns, kind=NodeKind.PERSON)
        for near, other, relationship, number, address in rows:
            young, adult = (near, other) if way == "young_person" else (other, near)
            page = reverse("people:person", args=[young])
            yield Edge(person(young), person(adult), f"{Relationship(relationship).label} of the young person", page)
            for node in (phone(number), email(address)):
                if node is not None:
                    yield Edge(person(adult), node, "How this carer is reached", page)


def _in_messages(reach: Reach, ids: Sequence[int]) -> Iterator[Edge]:
    """Somebody said who of an export this is."""
    known = Participant.objects.filter(party__person__in=ids, party__removed_at=None, export__case__in=reach.cases)
    columns = (
        "platform_id", "handle_key", "export_id", "export__case__reference", "export__source__exhibit__reference",
    )  # fmt: skip
    rows = reach.near(known.exclude(handle_key=""), "party__person_id", *columns, kind=NodeKind.PERSON)
    for who, platform, key, export, reference, exhibit in rows:
        node = identifier(reach.platforms[platform].handle_rule, platform, key)
        if node is not None:
            why = f"Said to be theirs, in the messages of exhibit {exhibit}"
            yield Edge(person(who), node, why, reverse("conversations:export", args=[reference, export]))

"""How often each rule failed, where and when, counted over what the user may see and nothing else.

A plan breaks nothing yet, and what was withdrawn never did: what took place counts, and friend and follow requests.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce, TruncMonth

from safeguarding.access.models import Unit, User
from safeguarding.communications.choices import ContactStatus, Outcome
from safeguarding.communications.models import Account, AccountRequest, ContactEvent, RequestResult, RuleResult
from safeguarding.communications.rules.catalogue import RULES
from safeguarding.communications.selectors.contacts import results_now
from safeguarding.core import clock
from safeguarding.schemes.models import Scheme

MONTHS = 12


@dataclass(frozen=True)
class Where:
    """In which scheme, outside all, or in one that the user does not see, a rule failed, and how often."""

    scheme: Scheme | None
    count: int
    is_hidden: bool = False


@dataclass(frozen=True)
class Team:
    """In which team: that of the scheme, or of the adult where it is about none; empty where it is not seen."""

    name: str
    count: int


@dataclass(frozen=True)
class Over:
    """How often one rule failed: month by month, the newest first, before them, and by scheme and team."""

    months: list[tuple[dt.date, int]]
    before: int
    where: list[Where] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.before + sum(count for _, count in self.months)


def failed_contacts(user: User) -> QuerySet[RuleResult]:
    """What failed, as it stands, of the contacts that took place and that the user may see."""
    seen = ContactEvent.objects.visible_to(user).filter(status=ContactStatus.HAPPENED).values("pk")
    return results_now().filter(contact__in=seen, outcome=Outcome.FAILED).order_by()


def failed_requests(user: User) -> QuerySet[RequestResult]:
    """What failed of the requests from accounts that the user may see."""
    seen = Account.objects.visible_to(user).values("pk")
    return RequestResult.objects.filter(request__account__in=seen, outcome=Outcome.FAILED).order_by()


def failures_by_rule(user: User) -> dict[str, list[Where]]:
    """How often each rule failed, and in which scheme, the most first."""
    counts: dict[str, Counter[int | None]] = defaultdict(Counter)
    contacts = failed_contacts(user).values_list("rule", "contact__scheme")
    requests = failed_requests(user).values_list("rule", "request__account__scheme")
    for rule, pk, count in (*contacts.annotate(count=Count("pk")), *requests.annotate(count=Count("pk"))):
        counts[rule][pk] += count
    schemes = Scheme.objects.visible_to(user).in_bulk({pk for found in counts.values() for pk in found if pk})
    return {rule.name: places(counts[rule.name], schemes) for rule in RULES}


def places(counts: Counter[int | None], schemes: dict[int, Scheme]) -> list[Where]:
    """What is in a scheme that is not seen is not outside all: it is said so, once."""
    hidden = {pk for pk in counts if pk is not None and pk not in schemes}
    seen = [Where(schemes[pk] if pk else None, count) for pk, count in counts.items() if pk not in hidden]
    if hidden:
        seen.append(Where(None, sum(counts[pk] for pk in hidden), is_hidden=True))
    return sorted(seen, key=lambda one: -one.count)


def failures_of(user: User, rule: str, *, today: dt.date) -> Over:
    """One rule over the last twelve months, by scheme and by team: a fixed number of reads."""
    months: Counter[dt.date] = Counter()
    by_scheme: Counter[int | None] = Counter()
    by_team: Counter[int] = Counter()
    for month, scheme, unit, count in _rows(user, rule):
        months[month] += count
        by_scheme[scheme] += count
        by_team[unit] += count
    shown = _last_months(today)
    units = Unit.objects.visible_to(user).in_bulk(by_team)
    return Over(
        months=[(month, months[month]) for month in shown],
        before=sum(count for month, count in months.items() if month not in shown),
        where=places(by_scheme, Scheme.objects.visible_to(user).in_bulk({pk for pk in by_scheme if pk})),
        teams=[Team(units[pk].name if pk in units else "", count) for pk, count in by_team.most_common()],
    )


def _rows(user: User, rule: str) -> Iterator[tuple[dt.date, int | None, int, int]]:
    for found, moment, scheme, adult in (
        (failed_contacts(user), "contact__sent_at", "contact__scheme", "contact__sender"),
        (failed_requests(user), "request__made_at", "request__account__scheme", "request__made_by"),
    ):
        told: QuerySet[Any] = found.filter(rule=rule)
        rows = told.annotate(
            month=TruncMonth(moment, tzinfo=clock.LONDON), team=Coalesce(f"{scheme}__unit", f"{adult}__unit")
        ).values_list("month", scheme, "team")
        for month, pk, unit, count in rows.annotate(count=Count("pk")):
            yield month.date(), pk, unit, count


def _last_months(today: dt.date) -> list[dt.date]:
    month = today.replace(day=1)
    found = [month]
    while len(found) < MONTHS:
        found.append((found[-1] - dt.timedelta(days=1)).replace(day=1))
    return found


def request_list(user: User, *, rule: str = "", scheme: Scheme | None = None) -> QuerySet[AccountRequest]:
    """Friend and follow requests from the accounts that the user may see, the newest first."""
    found = AccountRequest.objects.filter(account__in=Account.objects.visible_to(user).values("pk"))
    if rule:
        failed = RequestResult.objects.filter(rule=rule, outcome=Outcome.FAILED)
        found = found.filter(pk__in=failed.values("request"))
    if scheme is not None:
        found = found.filter(account__scheme=scheme)
    shown = found.select_related("account__platform", "account__scheme", "account__person", "made_by")
    return shown.prefetch_related("results").order_by("-made_at", "-pk")

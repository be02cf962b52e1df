"""Contacts for a list, and what the rules say of each now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from safeguarding.access.models import User
from safeguarding.communications.choices import ContactStatus, Outcome, Severity
from safeguarding.communications.models import Account, ContactEvent, RuleResult
from safeguarding.communications.rules.catalogue import BY_NAME, INSTEAD, Rule
from safeguarding.people.choices import STAFF_TYPES
from safeguarding.people.models import Person
from safeguarding.schemes.models import Scheme

WEIGHT = {Severity.CRITICAL: 0, Severity.HIGH: 1, Severity.MEDIUM: 2, Severity.LOW: 3}


@dataclass(frozen=True)
class Wanted:
    """Which contacts to list."""

    rule: str = ""
    state: str = ""
    stands: str = ""
    channel: str = ""
    scheme: Scheme | None = None
    outside: bool = False
    account: Account | None = None
    adult: Person | None = None
    young: Person | None = None


@dataclass(frozen=True)
class Said:
    """What one rule says of a contact, for people."""

    rule: Rule
    outcome: str
    severity: str
    reason: str

    @property
    def follows(self) -> str:
        """What follows where it fails; a personal account is not on its way to being approved."""
        return INSTEAD.get(self.reason, self.rule.follows)


@dataclass(frozen=True)
class Verdict:
    """What all rules say of a contact: failures first, the weightiest first; then what cannot be told; then passes.

    `beside`: the rules that are about something else.
    """

    failed: list[Said] = field(default_factory=list)
    unknown: list[Said] = field(default_factory=list)
    passed: list[Said] = field(default_factory=list)
    beside: list[Said] = field(default_factory=list)

    @property
    def is_critical(self) -> bool:
        return any(one.severity == Severity.CRITICAL for one in self.failed)


def verdict_of(said: Iterable[tuple[str, Any]]) -> Verdict:
    """What the rules said, by name, put in the order in which people read it."""
    verdict = Verdict()
    lists = {
        Outcome.FAILED: verdict.failed, Outcome.NOT_EVALUABLE: verdict.unknown, Outcome.PASSED: verdict.passed,
        Outcome.NOT_APPLICABLE: verdict.beside,
    }  # fmt: skip
    for name, one in sorted(said, key=lambda pair: (WEIGHT[Severity(pair[1].severity)], pair[0])):
        lists[Outcome(one.outcome)].append(Said(BY_NAME[name], one.outcome, one.severity, one.reason))
    return verdict


def now_of(contact: ContactEvent) -> Verdict:
    """What the rules say of the contact as it stands."""
    return verdict_of((row.rule, row) for row in rows_now(contact))


def rows_now(contact: ContactEvent) -> Any:
    """What each rule said of the contact as it stands, in their order."""
    return contact.results.filter(contact_version=contact.version).order_by("rule")


@dataclass(frozen=True)
class Earlier:
    """What the rules said of an earlier version of a contact, and when they were asked."""

    version: int
    asked_at: dt.datetime
    rows: list[RuleResult]

    @property
    def verdict(self) -> Verdict:
        return verdict_of((row.rule, row) for row in self.rows)


def earlier_of(contact: ContactEvent) -> list[Earlier]:
    """What the rules said before, of what the contact was then: the newest first."""
    found: dict[int, list[RuleResult]] = defaultdict(list)
    for row in contact.results.exclude(contact_version=contact.version).order_by("-contact_version", "rule"):
        found[row.contact_version].append(row)
    return [Earlier(version, rows[0].asked_at, rows) for version, rows in found.items()]


def possible_supervisors(user: User) -> QuerySet[User]:
    """Staff of the force who sign in: everybody in it finds them in the directory."""
    staff = Person.objects.visible_to(user).filter(person_type__in=STAFF_TYPES, user__isnull=False)
    found = User.objects.filter(pk__in=staff.values("user_id"), is_active=True)
    return found.order_by("first_name", "last_name", "pk")


def results_now() -> QuerySet[RuleResult]:
    """What was said of the contacts as they stand; what was said of earlier versions stays, and does not count."""
    return RuleResult.objects.filter(contact_version=F("contact__version"))


def contact_list(user: User, wanted: Wanted) -> QuerySet[ContactEvent]:
    """The contacts one may see, the newest first, with what failed of each."""
    found = ContactEvent.objects.visible_to(user)
    about = {
        "status": wanted.stands, "channel": wanted.channel, "scheme": wanted.scheme, "sender": wanted.adult,
        "account": wanted.account,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in about.items() if value})
    if wanted.outside:
        found = found.filter(scheme__isnull=True)
    if wanted.young is not None:
        found = found.filter(recipients__person=wanted.young)
    of_it = results_now().filter(contact=OuterRef("pk"))
    if wanted.rule:
        found = found.filter(Exists(of_it.filter(rule=wanted.rule, outcome=Outcome.FAILED)))
    by_state = {
        "failed": of_it.filter(outcome=Outcome.FAILED),
        "critical": of_it.filter(outcome=Outcome.FAILED, severity=Severity.CRITICAL),
        "unknown": of_it.filter(outcome=Outcome.NOT_EVALUABLE),
    }
    if wanted.state in by_state:
        found = found.filter(Exists(by_state[wanted.state]))
    if wanted.state == "look":
        found = found.filter(to_look_q(user))
    return with_failures(found).order_by("-sent_at", "-pk")


def to_look_q(user: User) -> Q:
    """What waits for the user to look at it as the second adult."""
    is_there = ~Q(status=ContactStatus.WITHDRAWN)
    return is_there & Q(second_adult__user=user, second_adult_checked_at__isnull=True)


def with_failures(contacts: QuerySet[ContactEvent]) -> QuerySet[ContactEvent]:
    """Contacts for a list: how many each reached, and what fails of it now, the weightiest first."""
    failed = results_now().filter(outcome=Outcome.FAILED)
    worst_first = Case(
        *[When(severity=severity, then=Value(place)) for severity, place in WEIGHT.items()],
        output_field=IntegerField(),
    )
    shown = contacts.select_related("scheme", "sender", "account__platform", "platform")
    return shown.annotate(reached=Count("recipients", distinct=True)).prefetch_related(
        Prefetch("results", failed.order_by(worst_first, "rule"), to_attr="failures")
    )


def is_about_young(contact: ContactEvent) -> bool:
    """Whether anybody reached is a child, or may be one."""
    return contact.recipients.filter(Q(is_child=True) | Q(is_child__isnull=True)).exists()

"""What the rules said of the messages of an export, as its pages show it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.db.models.functions import Left

from safeguarding.access.models import User
from safeguarding.communications.choices import AccountKind, Channel, Direction, Outcome, RequestAction, Severity
from safeguarding.communications.rules.catalogue import BY_NAME, RULES, Rule
from safeguarding.communications.selectors.contacts import WEIGHT
from safeguarding.communications.selectors.numbers import BY_NAME as NUMBERS
from safeguarding.communications.selectors.numbers import DEFAULTS, read, words_of
from safeguarding.conversations.choices import AT_WORK, JudgementStatus
from safeguarding.conversations.models import Breach, Judgement, Message, MessageExport, RuleSaid, Verdict
from safeguarding.conversations.rules.long_texts import SHOWN
from safeguarding.conversations.selectors.judging.basis import basis_of, changed
from safeguarding.core.errors import Conflict

PAGE = 50
MOST_EARLIER = 20
NOTHING_CRITICAL = "No rule without exception is broken in these messages: there is nothing to log."


@dataclass
class OfARule:
    """What one rule said of the messages: how often what, and why. `beside`: of how many it is not about."""

    rule: Rule
    failed: int = 0
    passed: int = 0
    unknown: int = 0
    beside: int = 0
    severity: str = ""
    why_failed: list[RuleSaid] = field(default_factory=list)
    why_unknown: list[RuleSaid] = field(default_factory=list)
    why_beside: list[RuleSaid] = field(default_factory=list)

    @property
    def is_critical(self) -> bool:
        return self.severity == Severity.CRITICAL

    @property
    def was_asked(self) -> bool:
        return bool(self.failed or self.passed or self.unknown or self.beside)

    def add(self, said: RuleSaid) -> None:
        if said.outcome == Outcome.PASSED:
            self.passed += said.count
        elif said.outcome == Outcome.NOT_EVALUABLE:
            self.unknown += said.count
            self.why_unknown.append(said)
        elif said.outcome == Outcome.NOT_APPLICABLE:
            self.beside += said.count
            self.why_beside.append(said)
        else:
            self.failed += said.count
            self.why_failed.append(said)
            if not self.severity or WEIGHT[Severity(said.severity)] < WEIGHT[Severity(self.severity)]:
                self.severity = said.severity


def of_export(user: User, export: MessageExport) -> QuerySet[Judgement]:
    """What was asked about an export, the newest first."""
    return Judgement.objects.visible_to(user).filter(export=export).select_related("asked_by").order_by("-pk")


def latest(user: User, export: MessageExport) -> Judgement | None:
    """The newest that came to its end."""
    return of_export(user, export).filter(status=JudgementStatus.DONE).first()


def under_way(user: User, export: MessageExport) -> Judgement | None:
    return of_export(user, export).filter(status__in=AT_WORK).first()


def why_out_of_date(judgement: Judgement) -> list[str]:
    """What it rests on and has changed since, in words."""
    return changed(judgement.basis, basis_of(judgement.export))


def by_rule(judgement: Judgement) -> list[OfARule]:
    """Each of the twenty-two, in their order, whether it was asked or not; one query."""
    found = {rule.name: OfARule(rule) for rule in RULES}
    for said in RuleSaid.objects.filter(judgement=judgement).order_by("-count", "number"):
        found[said.rule].add(said)
    return list(found.values())


def went_by(judgement: Judgement) -> list[str]:
    """The numbers that the judgement went by, each with since when."""
    set_by_force: dict[str, list[str]] = defaultdict(list)
    for name, since, value in judgement.numbers:
        words = words_of(name, read(name, value))
        set_by_force[name].append(f"{words} from {dt.date.fromisoformat(since):%d/%m/%Y}")
    return [
        f"{number.label}: {', then '.join([words_of(name, getattr(DEFAULTS, name)), *set_by_force[name]])}"
        for name, number in NUMBERS.items()
    ]


@dataclass(frozen=True)
class Failed:
    """A message that failed a rule: why, how much it weighs, and what else it fails."""

    breach: Breach
    message: Message
    severity: str
    reason: str
    others: list[str]
    told: list[tuple[str, str]]


@dataclass(frozen=True)
class FailedPage:
    rows: list[Failed]
    later: int | None


def failed_page(judgement: Judgement, rule: str, after: int | None) -> FailedPage:
    """The messages that failed a rule, in the order of time; a page begins after a breach, and is never counted."""
    rows = list(failed_in(judgement, rule).filter(pk__gt=after or 0).order_by("pk")[: PAGE + 1])
    shown = rows[:PAGE]
    return FailedPage(failed_of(judgement, rule, shown), shown[-1].pk if len(rows) > PAGE else None)


def failed_in(judgement: Judgement, rule: str) -> QuerySet[Breach]:
    """Every message that failed a rule. Whoever asks puts them in order and takes a page of them."""
    failed = RuleSaid.objects.filter(judgement=judgement, outcome=Outcome.FAILED, rule=rule)
    numbers = list(failed.values_list("number", flat=True))
    verdicts = Verdict.objects.filter(judgement=judgement, said__overlap=numbers).values("number")
    found = Breach.objects.filter(judgement=judgement, verdict__in=verdicts)
    full = found.select_related("message__sender__party", "message__conversation__platform")
    return full.annotate(text=Left("message__text", SHOWN)).defer("message__text", "message__raw", "message__words")


def failed_of(judgement: Judgement, rule: str, breaches: Sequence[Breach]) -> list[Failed]:
    """Why each of these failed it, and what else it failed; three queries for a page."""
    said = {one.number: one for one in RuleSaid.objects.filter(judgement=judgement, outcome=Outcome.FAILED)}
    wanted = {row.verdict for row in breaches}
    told = {one.number: one for one in Verdict.objects.filter(judgement=judgement, number__in=wanted)}
    return [_failed(row, told[row.verdict], said, rule) for row in breaches]


def _failed(breach: Breach, verdict: Verdict, said: dict[int, RuleSaid], rule: str) -> Failed:
    failed = [said[number] for number in verdict.said if number in said]
    this = next(one for one in failed if one.rule == rule)
    others = [one.rule for one in failed if one.rule != rule]
    return Failed(breach, breach.message, this.severity, this.reason, others, told_in_words(verdict.inputs))


#: What the rules were told, as people say it; what is not named here is a number of a record.
_TOLD: tuple[tuple[str, str, Any], ...] = (
    ("direction", "Who wrote to whom", Direction), ("channel", "How", Channel),
    ("account_kind", "Account", AccountKind), ("account_approved", "Approved then", None),
    ("sender_has_access", "The adult was on its list then", None), ("request", "What was asked", RequestAction),
    ("acknowledged", "The adult had acknowledged the guidelines", None), ("in_quiet_hours", "In quiet hours", None),
    ("in_quiet_hours_before", "In quiet hours before, within a year", None),
    ("answers_in_private", "Answers a private message", None), ("authorised", "Leave was given beforehand", None),
)  # fmt: skip
_ANSWERS = {True: "Yes", False: "No", None: "Not known"}


def told_in_words(inputs: dict[str, Any]) -> list[tuple[str, str]]:
    """The snapshot of what the rules were told, for people."""
    found = [
        (words, choices(inputs[name]).label if choices else _ANSWERS[inputs[name]])
        for name, words, choices in _TOLD
        if name in inputs
    ]
    children = sum(one["child"] is True for one in inputs["recipients"])
    limits = inputs["limits"]
    return [
        *found,
        ("People of the case who were reached", f"{inputs['recipient_count']}, of them {children} children that day"),
        ("Quiet hours of the force that day", f"{limits['quiet_from'][:5]} to {limits['quiet_until'][:5]}"),
    ]


def rule_named(name: str) -> Rule | None:
    return BY_NAME.get(name)


@dataclass(frozen=True)
class Critical:
    """What is critical in a judgement: for a concern, which names nobody, and no case."""

    count: int
    first: dt.datetime | None
    last: dt.datetime | None
    broken: list[str]


def critical_of(judgement: Judgement) -> Critical:
    """Which rules without exception failed, in how many messages and when; raises Conflict when none did."""
    failed = RuleSaid.objects.filter(judgement=judgement, outcome=Outcome.FAILED, count__gt=0)
    said = list(failed.filter(severity=Severity.CRITICAL).order_by("rule", "number"))
    if not said:
        raise Conflict(NOTHING_CRITICAL)
    verdicts = Verdict.objects.filter(judgement=judgement, said__overlap=[one.number for one in said])
    found = Breach.objects.filter(judgement=judgement, verdict__in=verdicts.values("number"))
    ends = found.aggregate(first=Min("message__sent_at"), last=Max("message__sent_at"))
    times: dict[str, int] = defaultdict(int)
    for one in said:
        times[one.rule] += one.count
    broken = [f"{rule} {BY_NAME[rule].title} ({count:,} {_times(count)})" for rule, count in times.items()]
    return Critical(found.count(), ends["first"], ends["last"], broken)


def _times(count: int) -> str:
    return "time" if count == 1 else "times"

"""The guideline rules over the messages of an export: each message of a matched adult to a matched young person."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import CaseParty
from safeguarding.communications.choices import (
    AccountKind,
    AccountStatus,
    Channel,
    Direction,
    Outcome,
    PlatformKind,
    RequestAction,
    Severity,
    TargetKind,
)
from safeguarding.communications.models import Account, Threshold
from safeguarding.communications.rules.facts import AccountFacts, Contact, Judged, Limits, Recipient, Request
from safeguarding.communications.rules.guidelines import judge, judge_request
from safeguarding.communications.selectors.numbers import limits_from, numbers_of
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.models import Conversation, Message, MessageExport, Participant
from safeguarding.conversations.selectors.reading import ORDER
from safeguarding.core import clock
from safeguarding.people.choices import PersonKind

#: So many messages are shown for each rule: the first that failed it.
SHOWN = 5
BATCH = 5_000
_FIELDS = ("pk", "conversation_id", "sender_id", "kind", "text", "sent_at")
_SILENT = (MessageKind.SYSTEM, MessageKind.REACTION)
_CHANNELS = {PlatformKind.EMAIL: Channel.EMAIL, PlatformKind.PHONE: Channel.PHONE_TEXT}
_ACTIONS = (
    ("Followed", RequestAction.FOLLOW), ("Asked to follow", RequestAction.FOLLOW), ("Unfollow", RequestAction.UNFOLLOW),
    ("Friend, deleted", RequestAction.UNFOLLOW), ("Asked", RequestAction.FRIEND), ("Friend", RequestAction.FRIEND),
)  # fmt: skip


@dataclass
class Tally:
    """What one rule said of the messages, and the first that failed it."""

    rule: str
    outcomes: Counter[str] = field(default_factory=Counter)
    severity: str = ""
    reasons: Counter[str] = field(default_factory=Counter)
    shown: list[int] = field(default_factory=list)

    @property
    def is_critical(self) -> bool:
        return self.severity == Severity.CRITICAL and bool(self.outcomes[Outcome.FAILED])


@dataclass
class Judgement:
    """What the rules said of an export, and how much of it they could be asked about."""

    rules: dict[str, Tally]
    judged: int = 0
    left_out: int = 0


def judge_export(export: MessageExport) -> Judgement:
    """Ask each rule about each message between a matched adult and a matched young person.

    The numbers of the force are those of the day of the message, as for a contact that was logged. The number of
    queries is the same however many messages there are.
    """
    who = {one.pk: one for one in export.participants.select_related("party__person", "account", "platform")}
    threads = {one.pk: one for one in Conversation.objects.filter(export=export).select_related("platform")}
    asked = _Asked(who, threads, numbers_of(export.case.force_id))
    rows = Message.objects.filter(export=export).order_by("conversation", *ORDER).values_list(*_FIELDS)
    for row in rows.iterator(chunk_size=BATCH):
        asked.take(*row)
    return asked.judgement


def in_words(judgement: Judgement) -> list[dict[str, Any]]:
    """Each rule with its counts and the first messages that failed it, in one query for the messages."""
    ids = [pk for tally in judgement.rules.values() for pk in tally.shown]
    messages = Message.objects.filter(pk__in=ids).select_related("sender__party", "conversation__platform")
    by_id = {message.pk: message for message in messages}
    return [
        {
            "rule": tally.rule, "severity": Severity(tally.severity).label if tally.severity else "",
            "is_critical": tally.is_critical, "failed": tally.outcomes[Outcome.FAILED],
            "passed": tally.outcomes[Outcome.PASSED], "unknown": tally.outcomes[Outcome.NOT_EVALUABLE],
            "reasons": [reason for reason, _ in tally.reasons.most_common(2)],
            "messages": [by_id[pk] for pk in tally.shown],
        }
        for tally in sorted(judgement.rules.values(), key=lambda tally: tally.rule)
    ]  # fmt: skip


class _Asked:
    """One walk over the messages of an export. What is the same for many messages is worked out once."""

    def __init__(self, who: dict[int, Participant], threads: dict[int, Conversation], numbers: list[Threshold]) -> None:
        self.who, self.threads, self.numbers = who, threads, numbers
        self.limits: dict[dt.date | None, Limits] = {}
        self.now = clock.now()
        self.judgement = Judgement({})
        self.accounts = {pk: _account_of(one) for pk, one in who.items()}
        self.quiet: Counter[int] = Counter()
        self.with_whom = self._with_whom()

    def _with_whom(self) -> dict[int, list[Participant]]:
        """Who writes in each conversation; of a request, whoever it names."""
        found: dict[int, list[Participant]] = defaultdict(list)
        pairs = Message.objects.filter(conversation__in=list(self.threads), sender__isnull=False)
        for pk, sender in pairs.order_by().values_list("conversation_id", "sender_id").distinct():
            found[pk].append(self.who[sender])
        for thread in self.threads.values():
            names = (thread.key.rsplit("/", 1)[-1], thread.title)
            others = [one for one in self.who.values() if one.name in names and one not in found[thread.pk]]
            found[thread.pk].extend(others)
        return found

    def take(self, pk: int, thread: int, sender: int | None, kind: str, text: str, sent_at: dt.datetime | None) -> None:
        one = self.who.get(sender) if sender else None
        if one is None or one.party is None or kind in _SILENT:
            self.judgement.left_out += 1
            return
        others = [other for other in self.with_whom[thread] if other.pk != one.pk and other.party]
        children = [other for other in others if _is_child(other.party, sent_at)]
        is_child = _is_child(one.party, sent_at)
        if kind == MessageKind.REQUEST:
            self._request(pk, one, bool(children), text, sent_at)
        elif (is_child and len(others) > len(children)) or (is_child is False and children):
            self._contact(pk, thread, one, others, bool(is_child), kind, sent_at)
        else:
            self.judgement.left_out += 1

    def _request(self, pk: int, one: Participant, to_child: bool, text: str, sent_at: dt.datetime | None) -> None:
        action = next((action for start, action in _ACTIONS if text.startswith(start)), None)
        if action is None or sent_at is None or not to_child:
            self.judgement.left_out += 1
            return
        asked = Request(action, TargetKind.YOUNG_PERSON, self.accounts[one.pk], sent_at)
        self._count(pk, judge_request(asked))

    def _contact(
        self, pk: int, thread: int, one: Participant, others: list[Participant], is_child: bool, kind: str,
        sent_at: dt.datetime | None,
    ) -> None:  # fmt: skip
        local = sent_at.astimezone(clock.LONDON).time() if sent_at else None
        adult = next((other for other in others if not _is_child(other.party, sent_at)), one) if is_child else one
        contact = Contact(
            sender_id=one.party.person_id if one.party else None,
            direction=Direction.CHILD_TO_ADULT if is_child else Direction.ADULT_TO_CHILD,
            channel=_channel(self.threads[thread], kind), account=self.accounts[adult.pk],
            recipients=tuple(_recipient(other.party, sent_at) for other in others if other.party),
            sent_at=sent_at, local=local, now=self.now, is_purpose_asked=False, is_report_looked_for=False,
            quiet_before=self.quiet[one.pk], limits=self._limits(clock.london_date(sent_at) if sent_at else None),
        )  # fmt: skip
        said = judge(contact)
        if said["COM-12"].outcome == Outcome.FAILED:
            self.quiet[one.pk] += 1
        self._count(pk, said)

    def _limits(self, day: dt.date | None) -> Limits:
        if day not in self.limits:
            self.limits[day] = limits_from(self.numbers, day) if day else Limits()
        return self.limits[day]

    def _count(self, pk: int, said: dict[str, Judged]) -> None:
        self.judgement.judged += 1
        for rule, judged in said.items():
            tally = self.judgement.rules.setdefault(rule, Tally(rule))
            tally.outcomes[judged.outcome] += 1
            if judged.outcome != Outcome.FAILED:
                if judged.outcome == Outcome.NOT_EVALUABLE:
                    tally.reasons[judged.reason] += 1
                continue
            tally.severity = judged.severity
            if len(tally.shown) < SHOWN:
                tally.shown.append(pk)


def _account_of(one: Participant) -> AccountFacts:
    """The account as the register has it; one that it does not have is of nobody knows what kind."""
    account: Account | None = one.account
    if account is None:
        return AccountFacts(None, AccountKind.UNKNOWN, is_approved=False)
    return AccountFacts(account.pk, account.kind, is_approved=account.status == AccountStatus.APPROVED)


def _channel(thread: Conversation, kind: str) -> str:
    """Where it was said: what is not known to be a group is a talk of two."""
    if thread.platform.kind in _CHANNELS:
        return Channel.VOICE_CALL if kind == MessageKind.CALL else _CHANNELS[PlatformKind(thread.platform.kind)]
    return Channel.GROUP_MESSAGE if thread.is_group else Channel.ONE_TO_ONE


def _is_child(party: CaseParty | None, at: dt.datetime | None) -> bool | None:
    """Whether somebody was under 18 on that day: by their birthday where it is known, else as the case has them."""
    if party is None:
        return None
    age = party.person.age_on(clock.london_date(at)) if party.person and at else None
    return party.kind == PersonKind.YOUNG_PERSON if age is None else age < 18


def _recipient(party: CaseParty, at: dt.datetime | None) -> Recipient:
    """A young person of a case is somebody met through work, as the case is about who works with them."""
    is_child = _is_child(party, at)
    met = True if party.role in (PartyRole.YOUNG_PERSON, PartyRole.COMPLAINANT, PartyRole.WITNESS) else None
    harmed = True if party.role in (PartyRole.WITNESS, PartyRole.COMPLAINANT) else None
    return Recipient(is_child=is_child, is_met_through_work=met, is_victim_or_witness=harmed)

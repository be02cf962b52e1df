"""One walk over the messages of an export, in the order of time: what each rule says of each.

Whoever walks twice, with nothing changed between, comes to the same results in the same order: by that a worker that
was stopped is followed by another. What is said of many messages stands once, as a verdict, with how many there are.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, F, QuerySet, TextField, Value, When

from safeguarding.communications.choices import OPEN_CHANNELS, Channel, Direction, Outcome, RequestAction, TargetKind
from safeguarding.communications.rules.conduct import QuietHours
from safeguarding.communications.rules.facts import Answered, Contact, Judged, Request
from safeguarding.communications.rules.guidelines import judge, judge_request
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.models import Message, MessageExport
from safeguarding.conversations.selectors.judging.situations import NOT_LOOKED_FOR, Situation, Situations
from safeguarding.core import clock

AT_ONCE = 5_000
_COLUMNS = ("pk", "conversation_id", "sender_id", "kind", "asked", "sent_at")
_SILENT = (MessageKind.SYSTEM, MessageKind.REACTION)
_ACTIONS = (
    ("Followed", RequestAction.FOLLOW), ("Asked to follow", RequestAction.FOLLOW), ("Unfollow", RequestAction.UNFOLLOW),
    ("Friend, deleted", RequestAction.UNFOLLOW), ("Asked", RequestAction.FRIEND), ("Friend", RequestAction.FRIEND),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule said of some messages."""

    rule: str
    outcome: str
    severity: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all rules said on being told the same: numbers of what was said, in the order of the rules."""

    inputs: str
    said: tuple[int, ...]

    @property
    def inputs_read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.inputs)
        return found


def is_private_to_the_adult(contact: Contact) -> bool:
    """Whether a young person wrote where nobody else reads it: only that has to be reported."""
    return contact.direction == Direction.CHILD_TO_ADULT and contact.channel not in OPEN_CHANNELS


class Walk:
    """Gives each message that could be judged with the number of its verdict."""

    def __init__(self, export: MessageExport, *, now: dt.datetime) -> None:
        self.export = export
        self.situations = Situations(export, now=now)
        self.said: dict[Said, int] = {}
        self.verdicts: dict[Verdict, int] = {}
        self.counts: Counter[int] = Counter()
        self.has_failed: list[bool] = []
        self._known: dict[tuple[Any, ...], int] = {}
        self._quiet = QuietHours(self.situations.numbers.on)
        #: Conversations in which the young person wrote in private last.
        self._waiting: set[int] = set()

    def results(self) -> Iterator[tuple[int, int]]:
        """The message, and the number of what was said of it."""
        threads, zone = self.situations.threads, clock.LONDON
        for pk, thread, sender, kind, text, moment in self._rows().iterator(chunk_size=AT_ONCE):
            if thread not in threads:
                continue
            local = moment.astimezone(zone) if moment else None
            situation = self.situations.of(thread, sender, kind, moment, local.date() if local else None)
            if situation is None:
                continue
            if kind == MessageKind.REQUEST:
                number = self._of_a_request(situation, text, moment)
            else:
                number = self._of_a_message(situation, thread, moment, local)
            if number is not None:
                self.counts[number] += 1
                yield pk, number

    def _rows(self) -> QuerySet[Message, tuple[Any, ...]]:
        asked = Case(When(kind=MessageKind.REQUEST, then=F("text")), default=Value(""), output_field=TextField())
        rows = Message.objects.filter(export=self.export, sender__in=list(self.situations.who)).exclude(
            kind__in=_SILENT
        )
        return rows.annotate(asked=asked).order_by("order_at", "conversation_id", "position").values_list(*_COLUMNS)

    def _of_a_message(
        self, situation: Situation, thread: int, moment: dt.datetime | None, local: dt.datetime | None
    ) -> int:
        contact, answers, before = situation.contact, False, 0
        is_private = contact.channel == Channel.ONE_TO_ONE
        is_quiet: bool | None = None
        if contact.direction == Direction.CHILD_TO_ADULT:
            if is_private:
                self._waiting.add(thread)
        else:
            answers = is_private and thread in self._waiting
            self._waiting.discard(thread)
            if local is not None:
                is_quiet = self._quiet.is_quiet(local)
                if is_quiet:
                    before = min(self._quiet.before(situation.adult, local), 1)
                    self._quiet.note(situation.adult, local)
        reported = self.situations.reported(situation, moment) if is_private_to_the_adult(contact) else NOT_LOOKED_FOR
        key = (situation, is_quiet, before, answers, reported.is_looked_for, reported.state)
        if key not in self._known:
            at = moment or self.situations.now
            told = replace(
                contact, sent_at=moment, local=local.time() if local else None, quiet_before=before,
                answers=Answered(Channel.ONE_TO_ONE, at) if answers else None, reported_to=reported.told,
                is_report_looked_for=reported.is_looked_for,
            )  # fmt: skip
            more = {
                "in_quiet_hours": is_quiet, "in_quiet_hours_before": bool(before), "answers_in_private": answers,
                "reported": reported.state if reported.is_looked_for else "",
            }  # fmt: skip
            self._known[key] = self._verdict(judge(told), {**situation.inputs, **more})
        return self._known[key]

    def _of_a_request(self, situation: Situation, text: str, moment: dt.datetime | None) -> int | None:
        """Only of what an adult asked; what a young person asked is theirs to ask."""
        action = next((action for start, action in _ACTIONS if text.startswith(start)), None)
        if action is None or moment is None or situation.contact.direction == Direction.CHILD_TO_ADULT:
            return None
        key = (situation, action)
        if key not in self._known:
            asked = Request(action, TargetKind.YOUNG_PERSON, situation.contact.account, moment)
            self._known[key] = self._verdict(judge_request(asked), {**situation.inputs, "request": action})
        return self._known[key]

    def _verdict(self, judged: dict[str, Judged], inputs: dict[str, Any]) -> int:
        said = [Said(rule, one.outcome, one.severity, one.reason) for rule, one in judged.items()]
        numbers = tuple(self.said.setdefault(one, len(self.said)) for one in said)
        verdict = Verdict(json.dumps(inputs, default=str, sort_keys=True), numbers)
        if verdict not in self.verdicts:
            self.verdicts[verdict] = len(self.verdicts)
            self.has_failed.append(any(one.outcome == Outcome.FAILED for one in said))
        return self.verdicts[verdict]

    def counted(self) -> dict[Said, int]:
        """How many messages each thing was said of."""
        by_number: Counter[int] = Counter()
        for verdict, number in self.verdicts.items():
            for said in verdict.said:
                by_number[said] += self.counts[number]
        return {said: by_number[number] for said, number in self.said.items()}

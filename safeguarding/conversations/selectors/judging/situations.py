"""What the rules are told of a message: who wrote to whom and over what, as all of it stood on that day.

Much is the same for many messages. A situation is what they have in common, so that what needs the record of a person
or an account is worked out once for each day of a conversation, and each rule is asked once for each situation.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import CaseParty
from safeguarding.communications.choices import AccountKind, Direction
from safeguarding.communications.rules.facts import AccountFacts, Contact, Limits, Recipient
from safeguarding.communications.selectors.facts import Guidelines
from safeguarding.communications.selectors.numbers import Numbers
from safeguarding.communications.selectors.standing import Standing
from safeguarding.conversations.models import MessageExport, Participant
from safeguarding.conversations.selectors.judging.on_record import OnRecord, Told
from safeguarding.conversations.selectors.judging.people import Thread, is_child_then, matched_in, threads_of

#: Somebody whom the case says to be one of these was met through work: the case is about who works with them.
MET = (PartyRole.YOUNG_PERSON, PartyRole.COMPLAINANT, PartyRole.WITNESS)
HARMED = (PartyRole.COMPLAINANT, PartyRole.WITNESS)
MOST_IN_A_SNAPSHOT = 50


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """What a rule is told of every message in it, and, for the record, in ids, dates and choices."""

    adult: int
    contact: Contact
    inputs: dict[str, Any]
    #: Who is on record as the young person who wrote.
    young_person: int | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """A report of an attempt: whether there could be one, how it stands for the record, and when all were told."""

    is_looked_for: bool
    state: str
    told: Told | None = None


NOT_LOOKED_FOR = Reported(False, "")


class Situations:
    """The situations of one export. The number of queries is the same however many messages there are."""

    def __init__(self, export: MessageExport, *, now: dt.datetime) -> None:
        self.now = now
        self.who: dict[int, Participant] = {one.pk: one for one in matched_in(export)}
        self.threads = threads_of(export, self.who) if len(self.who) > 1 else {}
        self.numbers = Numbers(export.case.force_id)
        self.standing = Standing(one.account for one in self.who.values() if one.account)
        people = {one.party.person_id for one in self.who.values() if one.party}
        self.guidelines = Guidelines(export.case.force_id, [pk for pk in people if pk])
        self.on_record = OnRecord(export.case.force_id, [pk for pk in people if pk])
        self._by_place: dict[tuple[Any, ...], Situation | None] = {}
        self._day: dt.date | None = None
        self._known: dict[tuple[Any, ...], Situation] = {}

    def of(
        self, thread: int, sender: int, kind: str, moment: dt.datetime | None, day: dt.date | None
    ) -> Situation | None:
        """The situation of a message; None where it is not between a matched adult and a matched young person."""
        if day != self._day:
            # Messages come in the order of time: what held on one day is not asked for again.
            self._day, self._by_place = day, {}
        place = (thread, sender, self.threads[thread].channel(kind), day, self._stretches(thread, moment))
        if place not in self._by_place:
            self._by_place[place] = self._made(self.threads[thread], self.who[sender], kind, moment, day)
        return self._by_place[place]

    def _stretches(self, thread: int, moment: dt.datetime | None) -> tuple[int, ...]:
        if moment is None:
            return ()
        leave = self.on_record.stretch(moment)
        if not self.standing.accounts:
            return (leave,)
        ids = (self.who[pk].account_id for pk in self.threads[thread].people)
        return (leave, *(self.standing.stretch(pk, moment) for pk in ids if pk))

    def _made(
        self, thread: Thread, sender: Participant, kind: str, moment: dt.datetime | None, day: dt.date | None
    ) -> Situation | None:
        others = [self.who[pk] for pk in thread.people if pk != sender.pk]
        young = [one for one in others if is_child_then(_party(one), day)]
        grown_up = [one for one in others if one not in young]
        from_child = is_child_then(_party(sender), day)
        if not (grown_up if from_child else young):
            return None
        adult = grown_up[0] if from_child else sender
        account = self.account(adult, moment)
        limits = self.numbers.on(day) if day else Limits()
        person = _party(adult).person_id
        known = self.guidelines.acknowledged_on(person, day) if person and day else None
        recipients = tuple(_recipient(_party(one), day) for one in others)
        direction = Direction.CHILD_TO_ADULT if from_child else Direction.ADULT_TO_CHILD
        channel = thread.channel(kind)
        leave = None if from_child else self._leave(person, young, moment, channel, account)
        key = (
            adult.party_id, sender.party_id, channel, account, recipients, limits, known, leave, moment is None,
        )  # fmt: skip
        if key not in self._known:
            contact = Contact(
                sender_id=person, direction=direction, channel=channel, account=account,
                recipients=recipients, sent_at=moment, local=None, now=self.now, is_purpose_asked=False,
                is_second_adult_asked=False, is_report_looked_for=False, is_authorised=leave, has_acknowledged=known,
                limits=limits,
            )  # fmt: skip
            young_person = _party(sender).person_id if from_child else None
            self._known[key] = Situation(
                int(adult.party_id or 0), contact, _inputs(contact, adult, sender), young_person
            )
        return self._known[key]

    def _leave(
        self, person: int | None, young: list[Participant], moment: dt.datetime | None, channel: str,
        account: AccountFacts,
    ) -> bool | None:  # fmt: skip
        if not person or moment is None:
            return None
        people = [_party(one).person_id for one in young]
        return self.on_record.authorised(person, people, moment, channel=channel, account=account.id)

    def reported(self, situation: Situation, moment: dt.datetime | None) -> Reported:
        """Whether what a young person wrote was reported, and whether the force kept reports when it had to be."""
        contact = situation.contact
        if moment is None or contact.sender_id is None or contact.direction != Direction.CHILD_TO_ADULT:
            return NOT_LOOKED_FOR
        within = dt.timedelta(hours=contact.limits.report_hours)
        told = self.on_record.reported(contact.sender_id, situation.young_person, moment, within=within)
        if told is None:
            still_time = self.now <= moment + within
            return Reported(self.on_record.keeps_reports(moment), "still_time" if still_time else "not", None)
        return Reported(True, "in_time" if max(told) <= moment + within else "late", told)

    def account(self, one: Participant, moment: dt.datetime | None) -> AccountFacts:
        """The account as it stood then; one that is not on the register is of nobody knows what kind."""
        if one.account_id is None:
            return AccountFacts(None, AccountKind.UNKNOWN, is_approved=False)
        return self.standing.at(one.account_id, moment, sender_id=_party(one).person_id)


def _party(one: Participant) -> CaseParty:
    """Who is matched has one; nobody else is asked about."""
    return cast(CaseParty, one.party)


def _recipient(party: CaseParty, day: dt.date | None) -> Recipient:
    return Recipient(
        is_child=is_child_then(party, day),
        is_met_through_work=True if party.role in MET else None,
        is_victim_or_witness=True if party.role in HARMED else None,
    )


def _inputs(contact: Contact, adult: Participant, sender: Participant) -> dict[str, Any]:
    account = contact.account or AccountFacts(None, AccountKind.UNKNOWN, is_approved=None)
    return {
        "adult": adult.party_id, "sender": sender.party_id, "direction": contact.direction, "channel": contact.channel,
        "account": account.id, "account_kind": account.kind, "account_approved": account.is_approved,
        "sender_has_access": account.sender_has_access, "somebody_has_access": account.has_any_access,
        "recipients": [
            {"child": one.is_child, "met_through_work": one.is_met_through_work, "victim": one.is_victim_or_witness}
            for one in contact.recipients[:MOST_IN_A_SNAPSHOT]
        ],
        "recipient_count": len(contact.recipients), "acknowledged": contact.has_acknowledged,
        "authorised": contact.is_authorised,
        "limits": {name: str(getattr(contact.limits, name)) for name in contact.limits.__slots__},
    }  # fmt: skip

"""From what is on record of a contact to what the rules are told: everything as it stood at the moment it was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Min, Q, QuerySet

from safeguarding.communications.choices import Channel, ContactStatus, Direction, Purpose
from safeguarding.communications.models import ContactEvent, ContactRecipient, ContactReport
from safeguarding.communications.rules.conduct import QUIET_BACK, QuietHours
from safeguarding.communications.rules.facts import (
    AccountFacts,
    Answered,
    Contact,
    Limits,
    Recipient,
    is_child,
    local_time,
)
from safeguarding.communications.selectors.numbers import Numbers
from safeguarding.communications.selectors.standing import account_at, leave_at
from safeguarding.core import clock
from safeguarding.guidance.choices import MeetsRequirement
from safeguarding.guidance.models import PolicyVersion
from safeguarding.guidance.selectors.acknowledged import acknowledged
from safeguarding.people.choices import PersonKind
from safeguarding.people.models import Person, Placement


def is_child_on(person: Person, day: dt.date) -> bool:
    """Whether somebody on record was under 18 that day; who is on record as young and has no birthday is."""
    return is_child(person.age_on(day), kind=person.kind, age_band=person.age_band)


def facts_of(event: ContactEvent, recipients: Iterable[ContactRecipient]) -> Contact:
    """What the rules are told of one contact, whether it is on record already or not yet."""
    reached = list(recipients)
    ids = sorted({one.person_id for one in reached if one.person_id is not None})
    numbers = Numbers(event.force_id)
    limits = numbers.on(clock.london_date(event.sent_at))
    return Contact(
        sender_id=event.sender_id, direction=event.direction, channel=event.channel,
        account=_account_facts(event),
        recipients=tuple(Recipient(one.is_child, one.is_met_through_work, one.is_victim_or_witness) for one in reached),
        sent_at=event.sent_at, local=local_time(event.sent_at), now=clock.now(),
        is_scheme_business=event.scheme_id is not None, purpose=event.purpose,
        second_adult_id=event.second_adult_id, second_adult_told_at=event.second_adult_told_at,
        second_adult_checked_at=event.second_adult_checked_at,
        social_before=_social_before(event, ids, limits), quiet_before=_quiet_before(event, numbers),
        answers=_answers(event, ids), answered_by=_answered_by(event, ids),
        is_authorised=_is_authorised(event, reached), reported_to=_reported_to(event, ids, limits),
        has_acknowledged=_has_acknowledged(event), limits=limits,
    )  # fmt: skip


def _account_facts(event: ContactEvent) -> AccountFacts | None:
    """The account as it stood. One of the adult's own that is not on the register was never approved for anybody."""
    if event.account is not None:
        return account_at(event.account, event.sent_at, sender_id=event.sender_id)
    if not event.account_kind:
        return None
    return AccountFacts(None, event.account_kind, is_approved=False, sender_has_access=False, has_any_access=False)


def inputs_of(facts: Contact, event: ContactEvent) -> dict[str, Any]:
    """What the rules were told, to be kept beside what they said: ids, dates and choices, and no words of anybody."""
    account = facts.account
    return {
        "sender": facts.sender_id, "direction": facts.direction, "channel": facts.channel,
        "account": account.id if account else None, "account_kind": account.kind if account else "",
        "account_approved": account.is_approved if account else None,
        "sender_has_access": account.sender_has_access if account else None,
        "scheme": event.scheme_id, "purpose": facts.purpose, "sent_at": _moment(facts.sent_at),
        "recipients": [
            {"child": one.is_child, "met_through_work": one.is_met_through_work, "victim": one.is_victim_or_witness}
            for one in facts.recipients[:50]
        ],
        "recipient_count": len(facts.recipients),
        "second_adult": facts.second_adult_id, "second_adult_told_at": _moment(facts.second_adult_told_at),
        "second_adult_checked_at": _moment(facts.second_adult_checked_at), "social_before": facts.social_before,
        "quiet_before": facts.quiet_before, "authorised": facts.is_authorised, "acknowledged": facts.has_acknowledged,
        "reported_at": [_moment(one) for one in facts.reported_to or ()],
        "limits": {name: str(getattr(facts.limits, name)) for name in facts.limits.__slots__},
    }  # fmt: skip


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _others(event: ContactEvent) -> QuerySet[ContactEvent]:
    """The adult's other contacts that took place."""
    took_place = ContactEvent.objects.filter(sender_id=event.sender_id, status=ContactStatus.HAPPENED)
    return took_place.exclude(pk=event.pk)


def _between(event: ContactEvent, ids: list[int]) -> QuerySet[ContactEvent]:
    return _others(event).filter(recipients__person_id__in=ids).distinct()


def _social_before(event: ContactEvent, ids: list[int], limits: Limits) -> int | None:
    """The most contacts without a purpose that one of those reached had from the adult before; None of strangers."""
    if not ids:
        return None
    earlier = _others(event).filter(
        direction=Direction.ADULT_TO_CHILD, purpose__in=("", Purpose.SOCIAL), sent_at__lt=event.sent_at,
        sent_at__gte=event.sent_at - dt.timedelta(days=limits.social_days),
    )  # fmt: skip
    counts: dict[int, int] = dict.fromkeys(ids, 0)
    for person in earlier.filter(recipients__person_id__in=ids).values_list("recipients__person_id", flat=True):
        if person in counts:
            counts[person] += 1
    return max(counts.values())


def _quiet_before(event: ContactEvent, numbers: Numbers) -> int:
    quiet, since = QuietHours(numbers.on), event.sent_at - QUIET_BACK
    earlier = _others(event).filter(direction=Direction.ADULT_TO_CHILD, sent_at__lt=event.sent_at, sent_at__gte=since)
    moments = earlier.exclude(purpose=Purpose.EMERGENCY).order_by("sent_at", "pk").values_list("sent_at", flat=True)
    for moment in moments:
        quiet.note(event.sender_id, moment.astimezone(clock.LONDON))
    return quiet.before(event.sender_id, event.sent_at.astimezone(clock.LONDON))


def _answers(event: ContactEvent, ids: list[int]) -> Answered | None:
    """The contact that this one answers: the one that was named, or the last between the two when it came first."""
    if event.direction != Direction.ADULT_TO_CHILD:
        return None
    last = event.answers
    if last is None and ids:
        last = _between(event, ids).filter(sent_at__lt=event.sent_at).order_by("-sent_at", "-pk").first()
    if last is None or last.direction != Direction.CHILD_TO_ADULT:
        return None
    return Answered(last.channel, last.sent_at)


def _answered_by(event: ContactEvent, ids: list[int]) -> tuple[Answered, ...]:
    """How a young person's private message was answered: what names it, or the adult's next contact with them."""
    if event.direction != Direction.CHILD_TO_ADULT or event.channel != Channel.ONE_TO_ONE:
        return ()
    found = list(ContactEvent.objects.filter(answers_id=event.pk, status=ContactStatus.HAPPENED)) if event.pk else []
    if not found and ids:
        later = _between(event, ids).filter(direction=Direction.ADULT_TO_CHILD, sent_at__gt=event.sent_at)
        found = list(later.order_by("sent_at", "pk")[:1])
    return tuple(Answered(one.channel, one.sent_at) for one in found)


def _is_authorised(event: ContactEvent, reached: list[ContactRecipient]) -> bool | None:
    """Whether leave was live for this adult, each young person, the account and the channel."""
    grown_up = [one for one in reached if one.is_child is False]
    young = [one.person_id for one in reached if one.is_child is not False]
    if not reached or (grown_up and not young):
        return None
    leave = leave_at(event.sender_id, event.sent_at).filter(channel=event.channel)
    of_them = leave.filter(young_person_id__in=[pk for pk in young if pk])
    if event.account_id is None:
        return None if of_them.exists() and not event.account_kind else False
    given = set(of_them.filter(account_id=event.account_id).values_list("young_person_id", flat=True))
    return all(pk is not None and pk in given for pk in young)


def _reported_to(
    event: ContactEvent, ids: list[int], limits: Limits
) -> tuple[dt.datetime, dt.datetime, dt.datetime] | None:  # fmt: skip
    """The report of this attempt: about the same adult and young person, within the hours that it may take."""
    if event.direction != Direction.CHILD_TO_ADULT:
        return None
    near = dt.timedelta(hours=limits.report_hours)
    about = Q(young_person_id__in=ids) if ids else Q(young_person__isnull=True)
    found = ContactReport.objects.filter(
        about, adult_id=event.sender_id, happened_at__range=(event.sent_at - near, event.sent_at + near)
    )
    report = found.select_related("risk_entry").order_by("reported_at", "pk").first()
    if report is None:
        return None
    return report.supervisor_told_at, report.central_team_told_at, report.risk_entry.raised_at


def _has_acknowledged(event: ContactEvent) -> bool | None:
    """Whether the adult had acknowledged the guidelines of that day; nobody knows where the force has none."""
    return Guidelines(event.force_id, [event.sender_id]).acknowledged_on(
        event.sender_id, clock.london_date(event.sent_at)
    )


class Guidelines:
    """Who had acknowledged the guidelines that were in force on a day, in two queries however many days are asked."""

    def __init__(self, force_id: int, people: list[int]) -> None:
        key = MeetsRequirement.COMMUNICATION
        self.given = [one for one in acknowledged(people) if one.key == key]
        published = PolicyVersion.objects.filter(document__key=key, document__force_id=force_id)
        self.first = published.filter(effective_from__isnull=False).aggregate(first=Min("effective_from"))["first"]

    def acknowledged_on(self, person_id: int, day: dt.date) -> bool | None:
        """None where the force had no guidelines yet: nobody knows."""
        theirs = [one for one in self.given if one.person_id == person_id and one.acknowledged_on <= day]
        if any(not one.counts_until or day <= one.counts_until for one in theirs):
            return True
        return False if self.first is not None and self.first <= day else None


def placed_young_people(scheme_id: int, day: dt.date) -> list[Person]:
    """The young people who had a place in the scheme that day: whom a message to its whole group reaches."""
    live = Placement.objects.live_on(day)
    placed = live.filter(scheme_id=scheme_id, person__kind=PersonKind.YOUNG_PERSON, person__merged_into=None)
    return list(Person.objects.filter(pk__in=placed.values("person_id")).order_by("pk"))

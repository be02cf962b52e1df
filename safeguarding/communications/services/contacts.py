"""A contact is drafted, put to the rules, logged, and looked at by a second adult."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.communications import policies
from safeguarding.communications.choices import (
    PERSONAL_KINDS,
    Channel,
    ContactStatus,
    Direction,
    Outcome,
    Severity,
)
from safeguarding.communications.models import Account, ContactEvent, ContactRecipient, Platform, RuleResult
from safeguarding.communications.rules import guidelines
from safeguarding.communications.rules.facts import Judged
from safeguarding.communications.selectors.facts import facts_of, inputs_of, is_child_on, placed_young_people
from safeguarding.communications.selectors.standing import leave_at
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.notices.services import tell
from safeguarding.people.choices import AgeBand, PersonKind
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.models import Scheme

CONTACT = "contactevent"
#: Clocks of two machines differ a little, and forms take a while.
LEEWAY = dt.timedelta(hours=1)
#: Who is reached where everybody of a scheme is, and nobody young is on record with it.
THE_GROUP = "The group of the scheme"


@dataclass(frozen=True)
class Reached:
    """Somebody who is reached: on record, or described. What is not known stays None."""

    person: Person | None = None
    description: str = ""
    age_band: str = AgeBand.UNKNOWN
    is_met_through_work: bool | None = None
    is_victim_or_witness: bool | None = None


@dataclass(frozen=True)
class NewContact:
    """A contact that somebody is about to log.

    `account_kind`: of an account that is not on the register, whether it is the adult's own, if that is known;
    `whole_group`: everybody young who has a place in the scheme; `group_has_victim`: whether one of them is a victim
    or witness.
    """

    sender: Person
    direction: str
    channel: str
    sent_at: dt.datetime
    is_planned: bool = False
    scheme: Scheme | None = None
    platform: Platform | None = None
    account: Account | None = None
    account_kind: str = ""
    purpose: str = ""
    purpose_text: str = ""
    second_adult: Person | None = None
    answers: ContactEvent | None = None
    recipients: tuple[Reached, ...] = ()
    whole_group: bool = False
    group_has_victim: bool | None = None


def drafted(new: NewContact, *, by: User, is_whole: bool = True) -> tuple[ContactEvent, list[ContactRecipient]]:
    """The contact as it would be logged, with nothing written yet. `is_whole`: nothing that is asked for is missing."""
    policies.require_logging(by, new.sender)
    errors = _errors(new, is_whole=is_whole)
    if errors:
        raise Invalid(errors)
    event = ContactEvent(
        status=ContactStatus.PLANNED if new.is_planned else ContactStatus.HAPPENED, force=new.sender.force,
        scheme=new.scheme, direction=new.direction, sender=new.sender, channel=new.channel, account=new.account,
        account_kind=_kind_of_unregistered(new),
        platform=new.account.platform if new.account else new.platform, purpose=new.purpose,
        purpose_text=new.purpose_text.strip(), sent_at=new.sent_at, second_adult=new.second_adult,
        second_adult_told_at=clock.now() if new.second_adult else None, whole_group=new.whole_group,
        answers=new.answers, logged_by=by, logged_at=clock.now(),
    )  # fmt: skip
    recipients = _recipients(new)
    young = [one.person_id for one in recipients if one.person_id]
    leave = leave_at(new.sender.pk, new.sent_at).filter(account=new.account, channel=new.channel)
    event.authorisation = leave.filter(young_person_id__in=young).first() if new.account and young else None
    return event, recipients


def _kind_of_unregistered(new: NewContact) -> str:
    """A meeting goes over no account."""
    return "" if new.channel == Channel.IN_PERSON else new.account_kind


def check(new: NewContact, *, by: User, is_whole: bool = True) -> dict[str, Judged]:
    """What the rules say of a contact before it is logged, or sent; of a half filled form, what can be told by now."""
    event, recipients = drafted(new, by=by, is_whole=is_whole)
    return guidelines.judge(facts_of(event, recipients))


@transaction.atomic
def log_contact(new: NewContact, *, by: User) -> ContactEvent:
    """Put a contact on record with what the rules say of it. A second adult is told."""
    event, recipients = drafted(new, by=by)
    event.save()
    for one in recipients:
        one.contact = event
    ContactRecipient.objects.bulk_create(recipients)
    record("contactevent.logged", by=by, obj=event, data={"channel": event.channel, "is_planned": event.is_planned})
    keep_results(event)
    tell_second_adult(event)
    return event


@transaction.atomic
def mark_checked(contact: ContactEvent, *, version: int | None, by: User) -> ContactEvent:
    """The second adult has looked at it, as it stood before them. Saying so twice changes nothing."""
    held = take_contact(contact, version=None)
    policies.require_second_adult(by, held)
    if held.status == ContactStatus.WITHDRAWN:
        raise Conflict("This plan was withdrawn: there is nothing to look at.")
    if held.second_adult_checked_at is not None:
        return held
    held = take_contact(contact, version=version)
    save_fields(held, second_adult_checked_at=clock.now())
    record("contactevent.checked", by=by, obj=held)
    keep_results(held)
    return held


@transaction.atomic
def ask_rules_again(contact: ContactEvent, *, by: User) -> ContactEvent:
    """Put a contact to the rules once more: time has passed, or something was reported or answered since."""
    held = take_contact(contact, version=None)
    policies.require_contact_keeper(by, held)
    if held.status == ContactStatus.WITHDRAWN:
        raise Conflict("This plan was withdrawn: what the rules said of it stays.")
    save_fields(held)
    record("contactevent.asked_again", by=by, obj=held)
    keep_results(held)
    return held


def tell_second_adult(event: ContactEvent) -> None:
    """Whoever is to look at it hears of it: once for each version, for another text is another thing to look at."""
    if event.second_adult and event.second_adult.user:
        tell(
            recipients=[event.second_adult.user], key=f"contactevent:second:{event.pk}:{event.version}",
            title="You are the second adult of a message to young people",
            body="Look at it, and say that you have.", url=event.get_absolute_url(), subject_type=CONTACT,
            subject_id=event.pk,
        )  # fmt: skip


def take_contact(contact: ContactEvent, *, version: int | None) -> ContactEvent:
    """Lock a contact as the person saw it."""
    rows = ContactEvent.objects.select_related("sender", "second_adult", "account", "answers", "force")
    return lock_fresh(rows, pk=contact.pk, version=version)


def keep_results(event: ContactEvent) -> None:
    """What the rules say of this version is kept beside what they said of the ones before."""
    facts = facts_of(event, event.recipients.all())
    inputs = inputs_of(facts, event)
    RuleResult.objects.bulk_create(
        [
            RuleResult(
                contact=event, contact_version=event.version, rule=name, outcome=said.outcome, severity=said.severity,
                reason=said.reason, inputs=inputs, asked_at=facts.now,
            )
            for name, said in guidelines.judge(facts).items()
        ]
    )  # fmt: skip


def is_critical(said: Judged | RuleResult) -> bool:
    """Whether it is for a concern: a critical rule failed."""
    return said.outcome == Outcome.FAILED and said.severity == Severity.CRITICAL


def _recipients(new: NewContact) -> list[ContactRecipient]:
    day = clock.london_date(new.sent_at)
    reached = list(new.recipients)
    named = {one.person.pk for one in reached if one.person}
    if new.whole_group and new.scheme is not None:
        placed = placed_young_people(new.scheme.pk, day)
        common = Reached(is_met_through_work=True, is_victim_or_witness=new.group_has_victim)
        more = [replace(common, person=person) for person in placed if person.pk not in named]
        reached += more or ([] if named else [replace(common, description=THE_GROUP)])
    in_schemes = set(
        Placement.objects.filter(person__in=[one.person for one in reached if one.person]).values_list(
            "person_id", flat=True
        )
    )
    return [_recipient(one, day, in_schemes) for one in reached]


def _recipient(one: Reached, day: dt.date, in_schemes: set[int]) -> ContactRecipient:
    met = one.is_met_through_work
    is_child: bool | None
    if one.person is not None:
        is_child = is_child_on(one.person, day)
        met = True if one.person.pk in in_schemes and one.person.kind == PersonKind.YOUNG_PERSON else met
    else:
        is_child = None if one.age_band == AgeBand.UNKNOWN else one.age_band != AgeBand.ADULT
    return ContactRecipient(
        person=one.person, description=one.description.strip(), age_band=one.age_band, is_child=is_child,
        is_met_through_work=met, is_victim_or_witness=one.is_victim_or_witness,
    )  # fmt: skip


def _errors(new: NewContact, *, is_whole: bool) -> dict[str, list[str]]:
    errors = {name: [words] for name, words in _wrong(new) if words}
    if is_whole and not new.recipients and not (new.whole_group and new.scheme):
        errors["reached"] = ["Say who is reached"]
    return errors


def _wrong(new: NewContact) -> Iterator[tuple[str, str]]:
    """What is impossible about a contact, by field."""
    yield "direction", "" if new.direction in Direction.values else "Select who wrote to whom"
    yield "channel", "" if new.channel in Channel.values else "Select how"
    yield "sender", "" if new.sender.kind == PersonKind.ADULT else "Choose an adult"
    yield "account_kind", _account_error(new)
    yield "sent_at", _time_error(new)
    if new.is_planned and new.direction == Direction.CHILD_TO_ADULT:
        yield "is_planned", "What a young person will send cannot be planned"
    if new.second_adult is not None and new.second_adult.user_id is None:
        yield "second_adult", "Choose somebody who signs in here: they are told, and say that they have looked"
    force_id = new.sender.force_id
    if any(one is not None and one.force_id != force_id for one in (new.scheme, new.account, new.second_adult)):
        yield "scheme", "Choose what belongs to your own force"


def _account_error(new: NewContact) -> str:
    if new.account_kind and new.account_kind not in PERSONAL_KINDS:
        return "An official account is on the register: choose it there"
    if new.account_kind and new.account is not None:
        return "The register says what this account is: leave this empty"
    return ""


def _time_error(new: NewContact) -> str:
    if new.is_planned and new.sent_at < clock.now() - LEEWAY:
        return "This time has passed: say that it was sent, or give the time at which it will be"
    if not new.is_planned and new.sent_at > clock.now() + LEEWAY:
        return "This time has not come yet: say that it is planned"
    return ""

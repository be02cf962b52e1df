"""What a concern brings into a case: its people in their new roles, and what was told, entry by entry."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.cases.choices import ConcernPartyRole, EntryKind, Indicator, PartyRole, TimePrecision, WhenKind
from safeguarding.cases.models import Case, ChronologyEntry, Concern, ConcernNote, ConcernParty
from safeguarding.cases.services.parties import NewParty
from safeguarding.core import clock
from safeguarding.people.choices import PersonKind, PersonType

# Somebody named twice in a concern comes into the case once, in the weightiest role; labels are given in this order.
IN_ORDER = (
    PartyRole.YOUNG_PERSON,
    PartyRole.SUBJECT,
    PartyRole.COMPLAINANT,
    PartyRole.WITNESS,
    PartyRole.ASSOCIATE,
    PartyRole.UNIDENTIFIED,
)
ROLES = {
    ConcernPartyRole.YOUNG_PERSON: PartyRole.YOUNG_PERSON,
    ConcernPartyRole.ADULT_OF_CONCERN: PartyRole.SUBJECT,
    ConcernPartyRole.WITNESS: PartyRole.WITNESS,
    ConcernPartyRole.OTHER: PartyRole.ASSOCIATE,
}
PRECISION = {
    WhenKind.ABOUT: TimePrecision.ABOUT,
    WhenKind.PERIOD: TimePrecision.ABOUT,
    WhenKind.UNKNOWN: TimePrecision.UNKNOWN,
}
# They are seen as well where a child is hurt or left alone: of themselves they say nothing of contact.
NOT_OF_CONTACT = frozenset(
    {
        Indicator.FEAR, Indicator.DISENGAGES, Indicator.TRUSTED_POSITION, Indicator.DUTY_TIME, Indicator.EXPLICIT_MEDIA,
        Indicator.UNIDENTIFIED,
    }
)  # fmt: skip
# The entry is by whoever opened the case: without this, the reporter's "I" would read as theirs.
TOLD = "Told in {}: {}"
OPINION = "What the reporter of {} thinks: {}"
NOTE_WORDS = {"addition": "Added to {}", "question": "Question asked about {}", "answer": "Answered about {}"}


def parties_of(concern: Concern) -> list[NewParty]:
    """The people of a concern as they come into a case, each once, in the order of their labels."""
    parties = concern.parties.select_related("person__unit").order_by("pk")
    ranked = sorted((as_case_party(party) for party in parties), key=lambda new: IN_ORDER.index(PartyRole(new.role)))
    seen: set[int] = set()
    found = []
    for new in ranked:
        if new.person is None or new.person.pk not in seen:
            found.append(new)
            seen |= {new.person.pk} if new.person else set()
    return found


def as_case_party(party: ConcernParty) -> NewParty:
    """Somebody of a concern in the role that they have in a case; who is not on record is unidentified."""
    return NewParty(
        role=_role(party), person=party.person, kind=party.kind, person_type=party.person_type,
        age_band=party.age_band, description=party.description,
    )  # fmt: skip


def _role(party: ConcernParty) -> str:
    if party.person is None:
        return PartyRole.UNIDENTIFIED
    if party.role == ConcernPartyRole.TOLD_YOU:
        person_type = party.person_type or party.person.person_type
        return PartyRole.COMPLAINANT if person_type == PersonType.PARENT_CARER else PartyRole.WITNESS
    if party.role == ConcernPartyRole.ADULT_OF_CONCERN and party.person.kind == PersonKind.YOUNG_PERSON:
        return PartyRole.YOUNG_PERSON
    return ROLES[ConcernPartyRole(party.role)]


def is_about_contact(concern: Concern) -> bool:
    """Whether the concern is about contact between an adult and a child, rather than about something else."""
    seen = {row.indicator for row in concern.indicators.all()}
    return concern.is_online or bool(seen - NOT_OF_CONTACT)


def write_what_was_told(case: Case, concern: Concern, *, by: User) -> None:
    """Put into the chronology how the concern came, and what it told: facts, the child's words and opinion apart."""
    happened_at, precision = happened(concern)
    entries = [
        _entry(case, by, EntryKind.SYSTEM, f"Concern {concern.reference} was received.", concern.received_at),
        _told(case, by, EntryKind.EVENT, TOLD.format(concern.reference, concern.what_happened), happened_at, precision),
    ]
    if concern.child_words:
        words = f"The child's own words: {concern.child_words}"
        entries.append(_told(case, by, EntryKind.OBSERVATION, words, happened_at, precision))
    if concern.opinion:
        thought = OPINION.format(concern.reference, concern.opinion)
        opinion = _told(case, by, EntryKind.OBSERVATION, thought, happened_at, precision)
        opinion.is_opinion = True
        entries.append(opinion)
    entries += [_noted(case, by, note) for note in concern.notes.order_by("written_at", "pk")]
    ChronologyEntry.objects.bulk_create(entries)


def happened(concern: Concern) -> tuple[dt.datetime | None, str]:
    """When it happened as an instant, and how exactly that is known."""
    if concern.happened_on is None:
        return None, TimePrecision.UNKNOWN
    at = dt.datetime.combine(concern.happened_on, concern.happened_time or dt.time(0), tzinfo=clock.LONDON)
    exact = TimePrecision.EXACT if concern.happened_time else TimePrecision.DAY
    return at.astimezone(dt.UTC), PRECISION.get(WhenKind(concern.when_kind), exact)


def _told(
    case: Case, by: User, kind: str, text: str, happened_at: dt.datetime | None, precision: str
) -> ChronologyEntry:
    return ChronologyEntry(case=case, kind=kind, text=text, happened_at=happened_at, precision=precision, author=by)


def _entry(case: Case, by: User, kind: str, text: str, at: dt.datetime) -> ChronologyEntry:
    return _told(case, by, kind, text, at, TimePrecision.EXACT)


def _noted(case: Case, by: User, note: ConcernNote) -> ChronologyEntry:
    words = NOTE_WORDS[note.kind].format(note.concern.reference)
    return _entry(case, by, EntryKind.CALL, f"{words}: {note.text}", note.written_at)

"""How many adults a session needs, who counts, and who does not and why: for any number of sessions at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from safeguarding.activities import rules
from safeguarding.activities.choices import AWAY, CAME, SUPERVISES, ConsentState, MarkStanding, Part, Presence
from safeguarding.activities.models import Attendance, Session, SessionAdult, TripConsent
from safeguarding.activities.rules import Age, Need
from safeguarding.activities.selectors.bands import Bands
from safeguarding.assurance.selectors.on_days import adults_on
from safeguarding.assurance.selectors.shapes import Adult
from safeguarding.core import clock
from safeguarding.people.choices import PlacementRole
from safeguarding.people.models import Person, Placement

MISSING = "Does not have everything that is needed"
CLEARED = "Let take part for a time, which does not make good what is missing"
NO_PART = "Has no part in this scheme on the day"
WHY_NOT = {
    Part.TEACHER: "Answers for the school, and so is not counted",
    Part.GUEST: "A guest is not counted",
}


@dataclass(frozen=True)
class AdultThere:
    """An adult of a session, and whether they count towards the adults that are needed."""

    row: SessionAdult
    counts: bool
    why: str = ""
    #: The titles of what is missing: for who leads the scheme or oversees it, and nobody else.
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ratio:
    """The adults a session needs beside those it has."""

    need: Need
    adults: tuple[AdultThere, ...]
    is_planned: bool

    @property
    def counted(self) -> int:
        return sum(adult.counts for adult in self.adults)

    @property
    def is_met(self) -> bool:
        return self.counted >= self.need.required

    @property
    def short(self) -> int:
        return max(0, self.need.required - self.counted)

    @property
    def uncounted(self) -> list[AdultThere]:
        return [adult for adult in self.adults if not adult.counts]


@dataclass
class _Read:
    """Everything on record about some sessions, read once."""

    adults: dict[int, list[SessionAdult]] = field(default_factory=lambda: defaultdict(list))
    came: dict[int, list[Person]] = field(default_factory=lambda: defaultdict(list))
    marked: set[int] = field(default_factory=set)
    going: dict[int, list[Person]] = field(default_factory=lambda: defaultdict(list))
    young: dict[int, list[Placement]] = field(default_factory=lambda: defaultdict(list))


def adults_of(session: Session) -> list[Adult]:
    """Who has a part in its scheme, as an adult, on its day."""
    return adults_on([(session.scheme_id, session.day)])[session.scheme_id, session.day]


def ratio_of(session: Session) -> Ratio:
    """One session."""
    return ratios_of([session])[session.pk]


def ratios_of(sessions: Iterable[Session]) -> dict[int, Ratio]:
    """The sessions, which the caller was allowed to read. A fixed number of reads, however many they are."""
    asked = list(sessions)
    if not asked:
        return {}
    known, bands = _read(asked), Bands(session.scheme.force_id for session in asked)
    standing = adults_on((session.scheme_id, session.day) for session in asked)
    found = {}
    for session in asked:
        ages = [Age(person.age_on(session.day), person.age_band) for person in _group(session, known)]
        by_person: dict[int, Adult] = {}
        for adult in standing[session.scheme_id, session.day]:
            if adult.placement.role != PlacementRole.TEACHER:
                by_person[adult.person.pk] = _better(by_person.get(adult.person.pk), adult)
        there = tuple(_there(row, by_person, session) for row in known.adults[session.pk])
        found[session.pk] = Ratio(
            rules.adults_needed(ages, bands.on(session.scheme.force_id, session.day)), there, session.is_coming
        )
    return found


def _better(one: Adult | None, other: Adult) -> Adult:
    """Of two parts in one scheme, the one that asks for more decides: nobody counts by their lesser part."""
    return other if one is None or len(other.blocking) > len(one.blocking) else one


def _there(row: SessionAdult, standing: dict[int, Adult], session: Session) -> AdultThere:
    if row.presence == Presence.AWAY:
        return AdultThere(row, False, "Is not coming" if session.is_coming else "Was not there")
    if row.part not in SUPERVISES:
        return AdultThere(row, False, WHY_NOT[Part(row.part)])
    adult = standing.get(row.person_id or 0)
    if adult is None:
        return AdultThere(row, False, NO_PART)
    if adult.is_compliant:
        return AdultThere(row, True)
    lacks = tuple(cell.requirement.title for cell in adult.blocking)
    return AdultThere(row, False, CLEARED if adult.clearance else MISSING, lacks)


def _group(session: Session, known: _Read) -> list[Person]:
    """The young people who have to be looked after: those who came, or before that those who are expected."""
    has_begun = session.starts_at <= clock.now()
    if not session.is_coming or (has_begun and session.pk in known.marked):
        return known.came[session.pk]
    if session.kind in AWAY:
        return known.going[session.pk]
    day = session.day
    live = [one for one in known.young[session.scheme_id] if one.starts_on <= day]
    return list({one.person_id: one.person for one in live if one.ends_on is None or one.ends_on >= day}.values())


def _read(sessions: list[Session]) -> _Read:
    """Of each session only what `_group` asks of it: no marks of one to come, no consents where nobody leaves."""
    known, now = _Read(), clock.now()
    ids = [one.pk for one in sessions]
    begun = [one.pk for one in sessions if not one.is_coming or one.starts_at <= now]
    away = [one.pk for one in sessions if one.is_coming and one.kind in AWAY]
    schemes = {one.scheme_id for one in sessions if one.is_coming and one.kind not in AWAY}
    for row in SessionAdult.objects.filter(session__in=ids).select_related("person").order_by("pk"):
        known.adults[row.session_id].append(row)
    standing = Attendance.objects.filter(session__in=begun, standing=MarkStanding.STANDS).select_related("person")
    for mark in standing.order_by("pk"):
        known.marked.add(mark.session_id)
        if mark.mark in CAME:
            known.came[mark.session_id].append(mark.person)
    going = TripConsent.objects.filter(session__in=away, is_going=True).exclude(state=ConsentState.REFUSED)
    for consent in going.select_related("person").order_by("pk"):
        known.going[consent.session_id].append(consent.person)
    young = Placement.objects.filter(scheme__in=schemes, role=PlacementRole.YOUNG_PERSON)
    for placement in young.select_related("person").order_by("pk"):
        known.young[placement.scheme_id].append(placement)
    return known

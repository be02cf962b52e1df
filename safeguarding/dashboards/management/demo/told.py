"""How a concern of the demo is written down: what was told, by whom, about whom, and what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from safeguarding.cases.choices import ConcernPartyRole, InDanger, LearnedHow, StillVisible, WhenKind
from safeguarding.cases.services.concerns import ConcernAnswers, PartyAnswers
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World, born
from safeguarding.people.choices import AgeBand, PersonKind, PersonType
from safeguarding.people.services import NewPerson

YOUNG, OF_CONCERN, WITNESS, TOLD_US, OTHER = (
    ConcernPartyRole.YOUNG_PERSON, ConcernPartyRole.ADULT_OF_CONCERN, ConcernPartyRole.WITNESS,
    ConcernPartyRole.TOLD_YOU, ConcernPartyRole.OTHER,
)  # fmt: skip


@dataclass(frozen=True)
class Who:
    """Somebody in a concern: on record (`key`), put on record (`name`), or only described."""

    role: str
    key: str = ""
    name: str = ""
    age: int | None = None
    kind: str = PersonKind.ADULT
    person_type: str = ""
    does: str = ""
    school: str = ""
    description: str = ""
    age_band: str = AgeBand.UNKNOWN

    def answers(self, world: World) -> PartyAnswers:
        if self.key:
            return PartyAnswers(role=self.role, person_id=world.people[self.key].pk)
        if not self.name:
            return PartyAnswers(
                role=self.role, description=self.description, kind=self.kind, person_type=self.person_type,
                age_band=self.age_band,
            )  # fmt: skip
        given, family = self.name.split(" ", 1)
        day = born(self.age, name=self.name, today=clock.today()) if self.age else None
        added = NewPerson(
            kind=self.kind, given_name=given, family_name=family, date_of_birth=day, person_type=self.person_type,
            role_description=self.does, school=self.school,
        )  # fmt: skip
        return PartyAnswers(role=self.role, added=added)


def known(key: str, role: str = "") -> Who:
    """Somebody on record: staff by their address, of concern; or a young person by their name."""
    return Who(role or (YOUNG if " " in key else OF_CONCERN), key=key)


def child(name: str, age: int, school: str = "", role: str = YOUNG) -> Who:
    return Who(role, name=name, age=age, kind=PersonKind.YOUNG_PERSON, school=school)


def parent(name: str, role: str = TOLD_US) -> Who:
    return Who(role, name=name, person_type=PersonType.PARENT_CARER)


def adult(name: str, does: str, role: str = OF_CONCERN, person_type: str = PersonType.OTHER) -> Who:
    return Who(role, name=name, does=does, person_type=person_type)


def somebody(description: str, role: str = OF_CONCERN, person_type: str = "") -> Who:
    """An adult whom nobody could name."""
    return Who(role, description=description, person_type=person_type, age_band=AgeBand.ADULT)


def young_somebody(description: str, band: str = AgeBand.FROM_13_TO_15, role: str = YOUNG) -> Who:
    """A young person whom nobody could name."""
    return Who(role, description=description, kind=PersonKind.YOUNG_PERSON, age_band=band)


@dataclass(frozen=True)
class When:
    """When it happened, in days before the concern was sent."""

    kind: str = WhenKind.UNKNOWN
    first: int | None = None
    last: int | None = None
    time: str = ""
    text: str = ""


def on(days: int, time: str = "") -> When:
    return When(WhenKind.EXACT, days, time=time)


def around(days: int, text: str = "") -> When:
    return When(WhenKind.ABOUT, days, text=text)


def over(first: int, last: int = 1) -> When:
    return When(WhenKind.PERIOD, first, last)


@dataclass(frozen=True)
class Online:
    platforms: str
    handles: str = ""
    visible: str = StillVisible.UNKNOWN


@dataclass(frozen=True)
class Told:
    """What somebody told, so many days (or, today, minutes) before the demo was loaded."""

    by: str
    text: str
    who: tuple[Who, ...]
    ago: int = 0
    at: str = "09:15"
    minutes: int | None = None
    signs: tuple[str, ...] = ()
    when: When = field(default_factory=When)
    how: str = LearnedHow.CHILD_TOLD
    how_detail: str = ""
    words: str = ""
    opinion: str = ""
    place: str = ""
    online: Online | None = None
    did: str = ""
    knows: str = ""
    danger: str = InDanger.NO
    danger_detail: str = ""
    scheme: str = ""

    def answers(self, world: World) -> ConcernAnswers:
        """As the services take it."""
        online = self.online or Online("", visible="")
        return ConcernAnswers(
            in_danger=self.danger, what_happened=self.text, learned_how=self.how, danger_detail=self.danger_detail,
            parties=tuple(one.answers(world) for one in self.who), indicators=self.signs, opinion=self.opinion,
            child_words=self.words, place=self.place, learned_detail=self.how_detail,
            is_online=self.online is not None, platforms=online.platforms, handles=online.handles,
            still_visible=online.visible, actions_taken=self.did, who_knows=self.knows,
            scheme_id=world.schemes[self.scheme].pk if self.scheme else None, when_kind=self.when.kind,
            happened_on=_back(self.when.first), happened_until=_back(self.when.last), when_text=self.when.text,
            happened_time=dt.time.fromisoformat(self.when.time) if self.when.time else None,
        )  # fmt: skip


def _back(days: int | None) -> dt.date | None:
    return None if days is None else clock.today() - dt.timedelta(days=days)


@dataclass(frozen=True)
class Verdict:
    """What a lead decided, so many hours after the concern came."""

    by: str
    hours: float
    route: str
    why: str
    against: str = ""
    lado: str = ""
    review_days: int | None = None
    joins: str = ""

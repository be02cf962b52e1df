"""The register of a session: each young person, the mark that stands, and the marks that contradict it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from safeguarding.access.models import User
from safeguarding.activities.choices import MarkStanding
from safeguarding.activities.models import Attendance, Session
from safeguarding.people.choices import PlacementRole
from safeguarding.people.models import Person, Placement


@dataclass(frozen=True)
class Line:
    """One young person in the register of a session, as one user may see it."""

    person: Person
    is_named: bool
    standing: Attendance | None
    contradicting: tuple[Attendance, ...]

    @property
    def is_settled(self) -> bool:
        return not self.contradicting

    @property
    def choices(self) -> list[Attendance]:
        """The marks to choose between, the one that stands first."""
        return [*([self.standing] if self.standing else []), *self.contradicting]


def young_people_on(session: Session) -> QuerySet[Placement]:
    """The young people's parts in the scheme on the day of the session."""
    live = Placement.objects.live_on(session.day)
    return live.filter(scheme_id=session.scheme_id, role=PlacementRole.YOUNG_PERSON)


def open_marks(session: Session) -> QuerySet[Attendance]:
    """Marks that contradict another, and about which nobody has decided."""
    return Attendance.objects.filter(session=session, standing=MarkStanding.OPEN)


def lines(session: Session, user: User) -> list[Line]:
    """Everybody in the register: in the scheme on the day, or marked. Who is named to whom, `people` says."""
    marks: dict[int, list[Attendance]] = defaultdict(list)
    wanted = Attendance.objects.filter(session=session).exclude(standing=MarkStanding.EARLIER)
    for mark in wanted.select_related("marked_by").order_by("marked_at", "pk"):
        marks[mark.person_id].append(mark)
    expected = _expected(session)
    people = Person.objects.filter(Q(pk__in=expected) | Q(pk__in=list(marks)))
    named = set(Person.objects.visible_to(user).filter(pk__in=people.values("pk")).values_list("pk", flat=True))
    return [
        Line(
            person,
            person.pk in named,
            next((one for one in marks[person.pk] if one.standing == MarkStanding.STANDS), None),
            tuple(one for one in marks[person.pk] if one.standing == MarkStanding.OPEN),
        )
        for person in people.order_by("family_name", "given_name", "pk")
    ]


def _expected(session: Session) -> QuerySet[Placement, int]:
    found = young_people_on(session)
    if session.is_away:
        found = found.filter(person__in=session.consents.filter(is_going=True).values("person_id"))
    return found.values_list("person_id", flat=True)

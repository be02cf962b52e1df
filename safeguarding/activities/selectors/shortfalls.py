"""What keeps a session from being closed as one at which everything was as it has to be."""

from __future__ import annotations

from safeguarding.activities.choices import Part, Presence
from safeguarding.activities.models import Session
from safeguarding.activities.selectors.breaches import teacher_conditions
from safeguarding.activities.selectors.ratios import Ratio, ratio_of
from safeguarding.activities.selectors.register import young_people_on


def shortfalls_of(session: Session, ratio: Ratio | None = None) -> list[str]:
    """Each in words; nothing when all was as it has to be."""
    ratio = ratio or ratio_of(session)
    found = []
    condition = teacher_conditions(session.scheme_id, session.day).first()
    if condition and not has_teacher(session):
        found.append(f"No teacher was there. A condition of the scheme says: {condition.text}")
    if not ratio.is_met:
        there = "1 was there" if ratio.counted == 1 else f"{ratio.counted} were there"
        found.append(f"{ratio.need.required} adults who have all their checks were needed, {there}")
    if not session.is_away:
        marked = session.marks.values("person_id")
        not_marked = young_people_on(session).exclude(person__in=marked).values("person_id").distinct().count()
        if not_marked:
            found.append(f"{not_marked} of the register {'is' if not_marked == 1 else 'are'} not marked")
    return found


def has_teacher(session: Session) -> bool:
    """Whether a teacher is recorded as having been there."""
    return session.adults.filter(part=Part.TEACHER, presence=Presence.PRESENT).exists()

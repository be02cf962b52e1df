"""Planning sessions, changing what was planned, and saying which adults come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.activities import states
from safeguarding.activities.choices import AWAY, SUPERVISES, Part, Presence, SessionKind, SessionStatus
from safeguarding.activities.models import Session, SessionAdult
from safeguarding.activities.policies import require_leader
from safeguarding.activities.selectors.breaches import conditions_on
from safeguarding.activities.services.taking import save_planned, take
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.clock import date_words
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.people.choices import PersonType, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.schemes.choices import ConditionKind, SchemeStatus
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.rules import word_found
from safeguarding.schemes.states import RUNNING

LONGEST = dt.timedelta(days=31)
FURTHEST = dt.timedelta(days=2 * 366)
#: What may be changed, and what the record of activity calls it.
FIELDS = {"title": "title", "place": "place", "starts_at": "beginning", "ends_at": "end"}


@dataclass(frozen=True)
class SessionDetails:
    """What is planned."""

    kind: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str = ""


@dataclass(frozen=True)
class AdultGiven:
    """An adult of a session: somebody on record, or a teacher or guest by name."""

    part: str
    person: Person | None = None
    name: str = ""


@transaction.atomic
def plan_session(scheme: Scheme, details: SessionDetails, *, by: User) -> Session:
    """Plan a session, or put one on record that took place already. What the scheme may not have is refused."""
    held = Scheme.objects.select_for_update(of=("self",), no_key=True).select_related("force", "unit").get(pk=scheme.pk)
    require_leader(by, held)
    _require_sound(held, details)
    made = Session.objects.create(
        scheme=held, kind=details.kind, title=details.title.strip(), place=details.place.strip() or held.place,
        starts_at=details.starts_at, ends_at=details.ends_at, planned_by=by,
        planners=[by.pk],
    )  # fmt: skip
    record("session.planned", by=by, obj=made, data={"kind": made.kind, "scheme_id": held.pk})
    return made


@transaction.atomic
def edit_session(session: Session, details: SessionDetails, *, version: int | None, by: User) -> Session:
    """Change what is planned. What was approved, or waits for that, is planned again: it is not the same any more."""
    held = take(session, version)
    require_leader(by, held.scheme)
    if not held.is_coming:
        raise Conflict(f"This is {held.get_status_display().lower()}: what was planned is not changed any more.")
    if details.kind != held.kind:
        raise Invalid({"kind": ["What kind it is cannot change. Cancel it and plan another"]})
    _require_sound(held.scheme, details)
    wanted = {"title": details.title.strip(), "place": details.place.strip(), "starts_at": details.starts_at,
              "ends_at": details.ends_at}  # fmt: skip
    changed = {name: value for name, value in wanted.items() if getattr(held, name) != value}
    if not changed:
        return held
    if held.status in states.DECIDED:
        changed["status"] = SessionStatus.PLANNED
    save_planned(held, by=by, **changed)
    named = ", ".join(FIELDS[name] for name in changed if name in FIELDS)
    record("session.edited", by=by, obj=held, data={"fields": named})
    return held


@transaction.atomic
def cancel(session: Session, *, reason: str, version: int | None, by: User) -> Session:
    """It does not take place."""
    held = take(session, version)
    require_leader(by, held.scheme)
    states.require_next(held.kind, held.status, SessionStatus.CANCELLED)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it does not take place"]})
    save_fields(held, status=SessionStatus.CANCELLED, cancelled_because=reason.strip())
    record("session.cancelled", by=by, obj=held)
    return held


@transaction.atomic
def set_adults(session: Session, adults: Sequence[AdultGiven], *, version: int | None, by: User) -> Session:
    """Say who is to lead and help, which teacher and which guests come. Whoever is not named any more is not coming."""
    held = take(session, version)
    require_leader(by, held.scheme)
    if not held.is_coming:
        raise Conflict(f"This is {held.get_status_display().lower()}. Who was there is said when it is recorded.")
    write_adults(held, adults, presence=Presence.PLANNED)
    save_planned(held, by=by)
    record("session.adults", by=by, obj=held, data={"count": len(adults)})
    return held


def write_adults(session: Session, adults: Sequence[AdultGiven], *, presence: str) -> None:
    """Put the adults in place of those named before, of whom none is forgotten. For services that hold the session."""
    _require_adults(session, adults)
    there = {(row.person_id, row.name): row for row in session.adults.all()}
    for given in adults:
        key = (given.person.pk if given.person else None, "" if given.person else given.name.strip())
        row = there.pop(key, None) or SessionAdult(session=session, person=given.person, name=key[1])
        row.part, row.presence = given.part, presence
        row.save()
    for row in there.values():
        if row.presence != Presence.AWAY:
            row.presence = Presence.AWAY
            row.save(update_fields=["presence"])


def require_allowed(scheme: Scheme, details: SessionDetails) -> None:
    """Raises Invalid when a condition of the scheme forbids it, with the condition, who set it and when."""
    for condition in conditions_on(scheme.pk, clock.london_date(details.starts_at)).filter(ended_on__isnull=True):
        said = f"“{condition.text}”, set by {condition.set_by} on {date_words(condition.set_on)}"
        if condition.kind == ConditionKind.NO_OFFSITE and details.kind in AWAY:
            raise Invalid({"kind": [f"This scheme may not have off-site activities. Its condition: {said}"]})
        if condition.kind == ConditionKind.WORD_NOT_USED and word_found(condition.word, details.title):
            raise Invalid({"title": [f"This scheme may not use the word “{condition.word}”. Its condition: {said}"]})


def _require_sound(scheme: Scheme, details: SessionDetails) -> None:
    errors: dict[str, list[str]] = {}
    if details.kind not in SessionKind.values:
        errors["kind"] = ["Select what kind of session it is"]
    if not details.title.strip():
        errors["title"] = ["Enter a title"]
    if details.ends_at <= details.starts_at:
        errors["ends_at"] = ["It must end after it begins"]
    elif details.ends_at - details.starts_at > LONGEST:
        errors["ends_at"] = ["It can last a month at most"]
    elif details.kind == SessionKind.SESSION and _days(details) > 1:
        errors["ends_at"] = ["A session ends on the day it begins. What lasts longer is a residential"]
    if details.starts_at > clock.now() + FURTHEST:
        errors["starts_at"] = ["It can be planned two years ahead at most"]
    is_ahead = clock.london_date(details.starts_at) >= clock.today()
    if is_ahead and scheme.status not in RUNNING:
        status = SchemeStatus(scheme.status).label.lower()
        errors["starts_at"] = [f"The scheme is {status}: it may not meet. Only what took place can be put on record"]
    if errors:
        raise Invalid(errors)
    require_allowed(scheme, details)


def _days(details: SessionDetails) -> int:
    return (clock.london_date(details.ends_at) - clock.london_date(details.starts_at)).days + 1


def _require_adults(session: Session, adults: Sequence[AdultGiven]) -> None:
    """Each once; who leads or helps, and a teacher on record, has that part in the scheme on the day."""
    ids = [given.person.pk for given in adults if given.person]
    names = [given.name.strip() for given in adults if not given.person]
    if len(set(ids)) != len(ids) or len(set(names)) != len(names):
        raise Invalid({"adults": ["Name each adult once"]})
    roles: dict[int, set[str]] = {}
    live = Placement.objects.filter(scheme_id=session.scheme_id, person__in=ids, starts_on__lte=session.day)
    for placement in live:
        if placement.ends_on is None or placement.ends_on >= session.day:
            roles.setdefault(placement.person_id, set()).add(placement.role)
    for given in adults:
        wrong = _wrong_with(given, roles.get(given.person.pk, set()) if given.person else set())
        if wrong:
            raise Invalid({"adults": [wrong]})


def _wrong_with(given: AdultGiven, roles: set[str]) -> str:
    if given.part not in Part.values:
        return "Select what each adult does"
    supervising = roles & {PlacementRole.ORGANISER, PlacementRole.LEADER, PlacementRole.HELPER}
    if given.person is None:
        if not given.name.strip():
            return "Enter the name of the teacher or guest"
        return "Only a teacher or a guest is entered by name" if given.part in SUPERVISES else ""
    if given.part in SUPERVISES and not supervising:
        return f"{given.person.name} has no part in this scheme on the day. Enter them as a guest"
    if given.part == Part.TEACHER:
        if supervising:
            return f"{given.person.name} leads or helps in this scheme, and so cannot be its teacher"
        if PlacementRole.TEACHER not in roles and given.person.person_type != PersonType.TEACHER_PARTNER:
            return f"{given.person.name} is not on record as a teacher"
    return ""

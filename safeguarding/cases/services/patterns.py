"""Low-level concerns about one adult add up: enough of them force a fresh threshold decision (KCSIE Part 4)."""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.access.selectors import users_with
from safeguarding.audit.services import record
from safeguarding.cases.choices import Route
from safeguarding.cases.models import Case, Concern, ConcernConflict, LowLevelConcern, PatternReview
from safeguarding.cases.rules.first_steps import first_steps
from safeguarding.cases.rules.threshold import propose
from safeguarding.cases.selectors.facts import facts_of_many, own_adults
from safeguarding.cases.services.access import managers_of
from safeguarding.cases.services.cases import FirstDecision, open_case
from safeguarding.cases.services.first_steps import Moments, set_going
from safeguarding.cases.services.rows import require, required
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Stale
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.deadlines import services as deadlines
from safeguarding.notices.services import tell
from safeguarding.people.models import Person

PATTERN_RULE = "low_level_pattern_decision"
ROUTES = (Route.LOW_LEVEL, Route.CASE, Route.CASE_PSD)
OPTIONS = "; ".join(str(route.label) for route in ROUTES)


def keep_low_level(*, concern: Concern, by: User) -> list[PatternReview]:
    """Keep a concern that the caller holds as low-level about each adult on record; returns the patterns it makes."""
    adults = [party.person_id for party in own_adults(concern) if party.person_id]
    # Two leads who decide about the same adult at once must each count what the other kept.
    people = Person.objects.filter(pk__in=adults).select_for_update(of=("self",), no_key=True).order_by("pk")
    found = []
    for person in people:
        LowLevelConcern.objects.create(concern=concern, person=person)
        pattern = _pattern_of(person, concern, by=by)
        found += [pattern] if pattern else []
    return found


def in_window(person: Person, *, until: dt.datetime, months: int) -> QuerySet[LowLevelConcern]:
    """The low-level concerns about an adult in the months before a moment."""
    since = until - relativedelta(months=months)
    kept = LowLevelConcern.objects.filter(person=person, recorded_at__gt=since, recorded_at__lte=until)
    return kept.order_by("recorded_at", "pk")


@transaction.atomic
def decide_pattern(
    *,
    review: PatternReview,
    version: int | None,
    route: str,
    rationale: str,
    by: User,
    owner: User | None = None,
    review_in_days: int | None = None,
    is_abuse_of_position: bool = False,
) -> PatternReview:
    """Decide anew, over all the low-level concerns together: a case, a case with PSD, or still low-level and why."""
    held = _take(review, version, by=by)
    require(route in ROUTES, "route", "Choose what to do about the pattern.")
    rationale = required(rationale, field="rationale", message="Give the reasons for your decision.")
    case = None
    if route in (Route.CASE, Route.CASE_PSD):
        case = _open(held, route, rationale, owner or by, review_in_days, is_abuse_of_position, by=by)
    save_fields(held, route=route, rationale=rationale, case=case, decided_at=clock.now(), decided_by=by)
    deadlines.meet_for_subject(PATTERN_RULE, subject_type="pattern", subject_id=held.pk, by=by)
    data = {"route": held.get_route_display(), "case": case.reference if case else ""}
    record("pattern.decided", by=by, obj=held, data=data)
    return held


def _pattern_of(person: Person, concern: Concern, *, by: User) -> PatternReview | None:
    """The pattern that this adult's concerns make now, if they do: the open one, or a fresh one."""
    now, months = clock.now(), settings.LOW_LEVEL_PATTERN_MONTHS
    count = in_window(person, until=now, months=months).count()
    if count < settings.LOW_LEVEL_PATTERN_COUNT:
        return None
    review = PatternReview.objects.filter(person=person, unit=concern.unit, decided_at__isnull=True).first()
    if review:
        save_fields(review, count=count)
    else:
        review = _start(person, concern, count, months, by=by)
    in_window(person, until=now, months=months).filter(pattern__isnull=True).update(pattern=review)
    _tell_leads(review, by=by)
    return review


def _start(person: Person, concern: Concern, count: int, months: int, *, by: User) -> PatternReview:
    review = PatternReview.objects.create(
        person=person, force=concern.force, unit=concern.unit, count=count, months=months
    )
    deadlines.start(
        PATTERN_RULE, subject_type="pattern", subject_id=review.pk, subject_label=f"Pattern {review.pk}",
        force=review.force, unit=review.unit, owner=None, start_at=review.opened_at,
        start_why=f"{count} low-level concerns about one adult in {months} months", by=by,
    )  # fmt: skip
    record("pattern.opened", by=by, obj=review, data={"count": count, "months": months})
    return review


def _tell_leads(review: PatternReview, *, by: User) -> None:
    """Whoever triages in the unit, but not the adult, who manages them, or who is in conflict with what was told."""
    concerns = LowLevelConcern.objects.filter(person=review.person).values("concern_id")
    in_conflict = set(ConcernConflict.objects.filter(concern_id__in=concerns).values_list("user_id", flat=True))
    in_conflict |= {review.person.user_id or 0} | managers_of([review.person_id])
    tell(
        recipients=users_with(Permission.TRIAGE, unit_ids=[review.unit_id]).exclude(pk__in=in_conflict),
        key=f"pattern:{review.pk}:{review.count}",
        title=f"{review.count} low-level concerns about one adult: decide again",
        url=reverse("cases:pattern", args=[review.pk]),
        subject_type="pattern",
        subject_id=review.pk,
    )


def _take(review: PatternReview, version: int | None, *, by: User) -> PatternReview:
    held = lock_fresh(PatternReview.objects.visible_to(by).select_related("person"), pk=review.pk, version=None)
    require_permission(by, Permission.TRIAGE, unit_id=held.unit_id)
    if held.decided_at:
        raise Conflict(f"{held.decided_by} has decided this already: {held.get_route_display()}.")
    if version is not None and held.version != version:
        raise Stale("Another low-level concern came since you opened this.", current={"version": held.version})
    return held


def _open(
    review: PatternReview, route: str, rationale: str, owner: User, days: int | None, is_abuse: bool, *, by: User
) -> Case:
    """Open a case on those of the concerns that the lead sees and that are in no case yet."""
    kept = in_window(review.person, until=clock.now(), months=review.months).values("concern_id")
    free = Concern.objects.visible_to(by).filter(pk__in=kept, case_concern__isnull=True)
    concerns = list(free.select_for_update(of=("self",), no_key=True).order_by("received_at", "pk"))
    require(bool(concerns), "route", "Each of these concerns is in a case already. Work on that case.")
    count = review.count
    because = FirstDecision(
        question=f"What is done about {count} low-level concerns about one adult in {review.months} months?",
        options=OPTIONS, decision=str(Route(route).label), reason=rationale,
    )  # fmt: skip
    case = open_case(
        concerns=concerns, route=route, owner=owner, because=because, by=by, review_days=days,
        is_abuse_of_position=is_abuse,
    )  # fmt: skip
    facts = facts_of_many(concerns)
    steps = first_steps(facts, propose(facts), route=route, is_abuse_of_position=is_abuse)
    now = clock.now()
    # The allegation is the pattern: it came to be when the pattern was decided to meet the threshold.
    why = "The pattern was decided to meet the threshold"
    moments = Moments(received_at=now, received_why=why, decided_at=now, first_clear_at=now)
    set_going(case, steps, moments=moments, by=by)
    return case

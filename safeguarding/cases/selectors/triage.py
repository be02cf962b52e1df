"""Named reads for triage: the queue and its counts, what is known already, who may own a case, which cases to join."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case as Choose
from django.db.models import Count, F, Prefetch, Q, QuerySet, Value, When

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.policies import has_permission, unit_ids_where
from safeguarding.access.selectors import users_with
from safeguarding.audit.choices import Purpose
from safeguarding.cases import policies
from safeguarding.cases.choices import ConcernPartyRole, ConcernStatus, InDanger, Queue, WaitingClock
from safeguarding.cases.models import (
    Case,
    CaseAccess,
    Concern,
    ConcernConflict,
    ConcernNote,
    ConcernParty,
    LowLevelConcern,
    PatternReview,
    ReporterIdentity,
    ThresholdDecision,
)
from safeguarding.core import clock
from safeguarding.deadlines.rules import late_before
from safeguarding.deadlines.selectors import next_due_at

RECENT = dt.timedelta(days=7)
MOST_EARLIER = 20
DANGER_FIRST = Choose(
    When(Q(is_urgent=True) | Q(in_danger=InDanger.YES), then=Value(0)),
    When(in_danger=InDanger.UNKNOWN, then=Value(1)),
    default=Value(2),
)
WAITS = ~Q(status=ConcernStatus.DECIDED)


def in_queue(queue: str) -> Q:
    """Which concerns stand in a queue."""
    match queue:
        case Queue.URGENT:
            return WAITS & (Q(is_urgent=True) | Q(in_danger=InDanger.YES))
        case Queue.WAITING:
            return Q(status=ConcernStatus.WAITING)
        case Queue.DECIDED:
            return Q(status=ConcernStatus.DECIDED, decided_at__gte=clock.now() - RECENT)
    return Q(status=ConcernStatus.NEW)


def queue_counts(user: User) -> dict[str, int]:
    """How much stands in each queue, of what the user may see; in two queries."""
    queues = (Queue.URGENT, Queue.NEW, Queue.WAITING, Queue.DECIDED)
    # What was decided long ago stands in no queue, and is most of the table.
    counted = Concern.objects.visible_to(user).filter(WAITS | in_queue(Queue.DECIDED)).order_by()
    counts = counted.aggregate(**{str(queue): Count("pk", filter=in_queue(queue)) for queue in queues})
    return {**counts, str(Queue.PATTERNS): open_patterns(user).order_by().count()}


def concerns_in(
    user: User, queue: str, *, reference: str | None = None, due: str | None = None, unit: Unit | None = None
) -> QuerySet[Concern]:
    """The concerns of a queue: danger first, then the nearest clock; decided ones newest first."""
    found = Concern.objects.visible_to(user).filter(in_queue(queue)).annotate(due_at=next_due_at("concern"))
    if reference:
        found = found.filter(reference__icontains=reference)
    if unit:
        found = found.filter(unit=unit)
    if due == WaitingClock.LATE:
        found = found.filter(due_at__lt=late_before(clock.now()))
    elif due == WaitingClock.TODAY:
        found = found.filter(due_at__lte=clock.end_of_day(clock.today()))
    order = ("-decided_at", "-pk") if queue == Queue.DECIDED else (DANGER_FIRST, F("due_at").asc(nulls_last=True), "pk")
    found = found.prefetch_related(Prefetch("parties", queryset=ConcernParty.objects.select_related("person")))
    if queue == Queue.DECIDED:
        decisions = ThresholdDecision.objects.select_related("decided_by", "case")
        found = found.prefetch_related(Prefetch("threshold_decisions", queryset=decisions))
    return found.select_related("unit").order_by(*order)


def visible_case_ids(user: User, concerns: list[Concern]) -> set[int]:
    """Which of the cases that these concerns went into the user may see."""
    decisions = [decision for concern in concerns for decision in concern.threshold_decisions.all()]
    ids = {decision.case_id for decision in decisions if decision.case_id}
    if not ids:
        return set()
    return set(Case.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))


def open_patterns(user: User) -> QuerySet[PatternReview]:
    """The patterns that wait for a decision, the nearest clock first."""
    waiting = PatternReview.objects.visible_to(user).filter(decided_at__isnull=True)
    return waiting.select_related("person", "unit").annotate(due_at=next_due_at("pattern")).order_by("due_at", "pk")


def units_to_choose(user: User) -> QuerySet[Unit] | None:
    """The units whose queue the user sees, if there are several to choose among."""
    ids = unit_ids_where(user, Permission.TRIAGE) | unit_ids_where(user, Permission.SEE_CASE_HEADERS)
    return Unit.objects.filter(pk__in=ids) if len(ids) > 1 else None


@dataclass(frozen=True)
class Earlier:
    """What is on record already about the people of a concern, of what the user may see."""

    concerns: list[Concern]
    cases: list[Case]
    low_level: dict[int, int]

    def __bool__(self) -> bool:
        return bool(self.concerns or self.cases)


def earlier(user: User, concern: Concern) -> Earlier:
    """Earlier concerns and cases about the adults and young people of a concern."""
    roles = (ConcernPartyRole.ADULT_OF_CONCERN, ConcernPartyRole.YOUNG_PERSON)
    people = concern.parties.filter(role__in=roles, person__isnull=False).values("person_id")
    concerns = Concern.objects.visible_to(user).filter(parties__person__in=people)
    cases = Case.objects.visible_to(user).filter(parties__person__in=people, parties__removed_at__isnull=True)
    others = concerns.exclude(pk=concern.pk).distinct().prefetch_related("threshold_decisions")
    return Earlier(
        concerns=list(others.order_by("-received_at")[:MOST_EARLIER]),
        cases=list(cases.distinct().order_by("-updated_at")[:MOST_EARLIER]),
        low_level=_low_level_counts(user, concern),
    )


def _low_level_counts(user: User, concern: Concern) -> dict[int, int]:
    """How many low-level concerns each adult has, of those the user may see."""
    adults = concern.parties.filter(role=ConcernPartyRole.ADULT_OF_CONCERN, person__isnull=False).values("person_id")
    kept = LowLevelConcern.objects.filter(person__in=adults, concern__in=Concern.objects.visible_to(user).values("pk"))
    return dict(kept.order_by().values_list("person_id").annotate(Count("pk")))


def low_level_about(user: User, review: PatternReview) -> QuerySet[LowLevelConcern]:
    """The low-level concerns about the adult of a pattern, of those the user may see."""
    visible = Concern.objects.visible_to(user)
    kept = LowLevelConcern.objects.filter(person_id=review.person_id, concern__in=visible.values("pk"))
    return kept.select_related("concern", "pattern").order_by("-recorded_at", "-pk")


def possible_owners(unit: Unit, *, concerns: QuerySet[Concern] | list[Concern]) -> QuerySet[User]:
    """Who of the unit may own a case made of these concerns: nobody in conflict with one of them."""
    in_conflict = ConcernConflict.objects.filter(concern__in=concerns).values("user_id")
    return users_with(Permission.WORK_CASE, unit_ids=[unit.pk]).exclude(pk__in=in_conflict).order_by("last_name", "pk")


def joinable_cases(user: User, concern: Concern) -> QuerySet[Case]:
    """The open cases of the force that the user may work on."""
    vias = [via for via, actions in policies.MAY.items() if policies.WORK in actions]
    mine = CaseAccess.objects.live_for(user).filter(via__in=vias)
    return Case.objects.visible_to(user).open().filter(force_id=concern.force_id, pk__in=mine.values("case_id"))


def cases_about_the_same(user: User, concern: Concern) -> QuerySet[Case]:
    """Of the cases a concern could join, those about one of its people."""
    people = concern.parties.filter(person__isnull=False).exclude(role=ConcernPartyRole.TOLD_YOU).values("person_id")
    about = joinable_cases(user, concern).filter(parties__person__in=people, parties__removed_at__isnull=True)
    return about.distinct().order_by("-updated_at", "-pk")


def notes_of(concern: Concern) -> QuerySet[ConcernNote]:
    """What was asked, answered and added since. For a concern that the user reads."""
    return concern.notes.select_related("written_by").order_by("written_at", "pk")


def splits_of(user: User, concern: Concern) -> QuerySet[Concern]:
    """The concerns that were split off this one, of those the user may see."""
    return Concern.objects.visible_to(user).filter(split_from=concern).order_by("pk")


def pattern_owners(review: PatternReview) -> QuerySet[User]:
    """Who of the unit may own a case made of a pattern: nobody in conflict with any of the concerns about the adult."""
    return possible_owners(review.unit, concerns=Concern.objects.filter(low_level__person=review.person))


def reporters(concern: Concern) -> QuerySet[ReporterIdentity]:
    """Who reported a concern, if that is kept with it: one row or none."""
    return ReporterIdentity.objects.filter(concern=concern).select_related("user__home_unit")


def why_looked_at(user: User, unit_id: int) -> Purpose:
    """Why a user reads a concern or a pattern of a unit, from what their role there is."""
    if has_permission(user, Permission.TRIAGE, unit_id=unit_id):
        return Purpose.TRIAGE
    headers = has_permission(user, Permission.SEE_CASE_HEADERS, unit_id=unit_id)
    return Purpose.SUPERVISION if headers else Purpose.CASE_WORK

"""The figures of the overview. Each counts only what the viewer may see, and the list behind it is the same query."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, FloatField, Q, QuerySet
from django.db.models.functions import Extract, TruncMonth

from safeguarding.access.models import User
from safeguarding.cases.choices import ConcernStatus, LearnedHow, Route, Stage
from safeguarding.cases.models import Case, CaseConflict, Concern, ConcernConflict
from safeguarding.core import clock
from safeguarding.dashboards import rules
from safeguarding.dashboards.choices import AGE_BANDS, KEPT_SECONDS, MONTHS_SHOWN, WEEK, AgeBand
from safeguarding.dashboards.rules import Table, TriageTime
from safeguarding.deadlines.models import Deadline

UNDECIDED = "undecided"
OPEN_STAGES = [stage for stage in Stage if stage != Stage.CLOSED]


class Percentile(Aggregate):
    """The value below which this share of the rows lies (PostgreSQL's percentile_cont)."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, *, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, **extra)


# -- the lists behind the numbers -------------------------------------------------------------------------------------


def open_cases(user: User, *, stage: str = "", band: AgeBand | None = None) -> QuerySet[Case]:
    """Cases not closed, of one stage or any, that have been open as long as the band says."""
    cases = Case.objects.visible_to(user).open()
    if stage:
        cases = cases.filter(stage=stage)
    if band:
        start, before = rules.opened_between(band, clock.today())
        cases = cases.filter(opened_at__lt=before)
        cases = cases.filter(opened_at__gte=start) if start else cases
    return cases


def clocks(user: User, *, when: str = "", rule: str = "") -> QuerySet[Deadline]:
    """Running clocks: `late` ones, those due this `week` (the next seven days), or all."""
    found = Deadline.objects.visible_to(user).running()
    now = clock.now()
    if when == "late":
        found = found.filter(due_at__lt=now)
    elif when == "week":
        found = found.filter(due_at__gte=now, due_at__lt=now + WEEK)
    return found.filter(rule__key=rule) if rule else found


def concerns(
    user: User, *, month: dt.date | None = None, route: str = "", learned: str = "", waiting: bool = False
) -> QuerySet[Concern]:
    """Concerns received in a month, by what was decided, by how they came, or those still waiting for a decision."""
    found = Concern.objects.visible_to(user)
    if month:
        start, end = rules.month_bounds(month)
        found = found.filter(received_at__gte=start, received_at__lt=end)
    if route == UNDECIDED or waiting:
        found = found.exclude(status=ConcernStatus.DECIDED)
    elif route:
        found = found.filter(threshold_decisions__route=route)
    return found.filter(learned_how=learned) if learned else found


# -- the numbers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Headline:
    """A number, what it counts, what it was 28 days before, and the query of its list."""

    label: str
    value: int
    before: int
    page: str
    query: str
    is_bad: bool = False

    @property
    def comparison(self) -> str:
        return rules.compared(self.value, self.before)


def headlines(user: User) -> list[Headline]:
    """The four numbers at the top, each with how it stood 28 days ago."""
    now = clock.now()
    then = now - dt.timedelta(days=28)
    cases = Case.objects.visible_to(user).aggregate(
        now=Count("pk", filter=~Q(stage=Stage.CLOSED)),
        then=Count("pk", filter=Q(opened_at__lte=then) & (Q(closed_at__isnull=True) | Q(closed_at__gt=then))),
    )
    seen = Deadline.objects.visible_to(user)
    near = (
        seen.running()
        .filter(due_at__lt=now + WEEK)
        .aggregate(
            late=Count("pk", filter=Q(due_at__lt=now)),
            week=Count("pk", filter=Q(due_at__gte=now)),
            late_then=Count("pk", filter=Q(due_at__lt=then)),
            week_then=Count("pk", filter=_due_in_the_week_from(then)),
        )
    )
    # What ran 28 days ago and has ended since: few, and found by when it ended.
    ended = seen.filter(Q(met_at__gt=then) | Q(cancelled_at__gt=then), due_at__lt=then + WEEK).aggregate(
        late_then=Count("pk", filter=Q(due_at__lt=then)),
        week_then=Count("pk", filter=_due_in_the_week_from(then)),
    )
    told = (
        Concern.objects.visible_to(user)
        .filter(Q(decided_at__isnull=True) | Q(decided_at__gt=then))
        .aggregate(
            now=Count("pk", filter=Q(decided_at__isnull=True)), then=Count("pk", filter=Q(received_at__lte=then))
        )
    )
    late_then = near["late_then"] + ended["late_then"]
    week_then = near["week_then"] + ended["week_then"]
    return [
        Headline("Late clocks", near["late"], late_then, "clocks", "when=late", is_bad=near["late"] > 0),
        Headline("Clocks due in the next 7 days", near["week"], week_then, "clocks", "when=week"),
        Headline("Concerns waiting for a decision", told["now"], told["then"], "concerns", "waiting=1"),
        Headline("Open cases", cases["now"], cases["then"], "cases", ""),
    ]


def _due_in_the_week_from(moment: dt.datetime) -> Q:
    return Q(created_at__lte=moment, due_at__gte=moment, due_at__lt=moment + WEEK)


def cases_by_stage_and_age(user: User) -> list[tuple[Stage, list[tuple[AgeBand, int]]]]:
    """Open cases, a row a stage, a column an age band."""
    today = clock.today()
    counts: dict[str, Any] = {
        row["stage"]: row
        for row in Case.objects.visible_to(user)
        .open()
        .order_by()
        .values("stage")
        .annotate(**{band.key: Count("pk", filter=_in_band(band, today)) for band in AGE_BANDS})
    }
    return [(stage, [(band, counts.get(stage, {}).get(band.key, 0)) for band in AGE_BANDS]) for stage in OPEN_STAGES]


def _in_band(band: AgeBand, today: dt.date) -> Q:
    start, before = rules.opened_between(band, today)
    inside = Q(opened_at__lt=before)
    return inside & Q(opened_at__gte=start) if start else inside


def clocks_by_rule(user: User) -> list[dict[str, Any]]:
    """Each rule that has a clock late or due within the week, the most late first."""
    now = clock.now()
    rows = (
        Deadline.objects.visible_to(user)
        .running()
        .filter(due_at__lt=now + WEEK)
        .order_by()
        .values("rule__key", "rule__title")
        .annotate(late=Count("pk", filter=Q(due_at__lt=now)), week=Count("pk", filter=Q(due_at__gte=now)))
        .order_by("-late", "-week", "rule__title")
    )
    return [dict(row) for row in rows]


def _recent(user: User) -> QuerySet[Any]:
    """Concerns of the months shown, each with its month."""
    first = rules.months_up_to(clock.today(), MONTHS_SHOWN)[0]
    start, _ = rules.month_bounds(first)
    return (
        Concern.objects.visible_to(user)
        .filter(received_at__gte=start)
        .annotate(month=TruncMonth("received_at", tzinfo=clock.LONDON))
        .order_by()
    )


Column = tuple[str, str]
Cell = tuple[dt.date, str]
ROUTE_COLUMNS: list[Column] = [*Route.choices, (UNDECIDED, "Not decided yet")]
LEARNED_COLUMNS: list[Column] = list(LearnedHow.choices)


def concerns_by_month(user: User) -> tuple[Table, Table]:
    """Concerns received, a row a month: by what was decided, and by the way in which they came."""
    by_route: Counter[Cell] = Counter()
    by_source: Counter[Cell] = Counter()
    rows = _recent(user).values_list("month", "threshold_decisions__route", "learned_how").annotate(count=Count("pk"))
    for moment, route, learned, count in rows:
        by_route[moment.date(), route or UNDECIDED] += count
        by_source[moment.date(), learned] += count
    return _tabulate(by_route, ROUTE_COLUMNS), _tabulate(by_source, LEARNED_COLUMNS)


def _tabulate(counts: Counter[Cell], columns: list[Column]) -> Table:
    months = rules.months_up_to(clock.today(), MONTHS_SHOWN)
    return [(month, [counts[month, key] for key, _ in columns]) for month in months]


def triage_times(user: User) -> list[TriageTime]:
    """From a concern being received to the decision on it: median and 90th percentile by month received."""
    seconds = Extract(ExpressionWrapper(F("decided_at") - F("received_at"), output_field=DurationField()), "epoch")
    rows = (
        _recent(user)
        .filter(decided_at__isnull=False)
        .values("month")
        .annotate(decided=Count("pk"), median=Percentile(seconds, share=0.5), ninetieth=Percentile(seconds, share=0.9))
    )
    found = {
        row["month"].date(): TriageTime(
            row["month"].date(), row["decided"], row["median"] / 3600, row["ninetieth"] / 3600
        )
        for row in rows
    }
    months = rules.months_up_to(clock.today(), MONTHS_SHOWN)
    return [found.get(month, TriageTime(month, 0, None, None)) for month in months]


@dataclass(frozen=True)
class Figures:
    """All the numbers of one viewer's overview, and when they were counted. Numbers only: no record, no name."""

    as_at: dt.datetime
    headlines: list[Headline]
    stages: list[tuple[Stage, list[tuple[AgeBand, int]]]]
    clocks: list[dict[str, Any]]
    by_route: Table
    by_source: Table
    times: list[TriageTime]


def figures(user: User) -> Figures:
    """The viewer's numbers, counted at most once a minute: who sees a whole force counts a hundred thousand rows.

    A change of the viewer's roles or conflicts counts at once: the kept numbers are those of the same standing.
    """
    key = _standing_key(user)
    kept: Figures | None = cache.get(key)
    if kept is None:
        kept = _count(user)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _standing_key(user: User) -> str:
    held = ".".join(map(str, user.principal_ids))
    conflicts = CaseConflict.objects.filter(user=user).count(), ConcernConflict.objects.filter(user=user).count()
    said = f"{user.pk}:{held}:{conflicts}"
    return f"overview:{hashlib.sha256(said.encode()).hexdigest()}"


def _count(user: User) -> Figures:
    by_route, by_source = concerns_by_month(user)
    return Figures(
        as_at=clock.now(),
        headlines=headlines(user),
        stages=cases_by_stage_and_age(user),
        clocks=clocks_by_rule(user),
        by_route=by_route,
        by_source=by_source,
        times=triage_times(user),
    )

"""The figures of the overview. Each counts only what the viewer may see, and the list behind it is the same query."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, FloatField, Q, QuerySet, Value
from django.db.models.functions import Extract, TruncMonth

from safeguarding.access.models import User
from safeguarding.assurance.choices import Control
from safeguarding.assurance.selectors import gaps_of_all
from safeguarding.cases.choices import ConcernStatus, LearnedHow, Route, Stage
from safeguarding.cases.models import Case, CaseConflict, Concern, ConcernConflict
from safeguarding.core import clock
from safeguarding.dashboards import rules
from safeguarding.dashboards.choices import AGE_BANDS, KEPT_SECONDS, MONTHS_SHOWN, WEEK, AgeBand
from safeguarding.dashboards.rules import Table, TriageTime
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.rules import late_before

UNDECIDED = "undecided"
Rows = list[dict[str, Any]]
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
    now = late_before(clock.now())
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


def headlines(cases: Rows, clocks: Rows, concerns: Rows) -> list[Headline]:
    """The four numbers at the top, each with how it stood 28 days ago."""
    late = _sum(clocks, "late")
    return [
        Headline("Late clocks", late, _sum(clocks, "late_then"), "clocks", "when=late", is_bad=late > 0),
        Headline(
            "Clocks due in the next 7 days", _sum(clocks, "week"), _sum(clocks, "week_then"), "clocks", "when=week"
        ),
        Headline(
            "Concerns waiting for a decision",
            _sum(concerns, "waits"),
            _sum(concerns, "waited"),
            "concerns",
            "waiting=1",
        ),
        Headline("Open cases", _sum(cases, "open"), _sum(cases, "was_open"), "cases", ""),
    ]


def _sum(rows: Rows, name: str) -> int:
    return sum(row[name] for row in rows)


def _then(now: dt.datetime) -> dt.datetime:
    return now - dt.timedelta(days=28)


def count_cases(user: User) -> Rows:
    """Cases open now or 28 days ago, a row a stage: how many of each, and the open ones by age."""
    today, then = clock.today(), _then(clock.now())
    was_open = Q(opened_at__lte=then) & (Q(closed_at__isnull=True) | Q(closed_at__gt=then))
    is_open = ~Q(stage=Stage.CLOSED)
    rows = Case.objects.visible_to(user).filter(is_open | Q(closed_at__gt=then)).order_by().values("stage")
    bands = {band.key: Count("pk", filter=is_open & _in_band(band, today)) for band in AGE_BANDS}
    counted = rows.annotate(open=Count("pk", filter=is_open), was_open=Count("pk", filter=was_open), **bands)
    return [dict(row) for row in counted]


def by_stage_and_age(cases: Rows) -> list[tuple[Stage, list[tuple[AgeBand, int]]]]:
    """Open cases, a row a stage, a column an age band."""
    counts = {row["stage"]: row for row in cases}
    return [(stage, [(band, counts.get(stage, {}).get(band.key, 0)) for band in AGE_BANDS]) for stage in OPEN_STAGES]


def _in_band(band: AgeBand, today: dt.date) -> Q:
    start, before = rules.opened_between(band, today)
    inside = Q(opened_at__lt=before)
    return inside & Q(opened_at__gte=start) if start else inside


def count_clocks(user: User) -> Rows:
    """Clocks late or due within the week, now or 28 days ago, a row a rule."""
    now = late_before(clock.now())
    then = _then(now)
    runs = Q(met_at__isnull=True, cancelled_at__isnull=True)
    # What ran 28 days ago and has ended since: few, and found by when it ended.
    ended = Q(met_at__gt=then) | Q(cancelled_at__gt=then)
    near = runs & Q(due_at__lt=now + WEEK) | ended & Q(due_at__lt=then + WEEK)
    due_then = Q(created_at__lte=then, due_at__gte=then, due_at__lt=then + WEEK)
    rows = Deadline.objects.visible_to(user).filter(near).order_by()
    counted: Any = rows.values(key=F("rule__key"), title=F("rule__title")).annotate(
        late=Count("pk", filter=runs & Q(due_at__lt=now)),
        week=Count("pk", filter=runs & Q(due_at__gte=now)),
        late_then=Count("pk", filter=Q(due_at__lt=then)),
        week_then=Count("pk", filter=due_then),
    )
    return list(counted)


def by_rule(clocks: Rows) -> Rows:
    """Each rule that has a clock late or due within the week, the most late first."""
    shown = [row for row in clocks if row["late"] or row["week"]]
    return sorted(shown, key=lambda row: (-row["late"], -row["week"], row["title"]))


def _first_shown() -> dt.datetime:
    """When the first of the months shown began."""
    start, _ = rules.month_bounds(rules.months_up_to(clock.today(), MONTHS_SHOWN)[0])
    return start


def _by_month(user: User, wanted: Q) -> QuerySet[Any]:
    month = TruncMonth("received_at", tzinfo=clock.LONDON)
    return Concern.objects.visible_to(user).filter(wanted).annotate(month=month).order_by()


Column = tuple[str, str]
Cell = tuple[dt.date, str]
ROUTE_COLUMNS: list[Column] = [*Route.choices, (UNDECIDED, "Not decided yet")]
LEARNED_COLUMNS: list[Column] = list(LearnedHow.choices)


def count_concerns(user: User) -> Rows:
    """Concerns of the months shown, and those that wait now or waited 28 days ago, by month, decision and source."""
    then = _then(clock.now())
    waits = Q(decided_at__isnull=True)
    waited = Q(received_at__lte=then) & (waits | Q(decided_at__gt=then))
    found = _by_month(user, Q(received_at__gte=_first_shown()) | waits | Q(decided_at__gt=then))
    rows = found.values("month", "learned_how", route=F("threshold_decisions__route"))
    return list(rows.annotate(count=Count("pk"), waits=Count("pk", filter=waits), waited=Count("pk", filter=waited)))


def by_month(concerns: Rows) -> tuple[Table, Table]:
    """Concerns received, a row a month: by what was decided, and by the way in which they came."""
    by_route: Counter[Cell] = Counter()
    by_source: Counter[Cell] = Counter()
    for row in concerns:
        month = row["month"].date()
        by_route[month, row["route"] or UNDECIDED] += row["count"]
        by_source[month, row["learned_how"]] += row["count"]
    return _tabulate(by_route, ROUTE_COLUMNS), _tabulate(by_source, LEARNED_COLUMNS)


def _tabulate(counts: Counter[Cell], columns: list[Column]) -> Table:
    months = rules.months_up_to(clock.today(), MONTHS_SHOWN)
    return [(month, [counts[month, key] for key, _ in columns]) for month in months]


def triage_times(user: User) -> list[TriageTime]:
    """From a concern being received to the decision on it: median and 90th percentile by month received."""
    seconds = Extract(ExpressionWrapper(F("decided_at") - F("received_at"), output_field=DurationField()), "epoch")
    rows = (
        _by_month(user, Q(received_at__gte=_first_shown(), decided_at__isnull=False))
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
class SchemesLacking:
    """How many schemes lack something of one control today, of all that run or wait to be decided about."""

    control: Control
    count: int


def schemes_lacking(user: User) -> tuple[list[SchemesLacking], int, int]:
    """By control; how many lack anything; and of how many. The report of gaps counts the same schemes."""
    found = gaps_of_all(user, day=clock.today())
    counts = Counter(gap.control for one in found for gap in one.lacking)
    by_control = [SchemesLacking(control, counts[control]) for control in Control]
    return by_control, sum(not one.is_ready for one in found), len(found)


@dataclass(frozen=True)
class Figures:
    """All the numbers of one viewer's overview, and when they were counted. Numbers only: no record, no name."""

    as_at: dt.datetime
    headlines: list[Headline]
    stages: list[tuple[Stage, list[tuple[AgeBand, int]]]]
    clocks: Rows
    by_route: Table
    by_source: Table
    times: list[TriageTime]
    lacking: list[SchemesLacking]
    schemes_lacking: int
    schemes: int


def figures(user: User) -> Figures:
    """The viewer's numbers, counted at most once a minute: who sees a whole force counts a hundred thousand rows.

    A change of the viewer's roles or conflicts counts at once: the kept numbers are those of the same standing.
    """
    key = _standing_key(user)
    kept: Figures | None = cache.get(key)
    if kept is None:
        kept = count(user)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _standing_key(user: User) -> str:
    held = ".".join(map(str, user.principal_ids))
    cases = CaseConflict.objects.filter(user=user).values_list(Value("case"), "case_id")
    concerns = ConcernConflict.objects.filter(user=user).values_list(Value("concern"), "concern_id")
    said = f"{user.pk}:{held}:{sorted(cases.union(concerns))}"
    return f"overview:{hashlib.sha256(said.encode()).hexdigest()}"


def count(user: User) -> Figures:
    """Each table is read once, the concerns twice: the spread of times cannot be put together from sums."""
    cases, clocks, concerns = count_cases(user), count_clocks(user), count_concerns(user)
    by_route, by_source = by_month(concerns)
    lacking, how_many, of = schemes_lacking(user)
    return Figures(
        as_at=clock.now(),
        headlines=headlines(cases, clocks, concerns),
        stages=by_stage_and_age(cases),
        clocks=by_rule(clocks),
        by_route=by_route,
        by_source=by_source,
        times=triage_times(user),
        lacking=lacking,
        schemes_lacking=how_many,
        schemes=of,
    )

"""The board: every recommendation the user may see, with its clock, its coverage and its evidence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.recommendations import rules
from safeguarding.recommendations.choices import Standing, Status
from safeguarding.recommendations.models import Dissemination, Recommendation, RecommendationAction
from safeguarding.recommendations.rules import Reach
from safeguarding.recommendations.selectors.reach import reaches_of

OPEN, ALL = "open", "all"
SEARCHED = ("reference", "title", "text", "addressee", "their_reference")
CLOCK, OF_ACTION, OF_AUDIENCE = "recommendation", "recommendationaction", "dissemination"
#: What hangs on each, read once for all of them; whoever looks through their texts finds it there.
OF_EACH = (
    Prefetch("actions", RecommendationAction.objects.select_related("owner")),
    Prefetch("disseminations", Dissemination.objects.select_related("policy", "training")),
)


@dataclass(frozen=True)
class Wanted:
    """Which recommendations a list holds."""

    words: str = ""
    status: str = ALL
    basis: str = ""
    scope: str = ""
    addressee: str = ""
    owner: User | None = None
    overdue: bool = False


@dataclass
class Card:
    """One recommendation as the board shows it."""

    recommendation: Recommendation
    case: Case | None = None
    clocks: list[Deadline] = field(default_factory=list)
    #: That of the answer, once it was met: by when the answer had been due, with the time that was added.
    answered: Deadline | None = None
    actions: list[RecommendationAction] = field(default_factory=list)
    lines: list[tuple[Dissemination, Reach]] = field(default_factory=list)

    @property
    def clock(self) -> Deadline | None:
        """The one that runs out first."""
        return self.clocks[0] if self.clocks else None

    @property
    def clock_title(self) -> str:
        """What has to be done by then: of an action that itself, of an audience whom."""
        due = self.clock
        if due is None:
            return ""
        actions = {one.pk: one.what for one in self.actions} if due.source_type == OF_ACTION else {}
        lines = {line.pk: f"Reach: {line.label}" for line, _ in self.lines} if due.source_type == OF_AUDIENCE else {}
        return {**actions, **lines}.get(due.source_id or 0, due.rule.title)

    @property
    def own_clocks(self) -> list[Deadline]:
        """Those of the recommendation itself; of its actions and audiences each says its own day."""
        return [one for one in self.clocks if not one.source_type]

    @property
    def is_late(self) -> bool:
        return self.clock is not None and self.clock.is_overdue

    @property
    def reach(self) -> Reach | None:
        """Of the audience that was reached least."""
        return rules.least(reach for _, reach in self.lines)

    @property
    def least_line(self) -> Dissemination | None:
        return next((line for line, reach in self.lines if reach is self.reach), None)

    @property
    def next_action(self) -> RecommendationAction | None:
        """While it is carried out, what is to be done first of what is still to be done."""
        if self.recommendation.status != Status.ACTIONS_OPEN:
            return None
        return min((one for one in self.actions if one.is_open), key=lambda one: (one.due_on, one.pk), default=None)

    @property
    def open_actions(self) -> int:
        return sum(one.is_open for one in self.actions)

    @property
    def done_actions(self) -> int:
        return sum(one.done_on is not None for one in self.actions)

    @property
    def counted_actions(self) -> int:
        """Those that were not dropped."""
        return sum(one.dropped_on is None for one in self.actions)

    @property
    def standing(self) -> Standing:
        return rules.standing(
            self.recommendation.status, is_late=self.is_late, open_actions=self.open_actions,
            reaches=[reach for _, reach in self.lines],
        )  # fmt: skip

    @property
    def standing_label(self) -> str:
        return str(self.standing.label)


def board(user: User, wanted: Wanted) -> QuerySet[Recommendation]:
    """Those the user may see, as narrowed: whose clock runs out first, then without one, the newest first."""
    found = Recommendation.objects.visible_to(user)
    if wanted.status == OPEN:
        found = found.live()
    elif wanted.status in Status.values:
        found = found.filter(status=wanted.status)
    if wanted.overdue:
        found = found.overdue()
    for word in wanted.words.split():
        asked = Q()
        for name in SEARCHED:
            asked |= Q(**{f"{name}__icontains": word})
        found = found.filter(asked)
    exact = {
        "basis": wanted.basis, "scope": wanted.scope, "addressee_kind": wanted.addressee, "owner": wanted.owner,
    }  # fmt: skip
    return _by_clock(found.filter(**{name: value for name, value in exact.items() if value}))


def _by_clock(found: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    running = Deadline.objects.running().filter(subject_type=CLOCK, subject_id=OuterRef("pk")).order_by()
    first = running.values("subject_id").annotate(first=Min("due_at")).values("first")
    return (
        found.alias(next_due=Subquery(first))
        .select_related("owner", "force")
        .order_by(F("next_due").asc(nulls_last=True), "-made_on", "-pk")
    )


def cards(user: User, found: Iterable[Recommendation], *, day: dt.date | None = None) -> list[Card]:
    """The recommendations, which the user was allowed to see, with all the board says: a fixed number of reads."""
    rows = list(found)
    made = {row.pk: Card(row) for row in rows}
    seen = Case.objects.visible_to(user).filter(pk__in={row.case_id for row in rows if row.case_id}).in_bulk()
    for row in rows:
        made[row.pk].case = seen.get(row.case_id or 0)
    for one in _clocks(made):
        if one.met_at is None:
            made[one.subject_id].clocks.append(one)
        else:
            made[one.subject_id].answered = one
    prefetch_related_objects(rows, *OF_EACH)
    lines = [line for row in rows for line in row.disseminations.all()]
    reaches = reaches_of(lines, day=day or clock.today())
    for row in rows:
        made[row.pk].actions = list(row.actions.all())
        made[row.pk].lines = [(line, reaches[line.pk]) for line in row.disseminations.all()]
    return list(made.values())


def _clocks(of: Iterable[int]) -> QuerySet[Deadline]:
    """Those that run, the next due first; and the answer's, the one that was met last as the last."""
    running = Q(met_at__isnull=True, cancelled_at__isnull=True)
    answered = Q(met_at__isnull=False, rule__key__in=(rules.ANSWER, rules.ANSWER_SET))
    found = Deadline.objects.filter(running | answered, subject_type=CLOCK, subject_id__in=of)
    return found.select_related("rule").order_by("due_at", "pk")


def card_of(user: User, recommendation: Recommendation) -> Card:
    (card,) = cards(user, [recommendation])
    return card


def columns(found: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    """The cards by where they stand, in the order in which a recommendation goes; empty columns are left out."""
    by_status: dict[str, list[Card]] = defaultdict(list)
    for card in found:
        by_status[card.recommendation.status].append(card)
    return [(str(status.label), by_status[status]) for status in Status if by_status[status]]


def clock_names(user: User, clocks: Iterable[Deadline]) -> dict[int, str]:
    """By the clock's number, for who may see it: what is to be done, whom to reach, or of what recommendation it is."""
    of = {one.pk: one for one in clocks if one.subject_type == CLOCK}
    if not of:
        return {}
    seen = Recommendation.objects.visible_to(user).filter(pk__in={one.subject_id for one in of.values()})
    titles = dict(seen.values_list("pk", "title"))
    whats = _whats([one for one in of.values() if one.subject_id in titles])
    named = {pk: whats.get((one.source_type, one.source_id or 0)) for pk, one in of.items()}
    return {pk: named[pk] or titles[one.subject_id] for pk, one in of.items() if one.subject_id in titles}


def _whats(clocks: Iterable[Deadline]) -> dict[tuple[str, int], str]:
    """What the actions among these are, and whom the audiences have, by what started the clock."""
    sources: dict[str, set[int]] = defaultdict(set)
    for one in clocks:
        sources[one.source_type].add(one.source_id or 0)
    found: dict[tuple[str, int], str] = {}
    if ids := sources[OF_ACTION]:
        actions = RecommendationAction.objects.filter(pk__in=ids).order_by()
        found |= {(OF_ACTION, pk): what for pk, what in actions.values_list("pk", "what")}
    if ids := sources[OF_AUDIENCE]:
        lines = Dissemination.objects.filter(pk__in=ids).order_by()
        found |= {(OF_AUDIENCE, line.pk): line.label for line in lines}
    return found

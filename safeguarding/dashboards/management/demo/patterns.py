"""Patterns of low-level concerns that were decided: one stayed low-level, of one a case came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from safeguarding.cases.choices import EntryKind, MeasureKind, Route
from safeguarding.cases.models import PatternReview
from safeguarding.cases.services import patterns
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.story import Entry, Job, Measure, Plan, Work
from safeguarding.dashboards.management.demo.when import Scene, ago

WORK = Work(
    "Two low-level concerns within three months, read together: alone with cadets, and a present for one of them.",
    "He does not attend the unit. Two leaders close up together.",
    entries=(
        Entry(6, "The girl thought that the present was from all leaders.", EntryKind.CALL),
        Entry(30, "He says that nobody had told him of the rule. His training record says otherwise."),
    ),
    jobs=(Job(3, "Read his training record", 5, 6, "Safeguarding course three years ago; not renewed."),),
    measures=(Measure(1, MeasureKind.REMOVED_FROM_ROLE, "Does not attend while this is looked at.", 28, 88),),
    stages={"assess": 1, "activate": 8, "close": 94},
    closing="He left of his own accord. The LADO is told that he may volunteer elsewhere.",
    duty_day=80,
    preserved=False,
)


class Patterns:
    """The decisions on the two adults' patterns."""

    def __init__(self, world: World, *, number: int) -> None:
        self.world, self.number = world, number
        self.casework = Casework(world)

    def scenes(self) -> Iterator[Scene]:
        yield Scene(ago(self.world.now, 325, "11:00"), self.stays_low_level)
        opened = ago(self.world.now, 185, "14:00")
        yield Scene(opened, self.becomes_a_case)
        yield from self._work(opened)

    def stays_low_level(self) -> None:
        patterns.decide_pattern(
            review=self._of("gareth.loxley"), version=None, by=self.world.users["farah.siddiqui"],
            route=Route.LOW_LEVEL, rationale="Unlike in kind, a hundred days apart, and each told of openly.",
        )  # fmt: skip

    def becomes_a_case(self) -> None:
        review = patterns.decide_pattern(
            review=self._of("trevor.halloran"), version=None, by=self.world.users["ruth.adeyemi"], route=Route.CASE,
            rationale="Time alone with cadets and then a present for one of them: together they may be grooming.",
        )  # fmt: skip
        self.casework.case_id = review.case_id or 0

    def _of(self, key: str) -> PatternReview:
        return PatternReview.objects.get(person=self.world.people[key], decided_at__isnull=True)

    def _work(self, opened: dt.datetime) -> Iterator[Scene]:
        yield from Plan(self.casework, WORK, opened, self.number, self.world.now).scenes()

"""One story: a concern, what was decided about it and the work that followed, as scenes in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from safeguarding.cases.choices import EntryKind, LadoFinding, ReferralKind, Route
from safeguarding.cases.models import Concern
from safeguarding.cases.rules.first_steps import PRESERVE
from safeguarding.cases.services import concern_notes, concerns, enquiries, triage
from safeguarding.dashboards.management.demo.casework import Casework
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.told import Told, Verdict
from safeguarding.dashboards.management.demo.when import Scene, ago, at_a_desk
from safeguarding.dashboards.management.demo.words import (
    ENDED,
    JOINED_OUTCOME,
    LAST_REVIEW,
    PRESERVED,
    PROGRESS,
    STANDS,
    USUAL,
)

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """A question to the reporter, so many hours after the concern came, and maybe the answer."""

    by: str
    hours: float
    question: str
    answered: float | None = None
    answer: str = ""


@dataclass(frozen=True)
class Entry:
    day: float
    text: str
    kind: str = EntryKind.EVENT
    is_opinion: bool = False


@dataclass(frozen=True)
class Job:
    """A task: given on a day, due so many days later, done on a day or still to do."""

    day: float
    title: str
    due: int
    done: float | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Measure:
    day: float
    kind: str
    detail: str
    review: int
    until: float | None = None


@dataclass(frozen=True)
class Work:
    """The work on a case, in days since it was opened. What is not given happens as it usually does."""

    situation: str
    plan: str
    entries: tuple[Entry, ...] = ()
    jobs: tuple[Job, ...] = ()
    measures: tuple[Measure, ...] = ()
    stages: dict[str, int] = field(default_factory=dict)
    closing: str = ""
    reopening: str = ""
    unsent: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    unconcluded: tuple[str, ...] = ()
    send_after: dict[str, float] = field(default_factory=dict)
    finding: str = LadoFinding.UNSUBSTANTIATED
    duty_day: float | None = 4
    duty_reasons: str = "The test is not met on what is known: no harm was caused and no risk of harm was shown."
    preserved: bool = True
    reviewed_until: int | None = None
    calm_day: float | None = None
    calm_reason: str = "The immediate danger has passed and the plan holds."


@dataclass(frozen=True)
class Story:
    told: Told
    asked: Asked | None = None
    verdict: Verdict | None = None
    work: Work | None = None
    key: str = ""


class Telling:
    """A story while it is told. `cases` are those opened so far in any story, by the key of their story."""

    def __init__(self, world: World, story: Story, cases: dict[str, Casework], *, number: int) -> None:
        self.world, self.story, self.cases, self.number = world, story, cases, number
        self.concern_id = 0
        self.casework = Casework(world)

    @property
    def concern(self) -> Concern:
        return Concern.objects.get(pk=self.concern_id)

    @property
    def begins(self) -> dt.datetime:
        told = self.story.told
        if told.minutes is not None:
            return self.world.now - dt.timedelta(minutes=told.minutes)
        return ago(self.world.now, told.ago, told.at)

    def scenes(self) -> Iterator[Scene]:
        yield Scene(self.begins, self.log)
        if self.story.asked:
            yield from self._enquiry(self.story.asked)
        if self.story.verdict:
            decided = at_a_desk(self.begins + self.story.verdict.hours * HOUR)
            yield Scene(decided - dt.timedelta(minutes=25), self.look)
            yield Scene(decided, self.decide)
            if self.story.work:
                yield from Plan(self.casework, self.story.work, decided, self.number, self.world.now).scenes()
            if self.story.verdict.joins:
                yield from self._after_joining(self.story.verdict.joins, decided)

    def log(self) -> None:
        told = self.story.told
        self.concern_id = concerns.log_concern(told.answers(self.world), by=self.world.users[told.by]).pk

    def look(self) -> None:
        verdict = self.story.verdict
        if verdict:
            enquiries.look_at(self.concern, by=self.world.users[verdict.by])

    def decide(self) -> None:
        verdict = self.story.verdict
        if verdict is None:
            return
        joined = self.cases[verdict.joins].case if verdict.route == Route.JOINED else None
        decision = triage.decide(
            self.concern,
            triage.Verdict(
                route=verdict.route,
                rationale=verdict.why,
                disagreement=verdict.against,
                lado_consulted=verdict.lado,
                review_in_days=verdict.review_days,
                join_case=joined,
            ),
            version=None,
            by=self.world.users[verdict.by],
        )
        if decision.case:
            self.casework.case_id = decision.case.pk
        if self.story.key:
            self.cases[self.story.key] = self.casework

    def _after_joining(self, key: str, decided: dt.datetime) -> Iterator[Scene]:
        """What the concern brought into the case is told to those who deal with it already."""
        for kind in (ReferralKind.LADO, ReferralKind.IOPC):
            usual = USUAL[kind]
            yield Scene(decided + HOUR, partial(self._tell_them, key, kind))
            yield Scene(at_a_desk(decided + 3 * DAY), partial(self._with, key, Casework.answer, kind, usual.answers[0]))
            yield Scene(
                at_a_desk(decided + 30 * DAY), partial(self._with, key, Casework.conclude, kind, JOINED_OUTCOME)
            )
        yield Scene(decided + 1.5 * HOUR, partial(self._with, key, Casework.done, PRESERVE, PRESERVED))

    def _tell_them(self, key: str, kind: str) -> None:
        case = self.cases[key].case
        self.cases[key].send(kind, USUAL[kind].agency.format(force=case.force.slug.capitalize()))

    def _with(self, key: str, act: Callable[..., object], *args: str) -> None:
        act(self.cases[key], *args)

    def _enquiry(self, asked: Asked) -> Iterator[Scene]:
        yield Scene(at_a_desk(self.begins + asked.hours * HOUR), lambda: self.ask(asked))
        if asked.answered is not None:
            yield Scene(at_a_desk(self.begins + asked.answered * HOUR), lambda: self.answer(asked))

    def ask(self, asked: Asked) -> None:
        enquiries.ask(concern=self.concern, text=asked.question, by=self.world.users[asked.by])

    def answer(self, asked: Asked) -> None:
        question = self.concern.notes.get(text=asked.question)
        concern_notes.answer_question(question, text=asked.answer, by=self.world.users[self.story.told.by])


class Plan:
    """The scenes of a case from the day it was opened."""

    def __init__(self, casework: Casework, work: Work, opened: dt.datetime, number: int, now: dt.datetime) -> None:
        self.casework, self.work, self.opened, self.number, self.now = casework, work, opened, number, now

    @property
    def closes(self) -> int | None:
        return self.work.stages.get("close")

    def scenes(self) -> Iterator[Scene]:
        work, do = self.work, self.casework
        yield self._at(0.1, do.header, situation=work.situation, safety_plan=work.plan)
        if work.preserved:
            yield Scene(self.opened + 1.5 * HOUR, lambda: do.done(PRESERVE, PRESERVED))
        for entry in work.entries:
            yield self._at(entry.day, do.entry, entry.kind, entry.text, is_opinion=entry.is_opinion)
        for job in work.jobs:
            yield self._at(job.day, do.task, job.title, due=job.due)
            if job.done is not None:
                yield self._at(job.done, do.done, job.title, job.outcome)
        for kind in USUAL:
            yield from self._referral(kind)
        yield from self._measures()
        yield from self._reviews()
        yield from self._stages()

    def _at(self, day: float, act: Callable[..., object], *args: Any, **more: Any) -> Scene:
        return Scene(at_a_desk(self.opened + day * DAY), lambda: act(*args, **more))

    def _referral(self, kind: str) -> Iterator[Scene]:
        """Sent, answered and ended as it usually is, and in any case some days before the case closes."""
        work, usual, do = self.work, USUAL[kind], self.casework
        if kind in work.unsent:
            return
        sent = work.send_after.get(kind, usual.hours) / 24
        yield Scene(
            self.opened + sent * DAY,
            lambda: do.send(kind, usual.agency.format(force=do.case.force.slug.capitalize())),
        )
        if kind in work.unanswered:
            return
        limit = (self.closes or 10_000) - 3
        answered = min(sent + usual.answered, limit - 1)
        yield self._at(answered, do.answer, kind, usual.answers[self.number % len(usual.answers)])
        if kind not in work.unconcluded:
            outcome = usual.outcomes[self.number % len(usual.outcomes)]
            yield self._at(min(answered + usual.ended, limit), do.conclude, kind, outcome, work.finding)

    def _measures(self) -> Iterator[Scene]:
        for measure in self.work.measures:
            yield self._at(measure.day, self.casework.measure, measure.kind, measure.detail, review=measure.review)
            ends = measure.until or self.work.reviewed_until or 10_000
            day = measure.day
            while (day := day + measure.review - 3) < min(ends, (self.now - self.opened).days):
                yield self._at(day, self.casework.review_measures, STANDS, review=measure.review)
            if measure.until is not None:
                yield self._at(measure.until, self.casework.end_measures, ENDED)
        if self.work.duty_day is not None:
            yield self._at(self.work.duty_day, self.casework.decide_duty, self.work.duty_reasons)

    def _stages(self) -> Iterator[Scene]:
        reasons = {"close": self.work.closing, "reopen": self.work.reopening}
        for verb, day in self.work.stages.items():
            yield self._at(day, self.casework.step, verb, reasons.get(verb, ""))

    def _reviews(self) -> Iterator[Scene]:
        """Every four weeks, less a day or two, until the case closes or the reviews stop; weekly while urgent."""
        work, turn, day = self.work, self.number, 0.0
        ends = self.closes or work.reviewed_until or 10_000
        if work.calm_day is not None:
            yield self._at(work.calm_day - 0.3, self.casework.review, *PROGRESS[0])
            yield self._at(work.calm_day, self.casework.calm, work.calm_reason)
            day = work.calm_day
        while (day := day + 26 - turn % 2) < min(ends - 2, (self.now - self.opened).days):
            yield self._at(day, self.casework.review, *PROGRESS[turn % len(PROGRESS)])
            turn += 1
        if self.closes:
            yield self._at(self.closes - 1, self.casework.review, *LAST_REVIEW, is_last=True)
        day = work.stages.get("reopen", 10_000)
        while (day := day + 26) < (self.now - self.opened).days:
            yield self._at(day, self.casework.review, *PROGRESS[turn % len(PROGRESS)])

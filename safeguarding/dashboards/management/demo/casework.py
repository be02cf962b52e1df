"""Acts on one case of the demo. Each is one call of the service that the page would call."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.cases.choices import (
    DutyDecision,
    EntryKind,
    GrantKind,
    LadoFinding,
    MeasureKind,
    PartyRole,
    ReferralKind,
    ReferralStatus,
    TaskStatus,
    TimePrecision,
)
from safeguarding.cases.models import Case, CaseParty, ChronologyEntry, Referral, Task
from safeguarding.cases.selectors.work import psd_units
from safeguarding.cases.services import (
    casework,
    chronology,
    dbs_duty,
    decisions,
    links,
    measures,
    parties,
    referrals,
    reviews,
    stages,
    tasks,
)
from safeguarding.cases.services.access import grant
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World

LATE = "The person who had it to do was away and nobody had been asked to cover. It was sent as soon as this was seen."


class Casework:
    """The work on a case, by whoever owns or supervises it at the time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.case_id = 0

    @property
    def case(self) -> Case:
        return Case.objects.select_related("owner", "supervisor", "unit", "force").get(pk=self.case_id)

    def _by(self, key: str) -> User:
        return self.world.users[key] if key else self.case.owner

    def subject(self) -> CaseParty:
        return self.case.parties.filter(role=PartyRole.SUBJECT, removed_at__isnull=True).order_by("pk")[0]

    def header(self, *, situation: str, safety_plan: str) -> None:
        case = self.case
        casework.edit_header(
            case=case, by=case.owner, version=case.version, situation=situation, safety_plan=safety_plan
        )  # fmt: skip

    def entry(
        self,
        kind: str,
        text: str,
        *,
        back: dt.timedelta | None = dt.timedelta(minutes=20),
        precision: str = TimePrecision.EXACT,
        is_opinion: bool = False,
        by: str = "",
    ) -> ChronologyEntry:
        """Write into the chronology what happened so long ago; nobody knows when where `back` is None."""
        at = None if back is None else clock.now() - back
        return chronology.add_entry(
            case=self.case, kind=kind, text=text, is_opinion=is_opinion, happened_at=at, by=self._by(by),
            precision=TimePrecision.UNKNOWN if at is None else precision,
        )  # fmt: skip

    def correct(self, start: str, text: str, reason: str) -> None:
        """Correct the entry that begins with these words."""
        wrong = self.case.chronology.get(text__startswith=start)
        chronology.correct_entry(
            case=self.case, entry=wrong, kind=wrong.kind, text=text, is_opinion=wrong.is_opinion, reason=reason,
            precision=wrong.precision, happened_at=wrong.happened_at, by=wrong.author,
        )  # fmt: skip

    def decision(self, question: str, options: str, decision: str, reason: str, *, by: str = "") -> None:
        decisions.add_decision(
            case=self.case, question=question, options=options, decision=decision, reason=reason, by=self._by(by)
        )

    def party(self, role: str, *, description: str = "", person: str = "", **more: str) -> None:
        found = self.world.people[person] if person else None
        parties.add_party(
            case=self.case, role=role, person=found, description=description, by=self.case.owner, **more
        )  # fmt: skip

    def task(self, title: str, *, due: int, detail: str = "", owner: str = "") -> None:
        """Give somebody something to do, due so many days from now."""
        due_on = clock.today() + dt.timedelta(days=due)
        tasks.add(
            case=self.case, title=title, detail=detail, owner=self._by(owner), due_on=due_on, by=self.case.owner
        )  # fmt: skip

    def done(self, title: str, outcome: str) -> None:
        task = Task.objects.filter(case_id=self.case_id, title=title, status=TaskStatus.OPEN).first()
        if task:
            task.case = self.case
            tasks.mark_done(task=task, outcome=outcome, by=task.owner)

    def referral(self, kind: str, status: str) -> Referral | None:
        """The first referral of this kind that stands so."""
        rows = Referral.objects.filter(case_id=self.case_id, kind=kind, status=status)
        return rows.select_related("case__force", "case__owner").first()

    def refer(self, kind: str, why: str) -> None:
        unit = psd_units(self.case).first() if kind == ReferralKind.PSD else None
        referrals.add(case=self.case, kind=kind, why=why, by=self.case.owner, psd_unit=unit)

    def send(self, kind: str, agency: str, *, their_reference: str = "", contact: str = "") -> None:
        row = self.referral(kind, ReferralStatus.TO_SEND)
        if row is None:
            return
        now = clock.now()
        referrals.send(
            referral=row, sent_at=now, agency=agency, contact=contact, their_reference=their_reference,
            by=row.case.owner, late_reason=LATE if referrals.is_late(row, now) else "",
        )  # fmt: skip

    def answer(self, kind: str, text: str) -> None:
        row = self.referral(kind, ReferralStatus.SENT)
        if row:
            referrals.answer(referral=row, answered_on=clock.today(), answer=text, by=row.case.owner)

    def conclude(self, kind: str, text: str, finding: str = LadoFinding.UNSUBSTANTIATED) -> None:
        row = self.referral(kind, ReferralStatus.ANSWERED)
        if row:
            given = finding if kind == ReferralKind.LADO else ""
            referrals.conclude(
                referral=row, concluded_on=clock.today(), outcome=text, finding=given, by=row.case.owner
            )  # fmt: skip

    def measure(self, kind: str, detail: str, *, review: int) -> None:
        """A measure about the subject (or, for a device, nobody in particular), looked at again in so many days."""
        case = self.case
        measures.take_measure(
            case=case, kind=kind, detail=detail, starts_on=clock.today(), by=case.owner,
            review_on=clock.today() + dt.timedelta(days=review),
            party=self.subject() if kind != MeasureKind.OTHER else None,
        )  # fmt: skip

    def review_measures(self, text: str, *, review: int) -> None:
        """Every measure that stands is looked at and stays."""
        for row in self.case.measures.filter(ended_at__isnull=True):
            row.case = self.case
            measures.review(
                measure=row, review_on=clock.today() + dt.timedelta(days=review), note_text=text, by=row.case.owner
            )

    def end_measures(self, reason: str) -> None:
        for row in self.case.measures.filter(ended_at__isnull=True):
            row.case = self.case
            measures.end(measure=row, reason=reason, by=row.case.owner)

    def decide_duty(self, reasons: str, decision: str = DutyDecision.DO_NOT_REFER) -> None:
        for duty in self.case.dbs_duties.filter(decided_at__isnull=True):
            duty.case = self.case
            dbs_duty.decide(duty=duty, decision=decision, reasons=reasons, by=duty.case.owner)

    def review(self, progress: str, next_steps: str, *, is_last: bool = False) -> None:
        case = self.case
        if case.supervisor:
            reviews.hold(case=case, progress=progress, next_steps=next_steps, is_last=is_last, by=case.supervisor)

    def calm(self, reason: str) -> None:
        """No longer urgent."""
        case = self.case
        if case.supervisor:
            reviews.set_urgency(case=case, is_urgent=False, reason=reason, by=case.supervisor)

    def step(self, verb: str, reason: str = "") -> None:
        case = self.case
        by = case.supervisor if verb == "reopen" and case.supervisor else case.owner
        stages.take_step(case=case, verb=verb, reason=reason, by=by)

    def restrict(self, reason: str) -> None:
        casework.restrict(case=self.case, reason=reason, by=self.case.owner)

    def let_in(self, key: str, kind: str, reason: str) -> None:
        until = clock.now() + dt.timedelta(days=90) if kind == GrantKind.ACCESS else None
        grant(
            case=self.case, user=self.world.users[key], kind=kind, reason=reason, by=self.case.owner, expires_at=until
        )

    def link(self, other: str, reason: str) -> None:
        links.link(case=self.case, other=other, reason=reason, by=self.case.owner)

    def call(self, text: str, *, by: str = "") -> None:
        self.entry(EntryKind.CALL, text, by=by)

"""Setting going what a decision on a case asks for: referrals and tasks, each with its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.cases.choices import ReferralKind, ReferralStatus, TaskStatus
from safeguarding.cases.models import Case, Concern
from safeguarding.cases.rules.first_steps import FirstStep, Moment
from safeguarding.cases.selectors.facts import lado_adults
from safeguarding.cases.selectors.work import has_live_psd_referral, lado_has_heard_of, psd_units
from safeguarding.cases.services.clocks import Start
from safeguarding.cases.services.referrals import put_referral
from safeguarding.cases.services.tasks import put_task
from safeguarding.core import clock
from safeguarding.deadlines import rules as clock_rules
from safeguarding.deadlines.choices import Basis
from safeguarding.deadlines.selectors import bank_holiday_overrides


@dataclass(frozen=True)
class Moments:
    """The moments that clocks count from, and what is said of each."""

    received_at: dt.datetime
    received_why: str
    decided_at: dt.datetime
    first_clear_at: dt.datetime

    def start(self, step: FirstStep, by: User) -> Start:
        match step.counts_from:
            case Moment.RECEIVED:
                return Start(self.received_at, self.received_why)
            case Moment.FIRST_CLEAR:
                why = f"{by} judged that it was first clear then that it must be referred"
                return Start(self.first_clear_at, why[:200])
        return Start(self.decided_at, "The threshold was decided")


def set_going(
    case: Case, steps: Iterable[FirstStep], *, moments: Moments, by: User, concern: Concern | None = None
) -> None:
    """Start each step, but none that the case already has waiting. For services that hold the case already."""
    for step in steps:
        if step.referral == ReferralKind.LADO and concern and _lado_has_heard_of(case, concern):
            _tell_lado_too(case, concern, moments, by=by)
        elif step.is_task:
            _put_task(case, step, moments, by=by)
        elif step.referral == ReferralKind.PSD:
            _refer_to_psd(case, step, by=by)
        else:
            _put_referral(case, step, moments, by=by)


def _lado_has_heard_of(case: Case, concern: Concern) -> bool:
    """Whether the LADO knows the adults of this concern from a referral of the case that still runs."""
    return lado_has_heard_of(case, [party.person_id for party in lado_adults(concern)])


def _tell_lado_too(case: Case, concern: Concern, moments: Moments, *, by: User) -> None:
    """No second referral and no second statutory clock: a task, by the next working day, to tell them of this too."""
    due_on = clock_rules.due_on(
        Basis.WORKING_DAYS_AFTER, 1, clock.london_date(moments.decided_at), bank_holiday_overrides()
    )
    detail = "The LADO has a referral about the same adult that still runs: this concern belongs to it."
    title = f"Tell the LADO of {concern.reference} too"
    put_task(case, title=title, detail=detail, owner=case.owner, due_on=due_on, by=by)


def _put_referral(case: Case, step: FirstStep, moments: Moments, *, by: User) -> None:
    if not case.referrals.filter(kind=step.referral, status=ReferralStatus.TO_SEND).exists():
        put_referral(case, kind=step.referral, why=step.why, by=by, start=moments.start(step, by))


def _refer_to_psd(case: Case, step: FirstStep, *, by: User) -> None:
    """PSD is let in with the referral; a force without such a unit has the referral to send all the same."""
    if has_live_psd_referral(case):
        return
    unit = psd_units(case).order_by("pk").first()
    put_referral(case, kind=ReferralKind.PSD, why=step.why, by=by, agency=unit.name if unit else "", psd_unit=unit)


def _put_task(case: Case, step: FirstStep, moments: Moments, *, by: User) -> None:
    if case.tasks.filter(title=step.title, status=TaskStatus.OPEN).exists():
        return
    put_task(
        case, title=step.title, detail=step.why, owner=case.owner, due_on=clock.london_date(moments.decided_at), by=by,
        rule_key=step.rule_key, start=moments.start(step, by),
    )  # fmt: skip

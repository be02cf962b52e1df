"""The duty to refer to the DBS: considered whenever an adult is taken out of regulated activity (SVGA 2006 s.35)."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.choices import DutyDecision, ReferralKind
from safeguarding.cases.models import Case, CaseParty, DbsDuty
from safeguarding.cases.rules.work import DUTY_CLOCK
from safeguarding.cases.services.clocks import meet_clocks, start_work_clock
from safeguarding.cases.services.followed import let_follow
from safeguarding.cases.services.referrals import put_referral
from safeguarding.cases.services.rows import require, required, take_row
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services import save_fields

DBS = "Disclosure and Barring Service"


def open_duty(case: Case, *, party: CaseParty, because: str, by: User) -> DbsDuty:
    """Open the question for this adult, once; a fresh removal asks it again where it was answered no.

    For services that hold the case already.
    """
    duty = DbsDuty.objects.select_for_update(no_key=True).filter(case=case, party=party).first()
    if duty is None:
        duty = DbsDuty.objects.create(case=case, party=party, opened_because=because)
    elif duty.decision == DutyDecision.DO_NOT_REFER:
        save_fields(
            duty, opened_because=because, opened_at=clock.now(), decision="", reasons="", decided_at=None,
            decided_by=None, referral=None,
        )  # fmt: skip
    else:
        duty.case = case
        let_follow(case, duty, by=by)
        return duty
    duty.case = case
    why = "Permission for regulated activity was withdrawn"
    start_work_clock(duty, DUTY_CLOCK, owner=case.owner, start_at=duty.opened_at, why=why, by=by)
    record("case.dbs_duty_opened", by=by, obj=case, data={"dbs_duty_id": duty.pk, "party_id": party.pk})
    let_follow(case, duty, by=by)
    return duty


@transaction.atomic
def decide(*, duty: DbsDuty, decision: str, reasons: str, by: User, version: int | None = None) -> DbsDuty:
    """Decide yes or no, with reasons. Yes puts a DBS referral on the case, to be sent as soon as possible."""
    case = take(duty.case, by=by)
    duty = take_row(DbsDuty.objects.filter(case=case).select_related("party"), duty, version, says)
    duty.case = case
    if duty.decision:
        raise Conflict("This has been decided already.")
    require(decision in DutyDecision.values, "decision", "Choose whether to refer to the DBS.")
    reasons = required(reasons, field="reasons", message="Give the reasons.")
    save_fields(duty, decision=decision, reasons=reasons, decided_at=clock.now(), decided_by=by)
    meet_clocks(duty, by=by)
    record("case.dbs_duty_decided", by=by, obj=case, data={"dbs_duty_id": duty.pk, "decision": decision})
    if decision == DutyDecision.REFER:
        _refer(case, duty, by=by)
    let_follow(case, duty, by=by)
    touch(case)
    return duty


def says(duty: DbsDuty) -> dict[str, object]:
    """What the duty says now, for somebody who opened an older version."""
    return {"decision": duty.get_decision_display() if duty.decision else "", "reasons": duty.reasons}


def _refer(case: Case, duty: DbsDuty, *, by: User) -> None:
    """The referral that the decision calls for: one for each adult, whatever else waits to be sent."""
    why = f"Duty to refer about {duty.party.label} (Safeguarding Vulnerable Groups Act 2006 s.35).\n\n{duty.reasons}"
    save_fields(duty, referral=put_referral(case, kind=ReferralKind.DBS, why=why, agency=DBS, by=by))

"""The policy log of a case: numbered decisions, each with its options and reason. Never changed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case, Decision
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock


@transaction.atomic
def add_decision(
    *,
    case: Case,
    question: str,
    options: str,
    decision: str,
    reason: str,
    by: User,
    decided_at: dt.datetime | None = None,
) -> Decision:
    """Record a decision under the next number. The case is locked meanwhile, so that no number is given twice."""
    case = take(case, by=by)
    require(decided_at is None or decided_at <= clock.now(), "decided_at", "When it was decided must be in the past.")
    last = case.decisions.aggregate(last=Max("number"))["last"] or 0
    added = Decision.objects.create(
        case=case,
        number=last + 1,
        question=required(question, field="question", message="Say what had to be decided."),
        options=required(options, field="options", message="Say which options there were."),
        decision=required(decision, field="decision", message="Say what was decided."),
        reason=required(reason, field="reason", message="Say why."),
        decided_by=by,
        decided_at=decided_at or clock.now(),
    )
    touch(case)
    record("case.decision_added", by=by, obj=case, data={"number": added.number, "decision_id": added.pk})
    return added


@transaction.atomic
def note_printing(*, case: Case, by: User) -> None:
    """The policy log was put together for printing: that is a disclosure (DPA 2018 s.62(1)(d))."""
    case = take(case, by=by, action=CaseAction.READ, even_if_closed=True)
    record("case.decisions_printed", by=by, obj=case)

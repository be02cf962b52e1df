"""What becomes of the risk assessments of a scheme that is closed."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.services import save_fields
from safeguarding.risk.choices import AssessmentStatus
from safeguarding.risk.models import RiskAssessment
from safeguarding.risk.services import clocks
from safeguarding.risk.states import IN_HAND
from safeguarding.schemes.models import Scheme

CLOSED = "The scheme was closed."


def end_of_scheme(scheme: Scheme, *, day: dt.date, by: User) -> None:
    """What is in force ends with its scheme, what is being written is put aside; nothing is deleted.

    Called while the scheme is closed, in that transaction, by somebody who may close it. Neither begins again with the
    scheme: what it did then may have changed, so it is assessed anew. What was approved after the day of the decision,
    which may lie in the past, ends on the day it was approved.
    """
    held = RiskAssessment.objects.filter(scheme=scheme, status__in=(*IN_HAND, AssessmentStatus.APPROVED))
    rows = held.select_related("scheme").order_by("pk").select_for_update(of=("self",), no_key=True)
    for one in rows:
        if one.status == AssessmentStatus.APPROVED:
            save_fields(one, status=AssessmentStatus.ENDED, ended_on=max(day, one.approved_on or day))
            record("riskassessment.ended", by=by, obj=one, reason=CLOSED)
            clocks.stop_review(one, by=by, reason=CLOSED)
        else:
            save_fields(
                one, status=AssessmentStatus.WITHDRAWN, withdrawn_on=clock.today(), withdrawn_because=CLOSED
            )  # fmt: skip
            record("riskassessment.dropped", by=by, obj=one, reason=CLOSED)

"""A text is handed in, approved by somebody who wrote nothing of it, sent back, withdrawn, taken up again."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.learning import policies, states
from safeguarding.learning.choices import ReportStatus
from safeguarding.learning.models import Bulletin, LearningReport
from safeguarding.learning.selectors.guarding import Guarded, Paper, guarded
from safeguarding.learning.selectors.reading import missing
from safeguarding.learning.services.assessing import take_back
from safeguarding.learning.services.writing import P, take


@transaction.atomic
def submit(report: P, *, version: int | None, by: User) -> P:
    """Hand it in, once every section that is needed is there and the guard finds nothing that is left."""
    held, target = _take_step("submit", report, version=version, by=by)
    empty = [section.heading for section in missing(held)]
    if empty:
        raise Invalid({"version": [f"Still to be written: {', '.join(empty)}"]})
    _require_whole(held)
    _require_clear(held, guarded(held))
    save_fields(held, status=target, submitted_by=by, submitted_at=clock.now(), returned_because="")
    record("learning.submitted", by=by, obj=held)
    return held


@transaction.atomic
def approve(report: P, *, version: int | None, by: User) -> P:
    """Approve it: by somebody who reads the case and wrote nothing of it. The guard looks at this very text."""
    held, target = _take_step("approve", report, version=version, by=by)
    _require_whole(held)
    _require_clear(held, guarded(held))
    save_fields(held, status=target, approved_by=by, approved_at=clock.now())
    record("learning.approved", by=by, obj=held)
    return held


@transaction.atomic
def send_back(report: P, *, reason: str, version: int | None, by: User) -> P:
    """Send it back to be written on, with what is to be changed."""
    held, target = _take_step("send_back", report, version=version, by=by)
    save_fields(held, status=target, returned_because=_reason(reason), submitted_by=None, submitted_at=None)
    record("learning.sent_back", by=by, obj=held)
    return held


@transaction.atomic
def withdraw(report: P, *, reason: str, version: int | None, by: User) -> P:
    """Take an approved report out of sight of the force, with the reason."""
    held, target = _take_step("withdraw", report, version=version, by=by)
    save_fields(
        held, status=target, withdrawn_by=by, withdrawn_at=clock.now(), withdrawn_because=_reason(reason),
        approved_by=None, approved_at=None,
    )  # fmt: skip
    if isinstance(held, LearningReport):
        take_back(held, by=by, reason="The report was withdrawn")
    record("learning.withdrawn", by=by, obj=held)
    return held


@transaction.atomic
def reopen(report: P, *, version: int | None, by: User) -> P:
    """Write on in a report that was withdrawn."""
    held, target = _take_step("reopen", report, version=version, by=by)
    save_fields(
        held, status=target, submitted_by=None, submitted_at=None, withdrawn_by=None, withdrawn_at=None,
        withdrawn_because="",
    )  # fmt: skip
    record("learning.reopened", by=by, obj=held)
    return held


def _take_step(verb: str, report: P, *, version: int | None, by: User) -> tuple[P, str]:
    held = take(report, version=version, by=by)
    policies.require_step(by, verb, held)
    return held, states.step(verb, status=held.status)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid({"reason": ["Say why"]})
    return reason.strip()


def _require_whole(held: Paper) -> None:
    """A bulletin tells of reports that are approved: what was withdrawn is not told on."""
    if isinstance(held, Bulletin):
        gone = [one.reference for one in held.listed if one.status != ReportStatus.APPROVED]
        if gone:
            raise Conflict(f"{', '.join(gone)} is not approved any more. A bulletin tells of approved reports alone.")


def _require_clear(held: Paper, found: Guarded) -> None:
    """Refused while anything gives somebody away, or something asked about is not answered."""
    if found.blocking:
        first = found.blocking[0].find
        raise Conflict(
            f"The guard found {len(found.blocking)} that must go, the first under “{held.headings()[first.section]}”: "
            f"“{first.words}”. Its page marks each."
        )
    if found.asked:
        raise Conflict(f"The guard asks about {len(found.asked)} more. Say of each why it may stay, or take it out.")

"""Sending an assessment for approval, approving it, sending it back, and withdrawing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.deadlines.rules import months_after
from safeguarding.notices.services import tell
from safeguarding.risk import rules, states
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus
from safeguarding.risk.models import RiskAssessment
from safeguarding.risk.policies import require_approver, require_withdrawer, require_writer
from safeguarding.risk.selectors.reviews import latest_review
from safeguarding.risk.services import clocks
from safeguarding.risk.services.taking import take


@dataclass(frozen=True)
class Paper:
    """An approval on paper from before the assessment stood here: when, by whom, what was seen, and why only now."""

    approved_on: dt.date
    signed_by: str
    evidence: str
    reason: str


@transaction.atomic
def submit(assessment: RiskAssessment, *, version: int | None, by: User) -> RiskAssessment:
    """Send a draft for approval. One without a hazard says nothing and is not sent."""
    held = take(assessment, version=version)
    require_writer(by, held.scheme)
    states.require_next(held.status, AssessmentStatus.SUBMITTED)
    if not held.hazards.exists():
        raise Conflict("Add a hazard first: an assessment without one says nothing.")
    save_fields(held, status=AssessmentStatus.SUBMITTED, submitted_at=clock.now())
    record("riskassessment.submitted", by=by, obj=held)
    keepers = users_with(Permission.KEEP_SCHEMES, unit_ids=unit_ids_of(held.force_id))
    _tell(held, keepers.exclude(pk__in=held.writers), "A risk assessment waits for approval", "submitted")
    return held


@transaction.atomic
def refuse(assessment: RiskAssessment, *, reason: str, version: int | None, by: User) -> RiskAssessment:
    """Send it back to be written again, with the reason."""
    held = take(assessment, version=version)
    require_approver(by, held)
    states.require_next(held.status, AssessmentStatus.DRAFT)
    if not reason.strip():
        raise Invalid({"reason": ["Say what is missing or wrong"]})
    save_fields(held, status=AssessmentStatus.DRAFT, refused_because=reason.strip())
    record("riskassessment.refused", by=by, obj=held, reason=reason)
    _tell(held, User.objects.filter(pk__in=held.writers, is_active=True), "A risk assessment came back", "refused")
    return held


@transaction.atomic
def approve(
    assessment: RiskAssessment, *, review_on: dt.date | None, residual_reason: str = "", paper: Paper | None = None,
    version: int | None, by: User,
) -> RiskAssessment:  # fmt: skip
    """Approve it until a day, at most a year away. It replaces the one that was in force, and never changes again.

    With `paper`, somebody who may approve it records that it was approved before it stood here. It counts from the day
    on the paper, and says on every page since when that has been known.
    """
    held = take(assessment, version=version)
    require_approver(by, held)
    states.require_next(held.status, AssessmentStatus.APPROVED)
    replaced = _replaced_by(held)
    _require_sound_approval(held, review_on, residual_reason, paper)
    if paper and any(old.approved_on and old.approved_on >= paper.approved_on for old in replaced):
        raise Conflict("One that was approved on that day or later is in force. An earlier one cannot replace it.")
    day = paper.approved_on if paper else clock.today()
    for old in replaced:
        _supersede(old, day=day, by=by)
    save_fields(
        held, status=AssessmentStatus.APPROVED, approved_by=by, approved_on=day, review_on=review_on,
        residual_reason=residual_reason.strip(), refused_because="", **_of_paper(paper),
    )  # fmt: skip
    data = {"review_on": review_on, "scheme_id": held.scheme_id}
    if paper:
        record("riskassessment.approved_on_paper", by=by, obj=held, reason=paper.reason,
               data={**data, "approved_on": day})  # fmt: skip
    else:
        record("riskassessment.approved", by=by, obj=held, data=data)
    clocks.follow_approval(held, by=by)
    _tell(held, User.objects.filter(pk__in=held.writers, is_active=True), "A risk assessment was approved", "approved")
    return held


@transaction.atomic
def withdraw(assessment: RiskAssessment, *, reason: str, version: int | None, by: User) -> RiskAssessment:
    """It no longer counts, with the reason. A draft is withdrawn by who writes it, an approved one by a keeper."""
    held = take(assessment, version=version)
    require_withdrawer(by, held)
    states.require_next(held.status, AssessmentStatus.WITHDRAWN)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it no longer counts"]})
    save_fields(
        held, status=AssessmentStatus.WITHDRAWN, withdrawn_on=clock.today(), withdrawn_because=reason.strip()
    )  # fmt: skip
    record("riskassessment.withdrawn", by=by, obj=held, reason=reason)
    clocks.stop_review(held, by=by)
    return held


def _require_sound_approval(
    held: RiskAssessment, review_on: dt.date | None, residual_reason: str, paper: Paper | None
) -> None:  # fmt: skip
    errors = _paper_errors(held, paper) if paper else {}
    day = paper.approved_on if paper else clock.today()
    problem = rules.review_problem(review_on, day=day, latest=latest_review(held.kind, day), is_past=bool(paper))
    if problem:
        errors["review_on"] = [problem]
    left_over = [hazard.after for hazard in held.hazards.all()]
    if rules.needs_reason(left_over) and not residual_reason.strip():
        errors["residual_reason"] = ["Much is left over of a hazard: say why it is accepted all the same"]
    if errors:
        raise Invalid(errors)


def _paper_errors(held: RiskAssessment, paper: Paper) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    begun = held.scheme.starts_on
    if paper.approved_on >= clock.today():
        errors["approved_on"] = ["The paper must have been signed before today. Otherwise approve it here"]
    elif begun and paper.approved_on < months_after(begun, -rules.LONGEST_MONTHS):
        errors["approved_on"] = [f"The scheme began on {clock.date_words(begun)}. Check the day on the paper"]
    if not paper.signed_by.strip():
        errors["signed_by"] = ["Enter who approved it on paper"]
    if not paper.evidence.strip():
        errors["evidence"] = ["Say what you have seen, and where it is kept"]
    if not paper.reason.strip():
        errors["late_reason"] = ["Say why it comes on record only now"]
    return errors


def _of_paper(paper: Paper | None) -> dict[str, object]:
    if paper is None:
        return {}
    return {
        "signed_by": paper.signed_by.strip(), "paper_evidence": paper.evidence.strip(),
        "late_because": paper.reason.strip(), "written_down_on": clock.today(),
    }  # fmt: skip


def _replaced_by(held: RiskAssessment) -> list[RiskAssessment]:
    """Of a scheme and of a venue, what is in force; of an activity, the version before."""
    in_force = RiskAssessment.objects.filter(status=AssessmentStatus.APPROVED).select_related("scheme")
    if held.kind == AssessmentKind.ACTIVITY:
        found = in_force.filter(pk=held.replaces_id or 0)
    else:
        found = in_force.filter(scheme_id=held.scheme_id, kind=held.kind, venue=held.venue)
    return list(found.select_for_update(of=("self",), no_key=True))


def _supersede(old: RiskAssessment, *, day: dt.date, by: User) -> None:
    save_fields(old, status=AssessmentStatus.SUPERSEDED, superseded_on=day)
    record("riskassessment.superseded", by=by, obj=old)
    clocks.meet_review(old, by=by)


def _tell(held: RiskAssessment, people: Iterable[User], title: str, what: str) -> None:
    tell(
        recipients=people, key=f"riskassessment:{what}:{held.pk}:{held.version}", title=title,
        body=f"{held.reference}, {held.scheme.name}", url=held.get_absolute_url(), subject_type=clocks.ASSESSMENT,
        subject_id=held.pk,
    )  # fmt: skip

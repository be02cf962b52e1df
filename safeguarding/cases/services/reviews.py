"""A supervisor reviews the case on its cycle: 28 days, 7 when urgent. A review is never changed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases import policies
from safeguarding.cases.choices import Stage
from safeguarding.cases.models import Case, Review
from safeguarding.cases.policies import SUPERVISE
from safeguarding.cases.rules.work import REVIEW_CLOCKS, latest_next_review, review_clock
from safeguarding.cases.services.clocks import start_case_clock
from safeguarding.cases.services.rows import note, require, required
from safeguarding.cases.services.taking import change, take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, NotAllowed, Stale
from safeguarding.deadlines import rules, selectors
from safeguarding.deadlines import services as deadlines
from safeguarding.deadlines.models import Deadline, DeadlineRule

OWN_CASE = "Somebody else must review a case that you own."


@transaction.atomic
def hold(
    *,
    case: Case,
    progress: str,
    next_steps: str,
    by: User,
    next_review_on: dt.date | None = None,
    is_last: bool = False,
    version: int | None = None,
) -> Review:
    """Record a review: it meets the running review clock and starts the next.

    `version` is how many reviews the person had seen. The last one before closing names no next day; should the case
    stay open all the same, it is due again after its usual cycle.
    """
    case = take(case, by=by, action=SUPERVISE)
    if by.pk == case.owner_id:
        raise NotAllowed(OWN_CASE)
    _require_seen(case, version)
    review = Review.objects.create(
        case=case,
        progress=required(progress, field="progress", message="Enter the progress since the last review."),
        next_steps=required(next_steps, field="next_steps", message="Enter the next steps."),
        next_review_on=_checked_next(case, next_review_on, is_last),
        held_by=by,
    )
    meet_review_clocks(case, by=by)
    why = "The last review before closing was held" if is_last else "The last review was held"
    start_review_clock(case, by=by, start_at=review.held_at, why=why, due_on=review.next_review_on)
    record("case.reviewed", by=by, obj=case, data={"review_id": review.pk, "next_review_on": review.next_review_on})
    touch(case)
    return review


def start_review_clock(
    case: Case, *, by: User, start_at: dt.datetime, why: str, due_on: dt.date | None = None
) -> Deadline:
    """Start the clock of the next review: by the case's cycle, or sooner. For services that hold the case already."""
    rule = DeadlineRule.objects.get(key=review_clock(case.is_urgent))
    latest = latest_next_review(clock.london_date(start_at), case.review_days, rule.amount)
    due_on = min(due_on or latest, latest)
    return start_case_clock(case, rule.key, owner=case.supervisor, start_at=start_at, why=why, by=by, due_on=due_on)


def usual_cycle(is_urgent: bool) -> int:
    """How many days a case goes without a review unless the lead says otherwise: what the rule of its clock says."""
    return DeadlineRule.objects.get(key=review_clock(is_urgent)).amount


def meet_review_clocks(case: Case, *, by: User) -> None:
    """The review was held: whichever review clock runs is met."""
    for rule_key in REVIEW_CLOCKS:
        deadlines.meet_for_subject(rule_key, subject_type="case", subject_id=case.pk, by=by)


@transaction.atomic
def set_urgency(*, case: Case, is_urgent: bool, reason: str, by: User, version: int | None = None) -> Case:
    """Make the case urgent, or no longer: its review cycle is 7 or 28 days from then on.

    It never hides a review that is late, and only who supervises may lengthen the cycle.
    """
    case = take(case, by=by, version=version)
    if case.is_urgent == is_urgent:
        raise Conflict("The case is urgent already." if is_urgent else "The case is not urgent.")
    if not is_urgent:
        policies.require(by, SUPERVISE, case)
    reason = required(reason, field="reason", message="Say why.")
    due_on, start_at = _next_after_change(case, is_urgent)
    change(case, is_urgent=is_urgent, review_days=usual_cycle(is_urgent))
    for rule_key in REVIEW_CLOCKS:
        deadlines.cancel_for_subject(
            subject_type="case", subject_id=case.pk, rule_key=rule_key, by=by, reason="The urgency of the case changed"
        )
    said = "was made urgent" if is_urgent else "is no longer urgent"
    start_review_clock(case, by=by, start_at=start_at, why=f"The case {said}", due_on=due_on)
    note(case, text=f"The case {said}: {reason}", by=by)
    record("case.urgency_changed", by=by, obj=case, reason=reason, data={"is_urgent": is_urgent, "said": said})
    return case


def _next_after_change(case: Case, is_urgent: bool) -> tuple[dt.date | None, dt.datetime]:
    """Urgent: counted from now, but never later than it was due. No longer urgent: counted from the last review."""
    running = running_review_clock(case)
    if is_urgent:
        return (clock.london_date(running.due_at) if running else None), clock.now()
    last = case.reviews.first()
    return None, last.held_at if last else case.opened_at


def running_review_clock(case: Case) -> Deadline | None:
    """The review clock that the case has running."""
    clocks = selectors.running_for("case", [case.pk])[case.pk]
    return next((held for held in clocks if held.rule.key in REVIEW_CLOCKS), None)


def latest_next(case: Case, today: dt.date) -> dt.date:
    """The latest day that a review held today may name for the next."""
    return latest_next_review(today, case.review_days, usual_cycle(case.is_urgent))


def _checked_next(case: Case, next_review_on: dt.date | None, is_last: bool) -> dt.date | None:
    """The next day: after today and within the cycle; none only for the last review of a case that can be closed."""
    if is_last:
        require(next_review_on is None, "next_review_on", "The last review before closing has no next day.")
        message = "This case cannot be closed yet: name the day of the next review."
        require(case.stage != Stage.OPEN, "next_review_on", message)
        return None
    today = clock.today()
    latest = latest_next(case, today)
    day = next_review_on or latest
    require(day > today, "next_review_on", "The next review must be after today.")
    words = rules.day_in_words(latest)
    require(day <= latest, "next_review_on", f"The next review must be on or before {words}: the cycle of this case.")
    return day


def _require_seen(case: Case, version: int | None) -> None:
    """Two people reviewing at once, or one sending twice, make one review."""
    held = case.reviews.count()
    if version is not None and version != held:
        last = case.reviews.first()
        current: dict[str, object] = {"version": held}
        if last is not None:
            current |= {"progress": last.progress, "next_steps": last.next_steps, "reviewed_by": str(last.held_by)}
        raise Stale("Somebody reviewed this case since you opened the page.", current=current)

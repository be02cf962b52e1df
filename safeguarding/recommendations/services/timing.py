"""What moves the clock of an answer: more time that was asked for in time, and judicial review; and the yearly look."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.recommendations import rules
from safeguarding.recommendations.models import Extension, JudicialReview, Recommendation, RefusalLook
from safeguarding.recommendations.services import clocks
from safeguarding.recommendations.services.taking import require_no_names, save_step, take_step

LONGEST = dt.timedelta(days=366)


@transaction.atomic
def ask_extension(
    recommendation: Recommendation, *, asked_on: dt.date, wanted_until: dt.date, reason: str, version: int | None,
    by: User,
) -> Extension:  # fmt: skip
    """Ask for more time. Only inside the period: an application received after it is refused, naming the rule."""
    held, target = take_step("ask_extension", recommendation, version=version, by=by)
    running = clocks.of_answer(held)
    if running is None:
        raise Conflict("No period runs for the answer: there is nothing to extend.")
    due_on = clock.london_date(running.due_at)
    errors: dict[str, list[str]] = {}
    if not held.made_on <= asked_on <= clock.today():
        errors["asked_on"] = ["It was asked for on or after the day the recommendation was made, not in the future"]
    elif late := rules.asked_too_late(asked_on, due_on):
        errors["asked_on"] = [late]
    if not due_on < wanted_until <= due_on + LONGEST:
        errors["wanted_until"] = ["Enter a day after the one on which the answer is due, within a year"]
    if not reason.strip():
        errors["reason"] = ["Say why more time is needed"]
    if errors:
        raise Invalid(errors)
    require_no_names(held, by=by, reason=reason)
    made = Extension.objects.create(
        recommendation=held, asked_on=asked_on, wanted_until=wanted_until, reason=reason.strip(), asked_by=by
    )
    save_step(held, target, came_from=held.status)
    record("recommendation.extension_asked", by=by, obj=held, reason=reason)
    return made


@transaction.atomic
def answer_extension(
    recommendation: Recommendation, *, granted_until: dt.date | None, version: int | None, by: User
) -> Recommendation:
    """Record what was said to it: more time until a day, or none. The work goes on where it stood."""
    held, target = take_step("answer_extension", recommendation, version=version, by=by)
    waiting = held.extensions.select_for_update(no_key=True).get(answered_on__isnull=True)
    running = clocks.of_answer(held)
    if granted_until is not None:
        if running is None or granted_until <= clock.london_date(running.due_at):
            raise Invalid({"granted_until": ["Enter a day after the one on which the answer is due"]})
        clocks.more_time(held, until=granted_until, reason=f"More time was granted: {waiting.reason}", by=by)
    save_fields(waiting, answered_on=clock.today(), granted_until=granted_until)
    save_step(held, target, came_from="")
    outcome = f"until {clock.date_words(granted_until)}" if granted_until else "refused"
    record("recommendation.extension_answered", by=by, obj=held, data={"outcome": outcome})
    return held


@transaction.atomic
def begin_review(
    recommendation: Recommendation, *, begun_on: dt.date, version: int | None, by: User
) -> JudicialReview:  # fmt: skip
    """The recommendation was taken to court: its clock stands still from that day (para 28B(4))."""
    held, target = take_step("begin_review", recommendation, version=version, by=by)
    if not held.made_on <= begun_on <= clock.today():
        raise Invalid({"begun_on": ["It began on or after the day the recommendation was made, not in the future"]})
    running = clocks.of_answer(held)
    if running is not None and (late := rules.begun_too_late(begun_on, clock.london_date(running.due_at))):
        raise Invalid({"begun_on": [late]})
    made = JudicialReview.objects.create(
        recommendation=held, begun_on=begun_on, was_due_on=clocks.stop_for_review(held, by=by), recorded_by=by
    )
    save_step(held, target, came_from=held.status)
    record("recommendation.review_begun", by=by, obj=held)
    return made


@transaction.atomic
def end_review(
    recommendation: Recommendation, *, ended_on: dt.date, version: int | None, by: User
) -> Recommendation:  # fmt: skip
    """The court decided: the clock goes on, as many days later as it stood still."""
    held, target = take_step("end_review", recommendation, version=version, by=by)
    review = held.judicial_reviews.select_for_update(no_key=True).get(ended_on__isnull=True)
    if not review.begun_on <= ended_on <= clock.today():
        raise Invalid({"ended_on": ["It ended on or after the day it began, and not in the future"]})
    save_fields(review, ended_on=ended_on)
    if review.was_due_on is not None:
        days = rules.days_stopped(review.begun_on, ended_on)
        clocks.go_on(held, due_on=review.was_due_on + dt.timedelta(days=days), by=by)
    save_step(held, target, came_from="")
    record("recommendation.review_ended", by=by, obj=held)
    return held


@transaction.atomic
def look_again(
    recommendation: Recommendation, *, still_refused: bool, reason: str, version: int | None, by: User
) -> RefusalLook:
    """Look at a refusal again, once a year: it stays the position, or the recommendation is answered anew."""
    verb = "look_again" if still_refused else "reconsider"
    held, target = take_step(verb, recommendation, version=version, by=by)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is, or is not, still the position"]})
    require_no_names(held, by=by, reason=reason)
    made = RefusalLook.objects.create(
        recommendation=held, still_refused=still_refused, reason=reason.strip(), looked_on=clock.today(), recorded_by=by
    )
    if still_refused:
        save_step(held, target)
        clocks.look_in_a_year(held, on=clock.today(), by=by)
    else:
        save_step(held, target, **_UNANSWERED)
        clocks.stop_all(held, reason="It is answered anew.", by=by)
    outcome = "it stays" if still_refused else "it is answered anew"
    record("recommendation.looked_at", by=by, obj=held, reason=reason, data={"outcome": outcome})
    return made


#: The history keeps what was answered before.
_UNANSWERED: dict[str, object] = {
    "position": "", "reasons": [], "reason_text": "", "response_text": "", "drafted_at": None, "drafted_by": None,
    "approved_at": None, "approved_by": None, "approved_as": "", "answered_on": None, "answered_by": None,
    "late_because": "", "answer_public_on": None, "answer_address": "", "not_public_because": "",
}  # fmt: skip

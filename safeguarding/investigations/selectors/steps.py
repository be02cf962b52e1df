"""The stages of one investigation with their days, from what is on record of it."""

from __future__ import annotations

from typing import Any

from safeguarding.core import clock
from safeguarding.investigations.choices import NoticeStatus
from safeguarding.investigations.models import Investigation, Proceedings
from safeguarding.investigations.rules.gates import Facts
from safeguarding.investigations.rules.steps import Days, Step, steps


def steps_of(held: Investigation, facts: Facts) -> list[Step]:
    """Its stages in their order; of an investigation that came with all that hangs on it, without another query."""
    notice = getattr(held, "notice", None)
    heard = getattr(held, "proceedings", None)
    assessed = list(held.severities.all())
    answered = [one.answered_on for one in held.allegations.all() if one.answered_on]
    days = Days(
        came_on=held.came_on, serves=facts.serves, recorded_on=held.recorded_on,
        assessed_on=assessed[0].assessed_on if assessed else None, given_on=notice.deemed_on if notice else None,
        is_withheld=notice is not None and notice.status == NoticeStatus.WITHHELD, reported_on=held.report_on,
        answered_on=max(answered) if answered and facts.answered == facts.allegations else None,
        is_running=facts.is_open, is_heard=facts.is_heard, **(_heard(heard) if heard else {}),
    )  # fmt: skip
    return steps(days, today=clock.today())


def _heard(heard: Proceedings) -> dict[str, Any]:
    appeal = getattr(heard, "appeal", None)
    return {
        "referred_on": heard.referred_on, "forum": str(heard.get_forum_display()), "starts_on": heard.starts_on,
        "outcome_on": heard.outcome_on, "told_on": heard.told_on, "appealed_on": appeal.made_on if appeal else None,
        "appeal_decided_on": appeal.decided_on if appeal else None,
    }  # fmt: skip

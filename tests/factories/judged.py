"""The rules asked about an export to the end, and what they said."""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.conversations.models import Judgement, MessageExport
from safeguarding.conversations.selectors import judged
from safeguarding.conversations.services import judging


def asked(export: MessageExport, by: User) -> Judgement:
    """Asked by somebody, and judged by a worker."""
    judging.ask_rules(export=export, by=by)
    assert judging.judge_waiting() >= 1
    found = judged.latest(by, export)
    assert found is not None
    return found


def rules_of(judgement: Judgement) -> dict[str, judged.OfARule]:
    return {one.rule.name: one for one in judged.by_rule(judgement)}


def texts(judgement: Judgement, rule: str) -> list[str]:
    """The words of the first messages that failed a rule, in the order of time."""
    return [row.message.text for row in judged.failed_page(judgement, rule, None).rows]

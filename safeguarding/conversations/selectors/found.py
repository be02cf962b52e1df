"""What was found in the messages of a case, as its pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.choices import Indicator
from safeguarding.cases.models import Case
from safeguarding.conversations.choices import FindingStatus
from safeguarding.conversations.models import Finding, Message
from safeguarding.conversations.rules.lexicon import line_of
from safeguarding.conversations.rules.runs import RUNS
from safeguarding.conversations.selectors.reading import BACK, ORDER, beside

PAGE = 50
AROUND = 4
_RUNS = {run.id: run for run in RUNS}


def of_case(user: User, case: Case) -> QuerySet[Finding]:
    """The findings of the case by today's lexicon, with what is shown of each."""
    return joined(Finding.objects.visible_to(user).current().filter(export__case=case))


def joined(found: QuerySet[Finding]) -> QuerySet[Finding]:
    """With what is shown of each, in the order in which the messages were sent."""
    return found.select_related(
        "message__sender__party", "message__conversation__platform", "export__case", "export__source__exhibit",
        "decided_by",
    ).order_by("message__sent_at", "message", "starts", "pk")  # fmt: skip


def counts(found: QuerySet[Finding]) -> list[dict[str, Any]]:
    """How many of each indicator, and how many of them are still open, agreed and dismissed; one query."""
    totals = {status: Count("pk", filter=Q(status=status)) for status in FindingStatus.values}
    rows = found.order_by().values("indicator").annotate(total=Count("pk"), **totals).order_by("indicator")
    return [{**row, "words": Indicator(row["indicator"]).label} for row in rows]


@dataclass(frozen=True)
class Shown:
    """A finding with its text cut where the words stand, and what says so."""

    finding: Finding
    before: str
    words: str
    after: str
    because: str
    #: Whether several messages show it, of which this is the one that makes it so many.
    is_run: bool


def shown(findings: Iterable[Finding]) -> list[Shown]:
    return [_shown(finding) for finding in findings]


def _shown(finding: Finding) -> Shown:
    text, run, line = finding.message.text, _RUNS.get(finding.pattern), line_of(finding.pattern)
    because = run.words if run else f"Line {finding.pattern} of the lexicon" + (f": {line.note}" if line else "")
    starts, ends = (0, len(text)) if run else (finding.starts, finding.ends)
    return Shown(
        finding,
        text[:starts],
        text[starts:ends],
        text[ends:],
        because.removesuffix(": ").removesuffix("."),
        run is not None,
    )


def around(message: Message) -> list[Message]:
    """The message with what was written before and after it in its conversation."""
    rows = Message.objects.filter(conversation=message.conversation_id).select_related("sender__party")
    here = (message.order_at, message.position)
    before = rows.filter(beside(here, before=True)).order_by(*BACK)[:AROUND]
    after = rows.filter(beside(here)).order_by(*ORDER)[:AROUND]
    return [*list(before)[::-1], message, *after]

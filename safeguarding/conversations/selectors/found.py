"""What was found in the messages of a case, as its pages show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest, Least, Left, Length, Substr

from safeguarding.access.models import User
from safeguarding.cases.choices import Indicator
from safeguarding.cases.models import Case
from safeguarding.conversations.choices import ExportStatus, FindingStatus, MessageKind
from safeguarding.conversations.models import Finding, Look, Message, MessageExport
from safeguarding.conversations.rules.lexicon import VERSION, line_of
from safeguarding.conversations.rules.long_texts import BESIDE, FOUND, IN_A_LIST
from safeguarding.conversations.rules.runs import AGAIN, MOST_BACK, RUNS, TOGETHER, Seen, together
from safeguarding.conversations.selectors.reading import BACK, ORDER, beside, shortened
from safeguarding.core.templatetags.words import written_out

PAGE = 50
ALL = "all"
#: The order of findings; what has no time stands last.
PLACE = ("at", "message", "starts", "pk")
LAST = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
AROUND = 4
_RUNS = {run.id: run for run in RUNS}


def of_case(user: User, case: Case) -> QuerySet[Finding]:
    """The findings of the case by today's lexicon, with what is shown of each."""
    return joined(Finding.objects.visible_to(user).current().filter(export__case=case))


@dataclass(frozen=True)
class Wanted:
    """Which findings somebody goes through: what nobody looked at yet, unless they ask for something else."""

    indicator: str = ""
    status: str = FindingStatus.OPEN

    def of(self, found: QuerySet[Finding]) -> QuerySet[Finding]:
        chosen = found.filter(indicator=self.indicator) if self.indicator else found
        return chosen if self.status == ALL else chosen.filter(status=self.status)


@dataclass(frozen=True)
class Row:
    """Where one finding stands among those that somebody goes through."""

    previous: int | None
    next: int | None
    #: How many of them nobody has looked at yet.
    left: int


def row_of(found: QuerySet[Finding], finding: Finding, wanted: Wanted) -> Row:
    """The findings before and after it, found by where it stands and never counted up to."""
    rows = wanted.of(found).order_by().annotate(at=Coalesce("message__sent_at", Value(LAST)))
    here = (finding.message.sent_at or LAST, finding.message_id, finding.starts, finding.pk)
    left = Wanted(wanted.indicator).of(found).order_by().count()
    before = rows.filter(_past(here, "lt")).order_by(*(f"-{name}" for name in PLACE)).values_list("pk", flat=True)
    after = rows.filter(_past(here, "gt")).order_by(*PLACE).values_list("pk", flat=True)
    return Row(before.first(), after.first(), left)


def _past(here: tuple[Any, ...], which: str) -> Q:
    past = Q()
    for number, name in enumerate(PLACE):
        same = dict(zip(PLACE[:number], here, strict=False))
        past |= Q(**same, **{f"{name}__{which}": here[number]})
    return past


def not_looked_through(case: Case) -> list[MessageExport]:
    """Exports of the case that are read and not looked through to the end by today's lexicon, or not yet."""
    done = Look.objects.filter(lexicon=VERSION, done_at__isnull=False).values("export")
    read = MessageExport.objects.filter(case=case, status=ExportStatus.READ).exclude(pk__in=done)
    return list(read.select_related("look", "case", "source__exhibit").order_by("pk"))


def joined(found: QuerySet[Finding]) -> QuerySet[Finding]:
    """With what is shown of each, in the order in which the messages were sent."""
    return found.select_related(
        "message__sender__party", "message__conversation__platform", "export__case", "export__source__exhibit",
        "decided_by",
    ).defer("message__raw", "message__words").order_by("message__sent_at", "message", "starts", "pk")  # fmt: skip


def excerpts(found: QuerySet[Finding]) -> QuerySet[Finding]:
    """With what stands around the words instead of the whole message, which may have millions of letters."""
    begins, text = Greatest(F("starts") - BESIDE, 0), "message__text"
    return found.select_related("message").defer("message__text", "message__raw", "message__words").annotate(
        before=Substr(text, begins + 1, F("starts") - begins),
        words=Substr(text, F("starts") + 1, Least(F("ends") - F("starts"), FOUND)),
        after=Substr(text, F("ends") + 1, BESIDE),
        letters=Length(text), shown_text=Left(text, IN_A_LIST),
    )  # fmt: skip


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


def shown(findings: Iterable[Any]) -> list[Shown]:
    """Each of some `excerpts` as it is shown."""
    return [_shown(finding) for finding in findings]


def _shown(finding: Any) -> Shown:
    before = f"…{finding.before}" if finding.starts > BESIDE else finding.before
    words = f"{finding.words}…" if finding.ends - finding.starts > FOUND else finding.words
    after = f"{finding.after}…" if finding.letters > finding.ends + BESIDE else finding.after
    before, words, after = (written_out(text) for text in (before, words, after))
    return Shown(finding, before, words, after, because(finding), finding.pattern in TOGETHER)


def because(finding: Finding) -> str:
    """What says so: the line of the lexicon or the pattern over several messages, in words."""
    run, line = _RUNS.get(finding.pattern), line_of(finding.pattern)
    if run:
        return run.words
    if line is None:
        return "Words that an earlier version of the lexicon looked for"
    found = f"Words like “{line.example}”" + (f": {line.note}" if line.note else "")
    return found.removesuffix(".")


def shown_by(finding: Finding) -> list[Message]:
    """The messages that show it together, where one alone does not: in their order, each as far as a page shows it."""
    if finding.pattern not in TOGETHER:
        return []
    message = finding.message
    rows = Message.objects.filter(conversation=message.conversation_id)
    if finding.pattern == AGAIN.id:
        rows = rows.filter(kind=MessageKind.REQUEST)
    here = (message.order_at, message.position)
    before = rows.filter(beside(here, before=True) | Q(pk=message.pk)).order_by(*BACK)
    told = before.values_list("pk", "sender", "kind", Left("text", BESIDE), "sent_at")[:MOST_BACK]
    ids = together(finding.pattern, [Seen(*row) for row in told])
    return list(shortened(rows.filter(pk__in=ids).select_related("sender__party")).order_by(*ORDER))


def around(message: Message) -> list[Message]:
    """The message with what was written before and after it in its conversation, each as far as a page shows it."""
    rows = shortened(Message.objects.filter(conversation=message.conversation_id).select_related("sender__party"))
    here = (message.order_at, message.position)
    before = rows.filter(beside(here, before=True)).order_by(*BACK)[:AROUND]
    after = rows.filter(beside(here, itself=True)).order_by(*ORDER)[: AROUND + 1]
    return [*list(before)[::-1], *after]

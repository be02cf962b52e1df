"""Reading requests, their items with filters, what is open in them, and the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from safeguarding.access.models import User
from safeguarding.deadlines.models import Deadline
from safeguarding.subject_access.choices import Verdict
from safeguarding.subject_access.models import AccessRequest, GatheredItem, ItemDecision, WordAnswer
from safeguarding.subject_access.models.items import GatheredItemQuerySet
from safeguarding.subject_access.rules.redaction import plain_words
from safeguarding.subject_access.selectors.gathering import MESSAGES, MESSAGES_LABEL
from safeguarding.subject_access.selectors.sources import SOURCES

LABELS = {**{source.key: source.label for source in SOURCES}, MESSAGES: MESSAGES_LABEL}
ORDER = list(LABELS)
UNDECIDED, GIVEN, KEPT_BACK, ASKED = "undecided", "give", "withhold", "asked"


def answers_of(request: AccessRequest) -> dict[str, bool]:
    """Whether words stay, by the words in small letters; the newest answer counts."""
    rows = request.word_answers.order_by("pk").values_list("words", "stays")
    return {plain_words(words): stays for words, stays in rows}


def words_answered(request: AccessRequest, user: User) -> list[WordAnswer]:
    """What was answered of words that stand in items the user reads, and what they answered themself."""
    read = GatheredItem.objects.visible_to(user).filter(request=request, words__icontains=OuterRef("words"))
    found = request.word_answers.filter(Q(by=user) | Exists(read)).select_related("by")
    return list(found)


def label_of(source: str) -> str:
    return LABELS.get(source, source)


def _read(request: AccessRequest, user: User) -> GatheredItemQuerySet:
    return GatheredItem.objects.visible_to(user).there().filter(request=request)


def items_of(request: AccessRequest, user: User, *, source: str = "", standing: str = "") -> QuerySet[GatheredItem]:
    """The items that the user reads, as narrowed, in the order of the document."""
    found = _read(request, user).select_related("decided_by", "approved_by", "case")
    if source in LABELS:
        found = found.filter(source=source)
    wanted = {
        UNDECIDED: Q(verdict=""), GIVEN: Q(verdict=Verdict.GIVE), KEPT_BACK: Q(verdict=Verdict.WITHHOLD),
        ASKED: ~Q(questions=[]) & ~Q(verdict=Verdict.WITHHOLD),
    }.get(standing)  # fmt: skip
    return found.filter(wanted) if wanted is not None else found


def kinds_of(request: AccessRequest, user: User) -> list[tuple[str, str, int]]:
    """How many items of each kind the user reads in the file, in the order of the document."""
    rows = _read(request, user).order_by()
    counts = dict(rows.values_list("source").annotate(count=Count("pk")))
    return [(key, label_of(key), counts[key]) for key in ORDER if key in counts]


@dataclass(frozen=True)
class Standing:
    """How far a file is, of what the user reads; and whether there is more that others read."""

    total: int
    undecided: int
    given: int
    kept_back: int
    asked: int
    approved: int
    sources: list[tuple[str, str, int]]
    others_decide: bool


def standing(request: AccessRequest, user: User) -> Standing:
    """A fixed number of queries, none of which reads the items themselves."""
    given, kept_back = Q(verdict=Verdict.GIVE), Q(verdict=Verdict.WITHHOLD)
    rows = _read(request, user).order_by()
    counts = rows.aggregate(
        total=Count("pk"), undecided=Count("pk", filter=Q(verdict="")), given=Count("pk", filter=given),
        kept_back=Count("pk", filter=kept_back), asked=Count("pk", filter=~Q(questions=[]) & ~kept_back),
        approved=Count("pk", filter=Q(approved_by__isnull=False)),
    )  # fmt: skip
    others = request.items.there().count() > counts["total"]
    return Standing(**counts, sources=kinds_of(request, user), others_decide=others)


def newest_decision(request: AccessRequest) -> int:
    """What a page has seen of the log: who decides on an older one is told."""
    return request.decisions.order_by("-pk").values_list("pk", flat=True).first() or 0


def log_of(request: AccessRequest, user: User) -> QuerySet[ItemDecision]:
    """The log of decisions about what the user reads, the newest first."""
    items = GatheredItem.objects.visible_to(user).filter(request=request)
    return request.decisions.filter(item__in=items).select_related("item", "by").order_by("-pk")


def words_asked(request: AccessRequest, user: User) -> list[tuple[str, int, str]]:
    """Words that somebody has to answer, how often they stand there, and one place where they do."""
    rows = items_of(request, user, standing=ASKED).values_list("questions", "redacted")
    seen: Counter[str] = Counter()
    places: dict[str, tuple[str, str]] = {}
    for questions, text in rows:
        for words in questions:
            key = plain_words(words)
            seen[key] += 1
            places.setdefault(key, (words, _around(text, words)))
    return [(places[key][0], count, places[key][1]) for key, count in seen.most_common()]


def _around(text: str, words: str, reach: int = 90) -> str:
    at = text.casefold().find(words.casefold())
    if at < 0:
        return ""
    start, end = max(at - reach, 0), at + len(words) + reach
    return f"{'…' if start else ''}{' '.join(text[start:end].split())}{'…' if end < len(text) else ''}"


def next_clocks(requests: Iterable[AccessRequest]) -> dict[int, Deadline]:
    """The next running clock of each request."""
    ids = [one.pk for one in requests]
    rows = Deadline.objects.running().filter(subject_type="accessrequest", subject_id__in=ids).select_related("rule")
    found: dict[int, Deadline] = {}
    for row in rows.exclude(rule__key="sar_extension_notice").order_by("due_at"):
        found.setdefault(row.subject_id, row)
    return found

"""One conversation as it is read: a page of it, found by where it is, with what was asked for in it.

A page is found by the time and place of the message it begins after, never by counting, so that the last page of a
million messages costs what the first does. The number of queries is the same whatever a conversation holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.db.models.functions import Left, Length, TruncTime

from safeguarding.cases.choices import PartyRole
from safeguarding.communications.rules.facts import Limits
from safeguarding.conversations.choices import FindingStatus
from safeguarding.conversations.models import Conversation, Finding, LongWords, Message, Participant
from safeguarding.conversations.rules import long_texts
from safeguarding.conversations.rules.letters import letters_of, spellings
from safeguarding.core import clock

PAGE = 100
#: How many stand above a message that was asked for.
ABOVE = 5
MOST_NAMED = 200
#: So many hits of a search are held at once; of more, those beside the page are asked for one by one.
MOST_HITS = 1_000
ORDER = ("order_at", "position")
BACK = ("-order_at", "-position")


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of a conversation."""

    sender: int | None = None
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    #: Only in the quiet hours of the force, which its numbers say.
    quiet: Limits | None = None
    has_indicator: bool = False
    words: str = ""
    #: Exactly these letters, wherever they stand, instead of words in any form.
    is_exact: bool = False

    @property
    def filters(self) -> bool:
        return bool(self.sender or self.kind or self.since or self.until or self.quiet or self.has_indicator)


@dataclass(frozen=True)
class Where:
    """Which page: after or before a message, at one, from a day on, or the last."""

    after: int | None = None
    before: int | None = None
    at: int | None = None
    day: dt.date | None = None
    is_last: bool = False


@dataclass
class Page:
    """A page of a conversation."""

    messages: list[Message]
    earlier: int | None = None
    later: int | None = None
    hits: set[int] = field(default_factory=set)
    #: Where the hits beside this page are: first, previous, next, last.
    jumps: dict[str, int] = field(default_factory=dict)
    #: Whether words of long messages are looked for piece by piece: the page says so.
    has_long: bool = False
    #: No word was as asked for: these are the messages in which the letters stand.
    is_by_letters: bool = False
    findings: dict[int, list[Finding]] = field(default_factory=dict)


def page_of(conversation: Conversation, asked: Asked, where: Where) -> Page:
    """The messages of a page, what was found in them, and the way on."""
    rows = filtered(conversation, asked)
    found, has_more = _rows(conversation, rows, where)
    page = Page(found)
    if found:
        backwards = where.before is not None or where.is_last
        page.earlier = found[0].position if (has_more if backwards else _exists(rows, found[0], before=True)) else None
        page.later = found[-1].position if (_exists(rows, found[-1]) if backwards else has_more) else None
        page.findings = findings_of(found)
    if asked.words:
        _mark_hits(conversation, rows, asked, page)
    return page


def filtered(conversation: Conversation, asked: Asked) -> QuerySet[Message]:
    rows = Message.objects.filter(conversation=conversation)
    if asked.sender:
        rows = rows.filter(sender=asked.sender)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.since:
        rows = rows.filter(order_at__gte=_begin(asked.since))
    if asked.until:
        rows = rows.filter(order_at__lt=_begin(asked.until + dt.timedelta(days=1)))
    if asked.quiet:
        rows = rows.annotate(local=TruncTime("sent_at", tzinfo=clock.LONDON)).filter(_in_quiet_hours_q(asked.quiet))
    if asked.has_indicator:
        rows = rows.filter(pk__in=_standing().filter(export=conversation.export_id).values("message"))
    return rows


def findings_of(messages: Iterable[Message]) -> dict[int, list[Finding]]:
    """What was found in each of these messages."""
    found: dict[int, list[Finding]] = {}
    for finding in _standing().filter(message__in=[message.pk for message in messages]):
        found.setdefault(finding.message_id, []).append(finding)
    return found


def _standing() -> QuerySet[Finding]:
    """What the list of findings shows too, but for what was dismissed: nothing of an earlier lexicon."""
    return Finding.objects.current().exclude(status=FindingStatus.DISMISSED)


def _in_quiet_hours_q(limits: Limits) -> Q:
    """The same as `conduct.in_quiet_hours`, asked of the database."""
    begun, not_over = Q(local__gte=limits.quiet_from), Q(local__lt=limits.quiet_until)
    return begun & not_over if limits.quiet_from <= limits.quiet_until else begun | not_over


def shortened(rows: QuerySet[Message], most: int = long_texts.SHOWN) -> QuerySet[Message]:
    """With the beginning of each text (`shown_text`) and how long it is (`letters`) instead of all of it."""
    cut = rows.annotate(shown_text=Left("text", most), shown_raw=Left("raw", long_texts.SHOWN), letters=Length("text"),
                        raw_letters=Length("raw"))  # fmt: skip
    return cut.defer("text", "raw", "words")


def searched(conversation: Conversation, rows: QuerySet[Message], asked: Asked) -> QuerySet[Message]:
    """Those that hold what is looked for: words in any form, or exactly these letters.

    Of a message that is too long for one search, the words are looked for in one piece after the other.
    """
    if asked.is_exact or not re.search(r"\w", asked.words):
        return rows.filter(text__icontains=asked.words)
    query = SearchQuery(asked.words, config="english", search_type="websearch")
    long = LongWords.objects.filter(message__conversation=conversation)
    further_on = list(long.filter(words=query).order_by().values_list("message", flat=True).distinct())
    return rows.filter(Q(words=query) | Q(pk__in=further_on)) if further_on else rows.filter(words=query)


def looked_for(conversation: Conversation, rows: QuerySet[Message], asked: Asked) -> tuple[QuerySet[Message], bool]:
    """As `searched`, and where no word is as asked for, those in which the letters stand; and whether it is these.

    Of a tag, an address, a name with a dot or a word with an apostrophe the search for words knows no parts.
    """
    hits = searched(conversation, rows, asked)
    if asked.is_exact or not re.search(r"\w", asked.words) or _places(hits):
        return hits, False
    return rows.filter(_letters_q(asked.words)), True


def _letters_q(words: str) -> Q:
    """Every letter is looked at, as for exactly these letters: it is asked only after the words found nothing."""
    either = Q(pk__in=[])
    for one in letters_of(words):
        every = Q()
        for piece in one.wanted:
            every &= _stands_q(piece)
        for piece in one.unwanted:
            every &= ~_stands_q(piece)
        either |= every
    return either


def _stands_q(piece: str) -> Q:
    found = Q()
    for spelling in spellings(piece):
        found |= Q(text__icontains=spelling)
    return found


def _places(hits: QuerySet[Message]) -> list[tuple[dt.datetime, int, int]]:
    # Asked for in no order, they are found by their words. Asked for the first one, the database would rather walk the
    # conversation until it comes, which takes a million steps for a word that nobody wrote.
    return list(hits.order_by().values_list("order_at", "position", "pk")[: MOST_HITS + 1])


def has_long(conversation: Conversation) -> bool:
    """Whether words of some messages are looked for piece by piece."""
    return LongWords.objects.filter(message__conversation=conversation).exists()


def _begin(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.LONDON)


def _rows(conversation: Conversation, rows: QuerySet[Message], where: Where) -> tuple[list[Message], bool]:
    full = shortened(rows.select_related("sender__party", "sender__platform"))
    if where.is_last:
        found = list(full.order_by(*BACK)[: PAGE + 1])
        return found[:PAGE][::-1], len(found) > PAGE
    if where.day:
        rows_on = full.filter(order_at__gte=_begin(where.day))
        return _ahead(rows_on)
    anchor = _anchor(conversation, where.after or where.before or where.at)
    if anchor is None:
        return _ahead(full)
    if where.before is not None:
        found = list(full.filter(beside(anchor, before=True)).order_by(*BACK)[: PAGE + 1])
        return found[:PAGE][::-1], len(found) > PAGE
    if where.at is not None:
        above = rows.filter(beside(anchor, before=True)).order_by(*BACK).values_list("order_at", "position")
        start = list(above[:ABOVE])[-1:] or [anchor]
        return _ahead(full.filter(beside(start[0], itself=True)))
    return _ahead(full.filter(beside(anchor)))


def _ahead(rows: QuerySet[Message]) -> tuple[list[Message], bool]:
    found = list(rows.order_by(*ORDER)[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def _anchor(conversation: Conversation, position: int | None) -> tuple[dt.datetime, int] | None:
    if position is None:
        return None
    found = Message.objects.filter(conversation=conversation, position=position)
    return found.values_list("order_at", "position").first()


def beside(anchor: tuple[dt.datetime, int], *, before: bool = False, itself: bool = False) -> Q:
    """What stands after a place, or before it; with what stands there `itself`, after it alone."""
    at, position = anchor
    position -= itself
    # The first half is what the index is walked from; the second is exact within one moment.
    if before:
        return Q(order_at__lte=at) & (Q(order_at__lt=at) | Q(position__lt=position))
    return Q(order_at__gte=at) & (Q(order_at__gt=at) | Q(position__gt=position))


def _exists(rows: QuerySet[Message], message: Message, *, before: bool = False) -> bool:
    return rows.filter(beside((message.order_at, message.position), before=before)).exists()


def _mark_hits(conversation: Conversation, rows: QuerySet[Message], asked: Asked, page: Page) -> None:
    page.has_long = has_long(conversation)
    hits, page.is_by_letters = looked_for(conversation, rows, asked)
    known = _places(hits)
    if len(known) <= MOST_HITS:
        _mark_few(sorted(known), page)
    else:
        _mark_many(hits, page)


def _mark_few(hits: list[tuple[dt.datetime, int, int]], page: Page) -> None:
    page.hits = {pk for _, _, pk in hits} & {message.pk for message in page.messages}
    places = [(at, position) for at, position, _ in hits]
    wanted = {"first": places[:1], "last": places[-1:]}
    if page.messages:
        top, bottom = page.messages[0], page.messages[-1]
        wanted["previous"] = [place for place in places if place < (top.order_at, top.position)][-1:]
        wanted["next"] = [place for place in places if place > (bottom.order_at, bottom.position)][:1]
    page.jumps = {name: found[0][1] for name, found in wanted.items() if found}


def _mark_many(hits: QuerySet[Message], page: Page) -> None:
    page.hits = set(hits.filter(pk__in=[message.pk for message in page.messages]).values_list("pk", flat=True))
    wanted = {"first": hits.order_by(*ORDER), "last": hits.order_by(*BACK)}
    if page.messages:
        top, bottom = page.messages[0], page.messages[-1]
        wanted["previous"] = hits.filter(beside((top.order_at, top.position), before=True)).order_by(*BACK)
        wanted["next"] = hits.filter(beside((bottom.order_at, bottom.position))).order_by(*ORDER)
    for name, found in wanted.items():
        position = found.values_list("position", flat=True).first()
        if position is not None:
            page.jumps[name] = position


def named(export: int) -> list[Participant]:
    """Who can be chosen in the filter."""
    found = Participant.objects.filter(export=export).select_related("party", "platform").order_by("number")
    return list(found[:MOST_NAMED])


def on_the_right(people: Iterable[Participant]) -> set[int]:
    """Whose messages stand on the right: the adult's whom the case is about, else the owner's of the phone."""
    known = list(people)
    subjects = {one.pk for one in known if one.party is not None and one.party.role == PartyRole.SUBJECT}
    return subjects or {one.pk for one in known if one.is_owner}

"""One conversation as it reads: a page of it, looked through by whom, kind, day and words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_date

from safeguarding.communications.selectors.numbers import limits_on
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.forms import LookForm
from safeguarding.conversations.models.messages import BEFORE_ALL
from safeguarding.conversations.rules import long_texts
from safeguarding.conversations.rules.marks import letter_spans, parts_of, spans_of
from safeguarding.conversations.selectors import bundles, exports, reading
from safeguarding.conversations.selectors.reading import Asked, Page, Where
from safeguarding.conversations.selectors.whole import part_of
from safeguarding.conversations.views.base import MessagesView
from safeguarding.core import clock
from safeguarding.core.asked import asked, keep

LARGEST = 2**31 - 1


class ReadConversation(MessagesView):
    """A page of a conversation."""

    template_name = "conversations/conversation.html"

    def find(self) -> None:
        super().find()
        self.conversation = get_object_or_404(exports.conversations(self.export), pk=self.kwargs["conversation"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        people = reading.named(self.export.pk)
        given = asked(request)
        limits = limits_on(self.case.force_id, clock.today())
        form = LookForm(given if given else None, people=people, limits=limits)
        wanted = form.asked()
        if (number := _number(request.GET.get("message"))) is not None:
            return self._one(number, wanted)
        page = reading.page_of(self.conversation, wanted, where_of(request))
        return self.show(
            title=self._title(), conversation=self.conversation, form=form, page=page,
            asked=wanted, lines=lines_of(page, wanted, reading.on_the_right(people)),
            used=bundles.used([message.pk for message in page.messages], self.case),
            is_looking=wanted != Asked(), target=request.GET.get("at", ""),
        )  # fmt: skip

    def _title(self) -> str:
        """What a tab and the history of a browser keep: nothing that somebody wrote, and nobody's name."""
        return f"Conversation from {self.export.source.exhibit.reference}"

    def _one(self, number: int, wanted: Asked) -> HttpResponse:
        """One message by itself, a part of it at a time: it may have millions of letters."""
        whole = part_of(self.conversation, number, wanted, _number(self.request.GET.get("part")))
        if whole is None:
            raise Http404
        self.template_name = "conversations/message.html"
        title = f"Message {whole.message.pk}, {self._title()[:1].lower()}{self._title()[1:]}"
        return self.show(title=title, conversation=self.conversation, whole=whole, asked=wanted)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return keep(request)


def where_of(request: HttpRequest) -> Where:
    """Which page is asked for; what is no number or day is nothing."""
    given = request.GET
    try:
        day = parse_date(given.get("day", ""))
    except ValueError:
        day = None
    return Where(
        after=_number(given.get("after")), before=_number(given.get("before")), at=_number(given.get("at")), day=day,
        is_last=given.get("end") == "1",
    )  # fmt: skip


def _number(text: str | None) -> int | None:
    if not text or not text.isascii() or not text.isdigit():
        return None
    return min(int(text[:12]), LARGEST)


def lines_of(page: Page, wanted: Asked, right: set[int]) -> list[dict[str, Any]]:
    """The messages as they are shown: on which side, under which day, with what was looked for and found marked."""
    lines: list[dict[str, Any]] = []
    day: dt.date | None = None
    is_first = True
    for message in page.messages:
        has_time = message.order_at != BEFORE_ALL
        today = clock.london_date(message.order_at) if has_time else None
        line = _line(message, page, wanted, right)
        if is_first or today != day:
            line |= {"rule": True, "day": today, "gap": (today - day).days - 1 if today and day else 0}
        lines.append(line)
        day, is_first = today, False
    return lines


def _line(message: Any, page: Page, wanted: Asked, right: set[int]) -> dict[str, Any]:
    is_hit = message.pk in page.hits
    findings = page.findings.get(message.pk, [])
    spans = [(found.starts, found.ends) for found in findings]
    hits: list[tuple[int, int]] = []
    if is_hit:
        is_letters = page.is_by_letters and letter_spans(message.shown_text, wanted.words)
        hits = is_letters or spans_of(message.shown_text, wanted.words, is_exact=wanted.is_exact)
    return {
        "message": message,
        "parts": parts_of(message.shown_text, [*spans, *hits]),
        "more": max(0, message.letters - long_texts.SHOWN),
        "pages": long_texts.parts_in(max(message.letters, message.raw_letters)),
        "is_further_down": is_hit and not hits and message.letters > long_texts.SHOWN,
        "who": exports.name_of(message.sender) if message.sender else "",
        "is_right": message.sender_id in right,
        "is_system": message.sender is None or message.kind == MessageKind.SYSTEM,
        "is_text": message.kind == MessageKind.TEXT,
        "is_hit": is_hit,
        "findings": findings,
    }

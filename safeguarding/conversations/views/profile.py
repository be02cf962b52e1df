"""Who was in touch with whom: the pairs of a case, one pair, what was found between them, and everybody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeguarding.audit.services import consult
from safeguarding.audit.views import list_file
from safeguarding.communications.rules.conduct import in_quiet_hours
from safeguarding.conversations.models import MessageExport
from safeguarding.conversations.rules import contact, lexicon
from safeguarding.conversations.selectors import exports, pairs, profile
from safeguarding.conversations.selectors.pairs import Other, Pair, Scope, Side
from safeguarding.conversations.selectors.profile import Profile
from safeguarding.conversations.views.base import MessagesView
from safeguarding.core import clock
from safeguarding.core.asked import number
from safeguarding.core.spreadsheet import MOST_ROWS, wanted_format

PAGE = 50
Row = Sequence[Any]


class PairsView(MessagesView):
    """A page about pairs, of one export of the case where the address names it, else of all."""

    scope: Scope

    def find(self) -> None:
        super().find()
        chosen = self.request.GET.get("export", "")
        export = None
        if chosen:
            seen = MessageExport.objects.visible_to(self.user).select_related("source__exhibit", "case")
            export = get_object_or_404(seen, pk=number(chosen), case=self.case)
        self.scope = pairs.scope_of(self.case, export)

    def side(self, name: str) -> Side:
        one = pairs.side(self.scope, self.kwargs[name])
        if one is None:
            raise Http404
        return one

    def frame(self) -> dict[str, Any]:
        address = self.address("conversations:pairs")
        frame = {**super().frame(), "scope": self.scope, "of_export": self.of_export(), "pairs_address": address}
        frame["not_counted"] = pairs.not_counted(self.case)
        frame["breadcrumbs"].append(("Who was in touch", address + self.of_export()))
        return frame

    def of_export(self) -> str:
        """What an address says when it is about one export."""
        return f"?{urlencode({'export': self.scope.export.pk})}" if self.scope.export else ""


class Pairs(PairsView):
    """Every pair that wrote to each other outside groups."""

    title = "Who was in touch with whom"
    template_name = "conversations/profile_pairs.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        order = request.GET.get("order", "")
        order = order if order in pairs.ORDERS else pairs.VOLUME
        known = request.GET.get("known") == "1"
        listed: Any = pairs.pairs(self.scope, order=order, known=known)
        file = list_file(
            request, "pairs", what="Pairs who wrote to each other", headings=PAIR_HEADINGS, found=listed, cells=_pair
        )
        if file is not None:
            return file
        page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
        every = exports.of_case(self.case)[: exports.MOST_SHOWN]
        return self.show(page=page, rows=list(page.object_list), order=order, known=known, every=every)


def time_of(at: dt.datetime | None) -> str:
    """As a spreadsheet sorts it, on the clock of England and Wales."""
    return f"{at.astimezone(clock.LONDON):%Y-%m-%d %H:%M}" if at else ""


PAIR_HEADINGS = (
    "First", "The files call them", "Second", "The files call them ", "Messages", "By the first", "By the second",
    "First, UK time", "Last, UK time", "Platforms",
)  # fmt: skip


def _pair(one: Pair) -> Row:
    first, second = one.sides
    return (
        first.label, ", ".join(first.names), second.label, ", ".join(second.names), one.total, *one.sent,
        time_of(one.first_at), time_of(one.last_at), ", ".join(one.platforms),
    )  # fmt: skip


class Others(PairsView):
    """Everybody whom one was in touch with, in the exports that the reader may see, of other cases too."""

    template_name = "conversations/profile_others.html"

    def find(self) -> None:
        super().find()
        self.one = self.side("one")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        listed: Any = pairs.others(self.user, self.scope, self.one)
        headings = ("Who", "The files call them", "Case", "In the case", "Sent", "Received", "First, UK time",
                    "Last, UK time", "Platforms", "Groups both wrote in")  # fmt: skip
        if wanted_format(request):
            others = listed[:MOST_ROWS]
            self.note_other_cases(others)
            file = list_file(request, "others", what="Others they were in touch with", headings=headings, found=others,
                             cells=_other, total=listed.count())  # fmt: skip
            if file is not None:
                return file
        page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
        rows: list[Other] = list(page.object_list)
        self.note_other_cases(rows)
        title = f"Whom {self.one.label} was in touch with"
        return self.show(title=title, one=self.one, page=page, rows=rows)

    def note_other_cases(self, rows: list[Other]) -> None:
        """What is shown of another case, or leaves as a file, is written down there, too."""
        purpose, words = self.purpose()
        for case in {row.case.pk: row.case for row in rows if row.case.pk != self.case.pk}.values():
            consult(case, by=self.user, page="case: messages", purpose=purpose, purpose_text=words)


def _other(one: Other) -> Row:
    return (
        one.side.label, ", ".join(one.side.names), one.case.reference, one.side.who, *one.sent, time_of(one.first_at),
        time_of(one.last_at), ", ".join(one.platforms), one.groups,
    )  # fmt: skip


class PairView(PairsView):
    """A page about two people."""

    def find(self) -> None:
        super().find()
        self.one, self.other = self.side("one"), self.side("other")
        if self.one.key == self.other.key:
            raise Http404

    def name(self) -> str:
        return f"{self.one.label} and {self.other.label}"

    def own(self, name: str = "pair", *more: str) -> str:
        """The address of a page about these two."""
        return self.address(f"conversations:{name}", self.one.key, self.other.key, *more)

    def pair(self) -> dict[str, Any]:
        return {"one": self.one, "other": self.other, "pair_address": self.own() + self.of_export()}


class OnePair(PairView):
    """What stands between two people: when, where, who begins, what was found. It decides nothing."""

    template_name = "conversations/profile.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        made = profile.profile(self.scope, self.one, self.other)
        return self.show(
            title=self.name(), **self.pair(), profile=made, **_when(made, request.GET.get("month", "")),
            hours=hours_of(made), facts=_facts(made), numbers=contact.NUMBERS, version=lexicon.VERSION,
            weekdays=contact.WEEKDAYS, zone=clock.LONDON.key,
        )  # fmt: skip


def _when(made: Profile, month: str) -> dict[str, Any]:
    """Days while they are few, else months, of which one can be opened."""
    months = contact.every_month(made.volume.days)
    chosen = next((first for first, _ in months if f"{first:%Y-%m}" == month), None)
    days = contact.every_day(made.volume.days)
    if chosen is not None:
        days = [(day, counts) for day, counts in days if day.replace(day=1) == chosen]
    is_by_day = chosen is not None or len(days) <= contact.MOST_DAYS
    return {"is_by_day": is_by_day, "chosen_month": chosen, "dates": days if is_by_day else months}


def hours_of(made: Profile) -> list[dict[str, Any]]:
    """A row for each hour of the day, a square for each day of the week, darker where they wrote more."""
    most = max((sum(cell) for row in made.volume.hours for cell in row), default=0)
    return [
        {
            "words": f"{hour:02}:00",
            "is_quiet": bool(made.quiet_hours) and all(in_quiet_hours(dt.time(hour), one) for one in made.quiet_hours),
            "cells": [(sum(cell), contact.shade(sum(cell), most)) for cell in row],
            "all": sum(sum(cell) for cell in row),
        }
        for hour, row in enumerate(made.volume.hours)
    ]


def _facts(made: Profile) -> list[dict[str, Any]]:
    """For each of the two, in words: what they sent, began, sent in quiet hours, deleted, and got no answer to."""
    starts, volume = made.starts, made.volume
    return [
        {
            "label": one.label, "other": made.sides[1 - at].label,
            "sent": contact.share(made.sent[at], made.total),
            "began": contact.share(starts.talks[at], sum(starts.talks)),
            "unanswered": contact.share(starts.unanswered[at], starts.talks[at]),
            "unanswered_messages": starts.unanswered_messages[at],
            "quiet": contact.share(volume.quiet[at], volume.timed[at]),
            "deleted": contact.share(made.deleted[at], made.sent[at]),
        }
        for at, one in enumerate(made.sides)
    ]  # fmt: skip

"""The tables of a pair as files, and the list of what was found between the two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from safeguarding.audit.views import list_file
from safeguarding.conversations.rules import contact
from safeguarding.conversations.selectors import exports, found, profile
from safeguarding.conversations.selectors.profile import Profile
from safeguarding.conversations.views.profile import PAGE, PairView, Row, time_of


class PairTable(PairView):
    """One of the tables of a pair, as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        table = TABLES.get(self.kwargs["table"])
        if table is None:
            raise Http404
        what, headings, rows_of = table
        named = [head.format(one=self.one.label, other=self.other.label) for head in headings]
        made = profile.profile(self.scope, self.one, self.other)
        file = list_file(request, f"pair-{self.kwargs['table']}", what=f"{what}: {self.name()},", headings=named,
                         found=rows_of(made), cells=tuple)  # fmt: skip
        return file or redirect(self.own() + self.of_export())


def _days(made: Profile) -> list[Row]:
    return [(day, *counts, sum(counts)) for day, counts in contact.every_day(made.volume.days)]


def _hours(made: Profile) -> list[Row]:
    return [
        (contact.WEEKDAYS[day], f"{hour:02}:00", *cell, sum(cell))
        for hour, row in enumerate(made.volume.hours) for day, cell in enumerate(row)
    ]  # fmt: skip


def _platforms(made: Profile) -> list[Row]:
    return [
        (one.platform, *one.sent, *one.deleted, time_of(one.first_at), time_of(one.last_at)) for one in made.platforms
    ]


def _indicators(made: Profile) -> list[Row]:
    return [(one.words, *one.by, one.total, one.open, one.agreed, one.dismissed) for one in made.shown]


def _starts(made: Profile) -> list[Row]:
    starts, volume = made.starts, made.volume
    return [
        (one.label, made.sent[at], starts.talks[at], starts.unanswered[at], starts.unanswered_messages[at],
         volume.quiet[at], volume.timed[at], made.deleted[at])
        for at, one in enumerate(made.sides)
    ]  # fmt: skip


TABLES: dict[str, tuple[str, tuple[str, ...], Callable[[Profile], list[Row]]]] = {
    "days": ("Messages by day", ("Day", "{one}", "{other}", "Both"), _days),
    "hours": ("Messages by hour and day of the week", ("Day of the week", "Hour", "{one}", "{other}", "Both"), _hours),
    "platforms": (
        "Platforms",
        ("Platform", "Sent by {one}", "Sent by {other}", "Deleted by {one}", "Deleted by {other}", "First, UK time",
         "Last, UK time"),
        _platforms,
    ),
    "indicators": (
        "Indicators found",
        ("Indicator", "Shown by {one}", "Shown by {other}", "Found", "Not looked at", "Agreed", "Dismissed"),
        _indicators,
    ),
    "each": (
        "What each of two did",
        ("Who", "Sent", "Talks begun", "Of them without an answer", "Messages in those", "Sent in quiet hours",
         "Sent with a time", "Deleted"),
        _starts,
    ),
}  # fmt: skip


class PairFound(PairView):
    """The messages in which an indicator was found, each where it stands in its conversation."""

    template_name = "conversations/profile_found.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        made = profile.threads_of(self.scope, self.one, self.other)
        indicator = request.GET.get("indicator", "")
        everything = found.joined(profile.of_pair(made))
        rows = everything.filter(indicator=indicator) if indicator else everything
        file = list_file(
            request, "pair-found", what=f"Indicators found: {self.name()},", headings=FOUND_HEADINGS, found=rows,
            cells=_finding,
        )  # fmt: skip
        if file is not None:
            return file
        page = Paginator(found.excerpts(rows), PAGE).get_page(request.GET.get("page"))
        return self.show(
            title="Indicators found between two people", name=self.name(), **self.pair(), page=page,
            rows=found.shown(page.object_list), indicator=indicator, counts=found.counts(everything),
        )  # fmt: skip


FOUND_HEADINGS = ("Indicator", "Sent, UK time", "By", "Platform", "Message", "What says so",
                  "What was said of it", "Why", "File and place")  # fmt: skip


def _finding(one: Any) -> Row:
    message = one.message
    who = exports.name_of(message.sender) if message.sender else ""
    return (
        one.get_indicator_display(), time_of(message.sent_at), who,
        message.conversation.platform.name, message.text, found.because(one), one.get_status_display(), one.reason,
        f"{one.export.source.exhibit.reference}: {message.place}",
    )  # fmt: skip

"""Load a saved copy of https://www.gov.uk/bank-holidays.json, so that proclaimed days count. Nothing is fetched."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from safeguarding.access.models import User
from safeguarding.access.services import system_user
from safeguarding.deadlines import rules, selectors, services
from safeguarding.deadlines.models import BankHolidayOverride

DIVISION = "england-and-wales"


class Command(BaseCommand):
    """Record where the official list differs from the calendar that is built in. Loading it twice changes nothing."""

    help = "Load a saved copy of https://www.gov.uk/bank-holidays.json and say what it changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the saved JSON file")
        parser.add_argument("--by", default="", metavar="USERNAME", help="who loads it (otherwise: background work)")
        parser.add_argument(
            "--recompute", default="", metavar="REASON", help="also work out again the running clocks that would move"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        by = _user(options["by"])
        report = services.load_published_calendar(_calendar(options["file"]), by=by)
        self._tell(report)
        for deadline, due in selectors.would_move():
            self._tell_move(deadline.subject_label, deadline.rule.title, deadline.computed_due_at, due)
            if options["recompute"]:
                services.recompute(deadline, by=by, reason=options["recompute"])

    def _tell(self, report: services.CalendarReport) -> None:
        for title, overrides in (
            ("Recorded", report.recorded),
            ("Removed", report.removed),
            ("Kept, entered by hand and not borne out by the list", report.kept),
        ):
            for override in overrides:
                self.stdout.write(f"{title}: {_in_words(override)}")
        if not report.recorded and not report.removed:
            self.stdout.write("The calendar already agrees with the list: nothing changed.")

    def _tell_move(self, label: str, title: str, before: dt.datetime, due: dt.datetime) -> None:
        was, now = rules.moment_in_words(before), rules.moment_in_words(due)
        self.stdout.write(f"Running clock: {label}, {title}: due {was}; with this calendar {now}")


def _user(username: str) -> User:
    """Who is named as having loaded it: the operator when they say so, otherwise background work."""
    if not username:
        return system_user(name="calendar")
    found = User.objects.filter(username=username).first()
    if found is None:
        raise CommandError(f"There is no user “{username}”.")
    return found


def _calendar(path: Path) -> dict[dt.date, str]:
    """The days of England and Wales in the file, and what each is called."""
    try:
        events = json.loads(path.read_text(encoding="utf-8"))[DIVISION]["events"]
        calendar = {dt.date.fromisoformat(event["date"]): str(event["title"])[:120] for event in events}
    except OSError as error:
        raise CommandError(f"The file cannot be read: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"This is not a copy of GOV.UK's bank-holidays.json: {error!r}") from error
    if not calendar:
        raise CommandError("The list names no bank holiday in England and Wales.")
    return calendar


def _in_words(override: BankHolidayOverride) -> str:
    what = "is a bank holiday" if override.is_holiday else "is not a bank holiday"
    return f"{rules.day_in_words(override.day)} {what} ({override.name})"

"""Days proclaimed or taken away as bank holidays since the calendar was published. No running clock moves by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import workingdays
from safeguarding.core.errors import Invalid
from safeguarding.deadlines import policies, rules
from safeguarding.deadlines.models import BankHolidayOverride

PUBLISHED = "GOV.UK bank holidays"


@dataclass
class CalendarReport:
    """What loading a published calendar changed, and which days entered by hand it does not bear out."""

    recorded: list[BankHolidayOverride] = field(default_factory=list)
    removed: list[BankHolidayOverride] = field(default_factory=list)
    kept: list[BankHolidayOverride] = field(default_factory=list)


@transaction.atomic
def set_bank_holiday(*, day: dt.date, is_holiday: bool, name: str, source: str, by: User) -> BankHolidayOverride:
    """Record that a day is a bank holiday in England and Wales, or no longer one."""
    policies.require_reference_data(by)
    if not workingdays.FIRST_YEAR <= day.year <= workingdays.LAST_YEAR:
        raise Invalid({"day": [f"Enter a date before {workingdays.LAST_YEAR}."]})
    override, _ = BankHolidayOverride.objects.update_or_create(
        day=day, defaults={"is_holiday": is_holiday, "name": name, "source": source}
    )
    what = "a bank holiday" if is_holiday else "not a bank holiday"
    record("bank_holiday.recorded", by=by, obj=override, data={**_data(override), "what": what})
    return override


@transaction.atomic
def remove_bank_holiday(override: BankHolidayOverride, *, by: User) -> None:
    """Go back to the published calendar for a day."""
    policies.require_reference_data(by)
    record("bank_holiday.removed", by=by, obj=override, data=_data(override))
    override.delete()


@transaction.atomic
def load_published_calendar(calendar: Mapping[dt.date, str], *, by: User) -> CalendarReport:
    """Record where the official list differs from the package's calendar, for the years the list covers.

    Days that came from an earlier list and are no longer needed go; a day entered by hand stays, and is reported when
    the list does not bear it out. Loading the same list twice changes nothing.
    """
    policies.require_reference_data(by)
    wanted = workingdays.differences(calendar)
    report = CalendarReport()
    for override in BankHolidayOverride.objects.filter(day__year__in={day.year for day in calendar}):
        _settle(override, override.day in calendar, wanted, report, by)
    for day, is_holiday in wanted.items():
        name = calendar.get(day) or workingdays.bank_holidays(day.year)[day]
        report.recorded.append(set_bank_holiday(day=day, is_holiday=is_holiday, name=name, source=PUBLISHED, by=by))
    return report


def _settle(
    override: BankHolidayOverride, listed: bool, wanted: dict[dt.date, bool], report: CalendarReport, by: User
) -> None:
    """Leave a day alone when the list agrees with it, or somebody entered it; drop what an earlier list put there."""
    if listed == override.is_holiday:
        wanted.pop(override.day, None)
    elif override.source != PUBLISHED:
        wanted.pop(override.day, None)
        report.kept.append(override)
    elif override.day not in wanted:
        report.removed.append(override)
        remove_bank_holiday(override, by=by)


def _data(override: BankHolidayOverride) -> dict[str, str]:
    return {"day": rules.day_in_words(override.day), "name": override.name, "source": override.source}

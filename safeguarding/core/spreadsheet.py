"""A list as a file for a spreadsheet: marked at both ends, and without a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from safeguarding.core import clock
from safeguarding.core.templatetags.words import moment

# A spreadsheet takes a cell that begins with one of these for a formula and runs it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def marked_csv(
    name: str, *, what: str, by: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], note: str = ""
) -> HttpResponse:
    """The rows as a CSV file named after today; `note` says what is not in it. Who offers it records the disclosure."""
    file = f"{name}-{clock.today():%Y-%m-%d}.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{file}"'}
    )
    response.write("\ufeff")
    out = csv.writer(response)
    out.writerow([settings.MARKING, safe(f"{what} {by}"), f"made {moment(clock.now())}"])
    if note:
        out.writerow([note])
    out.writerow(headings)
    out.writerows([safe(cell) for cell in row] for row in rows)
    out.writerow([settings.MARKING])
    return response


def safe(cell: Any) -> str:
    """The text as a cell that no spreadsheet runs."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text

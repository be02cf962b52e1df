"""The one way in which the list of a page leaves the system as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from safeguarding.audit.services import note_list_file
from safeguarding.core.spreadsheet import MOST_ROWS, Sheet, as_file, wanted_format


def list_file(
    request: HttpRequest,
    name: str,
    *,
    what: str,
    headings: Sequence[str],
    found: Any,
    cells: Callable[[Any], Sequence[Any]],
    total: int | None = None,
    verb: str = "list.exported",
    data: dict[str, Any] | None = None,
) -> HttpResponse | None:
    """The list that this page would show, as the file that was asked for by `?as=csv` or `?as=xlsx`; else nothing.

    It stands in the view of the page, after the right to see it was asked and the filters were read, so that the file
    holds what the page would, of every page of it. `found` is the whole list, as narrowed; `total` says how many there
    are when `found` was cut already. What leaves is recorded as a disclosure, in the transaction that makes it.
    """
    kind = wanted_format(request)
    if not kind:
        return None
    rows = [cells(one) for one in found[:MOST_ROWS]]
    count = len(rows)
    everything = total if total is not None else _count(found)
    note_list_file(by=request.user, verb=verb, name=name, kind=kind, count=count, data=data or {})
    cut = f"Only the first {count:,} of {everything:,} are in this file. Narrow the list to get the rest."
    sheet = Sheet(name, what, f"seen by {request.user}", headings, rows, cut if everything > count else "")
    return as_file(sheet, kind)


def _count(found: Any) -> int:
    return len(found) if isinstance(found, Sequence) else int(found.count())

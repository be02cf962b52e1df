"""What a row may tell of the record beside it. A young person's is read with a purpose, here as on their own page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from safeguarding.audit.services import consult
from safeguarding.exchange.choices import COLUMNS, ImportKind, Verdict
from safeguarding.exchange.models import ImportRow
from safeguarding.exchange.rules.rows import Reasons
from safeguarding.people.models import Person
from safeguarding.people.views.found import PURPOSE

NOT_TOLD = "This changes. Open their record and say why you need it, to see here what it says now."


def reasons_of(row: ImportRow, *, told: bool) -> Reasons:
    """The reasons of a row. Of a change they say what the record says now, which is not told of a young person."""
    if told or not _is_of_young_person(row):
        return row.reasons
    return {name: [NOT_TOLD] for name in row.reasons}


def why(row: ImportRow, *, told: bool) -> list[str]:
    """Each reason with the column it is about."""
    titles = {column.name: column.title for column in COLUMNS[row.run.kind]}
    found = reasons_of(row, told=told)
    return [f"{titles[name]}: {words}" if name in titles else words for name, said in found.items() for words in said]


def tells(request: HttpRequest, rows: Iterable[ImportRow]) -> bool:
    """Whether the user has said why they read young people's records; then that they read these is written down."""
    purpose = request.session.get(PURPOSE)
    if not purpose:
        return False
    for person in Person.objects.visible_to(request.user).filter(pk__in=_read(rows)):
        consult(person, by=request.user, page="import", purpose=purpose["purpose"], purpose_text=purpose["text"])
    return True


def _read(rows: Iterable[ImportRow]) -> list[int | None]:
    return [row.person_id for row in rows if _is_of_young_person(row)]


def _is_of_young_person(row: ImportRow) -> bool:
    return row.run.kind == ImportKind.YOUNG_PEOPLE and row.verdict == Verdict.CHANGE

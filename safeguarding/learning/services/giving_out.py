"""What is approved goes out as a file, after the guard looked at the very text that goes out."""

from __future__ import annotations

import logging

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core.errors import Conflict
from safeguarding.learning.models import Bulletin
from safeguarding.learning.selectors.guarding import Paper, search
from safeguarding.learning.selectors.reading import Part, parts_of
from safeguarding.learning.services.setting import FORMATS, Sheet

log = logging.getLogger(__name__)
AGAIN = "It is being looked at again and does not go out for now. Ask the safeguarding lead."


@transaction.atomic
def give_out(report: Paper, *, file_format: str, by: User) -> bytes:
    """The report or bulletin as a file. What the record has learned since it was approved is looked for too."""
    held: Paper = type(report).objects.visible_to(by).select_related("force").get(pk=report.pk)
    if not held.is_approved:
        raise Conflict("Only what is approved goes out.")
    parts = parts_of(held)
    is_told_on = all(one.is_approved for one in held.listed) if isinstance(held, Bulletin) else True
    if not is_told_on or any(one.blocks for one in search(held.cases, _texts(held, parts))):
        log.error("%s %s is approved, and may not go out any more", held._meta.verbose_name, held.pk)
        raise Conflict(AGAIN)
    made = FORMATS[file_format](Sheet(held, parts))
    record("learning.downloaded", by=by, obj=held, data={"format": file_format.upper()})
    return made


def _texts(held: Paper, parts: list[Part]) -> list[tuple[str, str]]:
    """Every line as it stands in the file: headings, prose and points."""
    lines = [(part.section.key, line) for part in parts for line in (*_lines(part), part.above, part.section.heading)]
    return [("title", held.title), *((key, line) for key, line in lines if line)]


def _lines(part: Part) -> list[str]:
    return [text for _, text in part.points] if part.section.is_list else [part.text]

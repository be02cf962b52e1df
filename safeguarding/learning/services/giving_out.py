"""An approved report goes out as PDF or DOCX, after the guard looked at the very text that goes out."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from docx import Document as NewDocx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.documents.rules.text import Prose
from safeguarding.documents.services import NotSet, set_document
from safeguarding.learning.models import LearningReport
from safeguarding.learning.selectors.guarding import search
from safeguarding.learning.selectors.reading import Part, parts_of

log = logging.getLogger(__name__)
AGAIN = "This report is being looked at again and does not go out for now. Ask the safeguarding lead."


@transaction.atomic
def give_out(report: LearningReport, *, file_format: str, by: User) -> bytes:
    """The report as a file. What the record has learned since it was approved is looked for too."""
    held = LearningReport.objects.visible_to(by).select_related("case", "force").get(pk=report.pk)
    if not held.is_approved:
        raise Conflict("Only a report that is approved goes out.")
    parts = parts_of(held)
    if any(one.blocks for one in search([held.case], _texts(held, parts))):
        log.error("learning report %s is approved, and the guard finds somebody in it now", held.pk)
        raise Conflict(AGAIN)
    made = FORMATS[file_format](held, parts)
    record("learning.downloaded", by=by, obj=held, data={"format": file_format.upper()})
    return made


def _texts(held: LearningReport, parts: list[Part]) -> list[tuple[str, str]]:
    """Every line as it stands in the file: headings, prose and points."""
    lines = [(part.section.key, line) for part in parts for line in (*_lines(part), part.above, part.section.heading)]
    return [("title", held.title), *((key, line) for key, line in lines if line)]


def _lines(part: Part) -> list[str]:
    return [text for _, text in part.points] if part.section.is_list else [part.text]


def _pdf(held: LearningReport, parts: list[Part]) -> bytes:
    data: dict[str, Any] = {
        "about": _about(held),
        "parts": [
            {
                "above": part.above, "heading": part.section.heading, "level": 2 if part.section.under else 1,
                "prose": None if part.section.is_list else Prose(part.text),
                "points": [[str(number), text] for number, text in part.points],
            }
            for part in parts
        ],
    }  # fmt: skip
    made_at = held.approved_at or clock.now()
    try:
        return set_document("learning", data, title=held.title, reference=held.reference, made_at=made_at).pdf
    except NotSet as no:
        log.exception("a learning report could not be set: %s", no.why)
        raise Conflict("The document could not be made. Try again, or tell the administrator.") from None


def _about(held: LearningReport) -> list[list[str]]:
    return [
        ["Reference", held.reference],
        ["Force", held.force.name],
        ["Approved", clock.date_words(clock.london_date(held.approved_at or clock.now()))],
        ["People", "Named by label alone. Ages, places and days are in general."],
    ]


def _docx(held: LearningReport, parts: list[Part]) -> bytes:
    """A document with real headings and lists, its language and title set, and the marking on every page."""
    made = NewDocx()
    made.core_properties.title = held.title
    made.core_properties.author = "Safeguarding"
    made.core_properties.language = "en-GB"
    made.core_properties.created = made.core_properties.modified = held.approved_at or clock.now()
    made.styles["Normal"].font.name = "Arial"
    language = made.styles["Normal"].element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "en-GB"})
    made.styles["Normal"].element.get_or_add_rPr().append(language)
    for section in made.sections:
        for place in (section.header, section.footer):
            place.paragraphs[0].text = settings.MARKING
            place.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_heading(held.title, level=0)
    for name, value in _about(held):
        made.add_paragraph(f"{name}: {value}")
    for part in parts:
        _add(made, part)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _add(made: Any, part: Part) -> None:
    if part.above:
        made.add_heading(part.above, level=1)
    made.add_heading(part.section.heading, level=2 if part.section.under else 1)
    for number, text in part.points:
        made.add_paragraph(f"{number}. {text}")
    if not part.section.is_list:
        for paragraph in part.text.split("\n"):
            if paragraph.strip():
                made.add_paragraph(paragraph)


FORMATS: dict[str, Callable[[LearningReport, list[Part]], bytes]] = {"pdf": _pdf, "docx": _docx}

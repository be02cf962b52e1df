"""A paper as a file: PDF for everybody (PDF/UA), Word document, web page; each with headings, title and language."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from docx import Document as NewDocx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.documents.rules.text import Prose, printable
from safeguarding.documents.services import NotSet, set_document
from safeguarding.learning.selectors.guarding import Paper
from safeguarding.learning.selectors.reading import Part

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sheet:
    """What goes out: the paper, its facts and its sections."""

    held: Paper
    parts: list[Part]

    @property
    def about(self) -> list[list[str]]:
        return [
            ["Reference", self.held.reference],
            ["Force", self.held.force.name],
            ["Approved", clock.date_words(clock.london_date(self.held.approved_at or clock.now()))],
            ["People", "Named by label alone. Ages, places and days are in general."],
        ]


def _pdf(sheet: Sheet) -> bytes:
    held = sheet.held
    data: dict[str, Any] = {
        "about": sheet.about,
        "parts": [
            {
                "above": part.above, "heading": part.section.heading, "level": 2 if part.section.under else 1,
                "prose": None if part.section.is_list else Prose(part.text),
                "points": [[str(number), text] for number, text in part.points],
            }
            for part in sheet.parts
        ],
    }  # fmt: skip
    made_at = held.approved_at or clock.now()
    try:
        return set_document("learning", data, title=held.title, reference=held.reference, made_at=made_at).pdf
    except NotSet as no:
        log.exception("a learning report could not be set: %s", no.why)
        raise Conflict("The document could not be made. Try again, or tell the administrator.") from None


def _html(sheet: Sheet) -> bytes:
    """One file that needs nothing beside it: no script, no style from elsewhere."""
    context = {"report": sheet.held, "parts": sheet.parts, "about": sheet.about, "marking": settings.MARKING}
    return render_to_string("learning/alone.html", context).encode()


def _docx(sheet: Sheet) -> bytes:
    """A document with real headings and lists, its language and title set, and the marking on every page."""
    held, made = sheet.held, NewDocx()
    made.core_properties.title = printable(held.title)
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
    made.add_heading(printable(held.title), level=0)
    for name, value in sheet.about:
        made.add_paragraph(printable(f"{name}: {value}"))
    for part in sheet.parts:
        _add(made, part)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _add(made: Any, part: Part) -> None:
    if part.above:
        made.add_heading(part.above, level=1)
    made.add_heading(part.section.heading, level=2 if part.section.under else 1)
    for number, text in part.points:
        made.add_paragraph(printable(f"{number}. {text}"))
    if not part.section.is_list:
        for paragraph in part.text.split("\n"):
            if paragraph.strip():
                made.add_paragraph(printable(paragraph))


FORMATS: dict[str, Callable[[Sheet], bytes]] = {"pdf": _pdf, "docx": _docx, "html": _html}

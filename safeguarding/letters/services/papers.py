"""A letter on paper: PDF and Word document from the same parts, sealed among the files."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.documents.rules.text import Prose, printable
from safeguarding.documents.services import NotSet, set_document
from safeguarding.files import services as files
from safeguarding.files.models import StoredFile
from safeguarding.letters.models import LetterTemplate
from safeguarding.letters.rules import marks
from safeguarding.letters.rules.fields import examples_of
from safeguarding.letters.rules.marks import Block

PREVIEW = "Preview of version {} with made-up facts: not a letter"
MADE_UP = ("Alex Example", "1 Sample Street", "Exampleton")
NOT_SET = "The letter could not be set. Make it shorter, and try again."


@dataclass(frozen=True)
class Paper:
    """What stands on a letter."""

    title: str
    reference: str
    to: tuple[str, ...]
    blocks: Sequence[Block]
    made_at: dt.datetime


def as_pdf(paper: Paper) -> tuple[bytes, int]:
    """The letter as PDF/UA, and how many pages it has."""
    data = {"to": list(paper.to), "blocks": [_shown(block) for block in paper.blocks]}
    try:
        made = set_document("letter", data, title=paper.title, reference=paper.reference, made_at=paper.made_at)
    except NotSet:
        raise Conflict(NOT_SET) from None
    return made.pdf, made.pages


def _shown(block: Block) -> dict[str, Any]:
    if block.kind == "paragraph":
        return {"kind": block.kind, "said": Prose(block.text)}
    return {"kind": block.kind, "level": block.level, "said": list(block.lines)}


def as_docx(paper: Paper) -> bytes:
    """The letter as a Word document: headings and lists by their styles, marking and page numbers on every page."""
    made: Any = WordDocument()
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Arial", Pt(11)
    _language(made)
    about = made.core_properties
    about.title, about.author, about.subject, about.language = (
        printable(paper.title),
        "Safeguarding",
        paper.reference,
        "en-GB",
    )
    about.created = about.modified = paper.made_at.astimezone(dt.UTC).replace(tzinfo=None)
    _frame(made.sections[0], paper)
    made.add_heading(printable(paper.title), level=0)
    if paper.to:
        made.add_paragraph(printable("\n".join(paper.to)))
    for block in paper.blocks:
        _put(made, block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def preview(template: LetterTemplate) -> bytes:
    """A version of a template as it would come out, with made-up facts. Nothing of it is kept."""
    body = marks.fill(template.body, examples_of(template.kind))
    paper = Paper(
        title=template.title, reference=PREVIEW.format(template.number), to=MADE_UP, blocks=marks.blocks(body),
        made_at=clock.now(),
    )  # fmt: skip
    return as_pdf(paper)[0]


def sealed(data: bytes, *, name: str, by: User) -> StoredFile:
    """Keep a paper among the files, in the transaction of whoever calls."""
    intake = files.Intake(limit=len(data))
    try:
        intake.write(data)
        intake.end()
        return files.keep(intake, name=name, by=by)
    except BaseException:
        intake.close()
        raise


def _put(made: Any, block: Block) -> None:
    if block.kind == "heading":
        made.add_heading(printable(block.text), level=block.level)
    elif block.kind == "list":
        for line in block.lines:
            made.add_paragraph(printable(line), style="List Bullet")
    else:
        made.add_paragraph(printable(block.text))


def _language(made: Any) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    made.styles["Normal"].element.get_or_add_rPr().append(language)


def _frame(section: Any, paper: Paper) -> None:
    top = section.header.paragraphs[0]
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    top.add_run(settings.MARKING).bold = True
    section.header.add_paragraph(printable(paper.reference))
    bottom = section.footer.paragraphs[0]
    bottom.alignment = WD_ALIGN_PARAGRAPH.CENTER
    bottom.add_run(settings.MARKING).bold = True
    bottom.add_run(" · Page ")
    _number(bottom, "PAGE")
    bottom.add_run(" of ")
    _number(bottom, "NUMPAGES")


def _number(paragraph: Any, what: str) -> None:
    """A field that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = "1"
    run.append(words)
    field.append(run)
    paragraph._p.append(field)

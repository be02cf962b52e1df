"""A document set by a process of its own: within limits, without the application's keys, and without a file in plain.

The template is ours and lies in `templates/documents`; nothing outside that folder can be read by it. The words are
data. The document comes back through a pipe.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from safeguarding.core import clock
from safeguarding.documents.rules.text import prepared
from safeguarding.documents.services.fonts import FAMILIES, folders, has_glyph

FOLDER = Path(settings.BASE_DIR) / "templates" / "documents"
COMPILER = Path(__file__).with_name("compiler.py")
#: For one document. One of 10,000 messages takes a tenth of either.
MOST_SECONDS = 120
MOST_MEMORY = 3 * 1024**3


class NotSet(Exception):
    """The document could not be made: too large, too slow, or a template that does not fit its data."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Document:
    """A PDF."""

    pdf: bytes
    pages: int


def set_document(
    template: str,
    data: dict[str, Any],
    *,
    title: str,
    reference: str,
    made_at: dt.datetime,
    seconds: int = MOST_SECONDS,
) -> Document:
    """The document of a template. The same data and moment give the same bytes. Raises NotSet."""
    words = shown(data, title=title, reference=reference, made_at=made_at)
    order = {
        "template": str(FOLDER / f"{template}.typ"), "root": str(FOLDER), "fonts": [str(path) for path in folders()],
        "data": json.dumps(words, ensure_ascii=False), "timestamp": int(made_at.timestamp()), "memory": MOST_MEMORY,
        "seconds": seconds,
    }  # fmt: skip
    pages, pdf = _run(json.dumps(order).encode(), seconds)
    return Document(pdf, pages)


def shown(data: dict[str, Any], *, title: str, reference: str, made_at: dt.datetime) -> dict[str, Any]:
    """What every template is given, with each word ready to be set."""
    made = made_at.astimezone(clock.LONDON)
    words = {**data, "title": title, "reference": reference, "marking": settings.MARKING}
    return {
        **prepared(words, has_glyph),
        "plain_title": " ".join(title.split()), "fonts": FAMILIES,
        "made": {"year": made.year, "month": made.month, "day": made.day},
    }  # fmt: skip


def _run(order: bytes, seconds: int) -> tuple[int, bytes]:
    """One order to the compiler. It gets no environment: what opens files and signs sessions stays here."""
    command = [sys.executable, "-I", str(COMPILER)]
    try:
        done = subprocess.run(command, input=order, capture_output=True, timeout=seconds, env={}, cwd="/", check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotSet("time") from None
    if done.returncode or len(done.stdout) < HEAD:
        # What typst says can hold words of the document: only the kind of trouble goes on.
        raise NotSet("template" if done.returncode == TEMPLATE_WRONG else "memory")
    return struct.unpack(">I", done.stdout[:HEAD])[0], done.stdout[HEAD:]


HEAD = 4
TEMPLATE_WRONG = 3

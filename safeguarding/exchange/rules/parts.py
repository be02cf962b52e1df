"""Walking through the parts of a workbook before openpyxl does, which holds a whole row, and all shared words, at once.

Nothing is kept while walking: however the file is made, it costs a little time and no memory.
"""

from __future__ import annotations

import zipfile
from typing import IO, Any
from xml.parsers import expat

from safeguarding.exchange.choices import LONGEST_ROW, MOST_HELD, MOST_IN_A_ROW, SMALL
from safeguarding.exchange.rules.files import Unreadable

CHUNK = 1 << 18
TOO_MUCH = "The workbook holds more beside its rows than lists of people do. Copy the rows into a new workbook."
TOO_LONG = "A row of the workbook is far too long. Copy the rows into a new workbook."
DAMAGED = "The workbook cannot be opened: it is damaged, or not what its name says."


def require_bounded(file: IO[bytes]) -> None:
    """Raises Unreadable when some part of the workbook would be held in memory and is too large for it."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            for part in packed.infolist():
                if part.file_size > SMALL:
                    with packed.open(part) as content:
                        _Walk(part.file_size).through(content)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    finally:
        file.seek(0)


class _Walk:
    """One part: what it is says its first element, whatever it is called in the file. A picture has none."""

    def __init__(self, size: int) -> None:
        self.size, self.is_begun, self.things, self.letters, self.unheard = size, False, 0, 0, 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def through(self, content: IO[bytes]) -> None:
        try:
            while chunk := content.read(CHUNK):
                self.unheard += len(chunk)
                if self.unheard > LONGEST_ROW * 4:
                    raise Unreadable(TOO_LONG)
                self.parser.Parse(chunk)
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            if self.is_begun:
                raise Unreadable(DAMAGED) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local, self.unheard = name.rpartition(":")[2], 0
        if not self.is_begun:
            self.is_begun = True
            if local != "worksheet" and self.size > MOST_HELD:
                raise Unreadable(TOO_MUCH)
        if local in ("row", "si"):
            self.things = self.letters = 0
        self.things += 1 + len(attributes)
        if self.things > MOST_IN_A_ROW:
            raise Unreadable(TOO_LONG)

    def _text(self, text: str) -> None:
        self.letters, self.unheard = self.letters + len(text), 0
        if self.letters > LONGEST_ROW * 2:
            raise Unreadable(TOO_LONG)

    def _entity(self, *_: Any) -> None:
        raise Unreadable(DAMAGED)

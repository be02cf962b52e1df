"""The file of an export, opened for its reader, and how far into it the reader has come."""

from __future__ import annotations

import io
from typing import IO, Any

from safeguarding.conversations.models import MessageExport
from safeguarding.conversations.rules.pieces import Source
from safeguarding.conversations.rules.zips import source_of
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files.services import open_file

BUFFER = 256 * 1024


class Progress:
    """How far into the file its reader has come: readers walk over it more than once."""

    furthest = 0


class Counted(io.RawIOBase):
    """A file that says how far it was read."""

    def __init__(self, file: IO[bytes], progress: Progress) -> None:
        self._file, self._progress = file, progress

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        data = self._file.read(len(into))
        into[: len(data)] = data
        self._progress.furthest = max(self._progress.furthest, self._file.tell())
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


def opened(export: MessageExport, progress: Progress) -> Source:
    """The file of an export, as its reader sees it."""
    return source_of_file(export.source, progress)


def source_of_file(held: ExhibitFile, progress: Progress) -> Source:
    """A file of an exhibit, or the members of an archive."""

    def again() -> IO[bytes]:
        return io.BufferedReader(Counted(open_file(held.file), progress), BUFFER)

    return source_of(held.file.name, again)

"""Receiving a file from a browser or a program: sealed as it comes in. Django's own handlers write it in plain."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from safeguarding.files.services.errors import TooBig
from safeguarding.files.services.intake import Intake

REFUSED = "upload_refused"


class SealedUpload(UploadedFile):
    """A file that arrived and lies sealed. The request closes it at its end, which forgets it unless it was kept."""

    def __init__(self, intake: Intake, *, name: str, content_type: str) -> None:
        super().__init__(file=None, name=name, content_type=content_type, size=intake.size)
        self.intake = intake

    def close(self) -> None:
        self.intake.close()


class SealingHandler(FileUploadHandler):
    """Django's parser speaks to this while the body arrives."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest, *, limit: int) -> None:
        super().__init__(request)
        self.limit = limit
        self.intakes: list[Intake] = []
        #: Django closes `file` of a handler when an upload breaks off: everything that came with it is forgotten.
        self.file: Any = self

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.intakes.append(Intake(limit=self.limit))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            self.intakes[-1].write(raw_data)
        except TooBig as no:
            setattr(self.request, REFUSED, no)
            raise StopUpload(connection_reset=True) from no

    def file_complete(self, file_size: int) -> SealedUpload:
        self.intakes[-1].end()
        return SealedUpload(self.intakes[-1], name=self.file_name or "file", content_type=self.content_type or "")

    def upload_interrupted(self) -> None:
        self.close()

    def close(self) -> None:
        for intake in self.intakes:
            intake.close()


def seal_uploads(request: HttpRequest, *, limit: int) -> None:
    """From here on what this request brings is sealed as it arrives. Call it before anything reads the body."""
    request.upload_handlers = [SealingHandler(request, limit=limit)]


def refusal_of(request: HttpRequest) -> TooBig | None:
    """Why the upload was broken off, if it was."""
    return getattr(request, REFUSED, None)

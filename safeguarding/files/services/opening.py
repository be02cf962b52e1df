"""Opening what was taken in. Every byte is proved before it is given out."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core.errors import Refused
from safeguarding.files.choices import ScanStatus
from safeguarding.files.models import StoredFile
from safeguarding.files.rules.sealing import NoKey, SealedReader, Tampered
from safeguarding.files.services.errors import Damaged, Held
from safeguarding.files.services.keys import data_key_of
from safeguarding.files.services.stores import store

log = logging.getLogger(__name__)
PIECE = 1024 * 1024
#: What is larger begins to leave before all of it was read: nobody waits a minute for the first byte.
READ_FIRST = 8 * 1024 * 1024
#: What lies in the store is not what was sealed.
PROOFS = (Tampered, NoKey, FileNotFoundError)
HELD = {
    ScanStatus.WAITING: "This file is held until it was scanned for viruses. Nobody can open it before.",
    ScanStatus.DESTROYED: "This file was removed, and what it held was destroyed. Its name and SHA-256 stay on record.",
    ScanStatus.REFUSED: "The virus scanner found something in this file. It is held, and nobody can open it.",
}


def open_file(file: StoredFile) -> io.BufferedReader:
    """What the file holds, from any place. Reading raises Tampered where it is not what was sealed.

    For code that reads a file to work with it. Who hands a file out calls `checked`, which proves the digest too.
    """
    _require_not_held(file)
    return _reader(file)


def checked(file: StoredFile, *, by: User) -> Iterator[bytes]:
    """The file to hand out: no byte of it leaves that its seal does not prove, and its digest is compared each time.

    A small file is read to its end before the first byte is given. A larger one begins at once, after its key, its
    length and its last chunk were proved; its digest is taken as it goes, and the last piece is kept back until it is
    right, so that what is wrong never arrives whole. A difference is an alarm and raises Damaged. Whoever answers a
    request catches it, so that the alarm stays on record: a transaction that is undone would take it away.
    """
    _require_not_held(file)
    try:
        if file.size > READ_FIRST:
            with _reader(file):
                return _proving(file, by=by)
        is_same = _digest(file) == file.sha256
    except PROOFS as trouble:
        raise alarm(file, by=by, trouble=type(trouble).__name__) from trouble
    if not is_same:
        raise alarm(file, by=by, trouble="digest")
    return stream(file)


def _proving(file: StoredFile, *, by: User) -> Iterator[bytes]:
    """The pieces of a large file. The last one is given once the digest of all of them is right."""
    digest = hashlib.sha256()
    kept_back = b""
    try:
        for data in stream(file):
            digest.update(data)
            if kept_back:
                yield kept_back
            kept_back = data
    except PROOFS as trouble:
        raise alarm(file, by=by, trouble=type(trouble).__name__) from trouble
    if digest.hexdigest() != file.sha256:
        raise alarm(file, by=by, trouble="digest")
    yield kept_back


def stream(file: StoredFile) -> Iterator[bytes]:
    """The file in pieces, each proved."""
    with _reader(file) as reader:
        while data := reader.read(PIECE):
            yield data


def digest_is_right(file: StoredFile) -> bool:
    """Whether what lies there is what was handed in; for a check of the whole store."""
    try:
        return _digest(file) == file.sha256
    except PROOFS:
        return False


def _reader(file: StoredFile) -> io.BufferedReader:
    key = data_key_of(file)
    raw = SealedReader(store().source(file.key.hex), key, name=file.key.bytes, size=file.size)
    return io.BufferedReader(raw, buffer_size=PIECE)


def _digest(file: StoredFile) -> str:
    digest = hashlib.sha256()
    for data in stream(file):
        digest.update(data)
    return digest.hexdigest()


def why_held(file: StoredFile) -> str:
    """Why nobody can open a file now, in words; nothing when it can be opened."""
    return "" if file.may_be_opened else HELD[ScanStatus(file.scan_status)]


def _require_not_held(file: StoredFile) -> None:
    if words := why_held(file):
        raise Held(words)


def alarm(file: StoredFile, *, by: User, trouble: str) -> Refused:
    """Put on record that a file is not what was handed in; gives what to raise. For whoever comes upon it.

    Not in a transaction that is undone by raising it: the alarm would go with it.
    """
    log.critical("a stored file is not what was handed in", extra={"file_id": file.pk, "trouble": trouble})
    with transaction.atomic():
        record("files.damaged", by=by, obj=file, data={"trouble": trouble})
    return Damaged()

"""Taking a file in: sealed while it arrives, never whole in memory, never plain on a disk."""

from __future__ import annotations

import hashlib
import uuid
from typing import BinaryIO

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.files.choices import ScanStatus
from safeguarding.files.models import StoredFile
from safeguarding.files.rules import kinds
from safeguarding.files.rules.names import shown_name
from safeguarding.files.rules.sealing import Sealer, make_head, new_data_key
from safeguarding.files.services.errors import TooBig
from safeguarding.files.services.keys import head_name, keys
from safeguarding.files.services.stores import store

PIECE = 1024 * 1024
NOT_TAKEN = (
    "This kind of file is not taken in. Pictures, sound, video, PDF, office documents, text, tables, JSON, XML, "
    "databases and zip archives are. Put anything else into a zip archive first."
)


class Intake:
    """One file on its way in. Whoever begins one calls `close`, which forgets it unless it was kept for good."""

    def __init__(self, *, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.head = b""
        self.is_whole = False
        self._key = uuid.uuid4()
        self._data_key = new_data_key()
        self._sealer = Sealer(self._data_key, name=self._key.bytes)
        self._digest = hashlib.sha256()
        self._writer = store().writer(self._key.hex)
        self._is_placed = self._is_kept = False

    def write(self, data: bytes) -> None:
        """The next bytes. Raises TooBig once there are more than may be taken in."""
        self.size += len(data)
        if self.size > self.limit:
            raise TooBig(self.limit)
        if len(self.head) < kinds.HEAD:
            self.head += data[: kinds.HEAD - len(self.head)]
        self._digest.update(data)
        sealed = self._sealer.feed(data)
        if sealed:
            self._writer.write(sealed)

    def end(self) -> None:
        """All of it has arrived."""
        self._writer.write(self._sealer.finish())
        self.is_whole = True

    def place(self, *, name: str, by: User) -> StoredFile:
        """Put it in its place and on record. Until the transaction ends well it can still be forgotten."""
        shown = shown_name(name)
        kind = self._checked(shown)
        first = keys()[0]
        store().put(head_name(self._key.hex), make_head(self._data_key, name=self._key.bytes, key=first))
        self._is_placed = True
        self._writer.finish()
        scanned = ScanStatus.WAITING if settings.CLAMD_ADDRESS else ScanStatus.NOT_SCANNED
        file = StoredFile.objects.create(
            key=self._key, name=shown, media_type=kind.media_type, size=self.size, sha256=self._digest.hexdigest(),
            key_id=first.id, stored_by=by, stored_at=clock.now(), scan_status=scanned,
        )  # fmt: skip
        transaction.on_commit(self._keep)
        return file

    def close(self) -> None:
        """Nothing of it stays, unless it was kept."""
        if self._is_kept:
            return
        self._writer.abort()
        if self._is_placed and not self._may_stand():
            store().delete(self._key.hex)
            store().delete(head_name(self._key.hex))
            self._is_placed = False

    def _may_stand(self) -> bool:
        """Whether its row is on record, or may be: the answer to a commit can be lost on its way back.

        Where the database cannot be asked the content stays. What nobody needs can be thrown away later; evidence does
        not come back.
        """
        if connection.needs_rollback:
            return False
        try:
            return StoredFile.objects.filter(key=self._key).exists()
        except (OperationalError, InterfaceError):
            return True

    def _keep(self) -> None:
        self._is_kept = True

    def _checked(self, name: str) -> kinds.Kind:
        if not self.is_whole:
            raise Invalid({"file": ["The file did not arrive whole. Choose it again."]})
        if not self.size:
            raise Invalid({"file": ["The file is empty. Choose another."]})
        kind = kinds.kind_of(self.head, name)
        if kind is None:
            raise Invalid({"file": [NOT_TAKEN]})
        return kind


@transaction.atomic
def keep(intake: Intake, *, name: str, by: User) -> StoredFile:
    """Take in what arrived. Refuses what is empty, or of a kind that is not taken in."""
    file = intake.place(name=name, by=by)
    record("files.stored", by=by, obj=file, data={"size": file.size, "media_type": file.media_type})
    return file


def store_file(stream: BinaryIO, *, name: str, by: User, limit: int | None = None) -> StoredFile:
    """Take in a file that is read from `stream`, piece by piece."""
    intake = Intake(limit=settings.FILES_MOST_BYTES if limit is None else limit)
    try:
        while data := stream.read(PIECE):
            intake.write(data)
        intake.end()
        return keep(intake, name=name, by=by)
    except BaseException:
        intake.close()
        raise

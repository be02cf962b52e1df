"""Virus scanning by clamd. What waits stands in the table; whoever is woken takes it up (SKIP LOCKED).

The protocol is small: "zINSTREAM\\0", then pieces each with its length before it, then a length of nothing. The Python
packages for it are no longer kept up.
"""

from __future__ import annotations

import logging
import socket
import struct
import time
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from safeguarding.access.services import system_user
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.files.choices import ScanStatus
from safeguarding.files.models import StoredFile
from safeguarding.files.rules.sealing import NoKey, Tampered
from safeguarding.files.services.errors import StoreAway
from safeguarding.files.services.opening import stream

log = logging.getLogger(__name__)
PIECE = 256 * 1024
ANSWER_MOST = 4096
#: A file that takes its worker down so often, or that the scanner cannot get through, waits for a person.
MOST_TRIES = 10
AWAY = "The scanner cannot be reached. The file is scanned as soon as it can."


class ScannerAway(Exception):
    """Nobody listens there, or who listens does not answer."""


def scan_waiting(*, seconds: float = 120) -> int:
    """Scan what waits until nothing is left or the time is up; says how many were."""
    until = time.monotonic() + seconds
    done = 0
    while time.monotonic() < until and (file := _begin()) is not None:
        try:
            if not _scan(file.pk):
                break
        except (ScannerAway, StoreAway) as away:
            log.warning("files wait to be scanned", extra={"trouble": type(away).__name__})
            StoredFile.objects.filter(pk=file.pk, scan_status=ScanStatus.WAITING).update(
                scan_said=AWAY, scan_tries=file.scan_tries
            )
            break
        done += 1
    return done


def scan_again() -> int:
    """Take up again what was given up; says how many files."""
    return StoredFile.objects.filter(scan_status=ScanStatus.WAITING, scan_tries__gte=MOST_TRIES).update(scan_tries=0)


@transaction.atomic
def _begin() -> StoredFile | None:
    """Note that a scan is begun, before anything is risked: one that kills its worker is counted all the same."""
    if not settings.CLAMD_ADDRESS:
        return None
    file = _waiting().order_by("scan_tries", "pk").first()
    if file is not None:
        StoredFile.objects.filter(pk=file.pk).update(scan_tries=file.scan_tries + 1)
    return file


@transaction.atomic
def _scan(pk: int) -> bool:
    """Under the lock of the row: a worker that is killed lets go of it, and the file waits as before."""
    waiting = StoredFile.objects.filter(pk=pk, scan_status=ScanStatus.WAITING)
    file = waiting.select_for_update(skip_locked=True, no_key=True).first()
    if file is None:
        return False
    if file.size > settings.CLAMD_MOST_BYTES:
        _end(file, ScanStatus.NOT_SCANNED, "Larger than the scanner takes.")
        return True
    try:
        answer = ask(stream(file))
    except (Tampered, NoKey, FileNotFoundError) as trouble:
        kind = type(trouble).__name__
        log.critical("a stored file is not what was handed in", extra={"file_id": pk, "trouble": kind})
        answer = "The file cannot be read ERROR"
    if answer.endswith("FOUND"):
        _end(file, ScanStatus.REFUSED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    elif answer == "stream: OK":
        _end(file, ScanStatus.CLEAN, "")
    else:
        file.scan_said = f"The scanner said: {answer}"[:200]
        file.save(update_fields=["scan_said"])
    return True


def _waiting() -> QuerySet[StoredFile]:
    waiting = StoredFile.objects.filter(scan_status=ScanStatus.WAITING, scan_tries__lt=MOST_TRIES)
    return waiting.select_for_update(skip_locked=True, no_key=True)


def _end(file: StoredFile, status: ScanStatus, said: str) -> None:
    file.scan_status, file.scan_said = status, said[:200]
    file.scanned_at = None if status == ScanStatus.NOT_SCANNED else clock.now()
    file.save(update_fields=["scan_status", "scan_said", "scanned_at"])
    record("files.scanned", by=system_user(), obj=file, data={"result": status})


def ask(pieces: Iterable[bytes]) -> str:
    """What clamd says of what it is sent. Raises ScannerAway."""
    try:
        with _connect() as connection:
            connection.sendall(b"zINSTREAM\0")
            for data in pieces:
                for start in range(0, len(data), PIECE):
                    piece = data[start : start + PIECE]
                    connection.sendall(struct.pack("!I", len(piece)) + piece)
            connection.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < ANSWER_MOST:
                more = connection.recv(ANSWER_MOST)
                if not more:
                    break
                answer += more
    except OSError as no:
        raise ScannerAway from no
    if not answer:
        raise ScannerAway
    return answer.rstrip(b"\0\n").decode("ascii", "replace")


def _connect() -> socket.socket:
    """CLAMD_ADDRESS is host:port, or the path of a socket."""
    address = settings.CLAMD_ADDRESS
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(settings.CLAMD_SECONDS)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=settings.CLAMD_SECONDS)

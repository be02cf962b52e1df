"""Scanning by clamd: against a server of our own that speaks its protocol over a real connection.

With CLAMD_TEST_ADDRESS set the last test asks a real clamd that knows the EICAR test file.
"""

from __future__ import annotations

import io
import os
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.files import services
from safeguarding.files.choices import ScanStatus
from safeguarding.files.models import StoredFile
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """Speaks INSTREAM as clamd does."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listening.getsockname()[1]}"
        self.seen: list[bytes] = []
        self.answer = ""
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self.listening.accept()
            except OSError:
                return
            with caller, caller.makefile("rb") as sent:
                if sent.read(10) != b"zINSTREAM\0":
                    continue
                data = b""
                while size := struct.unpack("!I", sent.read(4))[0]:
                    data += sent.read(size)
                self.seen.append(data)
                found = "stream: Eicar-Test-Signature FOUND" if EICAR in data else "stream: OK"
                caller.sendall((self.answer or found).encode() + b"\0")

    def close(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()


@pytest.fixture
def scanner(tmp_path: Path, settings: Settings) -> Iterator[Scanner]:
    made = Scanner()
    settings.FILES_DIR = str(tmp_path)
    settings.CLAMD_ADDRESS = made.address
    settings.CLAMD_SECONDS = 10
    yield made
    made.close()


def handed_in(by: User, data: bytes = b"harmless") -> StoredFile:
    return services.store(io.BytesIO(data), name="a.txt", by=by)


def test_a_file_is_held_until_it_was_scanned(scanner: Scanner, cast: Cast) -> None:
    data = b"a line of a chat\n" * 50_000
    file = handed_in(cast.lena, data)
    with pytest.raises(services.Held):
        services.open_file(file)
    assert services.scan_waiting() == 1
    file.refresh_from_db()
    assert file.scan_status == ScanStatus.CLEAN
    assert scanner.seen == [data]
    assert services.open_file(file).read() == data
    assert services.scan_waiting() == 0


def test_what_the_scanner_finds_stays_held(scanner: Scanner, cast: Cast) -> None:
    file = handed_in(cast.lena, EICAR)
    services.scan_waiting()
    file.refresh_from_db()
    assert (file.scan_status, file.scan_said) == (ScanStatus.REFUSED, "Eicar-Test-Signature")
    with pytest.raises(services.Held, match="found something"):
        services.checked(file, by=cast.lena)


def test_while_the_scanner_is_away_files_wait_and_say_so(scanner: Scanner, cast: Cast, settings: Settings) -> None:
    file = handed_in(cast.lena)
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    for _ in range(15):
        assert services.scan_waiting() == 0
    file.refresh_from_db()
    assert file.scan_status == ScanStatus.WAITING
    assert "cannot be reached" in file.scan_said
    settings.CLAMD_ADDRESS = scanner.address
    assert services.scan_waiting() == 1
    file.refresh_from_db()
    assert (file.scan_status, file.scan_said) == (ScanStatus.CLEAN, "")


def test_what_the_scanner_cannot_get_through_is_given_up_and_taken_up_again(scanner: Scanner, cast: Cast) -> None:
    file, other = handed_in(cast.lena), handed_in(cast.lena)
    scanner.answer = "INSTREAM size limit exceeded. ERROR"
    services.scan_waiting()
    file.refresh_from_db()
    assert file.scan_status == ScanStatus.WAITING
    assert "size limit" in file.scan_said
    assert services.scan_waiting() == 0
    scanner.answer = ""
    call_command("scan_files_again")
    assert services.scan_waiting() == 2
    other.refresh_from_db()
    assert other.scan_status == ScanStatus.CLEAN


def test_without_a_scanner_or_above_its_size_it_is_marked(scanner: Scanner, cast: Cast, settings: Settings) -> None:
    settings.CLAMD_MOST_BYTES = 3
    large = handed_in(cast.lena)
    services.scan_waiting()
    large.refresh_from_db()
    assert (large.scan_status, large.scan_said) == (ScanStatus.NOT_SCANNED, "Larger than the scanner takes.")
    settings.CLAMD_ADDRESS = ""
    assert handed_in(cast.lena).scan_status == ScanStatus.NOT_SCANNED


def test_a_scan_that_was_killed_is_begun_again_and_two_workers_do_not_take_one(scanner: Scanner, cast: Cast) -> None:
    """Killed: the try is counted, the row's lock is gone with the connection, and the file waits as before."""
    file = handed_in(cast.lena)
    StoredFile.objects.filter(pk=file.pk).update(scan_tries=1)
    other = connection.copy()
    try:
        with transaction.atomic():
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute("SELECT 1 FROM files_storedfile WHERE id = %s FOR UPDATE", [file.pk])
            assert services.scan_waiting() == 0
    finally:
        other.rollback()
        other.close()
    assert services.scan_waiting() == 1
    assert len(scanner.seen) == 1


@pytest.mark.skipif("CLAMD_TEST_ADDRESS" not in os.environ, reason="CLAMD_TEST_ADDRESS names no clamd")
def test_a_real_clamd_finds_the_test_virus_and_lets_the_rest_pass(
    scanner: Scanner, cast: Cast, settings: Settings
) -> None:
    settings.CLAMD_ADDRESS = os.environ["CLAMD_TEST_ADDRESS"]
    bad, good = handed_in(cast.lena, EICAR), handed_in(cast.lena)
    assert services.scan_waiting() == 2
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.scan_status, good.scan_status) == (ScanStatus.REFUSED, ScanStatus.CLEAN)


def test_a_new_key_waits_for_a_file_that_is_being_scanned(scanner: Scanner, cast: Cast, settings: Settings) -> None:
    """Left out, it would lie under the old key, which is taken away next: nobody could ever read it again."""
    file, free = handed_in(cast.lena), handed_in(cast.lena)
    scanning = connection.copy()
    scanning.set_autocommit(False)
    with scanning.cursor() as cursor:
        cursor.execute("SELECT 1 FROM files_storedfile WHERE id = %s FOR UPDATE", [file.pk])
    settings.FILE_KEYS = ["a new key", *settings.FILE_KEYS]
    ends = threading.Timer(0.5, scanning.connection.rollback)
    ends.start()
    try:
        assert services.seal_again(by=cast.lena) == 2
    finally:
        ends.join()
        scanning.close()
    settings.FILE_KEYS = ["a new key"]
    assert all(services.digest_is_right(one) for one in (file, free))

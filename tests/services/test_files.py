"""Files taken in, opened, found damaged, and their keys sealed again: with a real directory."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import Settings

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.core.errors import Invalid
from safeguarding.files import services
from safeguarding.files.models import StoredFile
from safeguarding.files.rules.sealing import NoKey, Tampered
from safeguarding.files.services import opening
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LARGE = bytes(range(33, 126)) * 30_000
TEXT = b"22/11/2026, 14:05 - Dan: don't tell anyone\n" * 5000


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.FILES_DIR = str(tmp_path / "files")
    settings.CLAMD_ADDRESS = ""
    return tmp_path / "files"


@pytest.fixture
def by(cast: Cast) -> User:
    return cast.lena


def lying(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def body(place: Path, file: StoredFile) -> Path:
    return place / file.key.hex[:2] / file.key.hex


def test_what_was_handed_in_comes_out_and_lies_nowhere_in_plain(place: Path, by: User) -> None:
    file = services.store(io.BytesIO(TEXT), name="chat.txt", by=by)
    assert (file.size, file.sha256) == (len(TEXT), hashlib.sha256(TEXT).hexdigest())
    assert file.media_type == "text/plain"
    assert services.open_file(file).read() == TEXT
    assert b"".join(services.checked(file, by=by)) == TEXT
    assert len(lying(place)) == 2
    assert all(b"tell anyone" not in path.read_bytes() for path in lying(place))
    assert {oct(path.stat().st_mode & 0o777) for path in lying(place)} == {"0o600"}


def test_a_zip_is_read_from_within(place: Path, by: User) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("media/noise.bin", os.urandom(300_000))
        archive.writestr("_chat.txt", TEXT)
    file = services.store(io.BytesIO(made.getvalue()), name="export.zip", by=by)
    with zipfile.ZipFile(services.open_file(file)) as archive:
        assert archive.read("_chat.txt") == TEXT


def test_what_is_refused_leaves_nothing(place: Path, by: User) -> None:
    for data, limit in ((b"", 10), (b"MZ\x90\0\3\0", 10), (b"<html><script>", 100), (b"a" * 11, 10)):
        with pytest.raises(Invalid):
            services.store(io.BytesIO(data), name="x.jpg", by=by, limit=limit)
    assert lying(place) == []
    assert not StoredFile.objects.exists()


def test_exactly_the_limit_is_taken(place: Path, by: User) -> None:
    assert services.store(io.BytesIO(b"a" * 10), name="x.txt", by=by, limit=10).size == 10


def test_what_breaks_off_leaves_nothing(place: Path, by: User) -> None:
    class Cut(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 100_000:
                raise ConnectionResetError
            return super().read(70_000)

    with pytest.raises(ConnectionResetError):
        services.store(Cut(TEXT), name="chat.txt", by=by)
    assert lying(place) == []


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_undone_takes_the_file_with_it(place: Path, by: User) -> None:
    intake = services.Intake(limit=100)
    intake.write(b"abc")
    intake.end()
    transaction.set_autocommit(False)
    services.keep(intake, name="a.txt", by=by)
    transaction.rollback()
    transaction.set_autocommit(True)
    assert len(lying(place)) == 2
    intake.close()
    assert lying(place) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_on_record_is_not_forgotten_at_the_end_of_its_request(place: Path, by: User) -> None:
    intake = services.Intake(limit=100)
    intake.write(b"abc")
    intake.end()
    file = services.keep(intake, name="a.txt", by=by)
    intake.close()
    assert services.open_file(file).read() == b"abc"


def test_a_file_whose_row_stands_is_kept_though_nobody_heard_that_it_was_saved(place: Path, by: User) -> None:
    """The database may have saved, and its answer got lost: what runs after the commit then never runs."""
    intake = services.Intake(limit=100)
    intake.write(b"abc")
    intake.end()
    file = intake.place(name="a.txt", by=by)
    intake.close()
    assert services.open_file(file).read() == b"abc"


def test_an_upload_whose_process_was_killed_is_forgotten_after_a_day(place: Path, by: User) -> None:
    services.store(io.BytesIO(TEXT), name="chat.txt", by=by)
    old, young = services.Intake(limit=10), services.Intake(limit=10)
    assert len(lying(place / "incoming")) == 2
    os.utime(old._writer.incoming, (0, 0))  # type: ignore[attr-defined]
    assert services.tidy() == 1
    assert len(lying(place)) == 3
    old.close()
    young.close()


# -- damage -----------------------------------------------------------------------------------------------------------


def damaged_at(place: Path, file: StoredFile, at: int) -> None:
    data = bytearray(body(place, file).read_bytes())
    data[at] ^= 1
    body(place, file).write_bytes(bytes(data))


def test_a_large_file_begins_to_leave_before_all_of_it_was_read(
    place: Path, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "READ_FIRST", 100_000)
    monkeypatch.setattr(opening, "PIECE", 64 * 1024)
    file = services.store(io.BytesIO(LARGE), name="phone.txt", by=by)
    damaged_at(place, file, 500_000)
    pieces = services.checked(file, by=by)
    assert next(pieces) == LARGE[: 64 * 1024]
    given: list[bytes] = []
    with pytest.raises(services.Damaged):
        given.extend(pieces)
    assert len(b"".join(given)) < 500_000
    assert AuditEvent.objects.get(verb="files.damaged").data == {"trouble": "Tampered"}


def test_of_a_large_file_whose_digest_is_another_the_last_piece_is_kept_back(
    place: Path, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "READ_FIRST", 100_000)
    file = services.store(io.BytesIO(LARGE), name="phone.txt", by=by)
    assert b"".join(services.checked(file, by=by)) == LARGE
    file.sha256 = hashlib.sha256(b"something else").hexdigest()
    given: list[bytes] = []
    with pytest.raises(services.Damaged):
        given.extend(services.checked(file, by=by))
    assert len(b"".join(given)) == 2 * opening.PIECE
    assert AuditEvent.objects.get(verb="files.damaged").data == {"trouble": "digest"}


def test_a_large_file_that_is_cut_off_is_told_before_anything_of_it_leaves(
    place: Path, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "READ_FIRST", 100_000)
    file = services.store(io.BytesIO(LARGE), name="phone.txt", by=by)
    body(place, file).write_bytes(body(place, file).read_bytes()[:-70_000])
    with pytest.raises(services.Damaged):
        services.checked(file, by=by)


def test_a_changed_file_is_an_alarm_and_nothing_of_it_is_given_out(place: Path, by: User) -> None:
    file = services.store(io.BytesIO(TEXT), name="chat.txt", by=by)
    data = bytearray(body(place, file).read_bytes())
    data[-1] ^= 1
    body(place, file).write_bytes(bytes(data))
    with pytest.raises(services.Damaged):
        services.checked(file, by=by)
    alarm = AuditEvent.objects.get(verb="files.damaged")
    assert (alarm.object_id, alarm.data) == (file.pk, {"trouble": "Tampered"})
    with pytest.raises(Tampered):
        services.open_file(file).read()
    with pytest.raises(Exception, match="1 of 1"):
        call_command("check_files")


def test_a_lost_file_and_one_swapped_for_another_are_alarms(place: Path, by: User) -> None:
    first = services.store(io.BytesIO(TEXT), name="a.txt", by=by)
    second = services.store(io.BytesIO(TEXT), name="b.txt", by=by)
    body(place, first).write_bytes(body(place, second).read_bytes())
    body(place, second).unlink()
    for file in (first, second):
        with pytest.raises(services.Damaged):
            services.checked(file, by=by)


def test_a_digest_that_does_not_fit_is_an_alarm(place: Path, by: User) -> None:
    file = services.store(io.BytesIO(TEXT), name="a.txt", by=by)
    file.sha256 = "0" * 64
    with pytest.raises(services.Damaged):
        services.checked(file, by=by)
    assert AuditEvent.objects.get(verb="files.damaged").data == {"trouble": "digest"}


def test_what_a_file_is_can_not_be_rewritten(place: Path, by: User) -> None:
    file = services.store(io.BytesIO(TEXT), name="a.txt", by=by)
    for field, value in (("sha256", "0" * 64), ("size", 1), ("name", "b.txt"), ("media_type", "image/png")):
        with pytest.raises(Exception, match="what_it_is_stays"), transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).update(**{field: value})


# -- the store is away ------------------------------------------------------------------------------------------------


def test_a_store_that_takes_nothing_is_told_and_nothing_is_on_record(place: Path, by: User) -> None:
    place.write_bytes(b"a file where the directory should be")
    with pytest.raises(services.StoreAway):
        services.store(io.BytesIO(TEXT), name="a.txt", by=by)
    assert not StoredFile.objects.exists()


def test_a_store_that_went_away_is_no_alarm(place: Path, by: User) -> None:
    file = services.store(io.BytesIO(TEXT), name="a.txt", by=by)
    kept = body(place, file).with_suffix(".kept")
    body(place, file).rename(kept)
    body(place, file).mkdir()
    with pytest.raises(services.StoreAway):
        services.checked(file, by=by)
    assert not AuditEvent.objects.filter(verb="files.damaged").exists()


# -- keys -------------------------------------------------------------------------------------------------------------


def test_a_new_key_seals_the_heads_again_and_the_old_one_may_go(place: Path, by: User, settings: Settings) -> None:
    files = [services.store(io.BytesIO(TEXT), name="a.txt", by=by) for _ in range(3)]
    bodies = [body(place, file).read_bytes() for file in files]
    old = settings.FILE_KEYS
    settings.FILE_KEYS = ["a new key", *old]
    assert all(services.open_file(file).read() == TEXT for file in files)
    call_command("seal_files_again")
    call_command("seal_files_again")
    settings.FILE_KEYS = ["a new key"]
    for file, before in zip(files, bodies, strict=True):
        assert body(place, file).read_bytes() == before
        assert services.open_file(file).read() == TEXT
    assert set(StoredFile.objects.values_list("key_id", flat=True)) != {files[0].key_id}
    settings.FILE_KEYS = old
    with pytest.raises(NoKey):
        services.open_file(files[0])


def test_sealing_again_goes_on_where_it_was_stopped(
    place: Path, by: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after a head was written and before its row was: the head opens under either."""
    files = [services.store(io.BytesIO(TEXT), name="a.txt", by=by) for _ in range(2)]
    settings.FILE_KEYS = ["a new key", *settings.FILE_KEYS]
    with monkeypatch.context() as stopped:
        stopped.setattr(StoredFile, "save", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            services.seal_again(by=by)
    assert all(services.open_file(file).read() == TEXT for file in files)
    assert services.seal_again(by=by) == 2
    settings.FILE_KEYS = ["a new key"]
    assert all(services.open_file(file).read() == TEXT for file in files)

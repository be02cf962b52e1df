"""Archives: nothing is believed, nothing unpacked to a disk, and what cannot be read gets a verdict in words."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from safeguarding.conversations.rules import zips
from safeguarding.conversations.rules.formats import READERS, recognise
from safeguarding.conversations.rules.pieces import How, Said
from safeguarding.conversations.rules.zips import Broken, NotReadable, OneFile, ZipArchive, source_of
from tests.exports.made import pieces, source, unread, zipped

CHAT = b"".join(b"13/03/2025, 21:%02d - Ann: message %d\n" % (n % 60, n) for n in range(20_000))


def damaged(data: bytes, at: int, how: int = 40) -> bytes:
    return data[:at] + bytes(255 - each for each in data[at : at + how]) + data[at + how :]


def test_a_member_is_read_as_it_was_packed():
    archive = source("x.zip", zipped({"_chat.txt": CHAT, "folder/a.jpg": b"x"}))
    assert list(archive.names()) == ["_chat.txt", "folder/a.jpg"]
    with archive.open("_chat.txt") as file:
        assert file.read() == CHAT


def test_an_archive_is_known_by_its_bytes_and_not_by_its_name():
    assert isinstance(source("chat.txt", zipped({"_chat.txt": CHAT})), ZipArchive)
    assert isinstance(source("chat.zip", CHAT), OneFile)


def test_a_bomb_is_not_opened():
    with pytest.raises(NotReadable, match="no export does"):
        source("x.zip", zipped({"_chat.txt": b"0" * 50_000_000}))


def test_an_archive_that_says_it_is_endless_is_not_opened(monkeypatch):
    monkeypatch.setattr(zips, "UNPACKED_MOST", 1_000)
    with pytest.raises(NotReadable, match="unpacks to more than"):
        source("x.zip", zipped({"_chat.txt": CHAT}))


def test_an_archive_of_too_many_members_is_not_opened(monkeypatch):
    monkeypatch.setattr(zips, "MEMBERS_MOST", 10)
    with pytest.raises(NotReadable, match="more than 10 files"):
        source("x.zip", zipped({f"{n}.txt": b"" for n in range(11)}))


def test_a_member_that_is_longer_than_it_says_is_read_no_further():
    data = zipped({"_chat.txt": CHAT})
    short = data.replace(struct.pack("<L", len(CHAT)), struct.pack("<L", 1_000))
    with source("x.zip", short).open("_chat.txt") as file:
        assert file.read1(100) == CHAT[:100]
        with pytest.raises(Broken):
            file.read()


def test_a_locked_archive_is_said_to_be_locked():
    data = bytearray(zipped({"_chat.txt": CHAT}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(NotReadable, match="password"):
        source("x.zip", bytes(data))


@pytest.mark.parametrize("length", [4, 30, 500, -1, -30])
def test_an_archive_that_was_cut_off_has_no_list_of_contents(length):
    with pytest.raises(NotReadable, match="damaged"):
        source("x.zip", zipped({"_chat.txt": CHAT})[:length])


def test_an_empty_archive():
    with pytest.raises(NotReadable, match="empty"):
        source("x.zip", zipped({}))


def test_a_damaged_list_of_contents_is_said():
    data = zipped({"_chat.txt": CHAT})
    with pytest.raises(NotReadable):
        source("x.zip", damaged(data, data.rfind(b"PK\x01\x02"), 20))


def test_names_are_only_shown():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("../../etc/passwd", "C:\\Windows\\x.txt", "/root/a\x1b[31m.txt", "n" * 5_000 + ".txt"):
            archive.writestr(zipfile.ZipInfo(name), b"x")
    names = source("x.zip", file.getvalue()).names()
    assert names[0] == "../../etc/passwd"
    assert "\x1b" not in names[2]
    assert all(len(name) <= 200 for name in names)


def test_two_members_of_one_name_are_both_there_and_archives_within_are_named():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a/message_1.json", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a/message_1.json", b"2")
        archive.writestr("more.zip", b"PK")
    of = source("x.zip", file.getvalue())
    assert list(of.names()) == ["a/message_1.json", "a/message_1.json (2)", "more.zip"]
    assert [of.open(name).read() for name in of.names()[:2]] == [b"1", b"2"]
    assert "twice" in of.notes[0]
    assert "was not opened" in of.notes[1]


def test_damage_in_the_middle_of_a_member_loses_nothing_before_it():
    data = zipped({"_chat.txt": CHAT})
    of = source("x.zip", damaged(data, len(data) // 2))
    assert recognise(of) == "whatsapp"
    found = list(READERS["whatsapp"].read(of, How("day_first")))
    assert len(pieces(found)) > 5_000
    assert all(p.text.startswith("message ") for p in pieces(found)[:5_000])
    assert "damaged" in unread(found)[-1].why or "checksum" in unread(found)[-1].why


def test_a_member_whose_checksum_is_wrong_is_read_and_that_is_said():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("_chat.txt", CHAT)
    data = file.getvalue().replace(b"message 1999\n", b"message 1998\n")
    found = list(READERS["whatsapp"].read(source("x.zip", data), How("day_first")))
    assert len(pieces(found)) == 20_000
    assert "checksum" in unread(found)[-1].why


def test_a_packing_that_is_not_known_is_said_and_does_not_stop_the_rest():
    data = bytearray(zipped({"_chat.txt": CHAT}))
    data[data.rfind(b"PK\x01\x02") + 10] = 99
    data[8] = 99
    of = source("x.zip", bytes(data))
    found = [each for each in READERS["whatsapp"].read(of, How("day_first")) if not isinstance(each, Said)]
    assert pieces(found) == []
    assert len(unread(found)) == 1


def test_trouble_of_the_storage_beneath_is_not_taken_for_a_damaged_archive():
    class TamperedError(OSError):
        pass

    class Storage(io.BytesIO):
        is_bad = False

        def read(self, *most):
            if self.is_bad:
                raise TamperedError
            return super().read(*most)

    beneath = Storage(zipped({"_chat.txt": CHAT}))
    of = source_of("x.zip", lambda: beneath)
    file = of.open("_chat.txt")
    beneath.is_bad = True
    with pytest.raises(TamperedError):
        file.read()


def test_a_packing_without_a_limit_is_not_unpacked_whatever_size_the_archive_says():
    """The library would unpack all of such a member at once: 868 bytes of it took 2 GB of memory."""
    for packing in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", packing) as archive:
            archive.writestr("_chat.txt", bytes(10**6))
        with source("x.zip", buffer.getvalue()).open("_chat.txt") as file, pytest.raises(Broken, match="pack it again"):
            file.read(1)


def test_many_members_of_one_name_get_names_of_their_own_in_one_pass():
    class Counted(dict):
        asked = 0

        def __contains__(self, key):
            Counted.asked += 1
            return super().__contains__(key)

    # The library packs no name twice without a warning: they get their common name afterwards.
    data = zipped({"aaaaa (3)": b"", **{f"a{number:04}": b"" for number in range(500)}})
    for number in range(500):
        data = data.replace(b"a%04d" % number, b"aaaaa")
    of = ZipArchive(io.BytesIO(data))
    assert len(set(of.names())) == 501
    assert list(of.names())[:4] == ["aaaaa (3)", "aaaaa", "aaaaa (2)", "aaaaa (4)"]
    of._members = Counted()
    of._named.clear()
    for member in of._zip.infolist():
        of._take(member)
    assert Counted.asked < 4 * 501

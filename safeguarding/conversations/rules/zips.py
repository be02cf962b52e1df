"""Files and archives as their readers see them. What an archive says of itself is believed only while it reads so.

Nothing is ever unpacked to a disk and no name of a member is ever used as a path: a name is only shown.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import IO, Any, cast

#: Of one archive: members, the bytes of all that a reader may unpack, and how often over a member may be packed.
MEMBERS_MOST = 100_000
UNPACKED_MOST = 20 * 2**30
RATIO_MOST = 400
#: A small member may be packed as tightly as it likes: a file of one repeated line is no attack.
RATIO_FROM = 10 * 2**20
#: As archives are packed everywhere. The other ways are unpacked by the library without a limit, whatever size the
#: archive says: of 64 KB it would make many GB in memory at once.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
NAME_MOST = 300
DIRECTORY_MOST = 16 * 2**20

NO_ZIP = (
    "The archive is damaged: its list of contents cannot be read. Export it again, or unpack it and bring in the file."
)
TOO_MANY = "The archive holds more than {:,} files: unpack it and bring in the file of messages alone."
TOO_LARGE = "The archive says that it unpacks to more than {} GB: unpack it and bring in the file of messages alone."
BOMB = "The archive unpacks to more than {} times its size, as no export does: it was not opened."
LOCKED = "The archive is locked with a password: unpack it with the password and bring in what is in it."
ODD = "The archive is packed in a way that is not read here: pack it again as a plain zip."
NOTHING = "The archive is empty."
TWICE = "The archive holds {} twice under one name; the second is read as “{}”."
MEMBER_DAMAGED = "What the archive holds here is damaged: nothing from here on could be read."
MEMBER_ODD = "It is packed in a way that is not read here: pack it again as a plain zip."
MEMBER_ALTERED = "Its checksum is not the one the archive has on record: something in this file was changed or damaged."
TOO_LONG = "It unpacks to more than the archive says: nothing from here on was read."
PIECE = 64 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, struct.error, OSError)


class NotReadable(Exception):
    """The file as a whole cannot be read; why, and what to do, in plain words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Broken(OSError):
    """A member cannot be read from here on: what its bytes say does not agree with the archive."""


class OneFile:
    """A single file. `opened` gives it anew, from its beginning, each time it is called."""

    notes: tuple[str, ...] = ()

    def __init__(self, name: str, opened: Callable[[], IO[bytes]]) -> None:
        self._name = shown(name) or "file"
        self._opened = opened

    def names(self) -> Sequence[str]:
        return (self._name,)

    def open(self, name: str) -> io.BufferedReader:
        if name != self._name:
            raise KeyError(name)
        return _buffered(self._opened())


class ZipArchive:
    """The members of an archive. Archives within it are not opened: they are named in `notes`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = _opened(file)
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._named: dict[str, int] = {}
        self._notes: list[str] = []
        for member in self._zip.infolist():
            if not member.is_dir():
                self._take(member)
        if not self._members:
            raise NotReadable(NOTHING)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is odd about the archive, in plain words."""
        return tuple(self._notes)

    def _take(self, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & 0x1:
            raise NotReadable(LOCKED)
        name = own = shown(member.filename) or "member without a name"
        while name in self._members:
            # Counted on from the last of that name: a hundred thousand of one name take no longer than of many.
            at = self._named[own] = self._named.get(own, 1) + 1
            name = f"{own} ({at})"
        if name != own and len(self._notes) < 100:
            self._notes.append(TWICE.format(f"“{own}”", name))
        if own.lower().endswith((".zip", ".7z", ".rar", ".gz")) and len(self._notes) < 100:
            self._notes.append(f"“{own}” is an archive within the archive: it was not opened. Bring it in by itself.")
        self._members[name] = member

    def names(self) -> Sequence[str]:
        return tuple(self._members)

    def size(self, name: str) -> int:
        return self._members[name].file_size

    def open(self, name: str) -> io.BufferedReader:
        """The unpacked bytes of a member. Reading raises `Broken` where they are not what the archive says."""
        member = self._members[name]
        if member.compress_type not in PACKED:
            return _buffered(_Never(MEMBER_ODD))
        try:
            inner = cast("zipfile.ZipExtFile", self._zip.open(member))
        except _DAMAGE as failed:
            _raise_unless_damage(failed)
            return _buffered(_Never(MEMBER_DAMAGED))
        except (NotImplementedError, RuntimeError):
            return _buffered(_Never(MEMBER_ODD))
        return io.BufferedReader(_Member(inner, member), 256 * 1024)


class _Member(io.RawIOBase):
    """A member as it is unpacked, no further than the archive said it is long.

    Its checksum is compared here and not by the library, which would keep back what was read before it disagrees.
    """

    def __init__(self, inner: zipfile.ZipExtFile, member: zipfile.ZipInfo) -> None:
        self._inner, self._left, self._sum, self._told = inner, member.file_size, 0, member.CRC
        # There is no public way to leave the comparison to somebody else; the test of altered members sees it go.
        inner._expected_crc = None  # type: ignore[attr-defined]  # not public

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        try:
            data = self._inner.read1(min(len(into), PIECE))
        except _DAMAGE as failed:
            _raise_unless_damage(failed)
            raise Broken(MEMBER_DAMAGED) from failed
        self._left -= len(data)
        self._sum = zlib.crc32(data, self._sum)
        if self._left < 0:
            raise Broken(TOO_LONG)
        if not data and (self._left or self._sum != self._told):
            raise Broken(MEMBER_ALTERED)
        into[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


class _Never(io.RawIOBase):
    """A member of which nothing can be read."""

    def __init__(self, words: str) -> None:
        self._words = words

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        raise Broken(self._words)


def source_of(name: str, opened: Callable[[], IO[bytes]]) -> OneFile | ZipArchive:
    """An archive where the first bytes are those of one, whatever its name says; else the file itself."""
    file = opened()
    head = file.read(4)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        file.seek(0)
        return ZipArchive(file)
    file.close()
    return OneFile(name, opened)


def shown(name: str) -> str:
    """A name out of an archive or an upload, fit to be shown and kept: never to be used as a path."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in name.replace("\\", "/"))
    plain = plain.encode("utf-8", "replace").decode("utf-8")
    return plain if len(plain) <= NAME_MOST - 120 else f"…{plain[-(NAME_MOST - 120) :]}"


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive, once its list of contents is known to be bearable."""
    try:
        _list_is_bearable(file)
        opened = zipfile.ZipFile(file)
        members = opened.infolist()
    except NotReadable:
        raise
    except NotImplementedError as failed:
        raise NotReadable(ODD) from failed
    except _DAMAGE as failed:
        _raise_unless_damage(failed)
        raise NotReadable(NO_ZIP) from failed
    if len(members) > MEMBERS_MOST:
        raise NotReadable(TOO_MANY.format(MEMBERS_MOST))
    if sum(member.file_size for member in members) > UNPACKED_MOST:
        raise NotReadable(TOO_LARGE.format(UNPACKED_MOST // 2**30))
    if any(_is_bomb(member) for member in members):
        raise NotReadable(BOMB.format(RATIO_MOST))
    return opened


def _list_is_bearable(file: IO[bytes]) -> None:
    """The list of contents is held in memory whole: what says that it is endless is not opened at all."""
    # Not public, but what the library itself begins with: opening the archive would read the whole list first.
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # not public
    if not end:
        raise NotReadable(NO_ZIP)
    if end[5] > DIRECTORY_MOST or end[4] > MEMBERS_MOST:
        raise NotReadable(TOO_MANY.format(MEMBERS_MOST))
    file.seek(0)


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_FROM and member.file_size > RATIO_MOST * max(member.compress_size, 1)


def _raise_unless_damage(failed: BaseException) -> None:
    """A trouble of the storage beneath, such as a chunk that was tampered with, is not the archive's: it goes on up."""
    if type(failed).__module__ not in ("builtins", "zipfile", "zlib", "lzma", "_lzma", "struct"):
        raise failed


def _buffered(file: IO[bytes] | io.RawIOBase) -> io.BufferedReader:
    if isinstance(file, io.BufferedReader):
        return file
    return io.BufferedReader(file if isinstance(file, io.RawIOBase) else _Raw(file), 256 * 1024)


class _Raw(io.RawIOBase):
    """Anything that reads, as what a buffer reads from."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        data = self._file.read(len(into))
        into[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()

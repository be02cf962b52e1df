"""How the bytes of a file are sealed, and opened at any place again (decision 21).

A file has a data key of its own. It is cut into chunks of 64 KiB, each sealed by AES-256-GCM under that key. The nonce
is the number of the chunk and whether it is the last; what is authenticated besides is the file's own name in the
store. So a chunk that was changed, swapped with another, brought from another file, doubled or left out does not open,
and neither does a file that was cut off, even exactly between two chunks.

The data key lies beside the file, sealed under one of FILE_KEYS: the head. Changing a key writes heads alone.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 64 * 1024
TAG = 16
SEALED_CHUNK = CHUNK + TAG
MAGIC = b"SCF"
VERSION = 1
KEY_ID_BYTES = 8
NONCE = 12
KEY = 32
HEAD_BYTES = len(MAGIC) + 1 + KEY_ID_BYTES + NONCE + KEY + TAG


class Tampered(Exception):
    """What lies in the store is not what was sealed."""


class NoKey(Exception):
    """None of FILE_KEYS opens it: a key was taken away too early."""


class Source(Protocol):
    """Sealed bytes to read from, at any place."""

    def seek(self, offset: int, whence: int = 0, /) -> int: ...

    def read(self, size: int = -1, /) -> bytes: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class MasterKey:
    """One of FILE_KEYS, ready for use."""

    id: str
    secret: bytes

    def __repr__(self) -> str:
        return f"MasterKey({self.id})"


def master_key(given: str) -> MasterKey:
    """The key that the words of the setting stand for. Its id tells keys apart and gives nothing of the key away."""
    made = HKDF(SHA256(), length=KEY, salt=None, info=b"safeguarding files: master key").derive(given.encode())
    return MasterKey(hashlib.sha256(b"id" + made).hexdigest()[: KEY_ID_BYTES * 2], made)


# -- the head ---------------------------------------------------------------------------------------------------------


def new_data_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def make_head(data_key: bytes, *, name: bytes, key: MasterKey) -> bytes:
    """The data key sealed for the file of that name."""
    front = MAGIC + bytes([VERSION]) + bytes.fromhex(key.id)
    nonce = os.urandom(NONCE)
    return front + nonce + AESGCM(key.secret).encrypt(nonce, data_key, front + name)


def open_head(head: bytes, *, name: bytes, keys: Sequence[MasterKey]) -> bytes:
    """The data key. Raises NoKey, or Tampered when it is not the head of that file."""
    front_ends = len(MAGIC) + 1 + KEY_ID_BYTES
    front, nonce, sealed = head[:front_ends], head[front_ends : front_ends + NONCE], head[front_ends + NONCE :]
    if len(head) != HEAD_BYTES or front[: len(MAGIC) + 1] != MAGIC + bytes([VERSION]):
        raise Tampered("The head of a file is not one that was written here")
    wanted = front[len(MAGIC) + 1 :].hex()
    for key in keys:
        if key.id == wanted:
            try:
                return AESGCM(key.secret).decrypt(nonce, sealed, front + name)
            except InvalidTag as no:
                raise Tampered("The head of a file was changed") from no
    raise NoKey(f"No key of FILE_KEYS has the id {wanted}")


# -- the chunks -------------------------------------------------------------------------------------------------------


def sealed_size(size: int) -> int:
    """How many bytes a file of that size has once it is sealed: one of none has one empty chunk."""
    return size + TAG * max(1, -(-size // CHUNK))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(NONCE - 1, "big") + (b"\1" if last else b"\0")


class Sealer:
    """Seals what it is fed, chunk by chunk. It holds back one chunk, since only the end tells which is the last."""

    def __init__(self, data_key: bytes, *, name: bytes) -> None:
        self._cipher = AESGCM(data_key)
        self._name = name
        self._held = bytearray()
        self._number = 0

    def feed(self, data: bytes) -> bytes:
        """What is ready of it, sealed."""
        self._held += data
        ready = []
        start = 0
        while len(self._held) - start > CHUNK:
            ready.append(self._seal(bytes(self._held[start : start + CHUNK]), last=False))
            start += CHUNK
        del self._held[:start]
        return b"".join(ready)

    def finish(self) -> bytes:
        """The last chunk."""
        sealed = self._seal(bytes(self._held), last=True)
        self._held.clear()
        return sealed

    def _seal(self, chunk: bytes, *, last: bool) -> bytes:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), chunk, self._name)
        self._number += 1
        return sealed


class SealedReader(io.RawIOBase):
    """Reads what was sealed, from any place. Each chunk is opened whole or not at all: no unproved byte leaves it."""

    def __init__(self, source: Source, data_key: bytes, *, name: bytes, size: int) -> None:
        self._source = source
        self._cipher = AESGCM(data_key)
        self._name = name
        self._size = size
        self._last = max(0, -(-size // CHUNK) - 1)
        self._at = 0
        self._open_number = -1
        self._open = b""
        if source.seek(0, io.SEEK_END) != sealed_size(size):
            raise Tampered("A file in the store is longer or shorter than what was sealed")
        self._chunk(self._last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("negative seek position")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, CHUNK)
        wanted = memoryview(buffer).cast("B")
        given = self._chunk(number)[within : within + len(wanted)]
        wanted[: len(given)] = given
        self._at += len(given)
        return len(given)

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        if number != self._open_number:
            self._source.seek(number * SEALED_CHUNK)
            sealed = _exactly(self._source, SEALED_CHUNK)
            try:
                self._open = self._cipher.decrypt(_nonce(number, last=number == self._last), sealed, self._name)
            except InvalidTag as no:
                raise Tampered("A piece of a file in the store was changed") from no
            self._open_number = number
        return self._open


def _exactly(source: Source, size: int) -> bytes:
    """So many bytes, or all there are: a store may give fewer at a time than it was asked for."""
    pieces = []
    while size > 0:
        piece = source.read(size)
        if not piece:
            break
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)

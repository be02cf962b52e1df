"""Sealing files: what went in comes out from any place, and nothing that was tampered with comes out at all."""

from __future__ import annotations

import io
import itertools
import os

import pytest

from safeguarding.files.rules import sealing
from safeguarding.files.rules.sealing import CHUNK, SEALED_CHUNK, NoKey, SealedReader, Sealer, Tampered, master_key

NAME = bytes(range(16))
OTHER = bytes(16)
KEY = master_key("a key")
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7]


def seal(plain: bytes, key: bytes, *, name: bytes = NAME, step: int = 40_000) -> bytes:
    sealer = Sealer(key, name=name)
    return b"".join(sealer.feed(plain[at : at + step]) for at in range(0, len(plain), step)) + sealer.finish()


def opened(sealed: bytes, key: bytes, size: int, *, name: bytes = NAME) -> io.BufferedReader:
    return io.BufferedReader(SealedReader(io.BytesIO(sealed), key, name=name, size=size))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", [1 + CHUNK // 3, CHUNK, 5 * CHUNK])
def test_what_went_in_comes_out(size: int, step: int) -> None:
    plain, key = os.urandom(size), sealing.new_data_key()
    sealed = seal(plain, key, step=step)
    assert len(sealed) == sealing.sealed_size(size)
    assert opened(sealed, key, size).read() == plain


def test_sealed_bytes_show_nothing_of_what_they_seal() -> None:
    sealed = seal(b"don't tell anyone " * 10_000, sealing.new_data_key())
    assert b"anyone" not in sealed
    assert sealed[:32] != sealed[SEALED_CHUNK : SEALED_CHUNK + 32]


@pytest.mark.parametrize("at", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 6, 3 * CHUNK + 7])
def test_it_is_read_from_any_place(at: int) -> None:
    plain, key = os.urandom(3 * CHUNK + 7), sealing.new_data_key()
    reader = opened(seal(plain, key), key, len(plain))
    assert reader.seek(at) == at
    assert reader.read(100) == plain[at : at + 100]
    reader.seek(-5, io.SEEK_END)
    assert reader.read() == plain[-5:]
    reader.seek(10)
    reader.seek(5, io.SEEK_CUR)
    assert reader.read(CHUNK) == plain[15 : 15 + CHUNK]


def test_past_the_end_is_nothing_and_before_the_beginning_is_an_error() -> None:
    key = sealing.new_data_key()
    reader = SealedReader(io.BytesIO(seal(b"abc", key)), key, name=NAME, size=3)
    reader.seek(1000)
    assert reader.read() == b""
    with pytest.raises(ValueError, match="negative"):
        reader.seek(-1)


def test_a_store_that_gives_little_at_a_time_is_read_whole() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 1000))

    plain, key = os.urandom(2 * CHUNK), sealing.new_data_key()
    assert SealedReader(Slow(seal(plain, key)), key, name=NAME, size=len(plain)).readall() == plain


# -- tampering --------------------------------------------------------------------------------------------------------

FULL = 4 * CHUNK


def pieces_of(sealed: bytes) -> list[bytes]:
    return [sealed[at : at + SEALED_CHUNK] for at in range(0, len(sealed), SEALED_CHUNK)]


def read_all(sealed: bytes, key: bytes, size: int) -> bytes:
    return opened(sealed, key, size).read()


@pytest.mark.parametrize("at", [0, 15, CHUNK - 1, CHUNK, SEALED_CHUNK - 1, SEALED_CHUNK, 2 * SEALED_CHUNK + 5, -1, -17])
def test_a_changed_bit_anywhere_is_found(at: int) -> None:
    key = sealing.new_data_key()
    sealed = bytearray(seal(os.urandom(FULL), key))
    sealed[at] ^= 1
    with pytest.raises(Tampered):
        read_all(bytes(sealed), key, FULL)


@pytest.mark.parametrize("order", [order for order in itertools.permutations(range(4)) if order != (0, 1, 2, 3)])
def test_chunks_in_another_order_do_not_open(order: tuple[int, ...]) -> None:
    key = sealing.new_data_key()
    pieces = pieces_of(seal(os.urandom(FULL), key))
    with pytest.raises(Tampered):
        read_all(b"".join(pieces[at] for at in order), key, FULL)


@pytest.mark.parametrize("kept", [[0, 1, 2], [1, 2, 3], [0, 2, 3], [0], [3], []])
@pytest.mark.parametrize("is_size_changed_too", [True, False])
def test_a_file_with_a_chunk_missing_does_not_open(kept: list[int], is_size_changed_too: bool) -> None:
    """Even when whoever took it away could change what the table says of its size."""
    key = sealing.new_data_key()
    pieces = pieces_of(seal(os.urandom(FULL), key))
    size = len(kept) * CHUNK if is_size_changed_too else FULL
    with pytest.raises(Tampered):
        read_all(b"".join(pieces[at] for at in kept), key, size)


def test_a_doubled_chunk_and_more_behind_the_end_do_not_open() -> None:
    key = sealing.new_data_key()
    pieces = pieces_of(seal(os.urandom(FULL), key))
    for wrong in ([*pieces, pieces[-1]], [pieces[0], *pieces], [*pieces, b"more"]):
        sealed = b"".join(wrong)
        for size in (FULL, FULL + CHUNK, FULL + 4 - sealing.TAG):
            with pytest.raises(Tampered):
                read_all(sealed, key, size)


def test_a_chunk_of_another_file_does_not_open_even_under_the_same_key() -> None:
    key = sealing.new_data_key()
    mine, other = pieces_of(seal(os.urandom(FULL), key)), pieces_of(seal(os.urandom(FULL), key, name=OTHER))
    with pytest.raises(Tampered):
        read_all(b"".join([mine[0], other[1], *mine[2:]]), key, FULL)


def test_a_cut_inside_a_chunk_is_found() -> None:
    key = sealing.new_data_key()
    sealed = seal(os.urandom(FULL), key)
    for size in (FULL, FULL - 1, FULL - 100):
        with pytest.raises(Tampered):
            read_all(sealed[: sealing.sealed_size(FULL) - 100], key, size)


def test_nothing_of_a_chunk_leaves_before_it_is_proved() -> None:
    key = sealing.new_data_key()
    sealed = bytearray(seal(b"a" * FULL, key))
    sealed[SEALED_CHUNK + 500] ^= 1
    reader = SealedReader(io.BytesIO(bytes(sealed)), key, name=NAME, size=FULL)
    assert reader.read(CHUNK) == b"a" * CHUNK
    with pytest.raises(Tampered):
        reader.read(1)


# -- the head ---------------------------------------------------------------------------------------------------------


def test_each_key_opens_and_a_missing_one_is_told() -> None:
    data_key, new = sealing.new_data_key(), master_key("a new key")
    head = sealing.make_head(data_key, name=NAME, key=KEY)
    assert len(head) == sealing.HEAD_BYTES
    assert sealing.open_head(head, name=NAME, keys=[new, KEY]) == data_key
    assert data_key not in head
    with pytest.raises(NoKey):
        sealing.open_head(head, name=NAME, keys=[new])


def test_a_head_that_was_changed_or_is_of_another_file_does_not_open() -> None:
    head = sealing.make_head(sealing.new_data_key(), name=NAME, key=KEY)
    for at in range(len(head)):
        wrong = bytearray(head)
        wrong[at] ^= 1
        with pytest.raises((Tampered, NoKey)):
            sealing.open_head(bytes(wrong), name=NAME, keys=[KEY])
    for wrong_head in (b"", head[:-1], head + b"x"):
        with pytest.raises(Tampered):
            sealing.open_head(wrong_head, name=NAME, keys=[KEY])
    with pytest.raises(Tampered):
        sealing.open_head(head, name=OTHER, keys=[KEY])


def test_keys_are_told_apart_without_being_shown() -> None:
    assert master_key("a").id != master_key("b").id
    assert master_key("a").id == master_key("a").id
    assert master_key("a").secret.hex() not in repr(master_key("a"))

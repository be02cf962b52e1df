"""What is said about a file as a whole, whatever its format."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from safeguarding.conversations.rules.pieces import RAW_MOST, Piece, Said, Unread

OLD_LINES = "Some lines are not in UTF-8: they were read as Windows-1252, and letters in them may be wrong."
NOT_KEPT = "Some letters of the file cannot be kept in a database (zero bytes, halves of a sign): “�” stands for each."
#: What the tables of messages hold of each.
NAME_MOST, SENT_MOST, SECONDS_MOST, RAW_KEPT = 300, 60, 2**31 - 1, 1_200_000


def fit_to_keep(pieces: Iterator[Piece | Unread | Said]) -> Iterator[Piece | Unread | Said]:
    """The same pieces, with nothing in them that a database refuses; where something was replaced, it is said once."""
    has_said = False
    for piece in pieces:
        if isinstance(piece, Said):
            yield piece
            continue
        kept, is_changed = _piece(piece) if isinstance(piece, Piece) else _unread(piece)
        if is_changed and not has_said:
            has_said = True
            yield Said(NOT_KEPT)
        yield kept


def _piece(piece: Piece) -> tuple[Piece | Unread, bool]:
    texts = (
        piece.raw, piece.text, piece.thread, piece.sender, piece.thread_title, piece.media_name, piece.sent_text,
        piece.place, *piece.others,
    )  # fmt: skip
    whole = "".join(texts)
    is_odd = _is_odd(whole)
    if not is_odd and len(whole) <= NAME_MOST and len(piece.sent_text) <= SENT_MOST and piece.seconds is None:
        return piece, False
    seconds = piece.seconds if piece.seconds is None or 0 <= piece.seconds <= SECONDS_MOST else None
    return replace(
        piece, raw=_clean(piece.raw, is_odd)[:RAW_KEPT], text=_clean(piece.text, is_odd), seconds=seconds,
        thread=_short(piece.thread, is_odd), sender=_short(piece.sender, is_odd), place=_short(piece.place, is_odd),
        thread_title=_short(piece.thread_title, is_odd), media_name=_short(piece.media_name, is_odd),
        sent_text=_clean(piece.sent_text, is_odd)[:SENT_MOST],
        others=tuple(_short(other, is_odd) for other in piece.others),
    ), is_odd  # fmt: skip


def _unread(piece: Unread) -> tuple[Piece | Unread, bool]:
    is_odd = _is_odd(piece.raw + piece.place)
    return Unread(_short(piece.place, is_odd), _clean(piece.raw[:RAW_MOST], is_odd), piece.why), is_odd


def _is_odd(text: str) -> bool:
    if "\x00" in text:
        return True
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _clean(text: str, is_odd: bool) -> str:
    if not is_odd:
        return text
    return text.replace("\x00", "�").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _short(text: str, is_odd: bool) -> str:
    """A name that fits its column. One that was cut keeps what tells it from others that begin the same."""
    clean = _clean(text, is_odd)
    if len(clean) <= NAME_MOST:
        return clean
    return f"{clean[: NAME_MOST - 20]}… {hashlib.sha256(clean.encode()).hexdigest()[:12]}"

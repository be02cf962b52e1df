"""A batch of pieces put on record with COPY, in the transaction that also says how far the file is read."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.db import connection

from safeguarding.conversations.models import MessageExport
from safeguarding.conversations.rules.pieces import RAW_MOST, Piece, Said, Unread
from safeguarding.conversations.services.known import NAME_MOST, Known
from safeguarding.conversations.services.times import Moments

TEXTS = "kind, text, raw, place, sent_text, media_name"
COPY_MESSAGES = (
    "COPY conversations_message (export_id, conversation_id, position, sender_id, sent_at, is_edited, seconds, "
    f"{TEXTS}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL ({TEXTS}))"
)
COPY_UNREAD = (
    "COPY conversations_unreadline (export_id, place, raw, why) FROM STDIN "
    "WITH (FORMAT csv, FORCE_NOT_NULL (place, raw, why))"
)
LONGEST_CALL = 2**31 - 1


class Writer:
    """What was read of one export, on its way into the tables."""

    def __init__(self, export: MessageExport) -> None:
        self.export = export
        self.known = Known(export)
        self.moments = Moments(export.time_zone, export.checkpoint)

    def put(self, batch: Sequence[Piece | Unread | Said]) -> dict[str, int]:
        """Put a batch on record; says how many there were of each kind. Its caller holds the transaction."""
        pieces = [each for each in batch if isinstance(each, Piece)]
        unread = [each for each in batch if isinstance(each, Unread)]
        counts: dict[str, int] = {}
        if pieces:
            self.known.prepare(pieces)
            self._messages(pieces, counts)
            self.known.save_counts()
        if unread:
            rows = [(self.export.pk, each.place[:NAME_MOST], each.raw[:RAW_MOST], each.why[:200]) for each in unread]
            _copy(COPY_UNREAD, rows)
            counts["unread"] = len(unread)
        return counts

    def _messages(self, pieces: list[Piece], counts: dict[str, int]) -> None:
        known, moments, export = self.known, self.moments, self.export.pk
        rows = []
        for piece in pieces:
            thread = known.threads[piece.thread[:NAME_MOST]]
            thread.count += 1
            thread.is_changed = True
            kind = piece.kind.value
            counts[kind] = counts.get(kind, 0) + 1
            sent = moments.of(piece.sent, thread.before)
            thread.before = piece.sent.replace(fold=1) if piece.sent and moments.is_second else piece.sent
            seconds = piece.seconds if piece.seconds is None else max(0, min(piece.seconds, LONGEST_CALL))
            rows.append((
                export, thread.pk, thread.count, known.sender(piece), sent, piece.is_edited, seconds, kind, piece.text,
                piece.raw, piece.place[:NAME_MOST], piece.sent_text[:60], piece.media_name[:NAME_MOST],
            ))  # fmt: skip
        _copy(COPY_MESSAGES, rows)


def _copy(statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    # A zero byte and half of a letter are nothing a text can hold; the file itself is kept as it was.
    sendable = text.getvalue().replace("\x00", "\u2400").encode("utf-8", "replace")
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(statement, io.BytesIO(sendable))

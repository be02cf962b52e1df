"""Exports of messages as people hand them in, through the real store of files."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

from django.conf import settings

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.conversations import services
from safeguarding.conversations.models import MessageExport
from safeguarding.core import clock
from safeguarding.evidence.models import Exhibit, ExhibitFile
from safeguarding.files.services import store

BEGINS = dt.datetime(2019, 3, 14, 16, 5)  # noqa: DTZ001 - as a phone writes it


def an_exhibit_file(case: Case, by: User, content: bytes, name: str = "WhatsApp Chat with Carl.txt") -> ExhibitFile:
    """A file of an exhibit of the case."""
    exhibit, _ = Exhibit.objects.get_or_create(
        case=case, reference="JB/9",
        defaults={
            "kind": "chat_export", "description": "Export of a chat", "seized_at": clock.now(), "seized_where": "Home",
            "seized_by": "Officer", "custodian": by, "added_by": by,
        },
    )  # fmt: skip
    return ExhibitFile.objects.create(exhibit=exhibit, file=store(io.BytesIO(content), name=name, by=by))


def spoil(held: ExhibitFile) -> None:
    """Somebody changed the file where it lies."""
    name = held.file.key.hex
    body = Path(settings.FILES_DIR) / name[:2] / name
    body.write_bytes(body.read_bytes()[:-1] + b"x")


def whatsapp(count: int, *, begins: dt.datetime = BEGINS, step: dt.timedelta = dt.timedelta(minutes=7)) -> bytes:
    """A chat of two: as many messages, each with its number."""
    lines = []
    for at in range(count):
        sent = begins + at * step
        lines.append(f"{sent:%d/%m/%Y, %H:%M} - {('Carl', 'Ann')[at % 2]}: message {at}")
    return "\n".join(lines).encode()


def instagram(messages: list[tuple[str, str, dt.datetime]], *, people: tuple[str, ...] = ("carl.m", "ann_a")) -> bytes:
    """One thread of an Instagram download, the newest message first, in its mis-encoded text."""
    items = [
        {"sender_name": who, "timestamp_ms": int(sent.timestamp() * 1000), "content": _spoilt(text)}
        for who, text, sent in reversed(messages)
    ]
    thread = {
        "participants": [{"name": name} for name in people], "messages": items, "title": people[-1],
        "thread_path": "inbox/instagram_1",
    }  # fmt: skip
    return json.dumps(thread).encode()


def _spoilt(text: str) -> str:
    return text.encode().decode("latin-1")


def added(case: Case, by: User, content: bytes, name: str = "WhatsApp Chat with Carl.txt") -> MessageExport:
    return services.add_export(case=case, file=an_exhibit_file(case, by, content, name), by=by)[0]


def read(case: Case, by: User, content: bytes, name: str = "WhatsApp Chat with Carl.txt") -> MessageExport:
    """An export that was read to its end by the real pass."""
    export = added(case, by, content, name)
    services.read_waiting()
    export.refresh_from_db()
    return export

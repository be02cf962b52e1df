"""A conversation of any length, written as a phone or a site writes it, without ever being held whole."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from safeguarding.conversations.choices import MessageKind
from tests.exports.downloads import meta_item, telegram_chat
from tests.exports.made import Made
from tests.exports.whatsapp import android
from tests.factories.chat import benign

BEGINS = dt.datetime(2022, 1, 3, 7, 0, tzinfo=dt.UTC)
PEOPLE = ("Carl", "Ann")
SYLLABLES = ("ba", "do", "fi", "ga", "lo", "mu", "ne", "po", "ra", "su", "ti", "wen")
#: Words that nobody says: a few of them often, most of them hardly ever, as in any language.
WORDS = ["".join(parts) for parts in itertools.product(SYLLABLES, repeat=4)]
AT_ONCE = 10_000
#: What a chat holds besides plain words, one message in so many.
ODD = 50
FILES = {"whatsapp": "WhatsApp Chat with Carl.txt", "meta": "message_1.json", "telegram": "result.json"}


def talk(count: int) -> Iterator[list[Made]]:
    """So many messages of two people over years, some thousands at a time."""
    made = random.Random(11)
    sentences = [text for _, _, text in benign(2_000)]
    at = BEGINS
    for begins in range(0, count, AT_ONCE):
        part = []
        for number in range(begins, min(begins + AT_ONCE, count)):
            at += dt.timedelta(seconds=made.choice((20, 40, 60, 90, 400)))
            said = " ".join(WORDS[min(int(made.paretovariate(0.8)), len(WORDS)) - 1] for _ in range(3))
            text = f"{made.choice(sentences)} {said}"
            part.append(_odd(number, at) if number % ODD == 0 else Made(made.choice(PEOPLE), text, at=at))
        yield part


def _odd(number: int, at: dt.datetime) -> Made:
    if number % 100:
        return Made(PEOPLE[0], "", MessageKind.MEDIA, at=at, media=f"IMG-{number:07}.jpg")
    return Made(PEOPLE[1], "This message was deleted", MessageKind.DELETED, at=at)


def write(folder: Path, which: str, count: int) -> Path:
    """The file of such a conversation."""
    path = folder / FILES[which]
    with path.open("wb") as file:
        {"whatsapp": _whatsapp, "meta": _meta, "telegram": _telegram}[which](file, count)
    return path


def _whatsapp(file: IO[bytes], count: int) -> None:
    for part in talk(count):
        file.write(android(part, "en-GB"))


def _meta(file: IO[bytes], count: int) -> None:
    """The newest message stands first."""
    file.write(json.dumps({"participants": [{"name": name} for name in PEOPLE]})[:-1].encode() + b', "messages": [')
    for number, part in enumerate(reversed(list(talk(count)))):
        items = ",\n".join(json.dumps(meta_item(each), indent=2) for each in reversed(part))
        file.write((b",\n" if number else b"") + items.encode())
    file.write(b'], "title": "Carl", "thread_path": "inbox/carl_1"}')


def _telegram(file: IO[bytes], count: int) -> None:
    file.write(b'{"name": "Carl", "type": "personal_chat", "id": 42, "messages": [')
    for number, part in enumerate(talk(count)):
        items = ",\n".join(json.dumps(each, indent=1) for each in telegram_chat(part, "Carl", 42)["messages"])
        file.write((b",\n" if number else b"") + items.encode())
    file.write(b"]}")

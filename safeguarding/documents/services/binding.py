"""Looking at files that were handed in, and binding them into one document: in a process of its own, within limits."""

from __future__ import annotations

import datetime as dt
import json
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from safeguarding.documents.services.fonts import folders
from safeguarding.documents.services.setting import (
    FOLDER,
    HEAD,
    MOST_MEMORY,
    MOST_SECONDS,
    TEMPLATE_WRONG,
    Document,
    NotSet,
    shown,
)

BINDER = Path(__file__).with_name("binder.py")
#: A file of more pages is given beside the document, not in it.
MOST_PAGES = 2_000
LOOK_SECONDS = 60
BROKEN: dict[str, Any] = {"problem": "broken"}


def look_at(data: bytes, *, is_picture: bool) -> dict[str, Any]:
    """The pages of a PDF, each with its size and its words, or whether a picture can be shown; or what is wrong."""
    order = {**_order(LOOK_SECONDS), "does": "look", "is_picture": is_picture, "most_pages": MOST_PAGES}
    try:
        found: dict[str, Any] = json.loads(_run(order, [data], LOOK_SECONDS))
    except (NotSet, ValueError):
        return BROKEN
    return found


def bind(
    template: str, data: dict[str, Any], *, files: Sequence[bytes], places: Sequence[tuple[int, int]], title: str,
    reference: str, made_at: dt.datetime, seconds: int = MOST_SECONDS,
) -> Document:  # fmt: skip
    """The document of a template with files in it. `places` says, for each place of a page, of which file which page.

    Raises NotSet.
    """
    words = shown(data, title=title, reference=reference, made_at=made_at)
    order = {
        **_order(seconds), "does": "bind", "template": template, "data": json.dumps(words, ensure_ascii=False),
        "timestamp": int(made_at.timestamp()), "places": list(places),
    }  # fmt: skip
    out = _run(order, files, seconds)
    if len(out) < HEAD:
        raise NotSet("memory")
    return Document(out[HEAD:], struct.unpack(">I", out[:HEAD])[0])


def _order(seconds: int) -> dict[str, Any]:
    fonts = [str(path) for path in folders()]
    return {"folder": str(FOLDER), "fonts": fonts, "memory": MOST_MEMORY, "seconds": seconds}


def _run(order: dict[str, Any], files: Sequence[bytes], seconds: int) -> bytes:
    """It gets no environment: what opens files and signs sessions stays here."""
    head = json.dumps({**order, "sizes": [len(data) for data in files]}).encode()
    sent = b"".join((struct.pack(">I", len(head)), head, *files))
    command = [sys.executable, "-I", str(BINDER)]
    try:
        done = subprocess.run(command, input=sent, capture_output=True, timeout=seconds, env={}, cwd="/", check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotSet("time") from None
    if done.returncode:
        # What it says can hold words of the document: only the kind of trouble goes on.
        raise NotSet("template" if done.returncode == TEMPLATE_WRONG else "memory")
    return done.stdout

"""The package of a request: its document, the same for programs, and a list with the SHA-256 of each.

UK GDPR Art 15(3) and Art 20: in a form that is commonly used and that a program can read. The same file at the same
moment gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from typing import Any

from safeguarding.core import clock
from safeguarding.core.spreadsheet import safe
from safeguarding.subject_access.models import AccessRequest
from safeguarding.subject_access.selectors.document import given_of, ground_of, kept_back_of
from safeguarding.subject_access.selectors.gathering import MESSAGES
from safeguarding.subject_access.selectors.reading import label_of

COLUMNS = ("number", "kind", "date", "text", "left_out")


def packed(request: AccessRequest, pdf: bytes, *, made_at: dt.datetime) -> bytes:
    """Document, items as JSON and CSV, what they wrote by itself, and the list of all of it."""
    lines = [_line(number, item) for number, item in enumerate(given_of(request), start=1)]
    written = [line for line in lines if line["kind"] == label_of(MESSAGES)]
    parts = {
        f"{request.reference}.pdf": pdf,
        "items.json": _json({"request": request.reference, "items": lines, "kept_back": kept_back_of(request)}),
        "items.csv": _csv(lines),
        **({"messages.csv": _csv(written)} if written else {}),
    }  # fmt: skip
    listed = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in parts.items()
    ]
    parts["manifest.json"] = _json({"request": request.reference, "made_at": made_at.isoformat(), "files": listed})
    return _zip(parts, made_at)


def _line(number: int, item: Any) -> dict[str, Any]:
    when = item.happened_on.isoformat() if item.happened_on else ""
    return dict(zip(COLUMNS, (number, label_of(item.source), when, item.redacted, ground_of(item)), strict=True))


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _csv(lines: list[dict[str, Any]]) -> bytes:
    """As a spreadsheet opens it: in UTF-8 that it knows as such, and no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([safe(line[name]) for name in COLUMNS] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _zip(parts: dict[str, bytes], made_at: dt.datetime) -> bytes:
    local = made_at.astimezone(clock.LONDON)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, local.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, data)
    return out.getvalue()

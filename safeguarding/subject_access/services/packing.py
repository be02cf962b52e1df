"""The package of a request: its document, the same for programs, files as they are, and a list with each SHA-256.

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
from dataclasses import dataclass, field
from typing import Any

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.core.spreadsheet import safe
from safeguarding.files import services as files
from safeguarding.files.rules.kinds import BY_MEDIA_TYPE
from safeguarding.subject_access.models import AccessRequest
from safeguarding.subject_access.selectors.document import given_of, ground_of, kept_back_of
from safeguarding.subject_access.selectors.gathering import MESSAGES
from safeguarding.subject_access.selectors.reading import label_of

COLUMNS = ("number", "kind", "date", "text", "left_out", "file")
#: All files of a package together, in bytes: it is put together in memory.
MOST_OF_FILES = 100 * 1024 * 1024
TOO_LARGE, HELD_BACK = "Too large for the package: given by itself", "Held back by the scan for harmful files"


@dataclass
class Enclosed:
    """The files that are given as they are, by the name that each has in the package; what is not in it, and why."""

    data: dict[str, bytes] = field(default_factory=dict)
    name_of: dict[int, str] = field(default_factory=dict)
    missing: list[dict[str, Any]] = field(default_factory=list)


def enclosed(request: AccessRequest, *, by: User) -> Enclosed:
    """Each file that somebody decided to give. It is called by its number: its own name may name somebody."""
    found, left = Enclosed(), MOST_OF_FILES
    for number, item in enumerate(given_of(request), start=1):
        if item.file is None:
            continue
        if item.file.size > left:
            found.missing.append({"number": number, "why": TOO_LARGE})
            continue
        try:
            data = b"".join(files.checked(item.file, by=by))
        except files.Held:
            found.missing.append({"number": number, "why": HELD_BACK})
            continue
        kind = BY_MEDIA_TYPE.get(item.file.media_type)
        name = f"files/{number}.{kind.endings[0] if kind else 'bin'}"
        found.data[name], found.name_of[number] = data, name
        left -= len(data)
    return found


def packed(request: AccessRequest, pdf: bytes, beside: Enclosed, *, made_at: dt.datetime) -> bytes:
    """Document, items as JSON and CSV, what they wrote by itself, files, and the list of all of it."""
    given = enumerate(given_of(request), start=1)
    lines = [{**_line(number, item), "file": beside.name_of.get(number, "")} for number, item in given]
    written = [line for line in lines if line["kind"] == label_of(MESSAGES)]
    parts = {
        f"{request.reference}.pdf": pdf,
        "items.json": _json({"request": request.reference, "items": lines, "kept_back": kept_back_of(request)}),
        "items.csv": _csv(lines),
        **({"messages.csv": _csv(written)} if written else {}),
        **beside.data,
    }  # fmt: skip
    listed = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in parts.items()
    ]
    about = {"request": request.reference, "made_at": made_at.isoformat()}
    parts["manifest.json"] = _json({**about, "files": listed, "not_enclosed": beside.missing})
    return _zip(parts, made_at)


def _line(number: int, item: Any) -> dict[str, Any]:
    when = item.happened_on.isoformat() if item.happened_on else ""
    return dict(zip(COLUMNS, (number, label_of(item.source), when, item.redacted, ground_of(item), ""), strict=True))


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

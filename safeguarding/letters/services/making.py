"""What a worker does for hearing bundles: reads one document after another, binds them, and seals what came of it.

The row is the truth. What was read stays with it, so that whoever goes on after a worker was killed reads the rest
alone. Whoever makes a version holds a lock that goes with its connection.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from safeguarding.audit.services import record
from safeguarding.conversations import states
from safeguarding.conversations.choices import VersionStatus
from safeguarding.core import clock
from safeguarding.core.history import acting
from safeguarding.core.services.waiting import Waiting
from safeguarding.documents.rules.text import Prose
from safeguarding.documents.services import Document, NotSet, bind
from safeguarding.files import services as files
from safeguarding.files.models import StoredFile
from safeguarding.letters.models import HearingVersion
from safeguarding.letters.selectors import laying
from safeguarding.letters.selectors.redacting import Names, sections_of
from safeguarding.letters.services import papers

log = logging.getLogger(__name__)
#: A document that nobody would print is made as several bundles.
MOST_PAGES = 4_000
TOO_OFTEN = "It could not be made, however often it was tried. Make it smaller and ask again."
TOO_LARGE = "It is too large to be made in one piece. Make several bundles of it."
GONE = "A document of it was removed. Take it out of the bundle and ask again."
BROKE = "Something in it could not be set. The administrators can see what in the log."
NAMED = "The guard still finds somebody in it: it was not made. What it found, and where, stands below."
HOW = (
    "The pages of this bundle have one run of numbers, at the foot of each page. A file stands in it page by page as "
    "it was handed in: its own page numbers, where it has any, are not those of the bundle. What is written on such a "
    "page is there as text for whoever cannot see it, as far as a program can read it. By its SHA-256 each file can be "
    "compared with the one that was handed in."
)
WITHOUT_NAMES = (
    "This is a version without names: people stand by their labels. Files that are no text are named and left out."
)


def make_waiting(*, seconds: float = 120) -> int:
    """Make versions until none waits or the time is up; says how many."""
    return WAITING.work_through(seconds=seconds)


def _waiting() -> QuerySet[HearingVersion]:
    rows = HearingVersion.objects.filter(status__in=states.BEING_MADE)
    return rows.select_related("bundle__case", "bundle__track__party", "asked_by")


def _begin(row: HearingVersion) -> None:
    if row.status == VersionStatus.WAITING:
        row.status = VersionStatus.MAKING
        row.save(update_fields=["status"])


def _make(row: HearingVersion, until: float) -> int:
    pk = row.pk
    try:
        with acting(user_id=row.asked_by_id):
            laid, title = _read(row), row.asked["title"]
            if row.without_names:
                laid, title, found = Names(row.bundle.case).taken_out(laid, title)
                if any(one["blocks"] for one in found):
                    return _give_up(pk, NAMED, found=found)
                HearingVersion.objects.filter(pk=pk).update(found=found)
            return _keep(row, _bound(row, laid, title))
    except laying.Gone:
        return _give_up(pk, GONE)
    except NotSet as no:
        log.error("a hearing bundle could not be set", extra={"hearing_version_id": pk, "trouble": no.why})
        return _give_up(pk, BROKE if no.why == "template" else TOO_LARGE)
    except files.StoreAway:
        WAITING.came_further(row)
        return 0


def _read(row: HearingVersion) -> list[laying.Laid]:
    """Every document in its order. What an earlier worker read is not read again."""
    laid = list(row.read)
    for number in range(len(laid), row.total):
        laid.append(laying.lay(row, number))
        WAITING.came_further(row, read=laid, done=number + 1)
    if sum(len(one["pages"]) or 1 for one in laid) > MOST_PAGES:
        raise NotSet("memory")
    return laid


def _bound(row: HearingVersion, laid: list[laying.Laid], title: str) -> Document:
    held = StoredFile.objects.in_bulk([one["file"] for one in laid if one["file"]])
    handed = [files.open_file(held[one["file"]]).read() for one in laid if one["file"]]
    places: list[tuple[int, int]] = []
    parts, at = [], 0
    for one in laid:
        parts.append(_shown(one, at))
        if one["file"]:
            places += [(at, number) for number in range(len(one["pages"]))] if not one["is_picture"] else []
            at += 1
    how = f"{HOW}\n{WITHOUT_NAMES}" if row.without_names else HOW
    return bind(
        "hearing", {"about": _about(row), "how": Prose(how), "parts": parts}, files=handed, places=places,
        title=title, reference=f"{row.bundle.reference}, version {row.number}", made_at=row.asked_at,
    )  # fmt: skip


def _about(row: HearingVersion) -> list[tuple[str, str]]:
    track = row.bundle.track
    return [
        ("Bundle", f"{row.bundle.reference}, version {row.number}"), ("Track", track.name),
        ("Asked for by", str(row.asked_by)), ("On", clock.date_words(clock.london_date(row.asked_at))),
        ("Documents", str(row.total)),
    ]  # fmt: skip


def _shown(one: laying.Laid, file: int) -> dict[str, Any]:
    """A document as the template takes it."""
    many = len(one["pages"])
    pages = [
        {
            "width": page["width"], "height": page["height"], "file": file if one["is_picture"] else None,
            "said": f"{one['key']}. {one['title']}, page {number} of {many}",
            "alt": f"{one['title']}, page {number} of {many}. {page['words']}".strip(),
        }
        for number, page in enumerate(one["pages"], start=1)
    ]  # fmt: skip
    return {
        "key": one["key"], "title": f"{one['key']}. {one['title']}", "facts": one["facts"], "pages": pages,
        "text": Prose(one["text"]) if one["text"] else None, "headings": one["headings"], "rows": one["rows"],
        "sections": [{"heading": heading, "text": Prose(text)} for heading, text in sections_of(one)],
        "sha256": one["sha256"],
    }  # fmt: skip


def _keep(row: HearingVersion, document: Document) -> int:
    """Seal the document and put it on record in one transaction; not when somebody else was quicker."""
    with transaction.atomic():
        held = WAITING.locked(row.pk)
        if held is None:
            return 0
        name = f"{row.bundle.case.reference}-H{row.bundle.number}-version-{row.number}.pdf"
        held.file = papers.sealed(document.pdf, name=name, by=row.asked_by)
        held.sha256, held.pages, held.made_at = held.file.sha256, document.pages, clock.now()
        # What was read of files is no longer needed, and not kept twice.
        held.status, held.done, held.read = VersionStatus.MADE, held.total, []
        held.save(update_fields=["file", "sha256", "pages", "made_at", "status", "done", "read"])
        data = {**_told(held), "sha256": held.sha256}
        record("hearing_bundle.made", by=row.asked_by, obj=row.bundle.case, data=data)
    return 1


def _give_up(pk: int, words: str, *, found: list[dict[str, Any]] | None = None) -> int:
    with transaction.atomic():
        row = WAITING.locked(pk)
        if row is not None:
            _fail(row, words, found=found)
    return 0


def _fail(row: HearingVersion, words: str, *, found: list[dict[str, Any]] | None = None) -> None:
    row.status, row.problem, row.seen_at, row.read, row.found = (
        VersionStatus.FAILED,
        words,
        clock.now(),
        [],
        found or [],
    )
    row.save(update_fields=["status", "problem", "seen_at", "read", "found"])
    record("hearing_bundle.failed", by=row.asked_by, obj=row.bundle.case, data=_told(row))


def _told(row: HearingVersion) -> dict[str, Any]:
    return {"hearing_bundle_id": row.bundle_id, "number": row.bundle.number, "version": row.number}


WAITING = Waiting(
    work="letters.hearing_bundle", rows=_waiting, begin=_begin, do=_make, give_up=lambda row: _fail(row, TOO_OFTEN)
)

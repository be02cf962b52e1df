"""One document of a hearing bundle, as it is laid before the hearing: its title, what is known of it, what it says."""

from __future__ import annotations

from typing import Any

from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.conversations.models import BundleVersion
from safeguarding.core import clock
from safeguarding.documents.services import look_at
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files.models import StoredFile
from safeguarding.files.rules import kinds
from safeguarding.files.services import open_file
from safeguarding.letters.choices import PartKind
from safeguarding.letters.models import Disclosure, HearingVersion, Letter
from safeguarding.letters.selectors.documents import document_of

PICTURES = frozenset(kind.media_type for kind in (kinds.JPEG, kinds.PNG, kinds.GIF, kinds.WEBP))
TEXTS = frozenset(kind.media_type for kind in (kinds.TEXT, kinds.CSV, kinds.JSON, kinds.XML))
#: Longer texts are given beside the bundle: nobody reads a thousand pages of figures in it.
MOST_TEXT = 400_000
MOST_BYTES = 200 * 1024 * 1024
BESIDE = "It is given beside this bundle, as it is, and known by its SHA-256."
WHY: dict[str, str] = {
    "locked": "It opens only with a password.", "broken": "It cannot be read as what it says it is.",
    "long": "It has more pages than a bundle may hold.", "large": "It is larger than a bundle may hold.",
    "kind": "It is no document, picture or text.",
}  # fmt: skip
NO_NAMES = "It may show names or faces, which no program can take out: it is left out of a version without names."
Laid = dict[str, Any]


class Gone(Exception):
    """Something that the bundle names was removed meanwhile."""


def lay(version: HearingVersion, number: int) -> Laid:
    """One document as it was asked for. Raises Gone."""
    kind, _, pk = version.asked["parts"][number].partition("-")
    case = version.bundle.case
    laid: Laid = {
        "key": str(number + 1), "file": None, "is_picture": False, "pages": [], "text": None, "headings": [],
        "rows": [], "sections": [], "sha256": "",
    }  # fmt: skip
    if kind == PartKind.CHRONOLOGY:
        return {**laid, **_chronology(case)}
    if kind == PartKind.DISCLOSURES:
        return {**laid, **_disclosures(version)}
    if kind == PartKind.TRACK:
        return {**laid, **_of_track(version, pk)}
    found = FINDS[kind](case, int(pk), without_names=version.without_names)
    return {**laid, **found}


def _exhibit(case: Case, pk: int, *, without_names: bool) -> Laid:
    row = ExhibitFile.objects.filter(exhibit__case=case, pk=pk).select_related("exhibit", "file").first()
    if row is None or not row.file.may_be_opened:
        raise Gone
    title = f"{row.exhibit.reference}: {row.file.name}"
    facts = [
        ("Exhibit", row.exhibit.reference), ("What it is", row.exhibit.description),
        ("Seized", f"{clock.date_words(clock.london_date(row.exhibit.seized_at))}, {row.exhibit.seized_where}"),
    ]  # fmt: skip
    return _of_file(title, facts, row.file, without_names=without_names)


def _messages(case: Case, pk: int, *, without_names: bool) -> Laid:
    row = BundleVersion.objects.filter(bundle__case=case, pk=pk).select_related("bundle", "file").first()
    if row is None or row.file is None or not row.file.may_be_opened:
        raise Gone
    title = f"{row.bundle.reference}: {row.asked['title']}"
    facts = [("Exhibit", row.bundle.reference), ("What it is", f"Bundle of messages, version {row.number}")]
    return _of_file(title, facts, row.file, without_names=without_names)


def _letter(case: Case, pk: int, *, without_names: bool) -> Laid:
    row = Letter.objects.filter(case=case, pk=pk).select_related("case", "pdf").first()
    if row is None or row.pdf is None or row.issued_at is None:
        raise Gone
    facts = [("Letter", row.reference), ("Issued", clock.date_words(clock.london_date(row.issued_at)))]
    if without_names:
        return {"title": row.title, "facts": [*facts, ("SHA-256", row.pdf.sha256)], "text": row.body,
                "sha256": row.pdf.sha256}  # fmt: skip
    return _of_file(row.title, [*facts, ("To", row.recipient)], row.pdf, without_names=False)


def _of_file(title: str, facts: list[tuple[str, str]], file: StoredFile, *, without_names: bool) -> Laid:
    """A file page by page; what cannot be shown is named, and said why."""
    known = [*facts, ("File", file.name), ("SHA-256", file.sha256)]
    laid: Laid = {"title": title, "facts": known, "sha256": file.sha256}
    is_text = file.media_type in TEXTS
    if without_names and not is_text:
        return {**laid, "text": NO_NAMES}
    if file.size > (MOST_TEXT if is_text else MOST_BYTES):
        return {**laid, "text": f"{WHY['large']} {BESIDE}"}
    if is_text:
        return {**laid, "text": _decoded(open_file(file).read())}
    is_picture = file.media_type in PICTURES
    if not is_picture and file.media_type != kinds.PDF.media_type:
        return {**laid, "text": f"{WHY['kind']} {BESIDE}"}
    seen = look_at(open_file(file).read(), is_picture=is_picture)
    if "problem" in seen:
        return {**laid, "text": f"{WHY[seen['problem']]} {BESIDE}"}
    return {**laid, "file": file.pk, "is_picture": is_picture, "pages": seen["pages"]}


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _chronology(case: Case) -> Laid:
    rows = ChronologyEntry.objects.filter(case=case, correction__isnull=True).select_related("author")
    said = [[_when(row), f"{row.text} ({row.get_kind_display()}, {row.author})"] for row in rows]
    return {
        "title": PartKind.CHRONOLOGY.label, "facts": [("Entries", str(len(said)))], "headings": ["When", "What"],
        "rows": said,
    }  # fmt: skip


def _when(row: ChronologyEntry) -> str:
    if row.happened_at is None:
        return f"Written {clock.date_words(clock.london_date(row.recorded_at))}"
    return clock.date_words(clock.london_date(row.happened_at))


def _disclosures(version: HearingVersion) -> Laid:
    rows = Disclosure.objects.visible_to(version.asked_by).filter(case=version.bundle.case).order_by("given_on", "pk")
    said = [
        [clock.date_words(row.given_on),
         f"{row.what} to {row.recipient}. {row.get_gateway_display()}. {row.purpose}. SHA-256 {row.sha256}"]
        for row in rows
    ]  # fmt: skip
    return {
        "title": PartKind.DISCLOSURES.label, "facts": [("Disclosures", str(len(said)))], "headings": ["Day", "What"],
        "rows": said,
    }  # fmt: skip


def _of_track(version: HearingVersion, key: str) -> Laid:
    """A document of the track that is heard, as it stands when the bundle is made."""
    found = document_of(version.bundle.track, version.asked_by, key)
    if found is None:
        raise Gone
    return {"title": found.title, "facts": list(found.facts), "sections": list(found.parts)}


FINDS = {PartKind.FILE: _exhibit, PartKind.MESSAGES: _messages, PartKind.LETTER: _letter}

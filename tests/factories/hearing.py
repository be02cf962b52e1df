"""Hearing bundles for tests: a case with a misconduct track, exhibits of each kind, and a bundle of them."""

from __future__ import annotations

import struct
import zlib

import typst

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.cases.services.access import rebuild_access
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files.services import open_file
from safeguarding.letters import services
from safeguarding.letters.models import HearingBundle, HearingVersion
from safeguarding.letters.services import making
from tests.cast import Cast
from tests.factories.evidence import a_file, an_exhibit
from tests.factories.investigations import put_investigation
from tests.factories.work import a_case, the_child, the_pcso

SAID = "He wrote to Child A late in the evening."


def heard(cast: Cast) -> Case:
    """A case in which professional standards works, with a misconduct track."""
    case = a_case(cast, psd_unit=cast.psd)
    rebuild_access(case)
    the_child(cast, case)
    put_investigation(case, the_pcso(cast, case))
    return case


def a_pdf(pages: int, *, tagged: bool = True) -> bytes:
    """Of somebody else, with tags of its own."""
    text = "".join(f"= Sheet {number}\n{SAID}\n#pagebreak(weak: true)\n" for number in range(1, pages + 1))
    source = f'#set document(title: "Report")\n{text}'.encode()
    made = typst.compile(source, format="pdf", pdf_standards=["ua-1"] if tagged else [])
    assert isinstance(made, bytes)
    return made


def a_png() -> bytes:
    """Four points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"\0\xff\0\0\0\xff\0" * 2
    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def files_of(case: Case) -> list[ExhibitFile]:
    """A report of three pages, a picture, a text, a film, and something that is no PDF whatever it says."""
    exhibit = an_exhibit(case, reference="HX/1")
    return [
        a_file(exhibit, data=a_pdf(3), name="report.pdf"), a_file(exhibit, data=a_png(), name="screen.png"),
        a_file(exhibit, data=b"First line\nSecond line", name="note.txt"),
        a_file(exhibit, data=b"\0\0\0\x18ftypmp42" + b"\0" * 40, name="film.mp4"),
        a_file(exhibit, data=b"%PDF-1.7\nnothing else", name="broken.pdf"),
    ]  # fmt: skip


def a_bundle(case: Case, by: User, keys: list[str]) -> HearingBundle:
    track = case.tracks.get(kind="misconduct")
    bundle = services.begin_hearing_bundle(case=case, track=track, title="Hearing of PCSO B", by=by)
    return services.fill_hearing_bundle(bundle=bundle, documents=keys, by=by)


def made(bundle: HearingBundle, by: User, *, without_names: bool = False) -> HearingVersion:
    """A version of it, made as a worker makes it."""
    version = services.ask_for_hearing_version(bundle=bundle, by=by, without_names=without_names)
    making.make_waiting()
    version.refresh_from_db()
    return version


def pdf_of(version: HearingVersion) -> bytes:
    assert version.file is not None
    return open_file(version.file).read()

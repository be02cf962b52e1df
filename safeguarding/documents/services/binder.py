"""Runs as a process of its own: looks at a file that somebody handed in, or binds files into one document with typst.

It knows nothing of the application and writes no file. What was handed in is opened here and nowhere else, within
limits: a file made to break its reader breaks this process. From its input it takes an order and the files, each after
the other; to its output it gives its answer.

typst sets no PDF inside a document for everybody. So it sets a picture of one point in the place of each page, tagged
and with words for it, and the page is put in that place as a drawing, with all that could run or be filled in left out.
"""

from __future__ import annotations

import io
import json
import os
import resource
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, FloatObject, NameObject, StreamObject

WRONG = 3
STANDARD: Any = ["ua-1"]
#: So much of a page is read out to whoever cannot see it.
MOST_WORDS = 3_000
MARKS = {b"BDC", b"BMC", b"EMC", b"MP", b"DP"}
IMPORT = '#import "base.typ": *\n'


def main() -> int:
    head = sys.stdin.buffer.read(4)
    order = json.loads(sys.stdin.buffer.read(struct.unpack(">I", head)[0]))
    files = [sys.stdin.buffer.read(size) for size in order["sizes"]]
    handed = [_in_memory(data) for data in files] if order["does"] != "look" or order["is_picture"] else []
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"] * 2, order["seconds"] * 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if order["does"] == "look":
        said = _picture(order, handed[0]) if order["is_picture"] else _pages(files[0], order["most_pages"])
        sys.stdout.buffer.write(json.dumps(said).encode())
        return 0
    try:
        pdf = _set(order, handed)
    except typst.TypstError as no:
        sys.stderr.write(f"{no.message}\n{no.diagnostic}\n")
        return WRONG
    set_as = PdfReader(io.BytesIO(pdf))
    sys.stdout.buffer.write(struct.pack(">I", len(set_as.pages)))
    sys.stdout.buffer.write(_bound(set_as, files, order["places"]) if order["places"] else pdf)
    return 0


# -- looking ----------------------------------------------------------------------------------------------------------


def _pages(data: bytes, most: int) -> dict[str, Any]:
    """The size and the words of each page, as it is shown; or why it cannot be put into a document."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problem": "locked"}
        if len(reader.pages) > most:
            return {"problem": "long"}
        return {"pages": [_page(page) for page in reader.pages]}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError):
        return {"problem": "broken"}


def _page(page: PageObject) -> dict[str, Any]:
    width, height = float(page.cropbox.width), float(page.cropbox.height)
    if page.rotation % 180:
        width, height = height, width
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise ValueError
    page.get_contents()
    return {"width": width, "height": height, "words": _words(page)}


def _words(page: PageObject) -> str:
    """What is written on it; nothing where it is a picture, or where its letters cannot be read."""
    try:
        return " ".join(page.extract_text().split())[:MOST_WORDS]
    except Exception:  # whatever a strange font does: the page is shown all the same
        return ""


def _picture(order: dict[str, Any], path: str) -> dict[str, Any]:
    """Whether typst can show it."""
    try:
        _compiler(order, f'#image("{path}", width: 1cm)'.encode()).compile(format="pdf")
    except typst.TypstError:
        return {"problem": "broken"}
    return {"pages": [{"width": 0, "height": 0, "words": ""}]}


# -- setting ----------------------------------------------------------------------------------------------------------


def _in_memory(data: bytes) -> str:
    """A file that is on no disk, and where typst finds it."""
    file = os.memfd_create("handed-in")
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
    return f"/{file}"


def _set(order: dict[str, Any], handed: list[str]) -> bytes:
    folder = Path(order["folder"])
    text = (folder / f"{order['template']}.typ").read_text()
    source = (folder / "base.typ").read_text() + text.replace(IMPORT, "")
    compiler = _compiler(order, source.encode(), data=order["data"], handed=json.dumps(handed))
    return bytes(compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=order["timestamp"]))  # type: ignore[arg-type]  # one file


def _compiler(order: dict[str, Any], source: bytes, **inputs: str) -> typst.Compiler:
    """What is open in this process is all that it can read: the files that were handed in."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=order["fonts"])
    return typst.Compiler(
        source, root="/proc/self/fd", font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs,
        package_path="/dev/null", package_cache_path="/dev/null",
    )  # fmt: skip


# -- binding ----------------------------------------------------------------------------------------------------------


def _bound(pdf: PdfReader, files: list[bytes], places: list[list[int]]) -> bytes:
    """Each page of a file in its place: `places` says of which file it is and which of its pages."""
    writer = PdfWriter(clone_from=pdf)
    readers: dict[int, PdfReader] = {}
    empty = iter(places)
    for page in writer.pages:
        for names, name in _slots(page):
            file, number = next(empty)
            if file not in readers:
                readers[file] = PdfReader(io.BytesIO(files[file]))
                if readers[file].is_encrypted:
                    readers[file].decrypt("")
            names[NameObject(name)] = _drawing(readers[file].pages[number], writer)
    if next(empty, None) is not None:
        raise ValueError("a page has no place")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _slots(page: Any) -> Iterator[tuple[Any, str]]:
    """The places of a page: its pictures of one point."""
    found: Any = (page["/Resources"].get_object().get("/XObject") or DictionaryObject()).get_object()
    for name in list(found):
        one = found[name].get_object()
        if one.get("/Subtype") == "/Image" and one.get("/Width") == 1 and one.get("/Height") == 1:
            yield found, name


def _drawing(page: PageObject, writer: PdfWriter) -> Any:
    """A page as a drawing that fills its place, without its own tags, links, forms and layers."""
    content = page.get_contents()
    drawn = StreamObject()
    drawn.set_data(_plain(content) if content is not None else b"")
    resources: Any = page.get("/Resources") or DictionaryObject()
    kept = DictionaryObject({
        key: value for key, value in resources.get_object().items() if key not in ("/Properties",)
    })  # fmt: skip
    box = page.cropbox
    drawn.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(FloatObject(side) for side in box),
        NameObject("/Matrix"): ArrayObject(FloatObject(part) for part in _matrix(page)),
        NameObject("/Resources"): kept.clone(writer),
    })  # fmt: skip
    return writer._add_object(drawn.flate_encode())


def _matrix(page: PageObject) -> tuple[float, ...]:
    """From the page, as it is turned, to a square of one by one: where a picture is drawn."""
    left, bottom = float(page.cropbox.left), float(page.cropbox.bottom)
    width, height = float(page.cropbox.width), float(page.cropbox.height)
    return {
        0: (1 / width, 0, 0, 1 / height, -left / width, -bottom / height),
        90: (0, -1 / width, 1 / height, 0, -bottom / height, 1 + left / width),
        180: (-1 / width, 0, 0, -1 / height, 1 + left / width, 1 + bottom / height),
        270: (0, 1 / width, -1 / height, 0, 1 + bottom / height, -left / width),
    }[page.rotation % 360 // 90 * 90]


def _plain(content: ContentStream) -> bytes:
    """What is drawn, without the tags of the file it comes from: it has those of its place."""
    data = content.get_data()
    if not any(mark in data for mark in MARKS):
        return data
    content.operations = [one for one in content.operations if one[1] not in MARKS]
    return content.get_data()


if __name__ == "__main__":
    sys.exit(main())

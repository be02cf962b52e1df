"""What PDF/UA-1 asks of a document, as far as a program can see it, checked without the program that made it.

veraPDF comes from no package registry, so this is a check of our own: the conditions of the Matterhorn Protocol that
concern what our documents are made of. It does not judge what only a person can, such as whether a text says enough.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"}
STANDARD_TYPES = {
    "Document", "Part", "Sect", "Div", "Caption", "TOC", "TOCI", "P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI",
    "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Link", "Reference", "Note",
    "Figure", "Code", "Quote", "BlockQuote", "Art", "NonStruct",
}  # fmt: skip


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def problems(pdf: bytes) -> list[str]:
    """What is wrong with it; nothing when it is as it should be."""
    reader = PdfReader(io.BytesIO(pdf))
    return [*_of_the_whole(reader), *_of_structure(reader), *_of_pages(reader)]


def _of_the_whole(reader: PdfReader) -> Iterator[str]:
    root: Any = reader.trailer["/Root"]
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", str(root.get("/Lang", ""))):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    said = root["/Metadata"].get_data().decode()
    if "<pdfuaid:part>1</pdfuaid:part>" not in said:
        yield "does not say that it is PDF/UA-1"
    title = str(reader.metadata.title) if reader.metadata else ""
    if not title or "<dc:title>" not in said:
        yield "no title"
    if reader.is_encrypted or "/AcroForm" in root or "/JavaScript" in root.get("/Names", {}):
        yield "holds a form, a script or a lock"


def _of_structure(reader: PdfReader) -> Iterator[str]:
    tree: Any = reader.trailer["/Root"].get("/StructTreeRoot")
    if tree is None:
        yield "no structure"
        return
    roles = {str(key): str(value) for key, value in (tree.get("/RoleMap") or {}).items()}
    level = 0
    for element, kind, parents in _elements(tree, roles, ()):
        if kind not in STANDARD_TYPES:
            yield f"an element of the unknown kind {kind}"
        if re.fullmatch("H[1-6]", kind):
            if int(kind[1]) > level + 1:
                yield f"a heading {kind} after one of level {level}"
            level = int(kind[1])
        if kind == "Figure" and not element.get("/Alt"):
            yield "a picture without words for it"
        if kind == "Table" and not any(under == "TH" for _, under, _ in _elements(element, roles, ())):
            yield "a table without a heading"
        if kind in ("TR", "TH", "TD", "LI", "TOCI") and not set(parents) & CONTAINERS[kind]:
            yield f"{kind} outside of what it belongs to"
    if level == 0:
        yield "no heading"


CONTAINERS = {
    "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "TOCI": {"TOC"},
}  # fmt: skip


def _elements(node: Any, roles: dict[str, str], parents: tuple[str, ...]) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    children = node.get("/K", [])
    for child in children if isinstance(children, ArrayObject) else [children]:
        found = child.get_object() if isinstance(child, IndirectObject) else child
        if not isinstance(found, DictionaryObject) or "/S" not in found:
            continue
        kind = roles.get(str(found["/S"]), str(found["/S"])).lstrip("/")
        yield found, kind, parents
        yield from _elements(found, roles, (*parents, kind))


def _of_pages(reader: PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, 1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: the order of its links is not that of its structure"
        for font in (page.get("/Resources", {}).get("/Font") or {}).values():
            if not _is_embedded(font.get_object()):
                yield f"page {number}: a font that does not come with it"
        if bare := _untagged(page, reader):
            yield f"page {number}: {bare} things that are neither tagged nor decoration"
        for note in page.get("/Annots", []):
            if not note.get_object().get("/Contents"):
                yield f"page {number}: a link without words for it"


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    if "/ToUnicode" not in font:
        return False
    under = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return any(name in under["/FontDescriptor"] for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _untagged(page: Any, reader: PdfReader) -> int:
    """How much is shown that is in no structure and not said to be decoration."""
    depth: list[bool] = []
    bare = 0
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            is_artifact = operands[0] == "/Artifact"
            has_id = len(operands) > 1 and "/MCID" in operands[1]
            depth.append(is_artifact or has_id or any(depth))
        elif operator == b"EMC":
            depth.pop()
        elif operator in SHOWS and not any(depth):
            bare += 1
    return bare

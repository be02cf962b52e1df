"""What a file is, by what it holds. What is not in this table is not taken in, whatever it is called.

A table of our own: a library that guesses among a thousand kinds says yes to too many, and what is taken in is a
decision. Nothing is opened or unpacked here: only the first bytes are looked at.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from safeguarding.files.rules.names import ending_of

#: So much of the beginning is looked at.
HEAD = 64 * 1024


@dataclass(frozen=True)
class Kind:
    media_type: str
    words: str
    #: The first is added to a name that says something else.
    endings: tuple[str, ...]


PDF = Kind("application/pdf", "PDF", ("pdf",))
JPEG = Kind("image/jpeg", "JPEG picture", ("jpg", "jpeg"))
PNG = Kind("image/png", "PNG picture", ("png",))
GIF = Kind("image/gif", "GIF picture", ("gif",))
WEBP = Kind("image/webp", "WebP picture", ("webp",))
TIFF = Kind("image/tiff", "TIFF picture", ("tif", "tiff"))
HEIC = Kind("image/heic", "HEIC picture", ("heic", "heif"))
MP4 = Kind("video/mp4", "MP4 video", ("mp4", "m4v"))
MOV = Kind("video/quicktime", "QuickTime video", ("mov", "qt"))
THREE_GP = Kind("video/3gpp", "3GP video", ("3gp",))
WEBM = Kind("video/webm", "WebM or Matroska video", ("webm", "mkv"))
AVI = Kind("video/x-msvideo", "AVI video", ("avi",))
M4A = Kind("audio/mp4", "M4A sound", ("m4a",))
MP3 = Kind("audio/mpeg", "MP3 sound", ("mp3",))
WAV = Kind("audio/wav", "WAV sound", ("wav",))
OGG = Kind("audio/ogg", "Ogg or Opus sound", ("ogg", "opus", "oga"))
AMR = Kind("audio/amr", "AMR sound", ("amr",))
ZIP = Kind("application/zip", "Zip archive", ("zip",))
WORD = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document", ("docx",))
EXCEL = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook", ("xlsx",))
SLIDES = Kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", "Presentation", ("pptx",))
OPEN_TEXT = Kind("application/vnd.oasis.opendocument.text", "OpenDocument text", ("odt",))
OPEN_SHEET = Kind("application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet", ("ods",))
OLD_OFFICE = Kind("application/x-ole-storage", "Office document or message, older format", ("doc", "xls", "ppt", "msg"))
RTF = Kind("application/rtf", "Rich text", ("rtf",))
SQLITE = Kind("application/vnd.sqlite3", "SQLite database", ("db", "sqlite", "sqlite3", "sqlitedb"))
XML = Kind("application/xml", "XML", ("xml",))
JSON = Kind("application/json", "JSON", ("json",))
CSV = Kind("text/csv", "Table as text (CSV or TSV)", ("csv", "tsv"))
TEXT = Kind("text/plain", "Text", ("txt", "log", "md", "eml", "vcf", "ics"))
KINDS = (
    PDF, JPEG, PNG, GIF, WEBP, TIFF, HEIC, MP4, MOV, THREE_GP, WEBM, AVI, M4A, MP3, WAV, OGG, AMR, ZIP, WORD, EXCEL,
    SLIDES, OPEN_TEXT, OPEN_SHEET, OLD_OFFICE, RTF, SQLITE, XML, JSON, CSV, TEXT,
)  # fmt: skip
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}

SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF87a", GIF), (b"GIF89a", GIF),
    (b"II*\0", TIFF), (b"MM\0*", TIFF), (b"\x1aE\xdf\xa3", WEBM), (b"ID3", MP3), (b"OggS", OGG), (b"#!AMR", AMR),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE), (rb"{\rtf", RTF), (b"SQLite format 3\0", SQLITE),
)  # fmt: skip
RIFF = {b"WEBP": WEBP, b"WAVE": WAV, b"AVI ": AVI}
BRANDS = {
    b"heic": HEIC, b"heix": HEIC, b"heim": HEIC, b"heis": HEIC, b"hevc": HEIC, b"mif1": HEIC, b"msf1": HEIC,
    b"M4A ": M4A, b"M4B ": M4A, b"qt  ": MOV,
}  # fmt: skip
#: What a text begins with that a browser or a shell would run. Comments before it are taken once and never given back
#: (`*+`): else thirty of them in a row, in 200 bytes, would be tried in every way and hold a request for hours.
RUNS = re.compile(
    r"(?is)^\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*+(<!doctype\s+(html|svg)|<(html|head|body|script|svg|iframe|object|embed|meta)\b|<\?php|#!)"
)
ENCODINGS = ("utf-8-sig", "cp1252")
#: Signs that nobody types: all but those of lines, columns, pages and colours on a terminal.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
#: One in so many may stand in a text: phones and forensic tools let some through. What is no text has far more.
LETTERS_TO_A_CONTROL = 20


def kind_of(head: bytes, name: str) -> Kind | None:
    """What a file that begins so is; none for what is not taken in. The name decides only between kinds of text."""
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF":
        return RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    if head[:4] in (b"PK\3\4", b"PK\5\6"):
        return _zip_kind(head)
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return MP3
    return _text_kind(head, name)


def _by_brand(brand: bytes) -> Kind:
    return THREE_GP if brand.startswith(b"3g") else BRANDS.get(brand, MP4)


def _zip_kind(head: bytes) -> Kind:
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:200]:
        return OPEN_TEXT
    if b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in head[:200]:
        return OPEN_SHEET
    if b"[Content_Types].xml" in head[:4096]:
        for folder, kind in ((b"word/", WORD), (b"xl/", EXCEL), (b"ppt/", SLIDES)):
            if folder in head:
                return kind
    return ZIP


def _text_kind(head: bytes, name: str) -> Kind | None:
    text = _as_text(head)
    if text is None or RUNS.match(CONTROL.sub("", text)):
        return None
    begins = text.lstrip()[:1]
    if text.lstrip()[:5].lower() == "<?xml" or (begins == "<" and ending_of(name) == "xml"):
        return XML
    if begins and begins in "{[" and ending_of(name) in ("json", ""):
        return JSON
    return CSV if ending_of(name) in CSV.endings else TEXT


def _as_text(head: bytes) -> str | None:
    """The beginning as text, if it is one in an encoding that people use."""
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        found = codecs.getincrementaldecoder("utf-16")("replace").decode(head)
        return found if _is_writing(found) else None
    for encoding in ENCODINGS:
        try:
            found = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return found if _is_writing(found) else None
    return None


def _is_writing(text: str) -> bool:
    """No NUL, and few other control characters: a chat export may hold some, and what is no text is full of them."""
    return "\0" not in text and len(CONTROL.findall(text)) <= max(1, len(text) // LETTERS_TO_A_CONTROL)

"""The tags of an XML file whose every word stands in attributes, one by one, also of one that is broken."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader

from safeguarding.conversations.rules.formats.objects import OLD_BYTES
from safeguarding.conversations.rules.lines import encoding_of
from safeguarding.conversations.rules.pieces import RAW_MOST, Said, Unread
from safeguarding.conversations.rules.zips import Broken

CHUNK = 256 * 1024
#: A picture stands in its tag as letters. A longer tag is read by its beginning alone, where its names stand.
MOST, HEAD = 8_000_000, 4_000
#: What is kept of how a tag stands in the file: not the pictures.
RAW_KEPT = 20_000
CUT_OFF = "The file ends in the middle of it."
NOT_XML = "It is not XML as programs write it."
ENTITIES = "The file declares types or entities of its own, as no backup does: they were not followed."
#: What was read is never given back (`*+`): a tag of spaces alone takes time in step with its length.
_TAG = re.compile(r"<(/?[\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*+)\s*+(/?)\s*+>\s*+")
_SAID = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));")
_NAMES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    place: str
    raw: str
    said: dict[str, str]
    is_closed: bool


def tags_of(file: BufferedReader, name: str) -> Iterator[Tag | Unread | Said]:
    """Every tag in its order, with its place: which line it begins in."""
    tokens = _Tokens(file)
    line, has_declared = 1, False
    for token, is_whole in tokens:
        place, line = f"{name}, line {line}", line + token.count("\n")
        if token.startswith(("<!", "<?")):
            if token.startswith(("<!DOCTYPE", "<!ENTITY")) and not has_declared:
                has_declared = True
                yield Said(ENTITIES)
        elif token.startswith("<"):
            yield _tag(token, place, is_whole=is_whole, is_last=tokens.is_last)
        elif token.strip("\ufeff \t\r\n"):
            yield Unread(place, token[:RAW_MOST], NOT_XML)
    if tokens.broken:
        yield Unread(f"{name}, line {line}", "", tokens.broken)
    if tokens.is_old:
        yield Said(OLD_BYTES)


def _tag(token: str, place: str, *, is_whole: bool, is_last: bool) -> Tag | Unread:
    found = _TAG.fullmatch(token) if is_whole else None
    if found is not None:
        return Tag(found[1], place, token.rstrip()[:RAW_KEPT], _said(found[2]), is_closed=bool(found[3]))
    if not is_whole and token.startswith("<part "):
        return Tag("part", place, token[:RAW_KEPT], _said(token), is_closed=True)
    return Unread(place, token[:RAW_MOST], CUT_OFF if is_last and is_whole else NOT_XML)


def _said(attributes: str) -> dict[str, str]:
    """What each attribute says, but for the letters that are a picture."""
    return {name: unescaped(one or two) for name, one, two in _SAID.findall(attributes) if name != "data"}


def unescaped(text: str) -> str:
    """With what references stand for; two halves of a sign become the sign, a half alone stays one."""
    if "&" not in text:
        return text
    plain = _REFERENCE.sub(_sign, text)
    try:
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return plain


def _sign(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMES[found[3]]
    number = int(found[1]) if found[1] else int(found[2], 16)
    return chr(number) if number < 0x110000 else "�"


class _Tokens:
    """What stands from one `<` to the next, and whether it is whole."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._decoder: codecs.IncrementalDecoder | None = None
        self.is_all, self.is_last, self.is_old, self.broken = False, False, False, ""

    def __iter__(self) -> Iterator[tuple[str, bool]]:
        text, at = "", 0
        while True:
            end = text.find("<", at + 1)
            if end > 0:
                yield text[at:end], True
                at = end
                continue
            rest = text[at:]
            if len(rest) > MOST:
                yield rest[:HEAD], False
                rest = self._after_next_sign()
            text, at = rest + self._more(max(CHUNK, len(rest))), 0
            if self.is_all and text.find("<", 1) < 0:
                self.is_last = True
                if text:
                    yield text, True
                return

    def _after_next_sign(self) -> str:
        """Go on to the next tag, keeping nothing; what stands from there on."""
        while not self.is_all:
            more = self._more(CHUNK)
            at = more.find("<")
            if at >= 0:
                return more[at:]
        return ""

    def _more(self, most: int) -> str:
        parts: list[str] = []
        while not self.is_all and sum(map(len, parts)) < most:
            try:
                data = self._file.read1(CHUNK)
            except Broken as broken:
                data, self.broken = b"", str(broken)
            if self._decoder is None:
                self._decoder = codecs.getincrementaldecoder(encoding_of(data[:4]) or "utf-8-sig")()
            self.is_all = not data
            parts.append(self._letters(self._decoder, data))
        return "".join(parts)

    def _letters(self, decoder: codecs.IncrementalDecoder, data: bytes) -> str:
        state = decoder.getstate()
        try:
            return decoder.decode(data, self.is_all)
        except UnicodeDecodeError:
            decoder.setstate(state)
            self.is_old = self.is_old or not self.is_all
            decoder.errors = "replace"
            return decoder.decode(data, self.is_all)

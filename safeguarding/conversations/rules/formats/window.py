"""The part of a JSON file that is in memory, and what stands at its beginning. It moves on and never back."""

from __future__ import annotations

import codecs
import json
import json.scanner
import re
from collections.abc import Callable
from io import BufferedReader
from typing import Any

from safeguarding.conversations.rules.lines import encoding_of
from safeguarding.conversations.rules.zips import Broken

CHUNK = 512 * 1024
#: Letters of one object. Memory for them is the same many times over.
MOST = 4_000_000
_SPACE = re.compile(r"[ \t\n\r\ufeff]*")
_SIGNS = re.compile(r'["{}\[\]]')
_STRING_END = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_QUOTE = re.compile(r'["\\]')
_PLAIN_END = re.compile(r"[,\]}\s]")


class Cut(Exception):
    """The file ends here, or goes on with what is no JSON; its words say why where that is known."""


class Odd(Exception):
    """A value whose end is known, and that is no JSON. The window stands behind it."""

    def __init__(self, raw: str) -> None:
        super().__init__()
        self.raw = raw


class Endless(Odd):
    """A value that is too large to be looked at. The window stands behind it."""


class Window:
    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._text, self._at, self._is_all = "", 0, False
        self._broken = ""
        self._scan: Callable[[str, int], tuple[Any, int]] = json.scanner.make_scanner(
            json.JSONDecoder(strict=False, parse_constant=lambda _: None)  # type: ignore[arg-type]  # takes what the decoder is made of
        )
        self._decoder: codecs.IncrementalDecoder | None = None
        self.is_old = False

    def ahead(self, most: int) -> str:
        return self._text[self._at : self._at + most]

    def at_end(self) -> bool:
        return self._at >= len(self._text) and not self._more()

    def space(self) -> None:
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # matches nothing, too
            if self._at < len(self._text) or not self._more():
                return

    def next_letter(self) -> str:
        """The next letter that is no space, which stays there."""
        self.space()
        if self.at_end():
            raise Cut(self._broken)
        return self._text[self._at]

    def take(self, letter: str) -> None:
        self.take_one(letter)

    def take_one(self, letters: str) -> str:
        """One of these letters, after spaces; anything else is no JSON."""
        found = self.next_letter()
        if found not in letters:
            raise Cut
        self._at += 1
        return found

    def decode(self) -> tuple[Any, str]:
        """The value that begins here, and how it is written. The window moves behind it."""
        self.next_letter()
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except (StopIteration, ValueError, RecursionError):
                end = self._end_of_value()
                if end:
                    raise Odd(self._passed(end)) from None
            else:
                if end < len(self._text) or self._is_all or self._text[end - 1] in '"}]':
                    return value, self._passed(end)
            if len(self._text) - self._at > MOST:
                raw = self._text[self._at : self._at + 2_000]
                self._pass_over()
                raise Endless(raw)
            if not self._more():
                raise Cut(self._broken)

    def skip(self) -> None:
        """Pass over the value that begins here, whatever its size."""
        first = self.next_letter()
        if first not in "[{":
            self._try_decode()
            return
        self._at += 1
        close = "]" if first == "[" else "}"
        if self.next_letter() == close:
            self._at += 1
            return
        while True:
            if first == "{":
                self._try_decode()
                self.take(":")
            self._try_decode()
            if self.take_one("," + close) == close:
                return

    def _try_decode(self) -> None:
        try:
            self.decode()
        except Odd:
            return

    def _passed(self, end: int) -> str:
        raw = self._text[self._at : end]
        self._at = end
        return raw

    def _more(self) -> bool:
        """Read on; whether there was anything more."""
        if self._is_all:
            return False
        try:
            data = self._file.read1(CHUNK)
        except Broken as broken:
            data, self._broken = b"", str(broken)
        if self._decoder is None:
            self._decoder = codecs.getincrementaldecoder(encoding_of(data[:4]) or "utf-8")()
        self._is_all = not data
        new = self._letters(self._decoder, data)
        rest = self._text[self._at :]
        self._text, self._at = (rest + new if rest else new), 0
        return bool(new) or (not self._is_all and self._more())

    def _letters(self, decoder: codecs.IncrementalDecoder, data: bytes) -> str:
        state = decoder.getstate()
        try:
            return decoder.decode(data, self._is_all)
        except UnicodeDecodeError:
            decoder.setstate(state)
            self.is_old = self.is_old or not self._is_all
            decoder.errors = "replace"
            return decoder.decode(data, self._is_all)

    def _end_of_value(self) -> int:
        """Where the value that begins here ends, by its brackets and quotes alone; 0 when that is not in sight."""
        text, at, depth = self._text, self._at, 0
        if text[at] not in '"{[':
            found = _PLAIN_END.search(text, at + 1)
            return found.start() if found else (len(text) if self._is_all else 0)
        while found := _SIGNS.search(text, at):
            sign, at = found[0], found.end()
            if sign == '"':
                closed = _STRING_END.match(text, at)
                if closed is None:
                    return 0
                at = closed.end()
            else:
                depth += 1 if sign in "{[" else -1
            if depth <= 0:
                return at
        return 0

    def _pass_over(self) -> None:
        """Move behind a value of any size without keeping it."""
        depth, in_string = 0, False
        is_plain = self._text[self._at] not in '"{['
        while True:
            pattern = _PLAIN_END if is_plain else (_QUOTE if in_string else _SIGNS)
            found = pattern.search(self._text, self._at)
            if found is None:
                self._at = len(self._text)
                if not self._more():
                    raise Cut(self._broken)
                continue
            if is_plain:
                self._at = found.start()
                return
            self._at = found.end()
            if in_string:
                if found[0] == "\\":
                    if self._at >= len(self._text) and not self._more():
                        raise Cut(self._broken)
                    self._at += 1
                    continue
                in_string = False
            elif found[0] == '"':
                in_string = True
            else:
                depth += 1 if found[0] in "{[" else -1
            if depth <= 0 and not in_string:
                return

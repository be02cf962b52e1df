"""Reading what was sent: JSON, whole, of a size that a record can hold, and made of characters that can be stored."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from safeguarding.core.api.problems import TooLarge

# Control characters but tab and line ends, and halves of characters: neither can be stored or shown.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class StrictJSONParser(JSONParser):
    """JSON as RFC 8259 has it: no NaN, no text that PostgreSQL or a page could not hold."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        raw = self._read(stream)
        try:
            data = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise ParseError("The body is not valid JSON.") from error
        _refuse_unfit(data)
        return data

    @staticmethod
    def _read(stream: IO[Any]) -> bytes:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw: bytes = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge
        return raw


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _refuse_unfit(data: Any) -> None:
    """Walks without recursion, so that deep nesting is only deep."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if UNFIT.search(value):
                raise ParseError("The body contains characters that cannot be stored.")
        elif isinstance(value, dict):
            waiting.extend([*value.keys(), *value.values()])
        elif isinstance(value, list):
            waiting.extend(value)

"""Lists in pages: from a cursor on, fifty at a time, two hundred at most. The cost does not grow with the page."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

if TYPE_CHECKING:
    from rest_framework.views import APIView

signer = Signer(salt="api-cursor")


class Pages(CursorPagination):
    """A view says its order in `page_ordering`; newest first without it. A cursor is signed: only ours are taken."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"
    ordering = ("-pk",)

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: APIView) -> tuple[str, ...]:
        return tuple(getattr(view, "page_ordering", self.ordering))

    def get_page_size(self, request: Request) -> int:
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size
        if not (given.isascii() and given.isdigit() and len(given) <= 4 and 1 <= int(given) <= self.max_page_size):
            raise ValidationError({"limit": [f"Give a number from 1 to {self.max_page_size}."]})
        return int(given)

    def encode_cursor(self, cursor: Cursor) -> str:
        tokens = {"o": cursor.offset or "", "r": int(cursor.reverse), "p": cursor.position}
        said = urlencode({key: value for key, value in tokens.items() if value not in ("", None)})
        signed = signer.sign(urlsafe_b64encode(said.encode()).decode())
        return replace_query_param(self.base_url, self.cursor_query_param, signed)

    def decode_cursor(self, request: Request) -> Cursor | None:
        given = request.query_params.get(self.cursor_query_param)
        if given is None:
            return None
        try:
            said = parse_qs(urlsafe_b64decode(signer.unsign(given)).decode())
        except (BadSignature, ValueError) as error:
            raise ValidationError({"cursor": ["Take the cursor from `next` or `previous`."]}) from error
        offset, reverse = int(said.get("o", ["0"])[0]), said.get("r", ["0"])[0] == "1"
        self.cursor = Cursor(offset=offset, reverse=reverse, position=said.get("p", [None])[0])
        return self.cursor

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        return [
            _parameter(
                "cursor", "Where to go on: taken from `next` or `previous`.", {"type": "string", "minLength": 1}
            ),
            _parameter(
                "limit",
                "How many to give at once.",
                {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size},
            ),
        ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}

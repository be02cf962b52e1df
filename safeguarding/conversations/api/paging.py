"""Messages in pages: from a place in the conversation on, so that the last of a million cost what the first do."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import Cursor
from rest_framework.request import Request
from rest_framework.views import APIView

from safeguarding.conversations.models import Message
from safeguarding.conversations.selectors.reading import BACK, ORDER, beside
from safeguarding.core.api.pages import Pages

Place = tuple[dt.datetime, int]


class Along(Pages):
    """The same cursors as everywhere, but each names a time and a place: many messages may have one time, or none."""

    before: Place | None = None
    after: Place | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        self.request, self.page_size = request, self.get_page_size(request)
        self.base_url = request.build_absolute_uri()
        cursor = self.decode_cursor(request)
        is_back = cursor is not None and cursor.reverse
        rows = queryset.order_by(*(BACK if is_back else ORDER))
        if cursor is not None:
            rows = rows.filter(beside(_place_in(cursor), before=is_back))
        found = list(rows[: self.page_size + 1])
        has_more, found = len(found) > self.page_size, found[: self.page_size]
        if is_back:
            found.reverse()
        if found:
            # Where one comes from there is something: the message that the cursor names.
            self.before = _place_of(found[0]) if (has_more if is_back else cursor) else None
            self.after = _place_of(found[-1]) if (has_more or is_back) else None
        return found

    def get_next_link(self) -> str | None:
        return self._link(self.after, is_back=False)

    def get_previous_link(self) -> str | None:
        return self._link(self.before, is_back=True)

    def _link(self, place: Place | None, *, is_back: bool) -> str | None:
        if place is None:
            return None
        at, position = place
        return self.encode_cursor(Cursor(offset=0, reverse=is_back, position=f"{at.isoformat()}~{position}"))


def _place_of(message: Message) -> Place:
    return message.order_at, message.position


def _place_in(cursor: Cursor) -> Place:
    """Where a cursor points; one of another list points nowhere here."""
    at, _, position = (cursor.position or "").partition("~")
    try:
        return dt.datetime.fromisoformat(at), int(position)
    except ValueError as error:
        raise ValidationError({"cursor": ["Take the cursor from `next` or `previous` of this list."]}) from error

"""The answers kept so that sending a create twice makes one record."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from safeguarding.access.models import IdempotencyKey, User
from safeguarding.core import clock
from safeguarding.core.errors import Invalid

KEPT_FOR = dt.timedelta(hours=24)


@transaction.atomic
def begin_once(*, by: User, key: str, route: str, request_hash: str) -> tuple[IdempotencyKey, bool]:
    """Take the key for this request, or find what was answered under it; a twin request waits here."""
    row, is_first = IdempotencyKey.objects.get_or_create(
        user=by, key=key, defaults={"route": route[:200], "request_hash": request_hash}
    )
    if row.request_hash != request_hash:
        raise Invalid({"Idempotency-Key": ["This key was already used to send something else."]})
    return row, is_first


def finish_once(*, row: IdempotencyKey, status: int, body: Any, headers: dict[str, str]) -> None:
    """Keep the answer, in the transaction that made the record."""
    row.status, row.headers = status, headers
    row.body = json.loads(json.dumps(body, cls=DjangoJSONEncoder))
    row.save(update_fields=["status", "body", "headers"])


@transaction.atomic
def once_from_a_page(*, by: User, key: str, route: str, sent: str, make: Callable[[], str]) -> str:
    """The address of what `make` puts on record. The same page sent again with the same words leads to the first.

    The page carries the key. Other words under it, after going back, are something else and are put on record too.
    """
    digest = hashlib.sha256(sent.encode()).hexdigest()
    row, is_first = begin_once(by=by, key=f"page:{key}:{digest[:32]}", route=route, request_hash=digest)
    if not is_first:
        return str(row.headers["Location"])
    address = make()
    finish_once(row=row, status=302, body=None, headers={"Location": address})
    return address


@transaction.atomic
def forget_old_answers() -> int:
    """Kept answers repeat what a record said, so they go after a day."""
    gone, _ = IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()
    return gone

"""The answers kept so that sending a create twice makes one record."""

from __future__ import annotations

import datetime as dt
import json
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
def forget_old_answers() -> int:
    """Kept answers repeat what a record said, so they go after a day."""
    gone, _ = IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()
    return gone

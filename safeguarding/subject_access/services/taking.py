"""Taking a request in hand: locked, as it was read, by somebody who sees it; and moving it on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.subject_access import policies, states
from safeguarding.subject_access.models import AccessRequest


def take(request: AccessRequest, *, version: int | None, by: User) -> AccessRequest:
    """The request as it is now, locked. For who does not see it, it is not there."""
    policies.require_answering(by)
    rows = AccessRequest.objects.visible_to(by).select_related("force", "unit", "person", "recorded_by", "approved_by")
    return lock_fresh(rows, pk=request.pk, version=version)


def take_step(verb: str, request: AccessRequest, *, version: int | None, by: User) -> tuple[AccessRequest, str]:
    """The request locked for this verb, and where the verb leads."""
    held = take(request, version=version, by=by)
    return held, states.step(verb, status=held.status)


def save_step(held: AccessRequest, target: str, **fields: Any) -> None:
    save_fields(held, status=target, **fields)


def required(words: str, *, field: str, message: str) -> str:
    if not words.strip():
        raise Invalid({field: [message]})
    return words.strip()


def require_day(day: dt.date, *, field: str, since: dt.date | None = None) -> None:
    """A day on which something happened: not to come, and not before what it followed."""
    if day > clock.today():
        raise Invalid({field: ["The day cannot be in the future"]})
    if since is not None and day < since:
        raise Invalid({field: [f"The day cannot be before {clock.date_words(since)}"]})

"""Taking a request in hand: locked, as it was read, by somebody who sees it; and moving it on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from safeguarding.access.models import User
from safeguarding.access.services import system_user
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.notices.services import tell
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


def stop_still(held: AccessRequest, *, problem: str, to: Iterable[User | None]) -> None:
    """A worker gives it up: said on its page, and to those who wait for it."""
    save_fields(held, problem=problem)
    record("subject_access.stuck", by=system_user(), obj=held)
    tell(
        recipients=[one for one in dict.fromkeys(to) if one is not None and not one.is_system],
        key=f"accessrequest:{held.pk}:stuck:{held.version}", title="A subject access request stands still",
        body=problem, url=held.get_absolute_url(), subject_type="accessrequest", subject_id=held.pk,
    )  # fmt: skip


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

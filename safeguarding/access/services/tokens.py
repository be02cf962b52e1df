"""Keys to the API: made, used, revoked."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable

from django.db import transaction

from safeguarding.access.choices import TokenScope
from safeguarding.access.models import ApiToken, User
from safeguarding.access.selectors import key_hash
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed

PREFIX = "sgk_"
LONGEST_DAYS = 90
# When a key was last used is kept to the minute: a row written on every call would cost more than the call.
USE_NOTED_EVERY = dt.timedelta(minutes=1)


@transaction.atomic
def create_token(*, by: User, name: str, scopes: Iterable[str], days: int) -> tuple[ApiToken, str]:
    """Make a key for a program that acts as this user. The key itself is in the answer and nowhere else."""
    wanted = sorted(set(scopes))
    _check(name=name, scopes=wanted, days=days)
    key = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=by, name=name, token_hash=key_hash(key), scopes=wanted, expires_at=clock.now() + dt.timedelta(days=days)
    )
    until = clock.date_words(clock.london_date(token.expires_at))
    record("token.created", by=by, obj=token, data={"scopes": " and ".join(wanted), "until": until})
    return token, key


@transaction.atomic
def revoke_token(*, by: User, token: ApiToken) -> ApiToken:
    """Revoke a key of one's own: it opens nothing from the next call."""
    if token.user_id != by.pk:
        raise NotAllowed("This key belongs to somebody else.")
    row = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is not None:
        raise Conflict("This key has already been revoked.")
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    record("token.revoked", by=by, obj=row)
    return row


def note_token_use(*, token: ApiToken) -> None:
    """Note that the key was used; a call that finds the row busy leaves it to the one that holds it."""
    now = clock.now()
    if token.last_used_at is not None and now - token.last_used_at < USE_NOTED_EVERY:
        return
    with transaction.atomic():
        free = ApiToken.objects.filter(pk=token.pk).select_for_update(skip_locked=True)
        ApiToken.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(last_used_at=now)


def _check(*, name: str, scopes: list[str], days: int) -> None:
    errors: dict[str, list[str]] = {}
    if not name.strip():
        errors["name"] = ["Say what the key is for."]
    if not scopes or not set(scopes) <= set(TokenScope.values):
        errors["scopes"] = ["Choose what the key may do."]
    if not 1 <= days <= LONGEST_DAYS:
        errors["days"] = [f"A key is valid for 1 to {LONGEST_DAYS} days."]
    if errors:
        raise Invalid(errors)

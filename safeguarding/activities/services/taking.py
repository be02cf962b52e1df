"""Holding a session while something is done to it."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.activities.models import Session
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.schemes.models import Scheme


def take(session: Session, version: int | None = None) -> Session:
    """Lock the scheme, then its session: a condition set at the same moment is seen, and no two acts cross."""
    Scheme.objects.select_for_update(of=("self",), no_key=True).get(pk=session.scheme_id)
    return take_alone(session, version)


def take_alone(session: Session, version: int | None = None) -> Session:
    """Lock the session alone, where no condition of its scheme is asked about."""
    return lock_fresh(Session.objects.select_related("scheme__force", "scheme__unit"), pk=session.pk, version=version)


def save_planned(held: Session, *, by: User, **fields: Any) -> None:
    """Save what somebody planned or changed, and that they did: whoever planned any of it does not approve it."""
    save_fields(held, planners=sorted({*held.planners, by.pk}), **fields)

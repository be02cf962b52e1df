"""How every write on a case begins and ends."""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.cases import policies
from safeguarding.cases.models import Case
from safeguarding.cases.policies import CaseAction
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Stale
from safeguarding.core.services import lock_fresh, save_fields


def take(
    case: Case,
    *,
    by: User,
    action: CaseAction = CaseAction.WORK,
    version: int | None = None,
    even_if_closed: bool = False,
) -> Case:
    """Lock the case and check that this user may act on it as it stands now.

    Raises Case.DoesNotExist for who may not see it, NotAllowed, Stale, or Conflict when it is closed.
    """
    fresh = lock_fresh(Case.objects.visible_to(by), pk=case.pk, version=None)
    policies.require(by, action, fresh)
    if version is not None and fresh.version != version:
        raise Stale("Somebody changed this case since you opened it.", current=header_of(fresh))
    if not fresh.is_open and not even_if_closed:
        raise Conflict(f"{fresh.reference} is closed. Reopen it to work on it.")
    return fresh


def header_of(case: Case) -> dict[str, object]:
    """What the header says now, for somebody who acted on an older one: nothing of what only some may read."""
    return {
        "version": case.version, "stage": case.get_stage_display(), "owner": str(case.owner),
        "supervisor": str(case.supervisor or "Nobody"), "restricted": "Yes" if case.is_restricted else "No",
    }  # fmt: skip


def touch(case: Case) -> None:
    """Note that something on the case changed: lists show the newest first. The header keeps its version."""
    case.updated_at = clock.now()
    case.save(update_fields=["updated_at"])


def change(case: Case, **fields: object) -> None:
    """Change the case's own fields, count its version up, and note the change for lists."""
    save_fields(case, updated_at=clock.now(), **fields)

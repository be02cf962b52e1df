"""How every act on an exhibit begins: its case first, then the exhibit itself, locked."""

from __future__ import annotations

from typing import Any

from safeguarding.access.models import User
from safeguarding.cases import policies as case_policies
from safeguarding.cases.models import Case
from safeguarding.cases.policies import CaseAction
from safeguarding.cases.services.rows import take_row
from safeguarding.cases.services.taking import take
from safeguarding.core.errors import Conflict
from safeguarding.evidence.choices import ExhibitStatus
from safeguarding.evidence.models import Exhibit


def take_exhibit(
    exhibit: Exhibit,
    *,
    by: User,
    action: CaseAction = case_policies.WORK,
    version: int | None = None,
    even_if_closed: bool = False,
) -> tuple[Case, Exhibit]:
    """Lock both. An exhibit that was returned or disposed of takes nothing more; nor does a closed case."""
    case = take(exhibit.case, by=by, action=action, even_if_closed=even_if_closed)
    rows = Exhibit.objects.visible_to(by).filter(case=case).select_related("custodian")
    held = take_row(rows, exhibit, version, says)
    held.case = case
    if not held.is_held:
        label = ExhibitStatus(held.status).label.lower()
        raise Conflict(f"This exhibit is {label}: nothing more can be done with it.")
    return case, held


def says(exhibit: Exhibit) -> dict[str, object]:
    """What the exhibit says now, for somebody who opened an older one."""
    return {
        "reference": exhibit.reference, "description": exhibit.description, "held_at": exhibit.held_at,
        "analysis": exhibit.get_analysis_display(), "status": exhibit.get_status_display(),
    }  # fmt: skip


def told(exhibit: Exhibit, **more: Any) -> dict[str, Any]:
    """What the record says of an exhibit: its number."""
    return {"exhibit_id": exhibit.pk, **more}

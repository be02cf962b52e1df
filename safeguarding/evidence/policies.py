"""Who sees an exhibit: whoever reads the content of its case, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.cases import policies as case_policies
from safeguarding.cases.models import Case

if TYPE_CHECKING:
    from safeguarding.evidence.models import Exhibit, FileRemoval


def of_readable_cases_q(user: User, path: str = "case") -> Q:
    """Rows of cases whose content the user may read: managers, who see headers, see no evidence."""
    return Q(**{f"{path}__in": Case.objects.fully_visible_to(user)})


NOT_THE_GIVER = "Only the person who has the exhibit can hand it over."
NOT_THE_SECOND = "Somebody else who leads or supervises this case decides: not who asked, nor who handed it in."
NOT_WHO_ASKED = "Only who asked for it takes it back."


def may_hand_over(user: User, exhibit: Exhibit, case: Case, *, is_custodian_there: bool) -> bool:
    """Who has it. Where that person no longer reads the case, who supervises it acts for them."""
    if exhibit.custodian_id == user.pk:
        return True
    return not is_custodian_there and case_policies.standing(user, case).may(case_policies.SUPERVISE)


def may_decide_removal(user: User, removal: FileRemoval, case: Case) -> bool:
    """Whoever leads or supervises the case, but neither who asked for the removal nor who handed the file in."""
    if user.pk in (removal.asked_by_id, removal.held.file.stored_by_id):
        return False
    standing = case_policies.standing(user, case)
    decides = standing.may(case_policies.SUPERVISE) or standing.may(case_policies.GRANT)
    return standing.may(case_policies.WORK) and decides

"""Who keeps the templates of a force, who sees a letter, and who issues it.

Templates are kept by leads and supervisors, and approved by another of them than who wrote them. A letter is there for
whoever reads the content of its case, and for nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission, require_permission
from safeguarding.cases.models import Case
from safeguarding.core.errors import NotAllowed
from safeguarding.letters.choices import ISSUED_BY_ANOTHER

if TYPE_CHECKING:
    from safeguarding.letters.models import Letter, LetterTemplate

WROTE_TEMPLATE = "You wrote this template. Somebody else who keeps templates has to approve it."
WROTE_LETTER = "You wrote this letter. Somebody else who works on the case has to issue it."


def templates_visible_q(user: User) -> Q:
    """The one phrasing of who sees a template: who keeps those of its force."""
    if not user.is_active or user.force_id is None or not has_permission(user, Permission.KEEP_TEMPLATES):
        return Q(pk__in=[])
    return Q(force_id=user.force_id)


def of_readable_cases_q(user: User) -> Q:
    """Rows of cases whose content the user may read: managers, who see headers, see no letter."""
    return Q(case__in=Case.objects.fully_visible_to(user))


def keeps_templates(user: User) -> bool:
    return user.is_active and user.force_id is not None and has_permission(user, Permission.KEEP_TEMPLATES)


def require_keeping(user: User) -> None:
    if not keeps_templates(user):
        require_permission(user, Permission.KEEP_TEMPLATES)
        raise NotAllowed("Only who works in a force keeps its templates.")


def require_approving(user: User, held: LetterTemplate) -> None:
    """Another person than who wrote it, or changed it last."""
    if held.written_by_id == user.pk:
        raise NotAllowed(WROTE_TEMPLATE)


def require_issuing(user: User, held: Letter) -> None:
    """What somebody's post can hang on is issued by another person than who wrote it, or changed it last."""
    if held.kind in ISSUED_BY_ANOTHER and held.written_by_id == user.pk:
        raise NotAllowed(WROTE_LETTER)

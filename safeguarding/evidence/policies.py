"""Who sees an exhibit: whoever reads the content of its case, and nobody else."""

from __future__ import annotations

from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.cases.models import Case


def of_readable_cases_q(user: User, path: str = "case") -> Q:
    """Rows of cases whose content the user may read: managers, who see headers, see no evidence."""
    return Q(**{f"{path}__in": Case.objects.fully_visible_to(user)})

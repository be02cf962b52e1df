"""Who sees messages: whoever reads the content of the case that their export belongs to."""

from __future__ import annotations

from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.conversations.choices import ExportStatus
from safeguarding.evidence.policies import of_readable_cases_q


def exports_visible_q(user: User) -> Q:
    """The one phrasing of who sees an export and all that was read from it."""
    return of_readable_cases_q(user)


def found_visible_q(user: User) -> Q:
    """What was found in messages is seen by whoever reads them; of a file that was removed, by nobody."""
    return of_readable_cases_q(user, "export__case") & ~Q(export__status=ExportStatus.REMOVED)


def bundles_visible_q(user: User) -> Q:
    """A bundle is seen by whoever reads the messages it is made of."""
    return of_readable_cases_q(user)

"""Which exports are ready for the rules: read, with an adult and a young person in them, and who is who has settled."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Max, Q

from safeguarding.conversations.choices import ExportStatus
from safeguarding.conversations.models import MessageExport
from safeguarding.core import clock
from safeguarding.people.choices import PersonKind

#: After so long without a word on who somebody is, who is who has settled (house policy).
SETTLED = dt.timedelta(minutes=10)


def settled_exports() -> list[MessageExport]:
    """Those that the rules were never asked about."""
    young, adult = (Q(participants__party__kind=kind) for kind in (PersonKind.YOUNG_PERSON, PersonKind.ADULT))
    found = MessageExport.objects.filter(status=ExportStatus.READ, judgements=None).annotate(
        young=Count("participants", filter=young), adults=Count("participants", filter=adult),
        last=Max("participants__matched_at"),
    )  # fmt: skip
    return list(found.filter(young__gt=0, adults__gt=0, last__lte=clock.now() - SETTLED).order_by("pk"))

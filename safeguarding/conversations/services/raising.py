"""From what the rules said of messages to a concern: filled in, and naming nobody."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.cases.models import ConcernDraft
from safeguarding.cases.services.drafts import start_filled
from safeguarding.conversations.models import Judgement
from safeguarding.conversations.selectors.judged import Critical, critical_of
from safeguarding.core import clock


@transaction.atomic
def start_concern(judgement: Judgement, *, by: User) -> ConcernDraft:
    """Begin a concern about messages that break a rule without exception: how many, over what, when and which rule."""
    found = critical_of(judgement)
    first = clock.london_date(found.first) if found.first else None
    last = clock.london_date(found.last) if found.last else None
    return start_filled(what=_words(judgement, found), first=first, last=last, by=by)


def _words(judgement: Judgement, found: Critical) -> str:
    export = judgement.export
    over = f" over {' and '.join(found.platforms)}" if found.platforms else ""
    broken = "\n".join(found.broken)
    return (
        f"{found.count:,} messages{over} break a rule without exception. They stand in the messages of "
        f"{export.source.exhibit.reference} in {export.case.reference}.\n\nWhat the rules say of them:\n{broken}\n\n"
    )

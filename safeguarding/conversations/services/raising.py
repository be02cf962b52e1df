"""From what the rules said of messages to a concern: filled in, naming nobody and no case."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import ConcernDraft
from safeguarding.cases.services.drafts import start_filled
from safeguarding.conversations.models import BegunConcern, Judgement
from safeguarding.conversations.selectors.judged import Critical, critical_of
from safeguarding.conversations.selectors.raised import BEGUN
from safeguarding.core import clock


@transaction.atomic
def start_concern(judgement: Judgement, *, by: User) -> ConcernDraft:
    """Begin a concern about messages that break a rule without exception: how many, when and which rule.

    Whoever decides about the concern may not know that there is a case, so nothing in it tells of one. Where it came
    from is on record with the case alone.
    """
    found, export = critical_of(judgement), judgement.export
    first = clock.london_date(found.first) if found.first else None
    last = clock.london_date(found.last) if found.last else None
    draft = start_filled(what=_words(found), first=first, last=last, from_case=export.case, by=by)
    BegunConcern.objects.create(export=export, draft=draft)
    record(BEGUN, by=by, obj=export.case, data={"draft": draft.pk, "export": export.pk})
    return draft


def _words(found: Critical) -> str:
    broken = "\n".join(found.broken)
    count = "1 message on record breaks" if found.count == 1 else f"{found.count:,} messages on record break"
    return f"{count} a rule without exception:\n{broken}\n\n"

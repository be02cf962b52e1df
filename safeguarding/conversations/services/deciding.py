"""Whether words show what the lexicon says they show: a person agrees or dismisses, with a reason, and may undo it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Lower, Substr

from safeguarding.access.models import User
from safeguarding.audit.services import record, record_many
from safeguarding.cases.services.taking import take
from safeguarding.conversations.choices import FindingStatus
from safeguarding.conversations.models import Finding
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields

VERBS = {FindingStatus.AGREED: "finding.agreed", FindingStatus.DISMISSED: "finding.dismissed"}
#: So many with the same words are decided at once; the rest is left for the next time.
MOST_AT_ONCE = 500


@transaction.atomic
def decide(*, finding: Finding, status: str, reason: str, version: int, by: User) -> Finding:
    """Agree to one finding, or dismiss it."""
    _check(status, reason)
    take(finding.export.case, by=by)
    fresh = lock_fresh(Finding.objects.visible_to(by), pk=finding.pk, version=version)
    if fresh.status == status:
        raise Conflict("This is what stands already.")
    save_fields(fresh, status=status, reason=reason.strip(), decided_by=by, decided_at=clock.now())
    record(VERBS[FindingStatus(status)], by=by, obj=fresh, data={"indicator": fresh.indicator})
    return fresh


@transaction.atomic
def undo(*, finding: Finding, version: int, by: User) -> Finding:
    """Take a decision back: it is open again, and the history keeps what was decided."""
    take(finding.export.case, by=by)
    fresh = lock_fresh(Finding.objects.visible_to(by), pk=finding.pk, version=version)
    if fresh.status == FindingStatus.OPEN:
        raise Conflict("Nothing has been decided about this yet.")
    save_fields(fresh, status=FindingStatus.OPEN, reason="", decided_by=None, decided_at=None)
    record("finding.undone", by=by, obj=fresh, data={"indicator": fresh.indicator})
    return fresh


def same_words(finding: Finding) -> QuerySet[Finding]:
    """Open findings of the export in which the same line found the same words, this one among them."""
    text = finding.message.text[finding.starts : finding.ends]
    words = Lower(Substr("message__text", F("starts") + 1, F("ends") - F("starts")))
    same = Finding.objects.filter(export=finding.export_id, pattern=finding.pattern, lexicon=finding.lexicon)
    return same.filter(status=FindingStatus.OPEN).annotate(found_words=words).filter(found_words=text.lower())


@transaction.atomic
def decide_same(*, finding: Finding, status: str, reason: str, expected: int, by: User) -> int:
    """Decide all with the same words alike. `expected` is how many the person was shown."""
    _check(status, reason)
    take(finding.export.case, by=by)
    Finding.objects.visible_to(by).get(pk=finding.pk)
    rows = list(same_words(finding).select_for_update(of=("self",), no_key=True).order_by("pk")[:MOST_AT_ONCE])
    if len(rows) != expected:
        raise Conflict("There are more or fewer of them now. Look at them again.")
    now = clock.now()
    for row in rows:
        row.status, row.reason, row.decided_by, row.decided_at = status, reason.strip(), by, now
        row.version += 1
    Finding.objects.bulk_update(rows, ["status", "reason", "decided_by", "decided_at", "version"])
    verb = VERBS[FindingStatus(status)]
    record_many(verb, by=by, rows=[(row, {"indicator": row.indicator, "together": expected}) for row in rows])
    return len(rows)


def _check(status: str, reason: str) -> None:
    if status not in VERBS:
        raise Invalid({"status": ["Say whether you agree."]})
    if not reason.strip():
        raise Invalid({"reason": ["Say why."]})

"""What goes with a file that was taken in by mistake, as far as hearing bundles hold it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.conversations import states
from safeguarding.conversations.choices import VersionStatus
from safeguarding.conversations.models import MessageExport
from safeguarding.conversations.selectors.removing import versions_quoting
from safeguarding.core import clock
from safeguarding.core.templatetags.words import plural
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files import services as files
from safeguarding.letters.choices import PartKind
from safeguarding.letters.models import HearingVersion
from safeguarding.letters.services.making import GONE


def goes_with(held: ExhibitFile) -> Iterator[str]:
    """What is erased together with a file, in words, for the two people who decide."""
    for row in _holding(held):
        if row.status == VersionStatus.MADE:
            taken = row.openings.count()
            out = f" It was opened {plural(taken, 'time')}; copies that left are not reached." if taken else ""
            name = f"{row.bundle.reference}, version {row.number}"
            yield f"Hearing bundle {name}, which holds it. Its SHA-256 stays.{out}"


def destroy_with(held: ExhibitFile, *, by: User) -> None:
    """Destroy what holds the file. Called in the transaction in which the file is destroyed."""
    for row in _holding(held):
        data = {"hearing_bundle_id": row.bundle_id, "number": row.bundle.number, "version": row.number}
        if row.file is not None:
            files.destroy(row.file, by=by)
            record("hearing_bundle.destroyed", by=by, obj=row.bundle.case, data=data)
        elif row.status in states.BEING_MADE:
            row.status, row.problem, row.read, row.seen_at = VersionStatus.FAILED, GONE, [], clock.now()
            row.save(update_fields=["status", "problem", "read", "seen_at"])
            record("hearing_bundle.failed", by=by, obj=row.bundle.case, data=data)


def _holding(held: ExhibitFile) -> list[HearingVersion]:
    """Every version in which the file stands, or messages that were read from it."""
    # Also of one that was ended a moment ago: whose turn comes first is not for this app to know.
    exports = MessageExport.objects.filter(source=held).select_related("case")
    quoting = [one.pk for export in exports for one in versions_quoting(export)]
    keys = [f"{PartKind.FILE}-{held.pk}", *(f"{PartKind.MESSAGES}-{pk}" for pk in quoting)]
    wanted = Q(pk__in=[])
    for key in keys:
        wanted |= Q(asked__parts__contains=[key])
    rows = HearingVersion.objects.filter(wanted, bundle__case_id=held.exhibit.case_id)
    rows = rows.filter(Q(file__isnull=True) | Q(file__destroyed_at__isnull=True))
    return list(rows.select_related("bundle__case", "file").order_by("pk"))

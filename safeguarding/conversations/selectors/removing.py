"""What goes with a file that was taken in by mistake, as far as messages were read from it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count

from safeguarding.conversations.choices import ExportStatus, VersionStatus
from safeguarding.conversations.models import Bundle, BundleVersion, MessageExport, NotedMessage
from safeguarding.core.templatetags.words import plural
from safeguarding.evidence.models import ExhibitFile

#: What stands around a message is of its own conversation, so whoever quotes a file chose a message of it.
QUOTING = """
    SELECT v.* FROM conversations_bundleversion v JOIN conversations_bundle b ON b.id = v.bundle_id
    WHERE b.case_id = %s AND EXISTS (
        SELECT FROM jsonb_array_elements_text(v.asked->'messages') AS quoted
        JOIN conversations_message m ON m.id = quoted.value::bigint WHERE m.export_id = %s)
    ORDER BY v.id
"""


def export_of(held: ExhibitFile) -> MessageExport | None:
    """What was read from a file, if anything was."""
    return MessageExport.objects.standing().filter(source=held).select_related("case").first()


def versions_quoting(export: MessageExport) -> list[BundleVersion]:
    """Every version of a bundle that quotes a message of this export."""
    return list(BundleVersion.objects.raw(QUOTING, [export.case_id, export.pk]))


def goes_with(held: ExhibitFile) -> Iterator[str]:
    """What is erased together with a file, in words, for the two people who decide."""
    export = export_of(held)
    if export is None or (not export.counts and export.status == ExportStatus.FAILED):
        return
    total = sum(count for kind, count in export.counts.items() if kind != "unread")
    yield f"{plural(total, 'message')} read from it, with who wrote them, what was found, and what the rules said."
    noted = NotedMessage.objects.filter(message__export=export).count()
    if noted:
        yield f"The words of {plural(noted, 'message')} in the chronology; each entry stays, and says so."
    bundles = Bundle.objects.filter(chosen__message__export=export).annotate(count=Count("chosen")).order_by("pk")
    for bundle in bundles:
        yield f"{plural(bundle.count, 'message')} in bundle {bundle.reference}: they are taken out of it."
    yield from _of_versions(export)


def _of_versions(export: MessageExport) -> Iterator[str]:
    for version in versions_quoting(export):
        if version.status != VersionStatus.MADE:
            continue
        taken = version.openings.count()
        out = f" It was opened {plural(taken, 'time')}; copies that left are not reached." if taken else ""
        yield (
            f"The document of bundle {version.asked['reference']}, version {version.number}, which quotes them. "
            f"Its SHA-256 stays.{out}"
        )

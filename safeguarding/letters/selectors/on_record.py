"""Documents of a case that are on record with their SHA-256, so that nobody has to copy one by hand."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.conversations.choices import VersionStatus
from safeguarding.conversations.models import BundleVersion
from safeguarding.letters.models import HearingBundle, HearingVersion, Letter


@dataclass(frozen=True)
class OnRecord:
    """A document: its key, what it is called, its SHA-256, and of which track it is."""

    key: str
    words: str
    sha256: str
    track_id: int | None = None


def documents_of(case: Case, user: User) -> list[OnRecord]:
    """Letters that were issued, hearing bundles and bundles of messages that were made, that the user reads."""
    return [*_letters(case, user), *_hearings(case, user), *_messages(case)]


def _letters(case: Case, user: User) -> list[OnRecord]:
    rows = Letter.objects.visible_to(user).filter(case=case, pdf__isnull=False).select_related("case", "pdf")
    return [
        OnRecord(f"letter-{row.pk}", f"Letter {row.reference}: {row.title}", row.pdf.sha256, row.track_id)
        for row in rows.order_by("-number") if row.pdf
    ]  # fmt: skip


def _hearings(case: Case, user: User) -> list[OnRecord]:
    seen = HearingBundle.objects.visible_to(user).filter(case=case)
    rows = HearingVersion.objects.filter(bundle__in=seen, status=VersionStatus.MADE).select_related("bundle__case")
    return [
        OnRecord(
            f"hearing-{row.pk}", f"Hearing bundle {row.bundle.reference}, version {row.number}: {row.asked['title']}",
            row.sha256, row.bundle.track_id,
        )
        for row in rows.order_by("-bundle__number", "-number")
    ]  # fmt: skip


def _messages(case: Case) -> list[OnRecord]:
    rows = BundleVersion.objects.filter(bundle__case=case, status=VersionStatus.MADE).select_related("bundle")
    return [
        OnRecord(
            f"messages-{row.pk}",
            f"Bundle of messages {row.bundle.reference}, version {row.number}: {row.asked['title']}", row.sha256,
        )
        for row in rows.order_by("bundle__reference", "-number")
    ]  # fmt: skip

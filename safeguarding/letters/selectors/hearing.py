"""The hearing bundles of a case: which there are, what is in each, what may be put in, and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.conversations.choices import VersionStatus
from safeguarding.conversations.models import BundleVersion
from safeguarding.core import clock
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files.choices import OPENED
from safeguarding.letters.choices import PartKind
from safeguarding.letters.models import HearingBundle, HearingOpening, HearingPart, HearingVersion, Letter
from safeguarding.letters.selectors.documents import documents_of
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track

OF_PART = ("file__file", "file__exhibit", "messages__bundle", "messages__file", "letter__case", "letter__pdf")


@dataclass(frozen=True)
class Offered:
    """A document that may be put into a bundle: its key, what it is, and under which heading it is offered."""

    key: str
    words: str
    under: str


def bundles_of(case: Case, user: User) -> QuerySet[HearingBundle]:
    """The bundles of a case that the user reads, the newest first, with how much is in each and how often made."""
    made = Q(versions__status=VersionStatus.MADE)
    rows = HearingBundle.objects.visible_to(user).filter(case=case)
    return (
        rows.select_related("case", "track__party", "begun_by")
        .annotate(
            parts_count=Count("parts", distinct=True), versions_count=Count("versions", filter=made, distinct=True),
            last_made=Max("versions__made_at"),
        )
        .order_by("-number")
    )  # fmt: skip


def whole(bundles: QuerySet[HearingBundle]) -> QuerySet[HearingBundle]:
    """Each with what is in it and what was made of it, in a fixed number of queries."""
    parts = HearingPart.objects.select_related(*OF_PART).order_by("position")
    openings = Prefetch("openings", HearingOpening.objects.select_related("opened_by"))
    versions = HearingVersion.objects.select_related("asked_by", "file").prefetch_related(openings)
    return bundles.prefetch_related(Prefetch("parts", parts), Prefetch("versions", versions.order_by("-number")))


def tracks_to_hear(case: Case, user: User) -> QuerySet[Track]:
    """The misconduct tracks of a case that the user reads."""
    rows = Track.objects.fully_visible_to(user).filter(case=case, kind=TrackKind.MISCONDUCT)
    return rows.select_related("party", "case").order_by("pk")


def parts_of(bundle: HearingBundle) -> QuerySet[HearingPart]:
    """What is in it, in its order."""
    return HearingPart.objects.filter(bundle=bundle).select_related(*OF_PART).order_by("position")


def versions_of(bundle: HearingBundle) -> QuerySet[HearingVersion]:
    """What was made of it, the newest first, and who took each out of the system."""
    openings = Prefetch("openings", HearingOpening.objects.select_related("opened_by"))
    rows = HearingVersion.objects.filter(bundle=bundle).select_related("asked_by", "file", "bundle__case")
    return rows.prefetch_related(openings).order_by("-number")


def offered(bundle: HearingBundle, user: User) -> list[Offered]:
    """What of the case may be put in and is not in it yet."""
    there = {part.key for part in bundle.parts.all()}
    found = [
        *_of_track(bundle, user), *_files(bundle.case), *_messages(bundle.case), *_letters(bundle, user), *ALWAYS,
    ]  # fmt: skip
    return [one for one in found if one.key not in there]


ALWAYS = (
    Offered(f"{PartKind.CHRONOLOGY}-0", "The chronology of the case, as it stands when the bundle is made", "Lists"),
    Offered(f"{PartKind.DISCLOSURES}-0", "What was disclosed of the case, with its SHA-256", "Lists"),
)


def name_of(part: HearingPart) -> str:
    """What a document of a bundle is called."""
    if part.file is not None:
        return f"{part.file.exhibit.reference}: {part.file.file.name}"
    if part.messages is not None:
        return f"{part.messages.bundle.reference}, version {part.messages.number}: {part.messages.asked['title']}"
    if part.letter is not None:
        return f"Letter L{part.letter.number}: {part.letter.title}"
    return part.title or str(PartKind(part.kind).label)


def _of_track(bundle: HearingBundle, user: User) -> list[Offered]:
    """What is held of the track that is heard, as the apps that keep it offer it."""
    return [Offered(f"{PartKind.TRACK}-{one.key}", one.title, under) for under, one in documents_of(bundle.track, user)]


def _files(case: Case) -> list[Offered]:
    rows = ExhibitFile.objects.filter(exhibit__case=case, file__scan_status__in=OPENED).select_related(
        "exhibit", "file"
    )
    return [
        Offered(f"{PartKind.FILE}-{row.pk}", f"{row.exhibit.reference}: {row.file.name}", "Files of exhibits")
        for row in rows.order_by("exhibit__reference", "pk")
    ]


def _messages(case: Case) -> list[Offered]:
    rows = BundleVersion.objects.filter(bundle__case=case, status=VersionStatus.MADE, file__scan_status__in=OPENED)
    return [
        Offered(
            f"{PartKind.MESSAGES}-{row.pk}",
            f"{row.bundle.reference}, version {row.number}: {row.asked['title']}", "Bundles of messages",
        )
        for row in rows.select_related("bundle").order_by("bundle__reference", "-number")
    ]  # fmt: skip


def _letters(bundle: HearingBundle, user: User) -> list[Offered]:
    """Letters that were issued: of no track or of this one, so that who reads the bundle may read each of them."""
    rows = Letter.objects.visible_to(user).filter(case=bundle.case, pdf__isnull=False)
    rows = rows.filter(Q(track__isnull=True) | Q(track=bundle.track_id)).order_by("number")
    return [
        Offered(
            f"{PartKind.LETTER}-{row.pk}",
            f"L{row.number}: {row.title}, {clock.date_words(clock.london_date(row.issued_at))}", "Letters",
        )
        for row in rows if row.issued_at
    ]  # fmt: skip

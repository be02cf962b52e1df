"""The misconduct tracks of a case, and one investigation with all that hangs on it."""

from __future__ import annotations

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.cases.choices import ReferralKind, ReferralStatus
from safeguarding.cases.models import Case, CaseParty, Referral
from safeguarding.deadlines.models import Deadline
from safeguarding.investigations.models import Investigation
from safeguarding.people.choices import PersonKind
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track

TRACK = "track"


def lanes(user: User, case: Case) -> list[Track]:
    """The misconduct tracks of the case: for whoever reads it, that they are there and where they stand.

    Each has `held`, the investigation, for whoever reads that, too.
    """
    tracks = Track.objects.visible_to(user).filter(case=case, kind=TrackKind.MISCONDUCT)
    found = list(tracks.select_related("party", "owner", "case").order_by("pk"))
    mine = {one.track_id: one for one in Investigation.objects.visible_to(user).filter(track__in=found)}
    for track in found:
        track.held = mine.get(track.pk)  # type: ignore[attr-defined]  # for the page alone
    return found


def in_case(user: User, case: Case) -> QuerySet[Investigation]:
    """The investigations of a case that the user reads, with what is shown of them."""
    found = Investigation.objects.visible_to(user).filter(case=case)
    return found.select_related(
        "case", "track__party__person", "track__party__departure", "track__owner", "investigator", "supervisor",
        "complainant", "notice__letter", "proceedings__appeal",
    )  # fmt: skip


def whole(held: QuerySet[Investigation]) -> QuerySet[Investigation]:
    """With everything that hangs on it, in a fixed number of queries."""
    return held.prefetch_related(
        "allegations", "modes", "severities", "representations", "interviews", "updates__party",
        "updates_withheld", "letters", "proceedings__panel__user", "proceedings__witness_lists",
        "proceedings__public_notices",
    )  # fmt: skip


def clocks_of(held: Investigation) -> QuerySet[Deadline]:
    """The running clocks of its track, the nearest first. For who reads the investigation already."""
    running = Deadline.objects.running().filter(source_type=TRACK, source_id=held.track_id)
    return running.select_related("rule").order_by("due_at")


def iopc_referrals(held: Investigation) -> list[Referral]:
    """The referrals of the case to the IOPC, each with its running clock in `due`; late ones keep their reason."""
    rows = list(held.case.referrals.filter(kind=ReferralKind.IOPC).exclude(status=ReferralStatus.NOT_NEEDED))
    running = Deadline.objects.running().filter(source_type="referral", source_id__in=[row.pk for row in rows])
    due = {one.source_id: one for one in running}
    for row in rows:
        row.due = due.get(row.pk)  # type: ignore[attr-defined]  # for the page alone
    return rows


def parties_to_begin(case: Case) -> QuerySet[CaseParty]:
    """About whom an investigation of conduct can begin: adults of the case who are on record."""
    return case.parties.filter(removed_at__isnull=True, kind=PersonKind.ADULT).select_related("person").order_by("pk")

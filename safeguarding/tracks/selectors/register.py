"""Every track that somebody may know of, over all their cases: where it stands, who keeps it, what is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet

from safeguarding.access.models import User
from safeguarding.deadlines.models import Deadline
from safeguarding.tracks import policies
from safeguarding.tracks.models import Track
from safeguarding.tracks.selectors.lanes import Lane, running_clocks


@dataclass(frozen=True)
class Wanted:
    """How the register is narrowed. `mine` and `late` ask for what only a reader of the track knows."""

    kind: str = ""
    mine: bool = False
    late: bool = False
    ended: bool = False


def register(user: User, wanted: Wanted) -> QuerySet[Track]:
    """The running tracks of every case that the user sees, the oldest first; with `ended`, those that have ended."""
    return narrowed(user, told(user), wanted).order_by("opened_at", "pk")


def told(user: User) -> QuerySet[Track]:
    """Every track of the cases that the user sees, each with whether they read what is in it."""
    read = ExpressionWrapper(policies.content_q(user), output_field=BooleanField())
    return Track.objects.visible_to(user).select_related("case__unit", "party", "owner").annotate(is_read=read)


def narrowed(user: User, found: QuerySet[Track], wanted: Wanted) -> QuerySet[Track]:
    """What was asked for, among those that the user may know of."""
    found = found.filter(ended_at__isnull=not wanted.ended)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.mine or wanted.late:
        found = found.filter(policies.content_q(user))
    if wanted.mine:
        found = found.filter(owner=user)
    if wanted.late:
        late = Deadline.objects.overdue().filter(source_type="track", source_id=OuterRef("pk"))
        found = found.filter(Exists(late))
    return found


def as_lanes(tracks: Iterable[Track]) -> list[Lane]:
    """Each as its reader sees it, with its clocks in one query."""
    found = list(tracks)
    clocks = running_clocks([track.pk for track in found if track.is_read])  # type: ignore[attr-defined]  # annotated
    return [Lane(track, track.is_read, tuple(clocks.get(track.pk, ()))) for track in found]  # type: ignore[attr-defined]

"""What the record of a case tells of discipline, which the other side does not read there either."""

from __future__ import annotations

from django.db.models import Q

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases import policies as case_policies
from safeguarding.cases.models import Case
from safeguarding.deadlines.models import Deadline
from safeguarding.tracks import policies
from safeguarding.tracks.choices import TrackKind

#: Verbs of the misconduct track that do not name the kind: who left, and what is reported to the College.
OF_MISCONDUCT = ("track.departure", "track.report_opened", "track.report_decided")


def events_out_of_sight(case: Case, user: User) -> set[int]:
    """The events of this case that say where a hidden track stands: its steps, its clocks, and what its end asked for.

    That such a track was opened stays in sight.
    """
    hidden = policies.kinds_hidden(user, case, case_policies.standing(user, case).ways)
    if not hidden:
        return set()
    tracks = list(case.tracks.filter(kind__in=hidden).values_list("pk", flat=True))
    # By the words too: a track that is gone, or a kind that was called something else when it was written down.
    names = [str(TrackKind(kind).label) for kind in hidden]
    of_hidden = Q(data__track_id__in=tracks) | Q(data__kind__in=names)
    told = Q(verb__startswith="track.") & of_hidden & ~Q(verb="track.opened")
    if TrackKind.MISCONDUCT in hidden:
        told |= Q(verb__in=OF_MISCONDUCT) | Q(verb__startswith="investigation.")
    told |= Q(verb__startswith="case.clock_")
    rows = AuditEvent.objects.filter(told, object_type="case", object_id=case.pk)
    found = dict(rows.values_list("pk", "data__deadline_id"))
    return set(found) - _of_the_case_itself({pk for pk in found.values() if pk}, found)


def _of_the_case_itself(clocks: set[int], found: dict[int, int | None]) -> set[int]:
    """Of the events of clocks those whose clock everybody sees who sees the case; none to ask for in most cases."""
    if not clocks:
        return set()
    seen = set(Deadline.objects.filter(pk__in=clocks, subject_type="case").values_list("pk", flat=True))
    return {event for event, held in found.items() if held in seen}

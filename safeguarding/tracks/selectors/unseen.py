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
    names = [str(TrackKind(kind).label) for kind in hidden]
    told = Q(verb__startswith="track.", data__kind__in=names) & ~Q(verb="track.opened")
    if TrackKind.MISCONDUCT in hidden:
        told |= Q(verb__in=OF_MISCONDUCT) | Q(verb__startswith="investigation.")
    clocks = Deadline.objects.filter(subject_type="track", subject_label=case.reference, force=case.force_id)
    told |= Q(verb__startswith="case.clock_", data__deadline_id__in=[*clocks.values_list("pk", flat=True)])
    return set(AuditEvent.objects.filter(told, object_type="case", object_id=case.pk).values_list("pk", flat=True))

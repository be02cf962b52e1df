"""Every night the access lists are worked out again from what they follow from. They must differ by no row."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case
from safeguarding.cases.services.access.access_list import Differences, rebuild_many
from safeguarding.cases.services.access.conflicts import rebuild_conflicts_of_many

BATCH = 500
log = logging.getLogger(__name__)


@dataclass
class RebuildReport:
    """What the nightly rebuild found. `case_ids` are the cases of which a row differed."""

    cases: int = 0
    access: Differences = field(default_factory=Differences)
    conflicts: list[int] = field(default_factory=list)

    @property
    def differing_rows(self) -> int:
        return self.access.count + len(self.conflicts)

    @property
    def case_ids(self) -> set[int]:
        return self.access.case_ids | set(self.conflicts)


def rebuild_access_lists(*, by: User) -> RebuildReport:
    """Work out every access list and conflict again, put right what differs, and record which cases that were."""
    report = RebuildReport()
    last = 0
    while True:
        found = _rebuild_batch(after=last, by=by, report=report)
        if found is None:
            break
        last = found
    if report.differing_rows:
        log.warning("access lists differed: %s rows of %s cases", report.differing_rows, len(report.case_ids))
    return report


@transaction.atomic
def _rebuild_batch(*, after: int, by: User, report: RebuildReport) -> int | None:
    """The next cases by number, locked so that no change of theirs runs beside; returns the last number, or None."""
    locked = Case.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "psd_unit")
    cases = list(locked.filter(pk__gt=after).order_by("pk")[:BATCH])
    if not cases:
        return None
    access, conflicts = rebuild_many(cases), rebuild_conflicts_of_many(cases)
    report.cases += len(cases)
    report.access += access
    report.conflicts += conflicts
    for case in cases:
        if case.pk in access.case_ids or case.pk in conflicts:
            record("case.access_put_right", by=by, obj=case)
    return cases[-1].pk

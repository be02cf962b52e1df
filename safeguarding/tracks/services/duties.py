"""What the end of a track, or a leaving, opens: the duty to consider the DBS, and a report to the College."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.dbs_duty import open_duty
from safeguarding.tracks.choices import CollegeList, Duty
from safeguarding.tracks.models import CollegeReport, Track
from safeguarding.tracks.rules.clocks import ADVISORY_CLOCK, BARRED_CLOCK
from safeguarding.tracks.rules.ends import LIST_OF, Follow, follows
from safeguarding.tracks.services.clocks import start_report_clock

CLOCK_OF = {CollegeList.BARRED: BARRED_CLOCK, CollegeList.ADVISORY: ADVISORY_CLOCK}
#: The duty is decided by safeguarding, who are told that it is open and not what was found.
BECAUSE = "Another track of this case asks whether the duty applies"


def open_what_follows(case: Case, track: Track, end: str, *, on: dt.date, by: User) -> None:
    """Open what this end asks for about the person, each once. For services that hold the case already."""
    if track.party is None:
        return
    _open(case, track.party, track, end, on=on, by=by)


def open_what_leaving_asks(case: Case, track: Track, how: str, *, on: dt.date, by: User) -> None:
    """The same for somebody who left in the middle of their misconduct track."""
    if track.party is not None:
        _open(case, track.party, track, how, on=on, by=by)


def _open(case: Case, party: CaseParty, track: Track, end: str, *, on: dt.date, by: User) -> None:
    for row in follows(track.kind, end, party.person_type):
        if row.duty == Duty.DBS:
            open_duty(case, party=party, because=BECAUSE, by=by)
        else:
            _open_report(case, party, track, row, on=on, by=by)


def _open_report(case: Case, party: CaseParty, track: Track, row: Follow, *, on: dt.date, by: User) -> None:
    for_list = LIST_OF[row.duty]
    report, is_new = CollegeReport.objects.get_or_create(
        case=case, party=party, for_list=for_list, defaults={"opened_because": row.says, "begins_on": on}
    )
    if not is_new:
        return
    report.case = track.case = case
    start_report_clock(report, CLOCK_OF[CollegeList(for_list)], track=track, owner=track.owner, by=by)
    record("track.report_opened", by=by, obj=case, data={"report_id": report.pk})

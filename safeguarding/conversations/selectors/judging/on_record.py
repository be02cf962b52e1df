"""What is on record beside the messages: reports that a young person tried to make contact, and leave that was given.

Before the force kept any, nothing tells whether there was one: of messages of that time nobody knows.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable

from django.db.models import Min

from safeguarding.communications.choices import AuthorisationStatus
from safeguarding.communications.models import ContactAuthorisation, ContactReport
from safeguarding.core import clock

Told = tuple[dt.datetime, dt.datetime, dt.datetime]
_GIVEN = (AuthorisationStatus.APPROVED, AuthorisationStatus.ENDED)


class OnRecord:
    """Reports and leave of the matched people, in four queries however many messages are asked about."""

    def __init__(self, force_id: int, people: Iterable[int]) -> None:
        ids = sorted(people)
        reports = ContactReport.objects.filter(force=force_id)
        leave = ContactAuthorisation.objects.filter(force=force_id)
        of_them = reports.filter(adult__in=ids, young_person__in=ids).select_related("risk_entry")
        self.reports = list(of_them.order_by("reported_at", "pk"))
        self.leave = list(leave.filter(adult__in=ids, young_person__in=ids, status__in=_GIVEN).order_by("pk"))
        self.reports_since = reports.aggregate(first=Min("reported_at"))["first"]
        self.leave_since = leave.aggregate(first=Min("requested_at"))["first"]
        turns = {moment for one in self.leave for moment in (one.decided_at, one.ended_at) if moment}
        self._turns = sorted(turns | ({self.leave_since} if self.leave_since else set()))

    def stretch(self, moment: dt.datetime) -> int:
        """Which stretch of time the moment lies in: within one nothing about leave changed but the day."""
        return bisect_right(self._turns, moment)

    def keeps_reports(self, moment: dt.datetime) -> bool:
        """Whether the force kept reports by then."""
        return self.reports_since is not None and self.reports_since <= moment

    def reported(self, adult: int, young: int | None, moment: dt.datetime, *, within: dt.timedelta) -> Told | None:
        """The report of that attempt, as of a contact that was logged: the same two, within the hours it may take."""
        for one in self.reports:
            if (one.adult_id, one.young_person_id) == (adult, young) and abs(one.happened_at - moment) <= within:
                return one.supervisor_told_at, one.central_team_told_at, one.risk_entry.raised_at
        return None

    def authorised(
        self, adult: int, young: Iterable[int | None], moment: dt.datetime, *, channel: str, account: int | None
    ) -> bool | None:
        """Whether leave was live for the adult and each young person; over which account has to be known for a yes."""
        if self.leave_since is None or moment < self.leave_since:
            return None
        live = [one for one in self.leave if one.adult_id == adult and one.channel == channel and _is_live(one, moment)]
        wanted = set(young)
        if account is None:
            return None if wanted & {one.young_person_id for one in live} else False
        return wanted <= {one.young_person_id for one in live if one.account_id == account}


def _is_live(one: ContactAuthorisation, moment: dt.datetime) -> bool:
    if one.decided_at is None or one.decided_at > moment or (one.ended_at is not None and one.ended_at <= moment):
        return False
    return one.valid_from <= clock.london_date(moment) <= one.valid_until

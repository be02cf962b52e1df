"""Somebody leaves in the middle: no track ends with it, and what leaving asks for is opened."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.rows import require
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.people.choices import PersonKind
from safeguarding.tracks import policies
from safeguarding.tracks.choices import Leaving, TrackKind
from safeguarding.tracks.models import Departure, Track
from safeguarding.tracks.services.duties import open_what_leaving_asks
from safeguarding.tracks.services.rows import NO_DAY_TO_COME


@transaction.atomic
def record_departure(
    *, case: Case, party: CaseParty, how: str, left_on: dt.date, by: User, detail: str = ""
) -> Departure:
    """Somebody under investigation resigned, retired or went. Their tracks stay as they are.

    Leaving opens the duty to consider the DBS and the report to the College where a misconduct track about them runs.
    """
    case = take(case, by=by)
    policies.require_side(by, TrackKind.MISCONDUCT, case)
    require(how in Leaving.values, "how", "Choose how they left.")
    require(left_on <= clock.today(), "left_on", NO_DAY_TO_COME)
    track = _misconduct_of(case, party)
    if Departure.objects.filter(party=party).exists():
        raise Conflict("It is on record already that they left.")
    departure = Departure.objects.create(
        case=case, party=party, how=how, left_on=left_on, detail=detail.strip(), recorded_by=by
    )
    record("track.departure", by=by, obj=case, data={"party_id": party.pk})
    open_what_leaving_asks(case, track, how, on=left_on, by=by)
    touch(case)
    return departure


def _misconduct_of(case: Case, party: CaseParty) -> Track:
    """The running misconduct track about them: leaving matters here where an allegation has not come to its end."""
    if not case.parties.filter(pk=party.pk, removed_at__isnull=True, kind=PersonKind.ADULT).exists():
        raise Invalid({"party": ["Choose an adult of this case."]})
    track = case.tracks.filter(kind=TrackKind.MISCONDUCT, party=party, ended_at__isnull=True).first()
    if track is None:
        raise Invalid({"party": ["No misconduct track about them is running."]})
    return track

"""Beginning an investigation: who it is about decides by which rules; and who investigates and supervises."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.investigations.choices import Act, Entry, Mode, Recording, Regime
from safeguarding.investigations.models import Investigation, ModeChange
from safeguarding.investigations.rules.informing import FIRST
from safeguarding.investigations.rules.referrals import MUST_RECORD
from safeguarding.investigations.rules.regimes import regime_of
from safeguarding.investigations.selectors.people import people_to_name
from safeguarding.investigations.services.taking import finish, past, require_no_conflict, since, take_for
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.services.clocks import start_clock
from safeguarding.tracks.services.following import follow_mode
from safeguarding.tracks.services.opening import open_track
from safeguarding.tracks.services.rows import take_track

NO_REGIME = (
    "No discipline regime applies to this person: a young person's conduct is for child-on-child procedures "
    "(Keeping Children Safe in Education Part 5)."
)


@transaction.atomic
def begin(
    *,
    case: Case,
    party: CaseParty,
    entry: str,
    came_on: dt.date,
    reason: str,
    by: User,
    complainant: CaseParty | None = None,
    is_designated: bool = False,
) -> Investigation:
    """Begin to investigate one person's conduct, on a misconduct track of their own. The regime is theirs by law."""
    require(entry in Entry.values, "entry", "Choose how it came in.")
    past(came_on, "came_on")
    reason = required(reason, field="reason", message="Say why this track is opened.")
    track = _track_about(case, party, reason, came_on, by=by)
    row = regime_of(party.kind, _person_type(party), is_designated=is_designated)
    if row.regime == Regime.NONE:
        raise Invalid({"party": [NO_REGIME]})
    if complainant is not None and (complainant.case_id, complainant.removed_at) != (track.case_id, None):
        raise Invalid({"complainant": ["Choose somebody of this case."]})
    if complainant is not None and _is_same(complainant, party):
        raise Invalid({"complainant": ["This is who is investigated: nobody complains against themselves."]})
    held = Investigation.objects.create(
        case=track.case, track=track, entry=entry, came_on=came_on, complainant=complainant, regime=row.regime,
        opened_by=by,
    )  # fmt: skip
    require_no_conflict(held, by, "You", are=True)
    _first_clocks(held, by=by)
    record("investigation.begun", by=by, obj=held.case, data={"investigation_id": held.pk})
    touch(held.case)
    return held


@transaction.atomic
def assign(
    *, investigation: Investigation, supervisor: User, by: User, investigator: User | None = None,
    outside_investigator: str = "", link_check: str = "", version: int | None = None,
) -> Investigation:  # fmt: skip
    """Name who investigates and who supervises: two people, neither with a link to the subject.

    Of our own that is looked up; of somebody from outside it has to be said how it was made sure.
    """
    held = take_for(investigation, Act.ASSIGN, by=by, version=version)
    outside = outside_investigator.strip()
    require(bool(investigator) != bool(outside), "investigator", "Name one investigator: ours, or one from outside.")
    said = link_check.strip()
    require(not outside or bool(said), "link_check", "Say how it was made sure that they have no link.")
    require(investigator != supervisor, "supervisor", "Investigator and supervisor are two people.")
    offered = people_to_name(held)
    for field, user in (("investigator", investigator), ("supervisor", supervisor)):
        if user is not None:
            require(offered.filter(pk=user.pk).exists(), field, "Choose somebody of professional standards.")
            require_no_conflict(held, user, str(user), field=field)
    return finish(
        held, Act.ASSIGN, by=by, investigator=investigator, outside_investigator=outside, supervisor=supervisor,
        link_check=said if outside else "",
    )  # fmt: skip


@transaction.atomic
def record_decision(
    *, investigation: Investigation, recording: str, reasons: str, recorded_on: dt.date, by: User,
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """Decide whether it is recorded under Schedule 3. What must be referred must be recorded (para 2(6B))."""
    held = take_for(investigation, Act.RECORD, by=by, version=version)
    require(recording in Recording.values, "recording", "Choose whether it is recorded.")
    reasons = required(reasons, field="reasons", message="Give the reasons.")
    since(past(recorded_on, "recorded_on"), held.came_on, "recorded_on", "The matter came to attention")
    if recording == Recording.OUTSIDE and any(one.must_be_referred for one in held.allegations.all()):
        raise Conflict(MUST_RECORD)
    return finish(held, Act.RECORD, by=by, recording=recording, recording_reasons=reasons, recorded_on=recorded_on)


@transaction.atomic
def set_mode(
    *, investigation: Investigation, mode: str, since_day: dt.date, reason: str, by: User, version: int | None = None
) -> Investigation:
    """Record who investigates from which day: it may change, and what it was before stays with its dates."""
    held = take_for(investigation, Act.MODE, by=by, version=version)
    require(mode in Mode.values, "mode", "Choose the mode of investigation.")
    reason = required(reason, field="reason", message="Say why.")
    latest = held.modes.order_by("-pk").first()
    earlier = latest.since if latest else held.came_on
    since(past(since_day, "since_day"), earlier, "since_day", "The mode before began" if latest else "It came in")
    if latest is not None and latest.mode == mode:
        raise Conflict(f"It is recorded already as: {latest.get_mode_display().lower()}.")
    ModeChange.objects.create(investigation=held, mode=mode, since=since_day, reason=reason, by=by)
    follow_mode(held.case, held.track.party, mode=Mode(mode).label, reason=reason, on=since_day, by=by)
    return finish(held, Act.MODE, by=by)


def _track_about(case: Case, party: CaseParty, reason: str, came_on: dt.date, *, by: User) -> Track:
    """The running misconduct track about this person, or a new one; locked with its case."""
    running = case.tracks.filter(kind=TrackKind.MISCONDUCT, party=party, ended_at__isnull=True).first()
    if running is None:
        return open_track(case=case, kind=TrackKind.MISCONDUCT, party=party, by=by, reason=reason, on=came_on)
    taken_case, track = take_track(running, by=by)
    track.case = taken_case
    if Investigation.objects.filter(track=track).exists():
        raise Conflict("An investigation of this person's conduct is running already.")
    return track


def _is_same(one: CaseParty, other: CaseParty) -> bool:
    """One party, or two rows about the same person."""
    return one.pk == other.pk or (one.person_id is not None and one.person_id == other.person_id)


def _person_type(party: CaseParty) -> str:
    return party.person.person_type if party.person else party.person_type


def _first_clocks(held: Investigation, *, by: User) -> None:
    """Twelve months begin with the day it came in; somebody who complained hears of it every four weeks."""
    start_clock(held.track, "timeliness_letter_12m", on=held.came_on, why="The matter came to attention", by=by)
    if held.complainant_id is not None:
        start_clock(held.track, FIRST, on=clock.today(), why="The handling started", by=by)

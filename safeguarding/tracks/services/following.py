"""Tracks that go along with what is decided elsewhere, so that nobody enters one decision twice.

The DBS track goes with the duty to consider a referral and with the referral itself (Safeguarding Vulnerable Groups Act
2006 s.35); the LADO track with the referral to the LADO and its finding; the IOPC track with the referral to the IOPC;
IOPC and complaint with the mode of investigation.
"""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.cases.choices import DutyDecision, ReferralKind, ReferralStatus
from safeguarding.cases.models import Case, CaseParty, DbsDuty, Referral
from safeguarding.core import clock
from safeguarding.tracks.choices import Duty, TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.selectors.duties import asked_for
from safeguarding.tracks.services.moving import close, walk
from safeguarding.tracks.services.opening import put_track
from safeguarding.tracks.services.rows import latest_act

#: What a referral to the DBS has come to, as the steps of the track that lead there.
STEPS_OF_REFERRAL: dict[str, tuple[str, ...]] = {
    ReferralStatus.SENT: ("send",),
    ReferralStatus.ANSWERED: ("send", "answer"),
    ReferralStatus.CONCLUDED: ("send", "answer"),
    ReferralStatus.NOT_NEEDED: ("drop",),
}
#: Taken with the duty and with its referral, never on the track.
DUTY_VERBS = ("refer", "not_refer", "ask_again")
REFERRAL_VERBS = ("send", "drop", "answer")
NOT_REFERRED = "not_referred"
#: Where a track stands whose adult was referred to the LADO and of whom nothing is found yet.
LADO_REFERRED = ("referred", "meeting")


def follow(case: Case, row: DbsDuty | Referral, *, by: User, finding: str = "") -> None:
    """A duty or a referral changed: the track that it moves goes along, where one runs."""
    if isinstance(row, DbsDuty):
        follow_duty(case, row, by=by)
    elif row.kind == ReferralKind.DBS:
        for duty in DbsDuty.objects.filter(case=case, referral=row).select_related("party", "referral"):
            follow_duty(case, duty, by=by)
    elif row.kind == ReferralKind.LADO and row.sent_at is not None:
        _follow_lado(case, row, finding=finding, by=by)
    elif row.kind == ReferralKind.IOPC and row.sent_at is not None:
        for track in _running_of(case, TrackKind.IOPC):
            _walk_if(track, case, "refer", by=by, on=clock.london_date(row.sent_at))


def follow_threshold(track: Track, case: Case, *, by: User) -> None:
    """The threshold was found met after the referral to the LADO had gone out: the track stands there at once."""
    sent = case.referrals.filter(kind=ReferralKind.LADO, status__in=(ReferralStatus.SENT, ReferralStatus.ANSWERED))
    referral = sent.order_by("-sent_at").first()
    if referral is not None and referral.sent_at is not None:
        _walk_if(track, case, "refer", by=by, on=clock.london_date(referral.sent_at))


def follow_duty(case: Case, duty: DbsDuty, *, by: User) -> None:
    """Bring the DBS track about this person to where the duty and its referral stand. A no closes it: it is decided.

    A dismissal or a leaving opens the track with the duty; a measure opens the duty alone.
    """
    track = _running(case, TrackKind.DBS, duty.party) or _opened(case, duty, by=by)
    if track is None or not duty.decision:
        return
    if duty.decision == DutyDecision.DO_NOT_REFER:
        _walk_if(track, case, "not_refer", by=by, reason=duty.reasons)
    else:
        _walk_if(track, case, "refer", by=by, reason=duty.reasons)
        _follow_referral(track, case, duty.referral, by=by)
    latest = latest_act(track)
    if track.stage == NOT_REFERRED and latest is not None:
        close(track, case, end=NOT_REFERRED, reason=latest.reason, by=by)


def _opened(case: Case, duty: DbsDuty, *, by: User) -> Track | None:
    """A DBS track where discipline asks for one and none has told of this duty yet."""
    is_told = bool(duty.decision) and case.tracks.filter(kind=TrackKind.DBS, party=duty.party).exists()
    tracks = Track.objects.filter(case=case, kind=TrackKind.MISCONDUCT, party=duty.party).select_related("party")
    asks = any(row.duty == Duty.DBS for track in tracks for row in asked_for(track))
    if is_told or not asks:
        return None
    return put_track(
        case, kind=TrackKind.DBS, party=duty.party, owner=case.owner, reason=duty.opened_because, on=clock.today(),
        by=by,
    )  # fmt: skip


def _follow_lado(case: Case, referral: Referral, *, finding: str, by: User) -> None:
    """The LADO was told of the case: of each adult whose threshold is found met, that is their referral.

    What the LADO found is about one adult: with two tracks referred it is recorded on each by hand.
    """
    running = _running_of(case, TrackKind.LADO)
    for track in running:
        _walk_if(track, case, "refer", by=by, on=clock.london_date(referral.sent_at or clock.now()))
    referred = [track for track in running if track.stage in LADO_REFERRED]
    if finding and len(referred) == 1:
        _walk_if(referred[0], case, "outcome", by=by, on=referral.concluded_on, reason=referral.outcome, end=finding)


def follow_mode(case: Case, party: CaseParty | None, *, mode: str, reason: str, on: dt.date, by: User) -> None:
    """The mode of investigation was decided, or changed: the IOPC and the complaint track stand there too."""
    said = f"{mode}. {reason}"
    for kind in (TrackKind.IOPC, TrackKind.COMPLAINT):
        for track in _running_of(case, kind):
            if track.party_id is not None and party is not None and track.party_id != party.pk:
                continue
            _walk_if(track, case, "change_mode", by=by, on=on, reason=said)
            if kind == TrackKind.IOPC:
                _walk_if(track, case, "refer", by=by, on=on)
            _walk_if(track, case, "decide_mode", by=by, on=on, reason=said)


def _follow_referral(track: Track, case: Case, referral: Referral | None, *, by: User) -> None:
    if referral is None:
        return
    days = {"send": referral.sent_at and clock.london_date(referral.sent_at), "answer": referral.answered_on}
    for verb in STEPS_OF_REFERRAL.get(referral.status, ()):
        reason = referral.outcome or referral.get_status_display()
        _walk_if(track, case, verb, by=by, on=days.get(verb), reason=reason if verb == "drop" else "")


def _walk_if(
    track: Track, case: Case, verb: str, *, by: User, on: dt.date | None = None, reason: str = "", end: str = ""
) -> None:  # fmt: skip
    """Take the step where the table has it from here; never before what was recorded last on the track."""
    if not any(move.verb == verb for move in track.table.moves_from(track.stage)):
        return
    latest = latest_act(track)
    day = max(on or clock.today(), latest.happened_on if latest else dt.date.min)
    walk(track, case, verb=verb, by=by, on=day, reason=reason, end=end)


def _running(case: Case, kind: str, party: CaseParty | None) -> Track | None:
    found = _running_of(case, kind)
    return next((track for track in found if track.party_id == (party.pk if party else None)), None)


def _running_of(case: Case, kind: str) -> list[Track]:
    """The running tracks of this kind, locked, each with the case that is held."""
    rows = Track.objects.select_for_update(no_key=True, of=("self",)).running().filter(case=case, kind=kind)
    found = list(rows.select_related("party", "owner").order_by("pk"))
    for track in found:
        track.case = case
    return found

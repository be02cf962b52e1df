"""Opening a track, and giving it to somebody."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.cases.choices import PartyRole
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.dbs_duty import open_duty
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.tracks import policies, states
from safeguarding.tracks.choices import ABOUT_AN_ADULT, ABOUT_SOMEBODY, GIVE, TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.rules.clocks import OPEN
from safeguarding.tracks.rules.dated import opening_problem
from safeguarding.tracks.selectors.hooks import claimed_by
from safeguarding.tracks.services.clocks import follow_step, give_clocks
from safeguarding.tracks.services.rows import NO_DAY_TO_COME, take_track, write_change, write_down


@transaction.atomic
def open_track(
    *,
    case: Case,
    kind: str,
    by: User,
    reason: str,
    party: CaseParty | None = None,
    owner: User | None = None,
    on: dt.date | None = None,
    by_hand: bool = False,
) -> Track:
    """Open a track beside the others: one of a kind runs for each party at a time. Whoever opens it owns it.

    `by_hand` is what the page of all tracks and the API take: a kind that an app above opens itself is refused there.
    """
    case = take(case, by=by)
    require(kind in TrackKind.values, "kind", "Choose which track to open.")
    policies.require_side(by, kind, case)
    if by_hand and claimed_by(kind, OPEN):
        raise Conflict("This track is opened on a page of its own, with what belongs to it.")
    reason = required(reason, field="reason", message="Say why this track is opened.")
    party = _checked_party(case, kind, party)
    day = on or clock.today()
    require(day <= clock.today(), "on", NO_DAY_TO_COME)
    problem = opening_problem(
        kind, day, nation=case.force.nation, reporting_from=settings.CHILD_SEX_OFFENCE_REPORTING_FROM
    )
    require(not problem, "on", problem)
    owner = _checked_owner(case, kind, owner or by)
    track = put_track(case, kind=kind, party=party, owner=owner, reason=reason, on=day, by=by)
    if kind == TrackKind.DBS and party is not None:
        open_duty(case, party=party, because=DBS_OPENED, by=by)
        track.refresh_from_db()
    touch(case)
    return track


def put_track(
    case: Case, *, kind: str, party: CaseParty | None, owner: User, reason: str, on: dt.date, by: User
) -> Track:
    """Write the track, its first row of history and its clocks. For services that hold the case already."""
    if case.tracks.filter(kind=kind, party=party, ended_at__isnull=True).exists():
        raise Conflict(_RUNNING.format(TrackKind(kind).label))
    track = Track(
        case=case, kind=kind, party=party, stage=states.TABLES[kind].first, owner=owner, opened_by=by,
        opened_because=reason,
    )  # fmt: skip
    try:
        with transaction.atomic():
            track.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_RUNNING.format(TrackKind(kind).label)) from None
    write_change(track, verb=OPEN, before="", on=on, by=by, reason=reason)
    follow_step(track, OPEN, on=on, by=by)
    write_down("track.opened", track, case, by=by)
    return track


@transaction.atomic
def give(*, track: Track, owner: User, by: User, reason: str, version: int | None = None) -> Track:
    """Give the track, and its running clocks, to somebody else of the side that keeps it; who, when and why stay."""
    case, track = take_track(track, by=by, version=version)
    reason = required(reason, field="reason", message="Say why somebody else keeps it.")
    owner = _checked_owner(case, track.kind, owner)
    if owner.pk == track.owner_id:
        return track
    save_fields(track, owner=owner)
    write_change(track, verb=GIVE, before=track.stage, on=clock.today(), by=by, reason=reason, given_to=owner)
    give_clocks(track, owner=owner, by=by)
    write_down("track.given", track, case, by=by)
    touch(case)
    return track


@transaction.atomic
def change_body(
    *, track: Track, organisation: str, contact: str, their_reference: str, by: User, version: int | None = None
) -> Track:
    """Who deals with the track outside the force, whom to ask there, and their reference."""
    case, track = take_track(track, by=by, version=version)
    given = {"organisation": organisation, "contact": contact, "their_reference": their_reference}
    save_fields(track, **{name: value.strip() for name, value in given.items()})
    write_down("track.changed", track, case, by=by)
    touch(case)
    return track


#: The track is the duty as a lane: whoever opens the one has opened the other.
DBS_OPENED = "A DBS track was opened"
OF_A_CHILD = "Child protection is about a young person: choose one, or nobody."
OF_AN_ADULT = "This track judges what an adult did: choose the adult."
_RUNNING = "A {} track about this is running already."


def _checked_party(case: Case, kind: str, party: CaseParty | None) -> CaseParty | None:
    """Somebody of this case: conduct is judged of an adult, child protection is there for a young person.

    A crime may be anybody's, a young person's too.
    """
    if party is not None and not case.parties.filter(pk=party.pk, removed_at__isnull=True).exists():
        raise Invalid({"party": ["Choose somebody of this case."]})
    require(party is not None or kind not in ABOUT_SOMEBODY, "party", "Choose whom this track is about.")
    if party is not None:
        is_child = party.role == PartyRole.YOUNG_PERSON
        require(kind != TrackKind.CHILD_PROTECTION or is_child, "party", OF_A_CHILD)
        require(kind not in ABOUT_AN_ADULT or not is_child, "party", OF_AN_ADULT)
    return party


def _checked_owner(case: Case, kind: str, owner: User) -> User:
    if not policies.may_keep(owner, kind, case):
        raise Invalid({"owner": ["Choose somebody who works on this case and keeps tracks of this kind."]})
    return owner

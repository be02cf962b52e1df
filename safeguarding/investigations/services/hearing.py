"""Getting ready for a meeting or hearing: notice and documents, the response, who sits, and the date."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.cases.services.rows import require, required
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services import save_fields
from safeguarding.investigations.choices import Act, Forum, PanelRole, Regime
from safeguarding.investigations.models import Investigation, PanelMember
from safeguarding.investigations.rules.gates import date_refusal
from safeguarding.investigations.selectors.people import people_to_sit
from safeguarding.investigations.services.taking import (
    finish,
    past,
    proceedings_of,
    require_no_conflict,
    since,
    take_for,
)
from safeguarding.tracks.services.clocks import meet_clock, start_clock


@transaction.atomic
def supply(
    *, investigation: Investigation, notice_on: dt.date, documents_on: dt.date, by: User, version: int | None = None
) -> Investigation:
    """The person was given notice of the proceedings, and the documents: fifteen working days to answer."""
    held = take_for(investigation, Act.DOCUMENTS, by=by, version=version)
    heard = proceedings_of(held)
    since(past(notice_on, "notice_on"), heard.referred_on, "notice_on", "It was referred")
    since(past(documents_on, "documents_on"), notice_on, "documents_on", "The notice was given")
    refused = date_refusal(heard.starts_on, notice_on, heard.forum) if heard.starts_on else ""
    if refused:
        raise Conflict(refused)
    save_fields(heard, notice_on=notice_on, documents_on=documents_on)
    start_clock(held.track, "hearing_response", on=documents_on, why="The documents were supplied", by=by)
    if heard.forum == Forum.MEETING:
        start_clock(held.track, "meeting_held", on=documents_on, why="The documents were supplied", by=by)
    else:
        start_clock(held.track, "hearing_starts", on=notice_on, why="Notice of the hearing was given", by=by)
    return finish(held, Act.DOCUMENTS, by=by)


@transaction.atomic
def respond(
    *, investigation: Investigation, responded_on: dt.date, response: str, by: User, version: int | None = None
) -> Investigation:
    """The person answered: what is accepted, what is disputed, what speaks for them. Lists of witnesses follow."""
    held = take_for(investigation, Act.RESPOND, by=by, version=version)
    response = required(response, field="response", message="Enter what the response says.")
    heard = proceedings_of(held)
    since(past(responded_on, "responded_on"), heard.documents_on, "responded_on", "The documents were supplied")
    save_fields(heard, responded_on=responded_on, response=response)
    meet_clock(held.track, "hearing_response", on=responded_on, by=by)
    start_clock(held.track, "witness_lists", on=responded_on, why="The response was given", by=by)
    return finish(held, Act.RESPOND, by=by)


@transaction.atomic
def name_to_panel(
    *, investigation: Investigation, role: str, link_check: str, by: User, user: User | None = None, name: str = "",
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """Name somebody to sit: refused for whoever has a line or a personal link to the subject (PCR 2020 reg 28)."""
    held = take_for(investigation, Act.PANEL, by=by, version=version)
    require(role in PanelRole.values, "role", "Choose what they do.")
    require(bool(user) != bool(name.strip()), "name", "Name one person: somebody of the force, or one from outside.")
    link_check = required(link_check, field="link_check", message="Say how it was made sure that they have no link.")
    heard = proceedings_of(held)
    if user is not None:
        require(people_to_sit(held).filter(pk=user.pk).exists(), "user", "Who investigates or supervises does not sit.")
        require_no_conflict(held, user, str(user), field="user")
    if role == PanelRole.CHAIR and heard.panel.filter(role=role).exists():
        raise Conflict("Somebody chairs it already.")
    try:
        with transaction.atomic():
            PanelMember.objects.create(
                proceedings=heard, role=role, user=user, name=name.strip() or str(user), link_check=link_check,
                named_by=by, named_on=clock.today(),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("This person sits on the panel already.") from None
    if role == PanelRole.CHAIR and held.regime == Regime.OFFICER and heard.forum != Forum.MEETING:
        start_clock(held.track, "prehearing", on=clock.today(), why="The documents reached the chair", by=by)
    return finish(held, Act.PANEL, by=by)


@transaction.atomic
def set_date(
    *, investigation: Investigation, starts_on: dt.date, place: str, by: User, version: int | None = None
) -> Investigation:
    """Set the day of the meeting or hearing: after its notice, never before (PCR 2020 reg 30)."""
    held = take_for(investigation, Act.DATE, by=by, version=version)
    place = required(place, field="place", message="Enter where it is held.")
    heard = proceedings_of(held)
    refused = date_refusal(starts_on, heard.notice_on, heard.forum)
    if refused:
        raise Conflict(refused)
    save_fields(heard, starts_on=starts_on, place=place)
    meet_clock(held.track, "prehearing", on=clock.today(), by=by)
    return finish(held, Act.DATE, by=by)

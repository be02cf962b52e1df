"""Getting ready for a meeting or hearing: notice and documents, the response, who sits, and the date."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.cases.services.rows import require, required
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import save_fields
from safeguarding.deadlines.selectors import bank_holiday_overrides
from safeguarding.deadlines.services import cancel_for_source
from safeguarding.investigations.choices import Act, Forum, PanelRole, Publication, Regime, WitnessSide
from safeguarding.investigations.models import Investigation, PanelMember, Proceedings, PublicNotice, WitnessList
from safeguarding.investigations.rules.gates import date_refusal
from safeguarding.investigations.rules.hearings import is_public, latest_day, publication_refusal
from safeguarding.investigations.selectors.naming import names_given_away
from safeguarding.investigations.selectors.people import people_to_sit
from safeguarding.investigations.services.taking import (
    finish,
    past,
    proceedings_of,
    require_no_conflict,
    since,
    take_for,
)
from safeguarding.tracks.services.clocks import TRACK, meet_clock, put_clock, start_clock

PUBLIC_CLOCK = "public_hearing_notice"
SUPPLIED = "The documents were supplied"


@transaction.atomic
def supply(
    *, investigation: Investigation, notice_on: dt.date, documents_on: dt.date, by: User, version: int | None = None
) -> Investigation:
    """The person was given notice of the proceedings, and the documents: fifteen working days to answer.

    Recorded again it corrects the days, and what is counted from a day that changed is counted anew.
    """
    held = take_for(investigation, Act.DOCUMENTS, by=by, version=version)
    heard = proceedings_of(held)
    since(past(notice_on, "notice_on"), heard.referred_on, "notice_on", "It was referred")
    since(past(documents_on, "documents_on"), notice_on, "documents_on", "The notice was given")
    refused = date_refusal(heard.starts_on, notice_on, heard.forum, held.regime) if heard.starts_on else ""
    if refused:
        raise Conflict(refused)
    if heard.responded_on is not None:
        before = f"The response was received on {clock.date_words(heard.responded_on)}: the documents came before it."
        require(documents_on <= heard.responded_on, "documents_on", before)
    notice_was, documents_were = heard.notice_on, heard.documents_on
    save_fields(heard, notice_on=notice_on, documents_on=documents_on)
    if heard.responded_on is None:
        _count(held, "hearing_response", documents_on, was=documents_were, why=SUPPLIED, by=by)
    if held.allegations.exclude(finding="").exists():
        return finish(held, Act.DOCUMENTS, by=by)
    if held.regime != Regime.OFFICER:
        _count(held, "staff_proceedings", documents_on, was=documents_were, why=SUPPLIED, by=by)
    elif heard.forum == Forum.MEETING:
        _count(held, "meeting_held", documents_on, was=documents_were, why=SUPPLIED, by=by)
    else:
        _count(held, "hearing_starts", notice_on, was=notice_was, why="Notice of the hearing was given", by=by)
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
    responded_was = heard.responded_on
    save_fields(heard, responded_on=responded_on, response=response)
    meet_clock(held.track, "hearing_response", on=responded_on, by=by)
    if held.regime == Regime.OFFICER and not _are_exchanged(heard):
        _count(held, "witness_lists", responded_on, was=responded_was, why="The response was given", by=by)
    return finish(held, Act.RESPOND, by=by)


@transaction.atomic
def give_witnesses(
    *, investigation: Investigation, side: str, given_on: dt.date, by: User, witnesses: str = "",
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """One side gave its list of witnesses, or said that it calls none; the exchange is done when both have."""
    held = take_for(investigation, Act.WITNESSES, by=by, version=version)
    require(side in WitnessSide.values, "side", "Choose whose list it is.")
    heard = proceedings_of(held)
    since(past(given_on, "given_on"), heard.documents_on, "given_on", "The documents were supplied")
    WitnessList.objects.create(proceedings=heard, side=side, given_on=given_on, witnesses=witnesses.strip(), by=by)
    if _are_exchanged(heard):
        meet_clock(held.track, "witness_lists", on=given_on, by=by)
    return finish(held, Act.WITNESSES, by=by)


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
    sitting = heard.panel.filter(stood_down_on__isnull=True)
    if role == PanelRole.CHAIR and sitting.filter(role=role).exists():
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
def stand_down(
    *, investigation: Investigation, member: PanelMember, on: dt.date, reason: str, by: User,
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """Somebody who was named sits no more: objected to, a link was found, unable to. That they were named stays."""
    held = take_for(investigation, Act.STAND_DOWN, by=by, version=version)
    reason = required(reason, field="reason", message="Say why they do not sit.")
    sitting = proceedings_of(held).panel.select_for_update(no_key=True).filter(stood_down_on__isnull=True)
    one = sitting.filter(pk=member.pk).first()
    if one is None:
        raise Conflict("This person does not sit on the panel any more.")
    since(past(on, "on"), one.named_on, "on", "They were named")
    one.stood_down_on, one.stood_down_because = on, reason
    one.save(update_fields=["stood_down_on", "stood_down_because"])
    return finish(held, Act.STAND_DOWN, by=by)


@transaction.atomic
def publish(
    *, investigation: Investigation, publication: str, by: User, published_on: dt.date | None = None, where: str = "",
    says: str = "", reasons: str = "", version: int | None = None,
) -> Investigation:  # fmt: skip
    """What the chair decided about the public notice of the hearing: published in time, with the name or without, or
    not at all and why. It gives away nobody of the case but the person themself (PCR 2020 reg 36)."""
    held = take_for(investigation, Act.PUBLISH, by=by, version=version)
    require(publication in Publication.values, "publication", "Choose what the chair decided.")
    heard = proceedings_of(held)
    assert heard.starts_on is not None  # noqa: S101  # the gate asks for it
    told: dict[str, Any] = {"reasons": reasons.strip()}
    if publication != Publication.NAMED:
        told["reasons"] = required(reasons, field="reasons", message="Give the chair's reasons.")
    if publication != Publication.NONE:
        told |= _published(held, heard, publication, published_on, where, says)
    PublicNotice.objects.create(
        proceedings=heard, publication=publication, starts_on=heard.starts_on, by=by, **told
    )  # fmt: skip
    meet_clock(held.track, PUBLIC_CLOCK, on=told.get("published_on") or clock.today(), by=by)
    return finish(held, Act.PUBLISH, by=by)


@transaction.atomic
def set_date(
    *, investigation: Investigation, starts_on: dt.date, place: str, by: User, version: int | None = None
) -> Investigation:
    """Set the day of the meeting or hearing: after its notice, never before (PCR 2020 reg 30)."""
    held = take_for(investigation, Act.DATE, by=by, version=version)
    place = required(place, field="place", message="Enter where it is held.")
    heard = proceedings_of(held)
    refused = date_refusal(starts_on, heard.notice_on, heard.forum, held.regime)
    if refused:
        raise Conflict(refused)
    moved = starts_on != heard.starts_on
    save_fields(heard, starts_on=starts_on, place=place)
    meet_clock(held.track, "prehearing", on=clock.today(), by=by)
    if moved and is_public(held.regime, heard.forum):
        _start_public_clock(held, starts_on, by=by)
    return finish(held, Act.DATE, by=by)


def _count(held: Investigation, rule_key: str, day: dt.date, *, was: dt.date | None, why: str, by: User) -> None:
    """The clock that is counted from this day; one that ran from another, which was corrected, counts no more."""
    if was not in (None, day):
        cancel_for_source(
            source_type=TRACK, source_id=held.track_id, by=by, reason="The day was corrected", rule_key=rule_key
        )
    start_clock(held.track, rule_key, on=day, why=why, by=by)


def _are_exchanged(heard: Proceedings) -> bool:
    """Whether each side gave its list of witnesses."""
    return set(heard.witness_lists.values_list("side", flat=True)) == set(WitnessSide.values)


def _published(
    held: Investigation, heard: Proceedings, publication: str, day: dt.date | None, where: str, says: str
) -> dict[str, Any]:
    """The notice itself: in time for the hearing, and without anybody else of the case."""
    if day is None:
        raise Invalid({"published_on": ["Enter the day on which it was published."]})
    where = required(where, field="where", message="Enter where it was published.")
    says = required(says, field="says", message="Enter what it says of the conduct.")
    since(past(day, "published_on"), heard.notice_on, "published_on", "Notice of the proceedings was given")
    assert heard.starts_on is not None  # noqa: S101  # the gate asks for it
    if refused := publication_refusal(day, heard.starts_on, bank_holiday_overrides()):
        raise Conflict(refused)
    if given_away := names_given_away(held, f"{says}\n{where}", may_name_subject=publication == Publication.NAMED):
        raise Invalid({"says": [given_away]})
    return {"published_on": day, "where": where, "says": says}


def _start_public_clock(held: Investigation, starts_on: dt.date, *, by: User) -> None:
    """The notice of this day of the hearing has its own last day; that of an earlier one counts no more."""
    cancel_for_source(
        source_type=TRACK, source_id=held.track_id, by=by, reason="The hearing was moved", rule_key=PUBLIC_CLOCK
    )
    due_on = max(latest_day(starts_on, bank_holiday_overrides()), clock.today())
    why = "The day of the hearing was set"
    put_clock(held.track, PUBLIC_CLOCK, start_at=clock.now(), why=why, by=by, due_on=due_on)

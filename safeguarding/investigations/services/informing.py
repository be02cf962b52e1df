"""Who is kept informed while it goes on: interested persons, updates every four weeks, or why they are withheld."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.cases.models import CaseParty
from safeguarding.cases.services.rows import require, required
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.deadlines.rules import last_day_of_months_beginning_with
from safeguarding.deadlines.services import cancel_for_source
from safeguarding.investigations.choices import Act, GivenHow, LetterTo, UpdateTo
from safeguarding.investigations.models import (
    InterestedPerson,
    Investigation,
    InvestigationNotice,
    Proceedings,
    ProgressUpdate,
    TimelinessLetter,
    UpdateWithheld,
)
from safeguarding.investigations.rules.informing import (
    FIRST,
    NEXT,
    SUBJECT,
    UPDATE_CLOCKS,
    WITHHELD_CLOCKS,
    form_refusal,
    next_of,
)
from safeguarding.investigations.selectors.informing import (
    is_written_to_all,
    owed_outside,
    parties_informed,
    withheld_now,
)
from safeguarding.investigations.services.taking import finish, past, since, take_for
from safeguarding.tracks.services.clocks import TRACK, meet_clock, put_clock, start_clock

LETTER_CLOCKS = ("timeliness_letter_12m", "timeliness_letter_6m")
NOT_INFORMED = "Choose who complained, or an interested person."
NOBODY = "Nobody complained and there is no interested person: add who is to be kept informed first."


@transaction.atomic
def add_interested(
    *, investigation: Investigation, party: CaseParty, reason: str, since_day: dt.date, by: User,
    version: int | None = None,
) -> Investigation:  # fmt: skip
    """Somebody of the case asks to be kept informed, or has to be: they hear of it every four weeks (PRA 2002 s.21)."""
    held = take_for(investigation, Act.INTEREST, by=by, version=version)
    reason = required(reason, field="reason", message="Say what their interest is.")
    require(held.case.parties.filter(pk=party.pk, removed_at=None).exists(), "party", "Choose somebody of this case.")
    require(party.pk != held.track.party_id, "party", "This is who is investigated: they are told on their own.")
    if parties_informed(held).filter(pk=party.pk).exists():
        raise Conflict("They are kept informed already.")
    since(past(since_day, "since_day"), held.came_on, "since_day", "It came in")
    InterestedPerson.objects.create(investigation=held, party=party, reason=reason, since=since_day, by=by)
    _count_again(held, by=by)
    return finish(held, Act.INTEREST, by=by)


@transaction.atomic
def update(
    *, investigation: Investigation, to: str, sent_on: dt.date, how: str, said: str, by: User,
    party: CaseParty | None = None, version: int | None = None,
) -> Investigation:  # fmt: skip
    """An update went out: the clock of the next begins with the day it was sent (PCMR 2020 reg 34(2)(a)).

    Where only one of several was told, the clock stays with whoever is due first. Who was told the outcome is owed no
    further update, and one that was sent before updates were withheld does not end that.
    """
    held = take_for(investigation, Act.UPDATE, by=by, version=version)
    require(to in UpdateTo.values, "to", "Choose whom it was for.")
    require(how in GivenHow.values, "how", "Choose how it was given.")
    said = required(said, field="said", message="Enter what the update said.")
    since(past(sent_on, "sent_on"), held.came_on, "sent_on", "It came in")
    require(to != UpdateTo.COMPLAINANT or parties_informed(held).exists(), "to", NOBODY)
    require(party is None or _is_informed(held, to, party), "party", NOT_INFORMED)
    if refused := form_refusal(to, how, held.recording):
        raise Invalid({"how": [refused]})
    ProgressUpdate.objects.create(investigation=held, to=to, party=party, sent_on=sent_on, how=how, said=said, by=by)
    withheld = withheld_now(held, to)
    if not _is_told(held) and (withheld is None or sent_on >= withheld.since):
        _count_from(held, to, sent_on, by=by)
    return finish(held, Act.UPDATE, by=by)


@transaction.atomic
def hold_update(
    *, investigation: Investigation, to: str, reason: str, review_on: dt.date, by: User, version: int | None = None
) -> Investigation:
    """Updates are withheld for a reason that the law names, until a day on which that is looked at again (reg 35)."""
    held = take_for(investigation, Act.HOLD_UPDATE, by=by, version=version)
    require(to in UpdateTo.values, "to", "Choose from whom it is withheld.")
    reason = required(reason, field="reason", message="Say what an update would prejudice.")
    require(review_on > clock.today(), "review_on", "Enter a day to come on which it is looked at again.")
    UpdateWithheld.objects.create(
        investigation=held, to=to, since=clock.today(), because=reason, review_on=review_on, by=by
    )
    for rule_key in UPDATE_CLOCKS[to]:
        cancel_for_source(
            source_type=TRACK, source_id=held.track_id, by=by, reason="Updates are withheld", rule_key=rule_key
        )
    meet_clock(held.track, WITHHELD_CLOCKS[to], on=clock.today(), by=by)
    why = "Updates are withheld"
    put_clock(held.track, WITHHELD_CLOCKS[to], start_at=clock.now(), why=why, by=by, due_on=review_on)
    return finish(held, Act.HOLD_UPDATE, by=by)


@transaction.atomic
def letter(
    *, investigation: Investigation, to: str, sent_on: dt.date, progress: str, expected_on: dt.date, why_so_long: str,
    planned: str, by: User, version: int | None = None,
) -> Investigation:  # fmt: skip
    """The letter that is due when a period has ended: twelve months, then each six (PCMR 2020 reg 13; PCR reg 19).

    The clock is met once everybody has it to whom it goes in this mode of investigation.
    """
    held = take_for(investigation, Act.LETTER, by=by, version=version)
    require(to in LetterTo.values, "to", "Choose to whom it went.")
    told = {
        name: required(text, field=name, message="The letter needs this.")
        for name, text in (("progress", progress), ("why_so_long", why_so_long), ("planned", planned))
    }
    since(past(sent_on, "sent_on"), held.came_on, "sent_on", "It came in")
    notice = InvestigationNotice.objects.filter(investigation=held).first()
    TimelinessLetter.objects.create(
        investigation=held, to=to, sent_on=sent_on, came_on=held.came_on, expected_on=expected_on, by=by,
        notice_on=notice.deemed_on if notice else None, **told,
    )  # fmt: skip
    _next_period(held, sent_on, by=by)
    return finish(held, Act.LETTER, by=by)


def period_end(came_on: dt.date, on: dt.date) -> dt.date | None:
    """The last day of the latest period that had ended on that day: twelve months, then six and six."""
    end, latest = last_day_of_months_beginning_with(came_on, 12), None
    while end < on:
        latest = end
        end = last_day_of_months_beginning_with(end + dt.timedelta(days=1), 6)
    return latest


def _next_period(held: Investigation, sent_on: dt.date, *, by: User) -> None:
    """The last of the letters sent after a period ended meets its clock; the next six months begin the day after."""
    ended = period_end(held.came_on, sent_on)
    if ended is None or not is_written_to_all(held, ended):
        return
    for rule_key in LETTER_CLOCKS:
        meet_clock(held.track, rule_key, on=sent_on, by=by)
    begins = ended + dt.timedelta(days=1)
    start_clock(held.track, "timeliness_letter_6m", on=begins, why="The day after the period ended", by=by)


def _is_told(held: Investigation) -> bool:
    """Whether the outcome was told: nothing is owed any more, and nothing that counted is started again."""
    return Proceedings.objects.filter(investigation=held, told_on__isnull=False).exists()


def _count_from(held: Investigation, to: str, sent_on: dt.date, *, by: User) -> None:
    """The update meets what ran for it, ends that updates are withheld, and the next one is counted from it."""
    for rule_key in (*UPDATE_CLOCKS[to], WITHHELD_CLOCKS[to]):
        meet_clock(held.track, rule_key, on=sent_on, by=by)
    if to == UpdateTo.SUBJECT:
        start_clock(held.track, SUBJECT, on=sent_on, why="The last update was sent", by=by)
    else:
        _start_next(held, by=by)


def _is_informed(held: Investigation, to: str, party: CaseParty) -> bool:
    return to == UpdateTo.COMPLAINANT and parties_informed(held).filter(pk=party.pk).exists()


def _start_next(held: Investigation, *, by: User) -> None:
    """The one clock of all who are owed updates is that of whoever is due first; of nobody, none."""
    first = next_of(owed_outside(held))
    if first is None:
        return
    if first.told_on is not None:
        start_clock(held.track, NEXT, on=first.told_on, why="The last update was sent", by=by)
    else:
        start_clock(held.track, FIRST, on=first.since, why="They began to be kept informed", by=by)


def _count_again(held: Investigation, *, by: User) -> None:
    """Somebody was added: the clock runs for whoever is due first, them among others; while withheld, for nobody."""
    if withheld_now(held, UpdateTo.COMPLAINANT) is not None:
        return
    for rule_key in (FIRST, NEXT):
        cancel_for_source(
            source_type=TRACK, source_id=held.track_id, by=by, reason="Somebody more is kept informed",
            rule_key=rule_key,
        )  # fmt: skip
    _start_next(held, by=by)

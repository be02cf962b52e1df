"""How every act in an investigation begins and ends: all of it locked, the rule that allows it, what is written."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.services.rows import require, take_row
from safeguarding.cases.services.taking import touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.core.services import save_fields
from safeguarding.investigations.choices import Act
from safeguarding.investigations.models import Investigation, Proceedings
from safeguarding.investigations.rules.conflicts import refusal, to_you
from safeguarding.investigations.rules.gates import why_not
from safeguarding.investigations.selectors.facts import facts_of
from safeguarding.investigations.selectors.people import conflict_of
from safeguarding.tracks.models import Track
from safeguarding.tracks.services.moving import walk
from safeguarding.tracks.services.rows import latest_act, take_track

NO_DAY_TO_COME = "The day cannot be in the future."


def take_for(investigation: Investigation, act: str, *, by: User, version: int | None = None) -> Investigation:
    """The investigation, locked with its case and track, for an act that is possible now.

    Raises NotAllowed for who may not work on it or is in conflict, Stale, or Conflict with the rule that forbids it.
    """
    case, track = take_track(investigation.track, by=by)
    rows = Investigation.objects.visible_to(by).filter(case=case).select_related("investigator", "supervisor")
    held = take_row(rows, investigation, version, says)
    held.case, held.track = case, track
    track.case = case
    require_no_conflict(held, by, "You", are=True)
    words = why_not(act, facts_of(held))
    if words:
        raise Conflict(words)
    return held


def finish(held: Investigation, act: str, *, by: User, **fields: object) -> Investigation:
    """Save what changed, count the version up, write the act down, and note for lists that the case changed."""
    save_fields(held, **fields)
    data = {"investigation_id": held.pk, "act": str(Act(act).label).lower()}
    record("investigation.acted", by=by, obj=held.case, data=data)
    touch(held.case)
    return held


def walk_if(held: Investigation, verb: str, *, by: User, on: dt.date, reason: str = "", end: str = "") -> None:
    """Take the track a step along its table, where it stands before that step; elsewhere it stays."""
    track: Track = held.track
    if any(move.verb == verb for move in track.table.moves_from(track.stage)):
        walk(track, held.case, verb=verb, by=by, reason=reason, on=_not_before_the_last(track, on), end=end)


def require_no_conflict(held: Investigation, user: User, name: str, *, are: bool = False, field: str = "") -> None:
    """Whoever investigates, supervises or sits has no line and no personal link to the subject (PCR 2020 reg 15)."""
    words = conflict_of(held, user)
    if not words:
        return
    said = refusal(name, to_you(words) if are else words, held.regime)
    raise Invalid({field: [said]}) if field else NotAllowed(said)


def proceedings_of(held: Investigation) -> Proceedings:
    """The proceedings, locked."""
    return Proceedings.objects.select_for_update(no_key=True).get(investigation=held)


def past(day: dt.date, field: str) -> dt.date:
    require(day <= clock.today(), field, NO_DAY_TO_COME)
    return day


def since(day: dt.date, earlier: dt.date | None, field: str, words: str) -> None:
    """Refuse a day before another that it follows."""
    if earlier is not None and day < earlier:
        raise Invalid({field: [f"{words} on {clock.date_words(earlier)}: this cannot be before it."]})


def says(held: Investigation) -> dict[str, object]:
    """What the investigation says now, for somebody who opened an older version."""
    heard = Proceedings.objects.filter(investigation=held).first()
    return {
        "stage": held.track.stage_words, "investigator": held.investigator_words,
        "referred_to": heard.get_forum_display() if heard else "",
        "outcome": heard.get_outcome_display() if heard else "",
    }  # fmt: skip


def _not_before_the_last(track: Track, on: dt.date) -> dt.date:
    """Two things may be written down out of their order; the track's own history stays in order."""
    latest = latest_act(track)
    return max(on, latest.happened_on) if latest else on

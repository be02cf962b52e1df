"""Which letters of a case somebody may write, and what is known of each before it is begun: its ground, or its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from safeguarding.cases.models import Case, Referral
from safeguarding.core import clock
from safeguarding.deadlines.models import Deadline
from safeguarding.letters.choices import OF_MISCONDUCT, LetterKind, LetterStatus
from safeguarding.letters.models import Letter
from safeguarding.letters.selectors.referring import REFERRALS
from safeguarding.tracks.choices import TrackKind
from safeguarding.tracks.models import Track
from safeguarding.tracks.services.clocks import TRACK

#: By when the law asks for the letter: the clock of each.
CLOCK_OF: dict[str, str] = {
    LetterKind.TIMELINESS_12: "timeliness_letter_12m", LetterKind.TIMELINESS_6: "timeliness_letter_6m",
}  # fmt: skip
NO_CLOCK = "No clock asks for it now"


@dataclass(frozen=True)
class ToWrite:
    """A kind of letter, and what is said of it where one chooses."""

    kind: str
    label: str
    hint: str


def kinds_to_write(case: Case, tracks: Iterable[Track]) -> list[ToWrite]:
    """The kinds of letter for who reads these tracks: one about somebody's conduct where they read such a track."""
    read = list(tracks)
    heard = [one.pk for one in read if one.kind == TrackKind.MISCONDUCT]
    said = {**_of_clocks(heard), **_of_referrals(case, read)}
    return [
        ToWrite(kind, str(kind.label), said.get(kind, ""))
        for kind in LetterKind if heard or kind not in OF_MISCONDUCT
    ]  # fmt: skip


def due_of(letters: Iterable[Letter]) -> dict[int, str]:
    """By when a draft of a kind that a clock asks for has to be out, or that none does, by its row."""
    drafts = [
        one for one in letters if one.status == LetterStatus.DRAFT and one.kind in CLOCK_OF and one.redacts_id is None
    ]  # fmt: skip
    if not drafts:
        return {}
    rows = _running({one.track_id for one in drafts if one.track_id})
    due = {(track, key): at for track, key, at in rows.values_list("source_id", "rule__key", "due_at")}
    found = {one.pk: due.get((one.track_id, CLOCK_OF[one.kind])) for one in drafts}
    return {pk: f"Due by {_day(at)}" if at else NO_CLOCK for pk, at in found.items()}


def only_track(kind: str, tracks: Iterable[Track]) -> Track | None:
    """The misconduct track that a letter about conduct is of, where it can be of no other."""
    found = [one for one in tracks if one.kind == TrackKind.MISCONDUCT] if kind in OF_MISCONDUCT else []
    return found[0] if len(found) == 1 else None


def _of_clocks(tracks: list[int]) -> dict[str, str]:
    """By when it has to be sent; a letter before its day, or that no clock asks for, is seen to be one."""
    due: dict[str, str] = {}
    for key, at in _running(tracks).order_by("due_at").values_list("rule__key", "due_at"):
        due.setdefault(key, f"Due by {_day(at)}")
    return {kind: due.get(key, NO_CLOCK) for kind, key in CLOCK_OF.items()}


def _running(tracks: Collection[int]) -> QuerySet[Deadline]:
    rows = Deadline.objects.running().filter(source_type=TRACK, source_id__in=tracks)
    return rows.filter(rule__key__in=CLOCK_OF.values())


def _day(moment: dt.datetime) -> str:
    return clock.date_words(clock.london_date(moment))


def _of_referrals(case: Case, tracks: list[Track]) -> dict[str, str]:
    """Whether something was referred to the body at all."""
    rows = Referral.objects.filter(case=case, kind__in=REFERRALS.values()).order_by("created_at")
    made = dict(rows.values_list("kind", "created_at"))
    run = {one.kind for one in tracks}
    return {kind: _ground(str(body), made, run) for kind, body in REFERRALS.items()}


def _ground(body: str, made: dict[str, dt.datetime], run: set[str]) -> str:
    if body in made:
        return f"A referral was recorded on {_day(made[body])}"
    return "" if body in run else "No such referral is on record yet: record it first, or write in why"

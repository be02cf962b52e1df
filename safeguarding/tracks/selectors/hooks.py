"""What apps above may add: a check before a step or an end, a duty that keeps a track open, verbs of their own pages.

They register once, when they are ready: no app here knows of one above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.cases.models import Case, CaseParty
from safeguarding.tracks.models import Track


@dataclass(frozen=True)
class OpenDuty:
    """Something that must be decided before a track closes: what, on whose authority, and the page where it is done."""

    says: str
    source: str
    page: str = ""


class AfterStep(Protocol):
    """Told of a step that was taken, in the same transaction."""

    def __call__(self, track: Track, case: Case, *, by: User) -> None: ...


T = TypeVar("T")

#: Raises Invalid or Conflict where the track may not end so.
BeforeEnd = Callable[[Track, str], None]
#: Raises Invalid or Conflict where this step may not be taken yet; told the verb, and the end it fixes ("" for none).
BeforeStep = Callable[[Track, str, str], None]
OpenDuties = Callable[[Case, CaseParty | None, str], Iterable[OpenDuty]]

_BEFORE_END: dict[str, list[BeforeEnd]] = {}
_BEFORE_STEP: dict[str, list[BeforeStep]] = {}
_AFTER_STEP: dict[tuple[str, str], list[AfterStep]] = {}
_OPEN_DUTIES: list[OpenDuties] = []
_CLAIMED: dict[tuple[str, str], str] = {}
#: Pages of a whole case, which take its reference alone.
_OF_CASE: set[str] = set()


def register_before_end(kind: str, check: BeforeEnd) -> None:
    """Ask `check` before a track of this kind is closed."""
    _add(_BEFORE_END.setdefault(kind, []), check)


def register_before_step(kind: str, check: BeforeStep) -> None:
    """Ask `check` before a step of a track of this kind is taken."""
    _add(_BEFORE_STEP.setdefault(kind, []), check)


def register_after_step(kind: str, verb: str, act: AfterStep) -> None:
    """Let `act` go along after this step of a track of this kind."""
    _add(_AFTER_STEP.setdefault((kind, verb), []), act)


def register_open_duty(check: OpenDuties) -> None:
    """Ask `check` which duties are open for this party before a track about them, of this kind, is closed."""
    _add(_OPEN_DUTIES, check)


def claim_verbs(kind: str, verbs: Iterable[str], *, page: str, is_of_case: bool = False) -> None:
    """These verbs are taken by a page of another app, by the name of its address, and never bare.

    The address takes the case's reference and the track's number; with `is_of_case` the reference alone. The lane links
    there instead of offering a button.
    """
    if is_of_case:
        _OF_CASE.add(page)
    for verb in verbs:
        _CLAIMED[kind, verb] = page


def claimed_by(kind: str, verb: str) -> str:
    """The name of the page that takes this verb; empty where the track's own page does."""
    return _CLAIMED.get((kind, verb), "")


def page_of(track: Track, verb: str) -> str:
    """The address of the page that takes this verb of this track; empty where the track's own page does."""
    name = claimed_by(track.kind, verb)
    if not name:
        return ""
    return reverse(name, args=[track.case.reference, *([] if name in _OF_CASE else [track.pk])])


def ask_before_end(track: Track, end: str) -> None:
    for check in _BEFORE_END.get(track.kind, []):
        check(track, end)


def ask_before_step(track: Track, verb: str, end: str) -> None:
    for check in _BEFORE_STEP.get(track.kind, []):
        check(track, verb, end)


def go_along_after(track: Track, case: Case, verb: str, *, by: User) -> None:
    for act in _AFTER_STEP.get((track.kind, verb), []):
        act(track, case, by=by)


def open_duties(case: Case, party: CaseParty | None, kind: str) -> list[OpenDuty]:
    return [duty for check in _OPEN_DUTIES for duty in check(case, party, kind)]


def _add(held: list[T], check: T) -> None:
    if check not in held:
        held.append(check)

"""A file that was taken in by mistake: one person asks that it be removed and says why, another decides.

What it held is destroyed, and what was read from it goes with it; its name, size and SHA-256, who handed it in and who
removed it stay on record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from django.db import transaction
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases import policies as case_policies
from safeguarding.cases.models import Case
from safeguarding.cases.services.rows import note, required, take_row
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, NotAllowed
from safeguarding.core.services import save_fields
from safeguarding.evidence import policies, states
from safeguarding.evidence.choices import RemovalStatus
from safeguarding.evidence.models import Exhibit, ExhibitFile, FileRemoval
from safeguarding.evidence.selectors import who_may_decide
from safeguarding.evidence.services.taking import told
from safeguarding.files import services as files
from safeguarding.notices.services import tell

GONE = "This file was removed already."
WAITS = "It was asked already that this file be removed. It waits for a second person."
Hold = Callable[[Case], str]
_HOLDS: list[Hold] = []


class Stays(Conflict):
    """Nothing changed meanwhile: the file may not be removed."""

    title = "This file has to stay"


class Goes(Protocol):
    """Erases what an app above read from a file, in the transaction in which the file is destroyed."""

    def __call__(self, held: ExhibitFile, *, by: User) -> None: ...


Told = Callable[[ExhibitFile], Iterable[str]]
_GO_WITH: list[tuple[Told, Goes]] = []


def register_hold(hold: Hold) -> None:
    """Let an app above say why the files of a case have to stay, such as a legal hold. Called once."""
    if hold not in _HOLDS:
        _HOLDS.append(hold)


def register_goes_with(told: Told, goes: Goes) -> None:
    """Let an app above say what of its own goes with a file, and erase it then. Called once."""
    if (told, goes) not in _GO_WITH:
        _GO_WITH.append((told, goes))


def what_goes_with(held: ExhibitFile) -> list[str]:
    """What else is erased when a file is removed, in words, so that both people know before they decide."""
    return [words for told, _ in _GO_WITH for words in told(held)]


def why_kept(case: Case) -> str:
    """Why no file of a case can be removed, in words; nothing when they can."""
    return next(_reasons(case), "")


def _reasons(case: Case) -> Iterator[str]:
    for hold in _HOLDS:
        if words := hold(case):
            yield words


@transaction.atomic
def ask_removal(*, held: ExhibitFile, reason: str, by: User) -> FileRemoval:
    """Ask that a file be removed. Until a second person decides, it stays as it is."""
    case = take(held.exhibit.case, by=by)
    row = _locked(held, by)
    if row.file.destroyed_at is not None:
        raise Conflict(GONE)
    if words := why_kept(case):
        raise Stays(words)
    if row.removals.filter(status=RemovalStatus.ASKED).exists():
        raise Conflict(WAITS)
    reason = required(reason, field="reason", message="Say why it was taken in by mistake.")
    asked = FileRemoval.objects.create(held=row, reason=reason, asked_by=by, asked_at=clock.now())
    record("exhibit.removal_asked", by=by, obj=case, data=told(row.exhibit, file_id=row.file_id))
    tell(
        recipients=who_may_decide(asked), key=f"removal:{asked.pk}", title="The removal of a file waits for you",
        body=f"It belongs to {case.reference}. Somebody else who leads or supervises the case may decide it too.",
        url=reverse("evidence:removal_decide", args=[case.reference, asked.pk]), subject_type="case",
        subject_id=case.pk,
    )  # fmt: skip
    touch(case)
    return asked


@transaction.atomic
def decide_removal(*, removal: FileRemoval, removes: bool, answer: str, by: User, version: int | None) -> FileRemoval:
    """A second person, who leads or supervises the case, has the file destroyed, or keeps it and says why."""
    case = take(removal.held.exhibit.case, by=by)
    waiting = _taken(removal, by, version)
    if not policies.may_decide_removal(by, waiting, case):
        raise NotAllowed(policies.NOT_THE_SECOND)
    wanted = RemovalStatus.REMOVED if removes else RemovalStatus.REFUSED
    states.require_next_of_removal(waiting.status, wanted)
    answer = required(answer, field="answer", message="Say why you decide so.")
    held = _locked(waiting.held, by)
    if removes and (words := why_kept(case)):
        raise Stays(words)
    save_fields(waiting, status=wanted, decided_by=by, decided_at=clock.now(), answer=answer)
    exhibit = held.exhibit
    data = told(exhibit, file_id=held.file_id)
    if removes:
        files.destroy(held.file, by=by)
        for _, goes in _GO_WITH:
            goes(held, by=by)
        note(case, text=f"A file of exhibit {exhibit.reference} was removed: {waiting.reason} {answer}", by=by)
        record("exhibit.file_removed", by=by, obj=case, data=data)
    else:
        record("exhibit.removal_refused", by=by, obj=case, data=data)
    touch(case)
    return waiting


@transaction.atomic
def take_back_removal(*, removal: FileRemoval, by: User, version: int | None) -> FileRemoval:
    """Who asked for it asks no longer, whatever else they may do with the case by then. The file stays."""
    case = take(removal.held.exhibit.case, by=by, action=case_policies.READ)
    waiting = _taken(removal, by, version)
    if waiting.asked_by_id != by.pk:
        raise NotAllowed(policies.NOT_WHO_ASKED)
    states.require_next_of_removal(waiting.status, RemovalStatus.TAKEN_BACK)
    save_fields(waiting, status=RemovalStatus.TAKEN_BACK, decided_by=by, decided_at=clock.now())
    data = told(waiting.held.exhibit, file_id=waiting.held.file_id)
    record("exhibit.removal_taken_back", by=by, obj=case, data=data)
    return waiting


def _locked(held: ExhibitFile, by: User) -> ExhibitFile:
    rows = ExhibitFile.objects.filter(exhibit__in=Exhibit.objects.visible_to(by))
    rows = rows.select_for_update(of=("self",), no_key=True).select_related("file", "exhibit__case")
    return rows.get(pk=held.pk)


def _taken(removal: FileRemoval, by: User, version: int | None) -> FileRemoval:
    rows = FileRemoval.objects.filter(held__exhibit__in=Exhibit.objects.visible_to(by))
    rows = rows.select_related("held__file", "held__exhibit__case")
    return take_row(rows, removal, version, lambda row: {"status": row.get_status_display(), "reason": row.reason})

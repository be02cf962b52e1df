"""Putting an exhibit on a case, correcting what is written of it, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case, CaseParty
from safeguarding.cases.services.rows import note, require, required
from safeguarding.cases.services.taking import take, touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.services import differing, save_fields
from safeguarding.evidence import states
from safeguarding.evidence.choices import AnalysisStatus, ExhibitKind, ExhibitStatus, HandoverStatus
from safeguarding.evidence.models import CustodyTransfer, Exhibit
from safeguarding.evidence.rules import reference_error
from safeguarding.evidence.services.taking import take_exhibit, told

#: Says in words what else of a case has a reference already, or nothing.
Taken = Callable[[Case, str], str]
_SERIES: list[Taken] = []


def register_series(taken: Taken) -> None:
    """Let an app above put exhibits of its own into the one series of references of a case. Called once."""
    if taken not in _SERIES:
        _SERIES.append(taken)


@transaction.atomic
def add_exhibit(*, case: Case, by: User, **given: Any) -> Exhibit:
    """Put an exhibit on the case. Who adds it has it, until somebody else signs for it."""
    case = take(case, by=by)
    fields = _checked(case, given, besides=None)
    exhibit = Exhibit.objects.create(case=case, custodian=by, added_by=by, **fields)
    note(case, text=f"Exhibit {exhibit.reference} ({exhibit.get_kind_display().lower()}) put on the case.", by=by)
    record("exhibit.added", by=by, obj=case, data=told(exhibit, kind=exhibit.kind))
    touch(case)
    return exhibit


@transaction.atomic
def change_exhibit(*, exhibit: Exhibit, reason: str, by: User, version: int | None = None, **given: Any) -> Exhibit:
    """Correct what is written of an exhibit, with the reason. The history keeps what it said before."""
    case, held = take_exhibit(exhibit, by=by, version=version)
    reason = required(reason, field="reason", message="Say why it is changed.")
    changed = differing(held, **_checked(case, {**_written(held), **given}, besides=held))
    if not changed:
        return held
    save_fields(held, **changed)
    record("exhibit.changed", by=by, obj=case, reason=reason, data=told(held, fields=", ".join(sorted(changed))))
    touch(case)
    return held


@transaction.atomic
def end_exhibit(
    *, exhibit: Exhibit, status: str, ended_on: dt.date, ended_to: str, reason: str, by: User,
    version: int | None = None,
) -> Exhibit:  # fmt: skip
    """It went back to somebody, or was disposed of. Cannot be undone."""
    case, held = take_exhibit(exhibit, by=by, version=version)
    require(status in (ExhibitStatus.RETURNED, ExhibitStatus.DISPOSED), "status", "Choose what became of it.")
    states.require_next(held.status, status)
    ended_to = required(ended_to, field="ended_to", message="Enter to whom it went, or how it was disposed of.")
    reason = required(reason, field="reason", message="Say why.")
    require(ended_on <= clock.today(), "ended_on", "The day cannot be in the future.")
    require(ended_on >= clock.london_date(held.seized_at), "ended_on", "The day cannot be before it was seized.")
    if CustodyTransfer.objects.filter(exhibit=held, status=HandoverStatus.OFFERED).exists():
        raise Conflict("A hand-over of this exhibit waits for a signature. Take it back first.")
    save_fields(held, status=status, ended_on=ended_on, ended_by=by, ended_to=ended_to)
    words = held.get_status_display().lower()
    note(case, text=f"Exhibit {held.reference} {words}. {ended_to}. {reason}", by=by)
    record("exhibit.ended", by=by, obj=case, reason=reason, data=told(held, status=status))
    touch(case)
    return held


def _written(exhibit: Exhibit) -> dict[str, Any]:
    return {name: getattr(exhibit, name) for name in WRITTEN}


WRITTEN = (
    "reference", "kind", "description", "seized_at", "seized_where", "seized_from", "seized_by", "seal_number",
    "device_number", "held_at", "analysis", "analysis_note",
)  # fmt: skip
NEEDED = {
    "reference": "Enter the reference on its label.",
    "description": "Describe the exhibit.",
    "seized_where": "Enter where it was seized or handed in.",
    "seized_by": "Enter who took it.",
}


def _checked(case: Case, given: dict[str, Any], *, besides: Exhibit | None) -> dict[str, Any]:
    """What is written of an exhibit, once it is right."""
    fields = {name: given[name] for name in WRITTEN if name in given}
    for name, message in NEEDED.items():
        fields[name] = required(fields.get(name, ""), field=name, message=message)
    require(fields.get("kind") in ExhibitKind.values, "kind", "Choose what it is.")
    analysis = fields.get("analysis", AnalysisStatus.NOT_NEEDED)
    require(analysis in AnalysisStatus.values, "analysis", "Choose how far the analysis is.")
    require(fields["seized_at"] <= clock.now(), "seized_at", "The moment cannot be in the future.")
    if besides is None or fields["reference"] != besides.reference:
        require(not (odd := reference_error(fields["reference"])), "reference", odd)
    taken = Exhibit.objects.filter(case=case, reference__iexact=fields["reference"])
    taken = taken.exclude(pk=besides.pk) if besides else taken
    require(not taken.exists(), "reference", "This case has an exhibit with this reference already.")
    if besides is None or fields["reference"] != besides.reference:
        for taken_by in _SERIES:
            require(not (words := taken_by(case, fields["reference"])), "reference", words)
    party: CaseParty | None = fields.get("seized_from")
    of_case = party is None or CaseParty.objects.filter(pk=party.pk, case=case).exists()
    require(of_case, "seized_from", "Choose somebody of this case.")
    return fields

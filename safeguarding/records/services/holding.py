"""A legal hold is put on a case with its authority and reason, and lifted by a supervisor with theirs."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.records import policies
from safeguarding.records.models import LegalHold
from safeguarding.records.services.taking import hold_on, take


@transaction.atomic
def put_on_hold(case: Case, *, authority: str, reason: str, by: User) -> LegalHold:
    """From now on nothing of the case is disposed of. An open case can be held too."""
    held = take(case, by=by)
    _require(authority=authority, reason=reason)
    made = LegalHold.objects.create(
        force_id=held.force_id, case=held, authority=authority.strip(), reason=reason.strip(), put_on_by=by,
        put_on_at=clock.now(),
    )  # fmt: skip
    record("records.held", by=by, obj=made, data={"case": held.reference})
    return made


@transaction.atomic
def lift_hold(hold: LegalHold, *, authority: str, reason: str, version: int | None, by: User) -> LegalHold:
    """Lift it, by a supervisor. Where another hold is on the case, that one stays."""
    case = take(hold.case, by=by)
    policies.require_supervising(by, case)
    held = lock_fresh(LegalHold.objects.visible_to(by), pk=hold.pk, version=None)
    if not held.is_on:
        raise Conflict("This hold was lifted already: somebody was quicker.")
    if version is not None and version != held.version:
        lock_fresh(LegalHold.objects.visible_to(by), pk=hold.pk, version=version)
    _require(authority=authority, reason=reason)
    save_fields(held, lifted_by=by, lifted_at=clock.now(), lift_authority=authority.strip(), lift_reason=reason.strip())
    record("records.hold_lifted", by=by, obj=held, data={"case": case.reference})
    return held


def why_files_stay(case: Case) -> str:
    """Why the files of a case have to stay, in words; nothing when no hold is on it."""
    hold = hold_on(case)
    return f"A {hold} is on {case.reference} ({hold.authority}). While it is, nothing of it is removed." if hold else ""


def _require(*, authority: str, reason: str) -> None:
    errors = {}
    if not authority.strip():
        errors["authority"] = ["Say by whose authority"]
    if not reason.strip():
        errors["reason"] = ["Say why"]
    if errors:
        raise Invalid(errors)

"""Hand-overs. One person signs that they give it, the other that they took it; until then it stays where it was."""

from __future__ import annotations

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases import policies as case_policies
from safeguarding.cases.models import Case
from safeguarding.cases.services.rows import note, require, required
from safeguarding.cases.services.taking import touch
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, NotAllowed
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.evidence import policies, states
from safeguarding.evidence.choices import HandoverStatus
from safeguarding.evidence.models import CustodyTransfer, Exhibit
from safeguarding.evidence.selectors import readers_of
from safeguarding.evidence.services.taking import take_exhibit, told
from safeguarding.notices.services import tell


@transaction.atomic
def offer(
    *, exhibit: Exhibit, taken_by: User, reason: str, place: str, by: User, seal_number: str = "",
    version: int | None = None,
) -> CustodyTransfer:  # fmt: skip
    """Sign that one gives the exhibit to somebody. Only who has it can; of who left, the case's supervisor."""
    case, held = take_exhibit(exhibit, by=by, version=version, action=case_policies.READ)
    readers = readers_of(case)
    _require_giver(by, held, case, is_custodian_there=held.custodian_id in readers)
    fits = taken_by.pk in readers and taken_by.pk not in (by.pk, held.custodian_id)
    require(fits, "taken_by", "Choose somebody else who works with this case.")
    place = required(place, field="place", message="Enter where it is handed over.")
    reason = required(reason, field="reason", message="Say why it is handed over.")
    if CustodyTransfer.objects.filter(exhibit=held, status=HandoverStatus.OFFERED).exists():
        raise Conflict("A hand-over of this exhibit waits for a signature already.")
    made = CustodyTransfer.objects.create(
        exhibit=held, given_by=by, taken_by=taken_by, reason=reason, place=place, seal_number=seal_number.strip()
    )
    record("exhibit.offered", by=by, obj=case, data=told(held, handover_id=made.pk, taken_by=taken_by.pk))
    _tell(made, case, taken_by, "An exhibit waits for your signature")
    touch(case)
    return made


@transaction.atomic
def accept(*, handover: CustodyTransfer, by: User, version: int | None = None) -> CustodyTransfer:
    """Sign that one took the exhibit. From now on one answers for it."""
    case, held, fresh = _take(handover, by, version)
    _require_taker(by, fresh)
    states.require_next_of_handover(fresh.status, HandoverStatus.ACCEPTED)
    save_fields(fresh, status=HandoverStatus.ACCEPTED, answered_at=clock.now())
    save_fields(held, custodian=by, **({"seal_number": fresh.seal_number} if fresh.seal_number else {}))
    note(case, text=f"Exhibit {held.reference} handed over by {fresh.given_by} to {by}, signed by both.", by=by)
    record("exhibit.taken", by=by, obj=case, data=told(held, handover_id=fresh.pk))
    _tell(fresh, case, fresh.given_by, "An exhibit that you handed over was signed for")
    touch(case)
    return fresh


@transaction.atomic
def decline(*, handover: CustodyTransfer, answer: str, by: User, version: int | None = None) -> CustodyTransfer:
    """Say that one did not take it, and why. It stays with who has it."""
    case, held, fresh = _take(handover, by, version)
    _require_taker(by, fresh)
    states.require_next_of_handover(fresh.status, HandoverStatus.DECLINED)
    answer = required(answer, field="answer", message="Say why you do not sign.")
    save_fields(fresh, status=HandoverStatus.DECLINED, answered_at=clock.now(), answer=answer)
    record("exhibit.declined", by=by, obj=case, reason=answer, data=told(held, handover_id=fresh.pk))
    _tell(fresh, case, fresh.given_by, "A hand-over of an exhibit was declined")
    touch(case)
    return fresh


@transaction.atomic
def take_back(*, handover: CustodyTransfer, by: User, version: int | None = None) -> CustodyTransfer:
    """Take back what one offered, before it is signed."""
    case, held, fresh = _take(handover, by, version)
    if fresh.given_by_id != by.pk:
        raise NotAllowed("Only who offered the hand-over can take it back.")
    states.require_next_of_handover(fresh.status, HandoverStatus.TAKEN_BACK)
    save_fields(fresh, status=HandoverStatus.TAKEN_BACK, answered_at=clock.now())
    record("exhibit.offer_taken_back", by=by, obj=case, data=told(held, handover_id=fresh.pk))
    touch(case)
    return fresh


def _take(handover: CustodyTransfer, by: User, version: int | None) -> tuple[Case, Exhibit, CustodyTransfer]:
    case, held = take_exhibit(handover.exhibit, by=by, action=case_policies.READ, even_if_closed=True)
    rows = CustodyTransfer.objects.filter(exhibit=held).select_related("given_by", "taken_by")
    return case, held, lock_fresh(rows, pk=handover.pk, version=version)


def _require_taker(by: User, handover: CustodyTransfer) -> None:
    if handover.taken_by_id != by.pk:
        raise NotAllowed("Only the person it is handed to can sign for it.")


def _require_giver(by: User, exhibit: Exhibit, case: Case, *, is_custodian_there: bool) -> None:
    if not policies.may_hand_over(by, exhibit, case, is_custodian_there=is_custodian_there):
        raise NotAllowed(policies.NOT_THE_GIVER)


def _tell(handover: CustodyTransfer, case: Case, person: User, title: str) -> None:
    tell(
        recipients=[person], key=f"handover:{handover.pk}:{handover.status}", title=title,
        body=f"It belongs to {case.reference}.", url=handover.exhibit.get_absolute_url(), subject_type="case",
        subject_id=case.pk,
    )  # fmt: skip

"""How every act about the retention of a case begins."""

from __future__ import annotations

from safeguarding.access.models import User
from safeguarding.cases.models import Case
from safeguarding.core.errors import Conflict
from safeguarding.records import policies
from safeguarding.records.choices import DisposalStatus
from safeguarding.records.models import Disposal, LegalHold

OPEN = (
    "{reference} is open. Its years begin when it is closed (Police Information and Records Management Code of "
    "Practice and the College of Policing APP on review, retention and disposal)."
)
GOING = "{reference} is being disposed of."


def take(case: Case, *, by: User) -> Case:
    """Lock the case, so that holds, reviews and disposals of it come one after the other; not seen is not there."""
    held = Case.objects.visible_to(by).select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    policies.require_keeping(by, held)
    if Disposal.objects.filter(case=held, status__in=(DisposalStatus.APPROVED, DisposalStatus.ERASED)).exists():
        raise Conflict(GOING.format(reference=held.reference))
    return held


def require_closed(case: Case) -> None:
    if case.is_open:
        raise Conflict(OPEN.format(reference=case.reference))


def hold_on(case: Case) -> LegalHold | None:
    """The hold that keeps this case, if any."""
    return LegalHold.objects.on().filter(case=case).order_by("put_on_at", "pk").first()

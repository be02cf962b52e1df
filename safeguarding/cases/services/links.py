"""Cases that belong together. A link is seen only by who may see both."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case, CaseLink
from safeguarding.cases.services.rows import require, required
from safeguarding.cases.services.taking import take, touch
from safeguarding.core.errors import Conflict, Invalid

NOT_THERE = "There is no other case with this reference that you can see."


@transaction.atomic
def link(*, case: Case, other: str, reason: str, by: User) -> CaseLink:
    """Link the case to another one that the user may read, named by its reference, with the reason."""
    reason = required(reason, field="reason", message="Say why the cases belong together.")
    found = Case.objects.fully_visible_to(by).filter(reference=other.strip().upper()).exclude(pk=case.pk).first()
    if found is None:
        raise Invalid({"other": [NOT_THERE]})
    case = take(case, by=by)
    first, second = sorted((case, found), key=lambda row: row.pk)
    try:
        with transaction.atomic():
            made = CaseLink.objects.create(case=first, other=second, reason=reason, linked_by=by)
    except IntegrityError:
        raise Conflict(f"{case.reference} and {found.reference} are linked already.") from None
    touch(case)
    record("case.linked", by=by, obj=case, reason=reason, data={"other": found.reference})
    record("case.linked", by=by, obj=found, reason=reason, data={"other": case.reference})
    return made


@transaction.atomic
def unlink(*, case: Case, link: CaseLink, reason: str, by: User) -> None:
    """Take away a link that was wrong; the record keeps that it was there."""
    case = take(case, by=by)
    reason = required(reason, field="reason", message="Say why the cases do not belong together.")
    require(case.pk in (link.case_id, link.other_id), "link", "That link does not belong to this case.")
    other = Case.objects.fully_visible_to(by).get(pk=link.other_id if link.case_id == case.pk else link.case_id)
    link.delete()
    touch(case)
    record("case.unlinked", by=by, obj=case, reason=reason, data={"other": other.reference})
    record("case.unlinked", by=by, obj=other, reason=reason, data={"other": case.reference})

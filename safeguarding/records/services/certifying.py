"""The certificate of a disposal: what was erased, by which rule, by whom, and nothing of what it held."""

from __future__ import annotations

import logging

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict
from safeguarding.core.templatetags.words import moment
from safeguarding.documents.rules.text import Prose
from safeguarding.documents.services import NotSet, set_document
from safeguarding.records.models import Disposal

log = logging.getLogger(__name__)
NOT_YET = "The certificate is made when the last of the case has gone. It is being erased."
NEVER = "There is a certificate of a disposal that was approved and carried out."


@transaction.atomic
def certificate(disposal: Disposal, *, by: User) -> bytes:
    """The certificate as PDF. It is the same, byte for byte, each time it is asked for."""
    rows = Disposal.objects.visible_to(by).select_related("force", "case", "proposed_by", "decided_by")
    held = rows.get(pk=disposal.pk)
    if held.erased_at is None:
        raise Conflict(NOT_YET if held.is_gone else NEVER)
    data = {
        "about": _about(held), "reason": Prose(held.reason), "answer": Prose(held.answer),
        "rows": [[kind[:1].upper() + kind[1:], f"{count:,}"] for kind, count in sorted(held.rows.items())],
        "files": [[one["sha256"], f"{one['size']:,}"] for one in held.files],
    }  # fmt: skip
    title = f"Certificate of disposal of {held.case.reference}"
    try:
        made = set_document("disposal", data, title=title, reference=held.reference, made_at=held.erased_at)
    except NotSet as no:
        log.exception("a certificate could not be set: %s", no.why)
        raise Conflict("The certificate could not be made. Try again, or tell the administrator.") from None
    record("records.certificate", by=by, obj=held)
    return made.pdf


def _about(held: Disposal) -> list[list[str]]:
    return [
        ["Certificate", held.reference],
        ["Force", held.force.name],
        ["Case", held.case.reference],
        ["Opened", clock.date_words(held.opened_on)],
        ["Closed", clock.date_words(held.closed_on)],
        ["Rule", f"{held.get_rule_key_display()}, version {held.rule_version}"],
        ["Source", held.rule_source],
        ["Kept at least until", clock.date_words(held.keep_until)],
        ["Proposed by", f"{held.proposed_by}, {moment(held.proposed_at)}"],
        ["Approved by", f"{held.decided_by}, {moment(held.decided_at)}"],
        ["Erased", moment(held.erased_at)],
        ["Rows erased", f"{held.row_count:,}"],
        ["Files destroyed", f"{len(held.files):,}"],
    ]

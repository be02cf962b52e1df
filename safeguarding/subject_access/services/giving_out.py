"""The document is opened with a purpose, and its disclosure is recorded with the day, the way and to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.rules import stated
from safeguarding.audit.services import consult, record
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.files import services as files
from safeguarding.subject_access import policies
from safeguarding.subject_access.choices import WAYS_OUT
from safeguarding.subject_access.models import AccessRequest, FileOpening
from safeguarding.subject_access.services import clocks
from safeguarding.subject_access.services.taking import require_day, required, save_step, take_step

NO_PACKAGE = "It has no package: it was made before there were any. Open the document."
NO_FILE = "Its document is not made yet: each item is decided and approved first."


def open_file(
    request: AccessRequest, *, purpose: str, by: User, purpose_text: str = "", package: bool = False
) -> Iterator[bytes]:
    """The document, or the package with it, its digest compared, the purpose on record and who took it beside it.

    Raises Held or Damaged: whoever answers a request catches both, so that what was recorded stays.
    """
    policies.require_answering(by)
    held = AccessRequest.objects.visible_to(by).select_related("file", "package", "force").get(pk=request.pk)
    file = held.package if package else held.file
    if file is None:
        raise Conflict(NO_PACKAGE if held.file else NO_FILE)
    policies.require_opening(by, held)
    purpose, purpose_text = stated(purpose, purpose_text, missing="Choose why you need to open it.")
    with transaction.atomic():
        consult(held, by=by, page="subject access document", purpose=purpose, purpose_text=purpose_text)
    given = files.checked(file, by=by)
    with transaction.atomic():
        FileOpening.objects.create(
            request=held, sha256=file.sha256, opened_by=by, opened_at=clock.now(), purpose=purpose,
            purpose_text=purpose_text,
        )  # fmt: skip
        record("subject_access.opened", by=by, obj=held, data={"sha256": file.sha256})
    return given


@transaction.atomic
def disclose(
    request: AccessRequest, *, on: dt.date, how: str, to: str, by: User, version: int | None = None
) -> AccessRequest:
    """Record that the document was given: its clock is met on that day."""
    held, target = take_step("disclose", request, version=version, by=by)
    if held.file is None or held.made_at is None:
        raise Conflict(NO_FILE)
    require_day(on, field="on", since=clock.london_date(held.made_at))
    if how not in dict(WAYS_OUT):
        raise Invalid({"how": ["Choose how it was given"]})
    to = required(to, field="to", message="Enter to whom it was given")
    save_step(held, target, disclosed_on=on, disclosed_how=how, disclosed_to=to[:200], disclosed_by=by)
    clocks.met(held, on=on, by=by)
    record("subject_access.disclosed", by=by, obj=held, data={"sha256": held.file.sha256})
    return held

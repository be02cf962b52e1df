"""A file of an exhibit becomes an export to be read, and a person answers what it asks."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.cases.models import Case
from safeguarding.cases.services.taking import take, touch
from safeguarding.conversations import states
from safeguarding.conversations.choices import DayOrder, ExportStatus, Format
from safeguarding.conversations.models import MessageExport
from safeguarding.conversations.rules.formats import recognise
from safeguarding.conversations.rules.zips import NotReadable
from safeguarding.conversations.services.looking import look_again
from safeguarding.conversations.services.opening import Progress, source_of_file
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid
from safeguarding.core.services import lock_fresh, save_fields
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files import services as files

HERE = "Europe/London"
NOT_KNOWN = "The format of this file was not recognised. Choose it"
#: Both ways of writing a date that a file can leave in doubt.
ANSWERS = (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)


def add_export(
    *, case: Case, file: ExhibitFile, by: User, format: str = "", time_zone: str = HERE
) -> tuple[MessageExport, bool]:
    """Have the messages of a file read. The same file in the case again is the export it was: nothing is added.

    Raises Damaged where the file is not what was handed in: whoever answers a request catches it, so that the alarm
    stays on record.
    """
    try:
        return _added(case, file, by, format, time_zone)
    except files.PROOFS as trouble:
        raise files.alarm(file.file, by=by, trouble=type(trouble).__name__) from trouble


@transaction.atomic
def _added(case: Case, file: ExhibitFile, by: User, format: str, time_zone: str) -> tuple[MessageExport, bool]:
    case = take(case, by=by)
    # As it stands under the lock: it may have been removed since it was chosen.
    file = ExhibitFile.objects.select_related("file", "exhibit").get(pk=file.pk)
    errors: dict[str, list[str]] = {}
    if file.exhibit.case_id != case.pk:
        errors["file"] = ["Choose a file of an exhibit of this case"]
    elif words := files.why_held(file.file):
        errors["file"] = [words]
    if time_zone not in available_timezones():
        errors["time_zone"] = ["Choose a time zone of the list"]
    if format and format not in Format.values:
        errors["format"] = ["Choose a format of the list"]
    if errors:
        raise Invalid(errors)
    earlier = MessageExport.objects.standing().filter(case=case, sha256=file.file.sha256).first()
    if earlier is not None:
        return earlier, False
    try:
        known = format or recognise(source_of_file(file, Progress()))
    except NotReadable as no:
        raise Invalid({"file": [no.words]}) from no
    if not known:
        raise Invalid({"format": [NOT_KNOWN]})
    export = MessageExport.objects.create(
        case=case, source=file, sha256=file.file.sha256, format=known, time_zone=time_zone, added_by=by
    )
    touch(case)
    record("export.added", by=by, obj=export, data={"format": Format(known).label})
    return export, True


@transaction.atomic
def answer(export: MessageExport, *, day_order: str, version: int | None, by: User) -> MessageExport:
    """Say in which order the file has day and month; it is read on from there."""
    take(export.case, by=by)
    held = lock_fresh(MessageExport.objects.visible_to(by), pk=export.pk, version=version)
    if held.status != ExportStatus.ASKING:
        raise Conflict("This file asks nothing.")
    if day_order not in ANSWERS:
        raise Invalid({"day_order": ["Choose which comes first"]})
    because = f"{by} said so. {' '.join(held.notes)}"[:300]
    save_fields(
        held, status=ExportStatus.WAITING, day_order=day_order, day_order_because=because, question="", tries=0,
        seen_at=clock.now(),
    )  # fmt: skip
    record("export.answered", by=by, obj=held, data={"day_order": day_order})
    return held


@transaction.atomic
def read_again(export: MessageExport, *, version: int | None, by: User) -> MessageExport:
    """Have a file that could not be read, or not be looked through to the end, tried again from where it stopped."""
    take(export.case, by=by)
    held = lock_fresh(MessageExport.objects.visible_to(by), pk=export.pk, version=version)
    if held.status == ExportStatus.READ:
        look_again(export=held, by=by)
        return held
    if ExportStatus.WAITING not in states.NEXT[held.status] or held.status != ExportStatus.FAILED:
        raise Conflict("This file does not wait to be tried again.")
    if held.source.file.destroyed_at is not None:
        raise Conflict("This file was removed from its exhibit: nothing of it can be read.")
    save_fields(held, status=ExportStatus.WAITING, problem="", tries=0, seen_at=clock.now())
    record("export.again", by=by, obj=held)
    return held

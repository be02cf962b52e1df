"""Files of exhibits: taken in once it is sure what they are not, and opened with a purpose."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.rules import stated
from safeguarding.audit.services import consult, record
from safeguarding.cases import policies as case_policies
from safeguarding.cases.services.rows import require
from safeguarding.cases.services.taking import touch
from safeguarding.evidence.models import Exhibit, ExhibitFile
from safeguarding.evidence.services.taking import take_exhibit, told
from safeguarding.files import services as files
from safeguarding.files.models import StoredFile

NEVER = "A file that may hold an indecent image of a child is never taken in. Record the exhibit's reference instead."


@transaction.atomic
def add_file(
    *, exhibit: Exhibit, upload: files.SealedUpload, holds_no_indecent_image: bool, by: User, note: str = ""
) -> ExhibitFile:
    """Keep a file that arrived sealed. Who uploads it says that it holds no indecent image of a child."""
    take_exhibit(exhibit, by=by)
    require(holds_no_indecent_image, "holds_no_indecent_image", NEVER)
    stored = files.keep(upload.intake, name=upload.name or "", by=by)
    return put_file(exhibit=exhibit, stored=stored, note=note, by=by)


@transaction.atomic
def put_file(*, exhibit: Exhibit, stored: StoredFile, by: User, note: str = "") -> ExhibitFile:
    """Put a file that was taken in on an exhibit. The same one twice is refused."""
    case, held = take_exhibit(exhibit, by=by)
    is_there = ExhibitFile.objects.filter(exhibit=held, file__sha256=stored.sha256, file__destroyed_at=None).exists()
    require(not is_there, "file", "This exhibit has this file already: its SHA-256 is the same.")
    made = ExhibitFile.objects.create(exhibit=held, file=stored, note=note.strip())
    record("exhibit.file_added", by=by, obj=case, data=told(held, file_id=stored.pk))
    touch(case)
    return made


def open_exhibit_file(*, row: ExhibitFile, purpose: str, by: User, purpose_text: str = "") -> Iterator[bytes]:
    """What a file holds, each byte proved before it is given, with the purpose on record.

    Raises Held, or Damaged: whoever answers a request catches both, so that what was recorded stays.
    """
    case = row.exhibit.case
    case_policies.require(by, case_policies.READ, case)
    purpose, purpose_text = stated(purpose, purpose_text, missing="Choose why you need to open it.")
    with transaction.atomic():
        consult(case, by=by, page="exhibit file", purpose=purpose, purpose_text=purpose_text)
    given = files.checked(row.file, by=by)
    with transaction.atomic():
        data = told(row.exhibit, file_id=row.file_id, purpose=purpose)
        record("exhibit.file_opened", by=by, obj=case, reason=purpose_text, data=data)
    return given


@transaction.atomic
def note_printing(*, exhibit: Exhibit, by: User) -> None:
    """The custody chain was opened for printing."""
    record("exhibit.printed", by=by, obj=exhibit.case, data=told(exhibit))

"""A file that was taken in by mistake: what was gathered of it, and a document that holds it, go with it."""

from __future__ import annotations

from collections.abc import Iterator

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.conversations.models import Conversation, MessageExport
from safeguarding.core.services import save_fields
from safeguarding.core.templatetags.words import plural
from safeguarding.evidence.models import ExhibitFile
from safeguarding.files import services as files
from safeguarding.subject_access import states
from safeguarding.subject_access.choices import Status, Verdict
from safeguarding.subject_access.models import AccessRequest, GatheredItem
from safeguarding.subject_access.selectors.gathering import MESSAGES
from safeguarding.subject_access.selectors.sources import BY_KEY
from safeguarding.subject_access.services.deciding import back
from safeguarding.subject_access.services.gathering import forget

#: What of a case can hold something of a file of it, beside the messages that they sent.
OF_FILES = ("exhibit_file", "finding", "chronology")
ANEW = "A file of it was removed, and what was gathered of that file with it. Have the file gathered again."


def goes_with(held: ExhibitFile) -> Iterator[str]:
    """What is erased together with a file, in words, for the two people who decide, but not of whose request."""
    count = GatheredItem.objects.filter(file=held.file_id).count()
    if count:
        yield f"{plural(count, 'item')} gathered for subject access, and documents that hold them."


def erase_with(held: ExhibitFile, *, by: User) -> None:
    """Called in the transaction in which the file is destroyed, when the case says what it says without it."""
    gone = _gone(held)
    for pk in sorted({item.request_id for item in gone}):
        request = AccessRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
        mine = [item for item in gone if item.request_id == pk]
        forget(GatheredItem.objects.filter(pk__in=[item.pk for item in mine]))
        if any(item.verdict == Verdict.GIVE for item in mine):
            _end_document(request, by)
        if request.status in (Status.TO_APPROVE, Status.APPROVED):
            back(request, states.step("send_back", status=request.status), problem=ANEW)
        elif request.status == Status.DECIDING:
            save_fields(request, problem=ANEW)
        record("subject_access.file_gone", by=by, obj=request, data={"count": len(mine)})


def _gone(held: ExhibitFile) -> list[GatheredItem]:
    """The items of this case whose record is not there any more, or reads otherwise."""
    case = held.exhibit.case_id
    rows = GatheredItem.objects.there().filter(case=case)
    found = []
    for key in OF_FILES:
        items = list(rows.filter(source=key))
        now = BY_KEY[key].words_of([int(item.object_key) for item in items])
        found += [item for item in items if now.get(item.object_key) != item.words]
    standing = MessageExport.objects.standing().filter(case=case)
    there = {str(pk) for pk in Conversation.objects.filter(export__in=standing).values_list("pk", flat=True)}
    messages = rows.filter(source=MESSAGES)
    return found + [item for item in messages if item.object_key.split(":", 1)[0] not in there]


def _end_document(request: AccessRequest, by: User) -> None:
    """It stays known by its SHA-256, by who opened it and to whom it was given."""
    for file in (request.file, request.package):
        if file is not None and file.destroyed_at is None:
            files.destroy(file, by=by)

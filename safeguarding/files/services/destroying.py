"""Destroying what a file holds. Its row stays: its name, its size, its digest, and who handed it in when."""

from __future__ import annotations

import logging

from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.core import clock
from safeguarding.files.choices import ScanStatus
from safeguarding.files.models import StoredFile
from safeguarding.files.services.errors import StoreAway
from safeguarding.files.services.keys import head_name
from safeguarding.files.services.stores import store

log = logging.getLogger(__name__)


@transaction.atomic
def destroy(file: StoredFile, *, by: User) -> StoredFile:
    """From now on nobody opens it; the store forgets it once this is on record. Who may decide it is for the app above.

    Where the store is away at that moment, the nightly tidying has it forgotten.
    """
    held = StoredFile.objects.select_for_update(of=("self",), no_key=True).get(pk=file.pk)
    if held.destroyed_at is None:
        held.scan_status, held.destroyed_at = ScanStatus.DESTROYED, clock.now()
        held.save(update_fields=["scan_status", "destroyed_at"])
        record("files.destroyed", by=by, obj=held, data={"size": held.size})
        transaction.on_commit(erase_destroyed, robust=True)
    return held


def erase_destroyed() -> int:
    """Have the store forget what was destroyed: its key first, without which the rest is noise. Says how many."""
    gone = 0
    for file in StoredFile.objects.filter(destroyed_at__isnull=False, erased_at=None).order_by("pk"):
        try:
            store().delete(head_name(file.key.hex))
            store().delete(file.key.hex)
        except StoreAway:
            log.warning("destroyed files wait to be erased", extra={"file_id": file.pk})
            break
        gone += StoredFile.objects.filter(pk=file.pk, erased_at=None).update(erased_at=clock.now())
    return gone

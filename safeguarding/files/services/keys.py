"""The keys of files, and sealing the files' own keys again when the first of them changes."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.db import transaction

from safeguarding.access.models import User
from safeguarding.audit.services import record
from safeguarding.files.models import StoredFile
from safeguarding.files.rules.sealing import MasterKey, make_head, master_key, open_head
from safeguarding.files.services.stores import store

BATCH = 100


def keys() -> tuple[MasterKey, ...]:
    """The first seals, each opens."""
    return _made(tuple(settings.FILE_KEYS))


def head_name(name: str) -> str:
    """Where the data key of a file lies."""
    return f"{name}.key"


def data_key_of(file: StoredFile) -> bytes:
    """The data key of a file, from its head."""
    return open_head(store().get(head_name(file.key.hex)), name=file.key.bytes, keys=keys())


def seal_again(*, by: User) -> int:
    """Seal every data key that lies under an older key with the first one; says how many.

    Only heads are written, each in one piece. It may be stopped at any moment, run again, and run twice at once. What
    somebody holds, such as the scanner, comes last and is waited for: the old key is taken away once this has ended.
    """
    done = 0
    while found := _seal_batch(by, skip_locked=True) or _seal_batch(by, skip_locked=False):
        done += found
    return done


@transaction.atomic
def _seal_batch(by: User, *, skip_locked: bool) -> int:
    first = keys()[0]
    waiting = StoredFile.objects.filter(destroyed_at=None).exclude(key_id=first.id).order_by("pk")
    files = list(waiting.select_for_update(skip_locked=skip_locked, no_key=True)[:BATCH])
    for file in files:
        head = make_head(data_key_of(file), name=file.key.bytes, key=first)
        store().put(head_name(file.key.hex), head)
        file.key_id = first.id
        file.save(update_fields=["key_id"])
    if files:
        record("files.keys_changed", by=by, data={"count": len(files), "key_id": first.id})
    return len(files)


@cache
def _made(given: tuple[str, ...]) -> tuple[MasterKey, ...]:
    return tuple(master_key(key) for key in given)

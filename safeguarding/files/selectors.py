"""Reading what is known of files. Who may see one is for the app whose file it is."""

from __future__ import annotations

from collections.abc import Iterator

from safeguarding.files.models import StoredFile


def all_files() -> Iterator[StoredFile]:
    """Every file that is kept, oldest first; for checks of the whole store."""
    return StoredFile.objects.filter(destroyed_at=None).order_by("pk").iterator(chunk_size=500)

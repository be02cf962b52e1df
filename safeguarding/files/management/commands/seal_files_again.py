"""manage.py seal_files_again: after a new key was put first in FILE_KEYS, and before the old one is taken away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.files import services
from safeguarding.files.rules.sealing import NoKey, Tampered


class Command(BaseCommand):
    help = "Seal the data key of every file with the first of FILE_KEYS. May be stopped and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_user()
        try:
            with acting(user_id=by.pk):
                count = services.seal_again(by=by)
        except (NoKey, Tampered, FileNotFoundError, services.StoreAway) as trouble:
            raise CommandError(
                f"Stopped: {trouble or 'the key of a file is not in the store'}. What was sealed before stays so; "
                "put it right and run this again."
            ) from trouble
        self.stdout.write(f"{count:,} files are sealed with the first key now")

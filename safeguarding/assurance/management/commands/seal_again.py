"""manage.py seal_again: after a new key was put first in FIELD_KEYS, and before the old one is taken away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from safeguarding.access.services import system_user
from safeguarding.core.history import acting
from safeguarding.core.sealed import CannotOpen, seal_all_again


class Command(BaseCommand):
    help = "Seal everything that is kept sealed in the database with the first of FIELD_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_user()
        try:
            with transaction.atomic(), acting(user_id=by.pk):
                counts = seal_all_again(by=by)
        except CannotOpen as error:
            raise CommandError(
                "Something is sealed with a key that is not in FIELD_KEYS. Nothing was changed."
            ) from error
        for what, count in counts.items():
            self.stdout.write(f"Sealed with the first key: {count:,} {what}")

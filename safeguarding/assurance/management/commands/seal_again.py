"""manage.py seal_again: after a new key was put first in FIELD_KEYS, and before the old one is taken away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safeguarding.access.services import system_user
from safeguarding.assurance.services import seal_numbers_again
from safeguarding.core.history import acting
from safeguarding.core.sealed import CannotOpen


class Command(BaseCommand):
    help = "Seal every certificate number with the first of FIELD_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_user()
        try:
            with acting(user_id=by.pk):
                count = seal_numbers_again(by=by)
        except CannotOpen as error:
            raise CommandError(
                "A number is sealed with a key that is not in FIELD_KEYS. Nothing was changed."
            ) from error
        self.stdout.write(f"{count:,} numbers are sealed with the first key")

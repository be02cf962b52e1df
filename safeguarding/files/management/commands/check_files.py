"""manage.py check_files: whether every file in the store is what was handed in; for after a restore."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safeguarding.files import selectors, services


class Command(BaseCommand):
    help = "Read every file to its end and compare it with its digest."

    def handle(self, *args: Any, **options: Any) -> None:
        count, wrong = 0, []
        for file in selectors.all_files():
            count += 1
            if not services.digest_is_right(file):
                wrong.append(str(file.pk))
        if wrong:
            raise CommandError(f"{len(wrong):,} of {count:,} are not what was handed in: {', '.join(wrong)}")
        self.stdout.write(f"{count:,} files are what was handed in")

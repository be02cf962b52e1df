"""manage.py scan_files_again: once the scanner was put right, for files that it could not get through before."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from safeguarding.files import services


class Command(BaseCommand):
    help = "Have files scanned that were given up after ten tries. The workers take them up; may be run again."

    def handle(self, *args: Any, **options: Any) -> None:
        count = services.scan_again()
        self.stdout.write(f"{count:,} {'file is' if count == 1 else 'files are'} scanned again")

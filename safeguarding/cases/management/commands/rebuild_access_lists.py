"""Work out every access list again from grants, roles, ownership and parties, and say what differed."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from safeguarding.access.services import system_user
from safeguarding.cases.services.access import RebuildReport, rebuild_access_lists
from safeguarding.core.history import acting


class Command(BaseCommand):
    """Puts right what differs; the exit status is 1 when something did, so that a nightly run is noticed."""

    help = "Work out every access list again; exit 1 when a row differed."

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_user()
        with acting(user_id=by.pk):
            report = rebuild_access_lists(by=by)
        self._tell(report)
        if report.differing_rows:
            sys.exit(1)

    def _tell(self, report: RebuildReport) -> None:
        access = report.access
        self.stdout.write(f"{report.cases:,} cases, {report.differing_rows:,} rows differed")
        self.stdout.write(
            f"access: {access.missing} missing, {access.surplus} too many, {access.changed} said something else; "
            f"conflicts: {len(report.conflicts)}; {access.ran_out} had run out and were tidied away"
        )

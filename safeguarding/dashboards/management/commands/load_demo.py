"""Load two made-up forces with two years of made-up work.

    python manage.py load_demo                  once; a second run changes no more than the password
    python manage.py load_demo --list-sign-ins  who can sign in, and what to look at

The password of all sign-ins is taken from DEMO_PASSWORD, also by a second run. Without it nobody can sign in with one.
It is not loaded beside the work of others.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from safeguarding.dashboards.management.demo.load import holds_other_data, is_loaded, keep_password, load
from safeguarding.dashboards.management.demo.sign_ins import table


class Command(BaseCommand):
    help = "Load two made-up forces with two years of made-up work"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list-sign-ins", action="store_true", help="print who can sign in, and what to look at")

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("DEMO_PASSWORD") or None
        if options["list_sign_ins"]:
            self.stdout.write("\n".join(table(password)))
        elif is_loaded():
            self.stdout.write(self.keep(password))
        elif holds_other_data():
            raise CommandError(
                "The demo was not loaded: this database holds forces or accounts that are not the demo's."
            )
        else:
            self.stdout.write("Loading the demo: two forces and two years of work. This takes about half a minute.")
            self.stdout.flush()
            self.stdout.write(f"Loaded {load(password=password)} steps of fictional work.")

    def keep(self, password: str | None) -> str:
        if password and (changed := keep_password(password)):
            return f"The demo is there already; {changed} of its accounts have the password of DEMO_PASSWORD now."
        return "The demo is there already: nothing to do."

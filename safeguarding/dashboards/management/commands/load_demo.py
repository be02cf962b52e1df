"""Load two made-up forces with two years of made-up work.

    python manage.py load_demo                  once; a second run changes nothing
    python manage.py load_demo --list-sign-ins  who can sign in, and what to look at

The password of all sign-ins is taken from DEMO_PASSWORD. Without it nobody can sign in with one.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from safeguarding.dashboards.management.demo.load import is_loaded, load
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
            self.stdout.write("The demo is there already: nothing to do.")
        else:
            self.stdout.write("Loading the demo: two forces and two years of work. This takes about half a minute.")
            self.stdout.flush()
            self.stdout.write(f"Loaded {load(password=password)} steps of fictional work.")

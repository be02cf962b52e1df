"""What is promised of the production shape, read off the files that make it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.urls import reverse

from caseapp import checks
from tools import run

ROOT: Path = settings.BASE_DIR
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES = sorted(COMPOSE["services"])
#: Which queue the workers take their work from.
WORKERS = {"worker": "celery", "worker-files": "files", "worker-messages": "messages"}
LISTS = [
    "requirements.txt",
    "requirements-local.txt",
    "requirements-dev.txt",
    "requirements-node.txt",
    "requirements-redis.txt",
]


def test_every_part_is_there() -> None:
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", *WORKERS, "beat", "proxy"}


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_runs_as_root_or_can_become_root(name: str) -> None:
    service = COMPOSE["services"][name]
    user = service["user"].split(":")[0]
    assert user.isdecimal()
    assert int(user) > 0
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_from_the_environment_alone(name: str) -> None:
    environment = COMPOSE["services"][name].get("environment", {})
    for variable, value in environment.items():
        if re.search(r"PASSWORD|SECRET|_URL$|AUTH", variable) and "://" in str(value):
            assert re.search(r"://\w*:\$\{\w+:\?\}@", value), f"{variable} of {name}"
        elif re.search(r"PASSWORD|SECRET|AUTH", variable):
            assert re.fullmatch(r"\$\{\w+:\?\}", value), f"{variable} of {name}"


def test_the_example_names_everything_that_must_be_set() -> None:
    needed = set(re.findall(r"\$\{(\w+):\?\}", COMPOSE_TEXT))
    example = (ROOT / "deploy" / "env.example").read_text()
    assert needed == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_only_the_proxy_can_be_reached_and_the_data_cannot_reach_out() -> None:
    assert [name for name in SERVICES if "ports" in COMPOSE["services"][name]] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("postgres", "redis"):
        assert COMPOSE["services"][name]["networks"] == ["inside"]
    assert COMPOSE["services"]["proxy"]["networks"] == ["outside"]


def test_what_is_queued_survives_a_restart() -> None:
    command = COMPOSE["services"]["redis"]["command"]
    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_web_and_worker_do_not_own_the_tables() -> None:
    users = {
        name: COMPOSE["services"][name]["environment"]["DATABASE_URL"] for name in ("migrate", "web", *WORKERS, "beat")
    }
    assert "//safeguarding_owner:" in users["migrate"]
    assert "//safeguarding_web:" in users["web"]
    assert all("//safeguarding_worker:" in users[name] for name in (*WORKERS, "beat"))


def test_a_task_that_was_begun_may_end_before_its_worker_is_stopped() -> None:
    for name in WORKERS:
        grace = COMPOSE["services"][name]["stop_grace_period"]
        assert int(grace.removesuffix("s")) > settings.CELERY_TASK_TIME_LIMIT


def test_each_queue_has_a_worker_in_production_and_where_it_is_tried_out() -> None:
    """A queue that nobody takes from is work that is never done, and nothing would say so."""
    in_production = {taken_from(COMPOSE["services"][name]["command"]) for name in WORKERS}
    tried_out = {taken_from(command) for command in run.PROGRAMS.values() if "worker" in command}
    wanted = {"celery", *(route["queue"] for route in settings.CELERY_TASK_ROUTES.values())}
    assert in_production == tried_out == wanted


def taken_from(command: list[str]) -> str:
    return command[command.index("--queues") + 1]


def test_the_image_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_with_its_digest(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    loose = [
        entry for entry in entries if not re.match(r"[\w.-]+(\[\w+\])?==[\w.]+", entry) or "--hash=sha256:" not in entry
    ]
    assert loose == []


def test_npm_packages_are_pinned_and_locked_with_their_digest() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert "resolved" not in lock, "an address of one machine's registry"
    assert lock.count('"version"') == lock.count('"integrity"') > 5


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://safeguarding.example.org", False),
        ("http://safeguarding.example.org", True),
        ("https://localhost:8000", True),
    ],
)
def test_links_in_emails_lead_somewhere_safe(settings: Any, address: str, said: bool) -> None:
    settings.SITE_URL = address
    assert bool(checks.links_lead_to_the_service()) is said


@pytest.mark.parametrize(("backend", "said"), [("smtp", False), ("console", True), ("dummy", True)])
def test_email_that_reaches_nobody_is_said_before_the_service_opens(settings: Any, backend: str, said: bool) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    assert bool(checks.emails_reach_somebody()) is said


def test_the_proxy_lets_through_the_largest_file_that_may_be_brought_in() -> None:
    """A file that the application would take must not end at the proxy, where nobody says in plain words why."""
    limit = re.search(r"client_max_body_size (\d+)m;", (ROOT / "deploy" / "nginx.conf").read_text())
    assert limit is not None
    assert int(limit[1]) * 1024 * 1024 >= settings.MOST_BYTES_OF_A_REQUEST


def test_the_proxy_lets_files_of_exhibits_through_and_keeps_nothing_of_them() -> None:
    """Kept on its way, a file would lie in plain where nobody looks after it."""
    nginx = (ROOT / "deploy" / "nginx.conf").read_text()
    places = re.findall(r"location ~ (\S+) \{([^}]*)\}", nginx)
    address = reverse("evidence:file_add", args=["SC-2026-000045", 12])
    found = [what for place, what in places if re.search(place, address)]
    assert len(found) == 1
    assert "proxy_request_buffering off;" in found[0]
    limit = re.search(r"client_max_body_size (\d+)m;", found[0])
    assert limit is not None
    assert int(limit[1]) * 1024 * 1024 > settings.FILES_MOST_BYTES


def test_web_and_worker_keep_files_in_one_place_that_outlives_them() -> None:
    for name in ("web", *WORKERS):
        service = COMPOSE["services"][name]
        assert f"files:{service['environment']['FILES_DIR']}" in service["volumes"]
    assert "files" in COMPOSE["volumes"]

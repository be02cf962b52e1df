"""What the probes of whoever runs the service are told."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test import Client

from safeguarding.core import heartbeat

NOBODY_LISTENS = "redis://:not-to-be-told@127.0.0.1:1/0"


@pytest.fixture
def beating() -> Iterator[None]:
    heartbeat.beat()
    yield
    heartbeat.stop()


def test_live_needs_neither_database_nor_sign_in_nor_known_host(client: Client) -> None:
    """No `db` here: a question to the database would fail the test."""
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_live_is_not_sent_to_https(client: Client, settings: pytest.MonkeyPatch) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_when_every_part_is(client: Client, beating: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "checks": {"database": "ok", "broker": "ok", "worker": "ok"}}


@pytest.mark.django_db
def test_not_ready_without_a_worker(client: Client) -> None:
    heartbeat.stop()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "ok", "broker": "ok", "worker": "failing"}


@pytest.mark.django_db
def test_not_ready_without_the_broker_and_says_nothing_of_where_it_is(
    client: Client, settings: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = NOBODY_LISTENS
    began = time.monotonic()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "ok", "broker": "failing", "worker": "failing"}
    assert "127.0.0.1" not in answer.text
    assert "not-to-be-told" not in answer.text
    assert time.monotonic() - began < 3


def test_not_ready_without_the_database(client: Client, beating: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("connection to server at db.example failed")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "failing", "broker": "ok", "worker": "ok"}
    assert "db.example" not in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_asked_never_told(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_no_answer_is_kept(client: Client, path: str) -> None:
    assert client.get(path)["Cache-Control"] == "no-store"

"""A fresh installation gets its first force and administrator by one command, and refuses to do it twice."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from safeguarding.access.models import User

pytestmark = pytest.mark.django_db
GIVEN = ("Eastmere Police", "ada@eastmere.example", "--unit", "Hub", "--first-name", "Ada", "--last-name", "Moss")


def test_the_first_administrator_can_open_the_administration(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "a very long first password")
    call_command("start_force", *GIVEN)
    user = User.objects.get(email="ada@eastmere.example")
    assert user.check_password("a very long first password")
    client.force_login(user)
    assert client.get("/admin/", follow=True).status_code == 200
    with pytest.raises(CommandError, match="already"):
        call_command("start_force", *GIVEN)


def test_a_poor_password_is_refused_and_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "short")
    with pytest.raises(CommandError, match="12"):
        call_command("start_force", *GIVEN)
    assert not User.objects.filter(email="ada@eastmere.example").exists()

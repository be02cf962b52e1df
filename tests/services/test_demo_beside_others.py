"""The demo is not loaded beside the work of others."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from safeguarding.access.models import Force, User
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def test_a_force_of_the_same_name_is_left_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "the password of a demo")
    before = set(User.objects.values_list("email", "password"))
    with pytest.raises(CommandError, match="was not loaded"):
        call_command("load_demo")
    assert Force.objects.count() == 2
    assert set(User.objects.values_list("email", "password")) == before
    assert cast.lena.check_password(PASSWORD)
    call_command("load_demo", list_sign_ins=True, stdout=(listed := io.StringIO()))
    assert "not loaded" in listed.getvalue()
    assert "@" not in listed.getvalue()


def test_an_account_without_a_force_is_somebody_too(db: None) -> None:
    User.objects.create_user(username="root", email="root@example.org", password=PASSWORD, is_superuser=True)
    with pytest.raises(CommandError, match="was not loaded"):
        call_command("load_demo")
    assert not Force.objects.exists()

"""Signing in and out, and how long it lasts."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt, AccessAttemptExpiration
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeguarding.access.services import deactivate_user, end_role
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db
LOGIN = "/sign-in/login/"
KEEP_ALIVE = "/session/keep-alive/"


@pytest.fixture(autouse=True)
def _empty_cache(db: None) -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    def move(seconds: float) -> None:
        moment = timezone.now() + dt.timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return move


def test_email_and_password_sign_in_and_it_is_recorded(client: Client, cast: Cast) -> None:
    response = sign_in(client, cast.lena.email.upper())
    assert response.status_code == 302
    assert signed_in(client)
    assert AuditEvent.objects.get(verb="user.signed_in").actor_id == cast.lena.pk


@pytest.mark.parametrize("who", ["wrong password", "nobody", "switched off", "background work"])
def test_a_refusal_says_the_same_whatever_was_wrong(client: Client, cast: Cast, who: str) -> None:
    email, password = {
        "wrong password": (cast.lena.email, "not the password"),
        "nobody": ("nobody@northshire.example", PASSWORD),
        "switched off": (cast.ines.email, PASSWORD),
        "background work": (cast.system.email, PASSWORD),
    }[who]
    cast.system.set_password(PASSWORD)
    cast.system.save()
    response = sign_in(client, email, password)
    assert response.status_code in (200, 422)
    assert "The email address and/or password you specified are not correct." in response.content.decode()
    assert not signed_in(client)


def test_the_eleventh_guess_waits_and_nobody_else_is_locked_out(client: Client, cast: Cast) -> None:
    for _ in range(10):
        answer = sign_in(client, cast.lena.email, "wrong guess")
    locked = sign_in(client, cast.lena.email)
    assert (answer.status_code, locked.status_code) == (429, 429)
    assert not signed_in(client)
    assert sign_in(client, cast.leo.email).status_code == 302
    assert sign_in(Client(), cast.lena.email, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_the_wait_ends_after_five_minutes(client: Client, cast: Cast) -> None:
    for _ in range(10):
        sign_in(client, cast.lena.email, "wrong guess")
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=6))
    AccessAttemptExpiration.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    assert sign_in(client, cast.lena.email).status_code == 302


@pytest.mark.parametrize("address", ["signup/", "email/", "confirm-email/", "confirm-email/x:y/", "password/set/"])
def test_nobody_signs_themself_up_or_changes_their_own_address(client: Client, cast: Cast, address: str) -> None:
    client.force_login(cast.lena)
    assert client.get(f"/sign-in/{address}").status_code == 404


def test_every_page_asks_to_sign_in_and_comes_back_to_itself(client: Client, cast: Cast) -> None:
    response = client.get("/account/?tab=keys")
    assert response.status_code == 302
    assert response["Location"] == f"{LOGIN}?next=/account/%3Ftab%3Dkeys"
    back = client.post(response["Location"], {"login": cast.lena.email, "password": PASSWORD})
    assert back["Location"] == "/account/?tab=keys"


def test_a_session_left_alone_ends_and_says_so(client: Client, cast: Cast, later: Any) -> None:
    client.force_login(cast.lena)
    assert client.get("/account/").status_code == 200
    later(29 * 60)
    assert client.get("/account/").status_code == 200
    later(29 * 60 + 31 * 60)
    response = client.get("/account/")
    assert response["Location"] == f"{LOGIN}?next=/account/"
    assert "You were signed out because" in client.get(response["Location"]).content.decode()


def test_asking_how_long_is_left_is_not_using_it(client: Client, cast: Cast, later: Any) -> None:
    client.force_login(cast.lena)
    client.get("/account/")
    later(20 * 60)
    assert client.get(KEEP_ALIVE).json()["seconds_left"] in range(595, 602)
    later(31 * 60)
    assert client.get(KEEP_ALIVE).status_code == 302


def test_keeping_alive_starts_the_half_hour_again_but_not_the_twelve_hours(
    client: Client, cast: Cast, later: Any
) -> None:
    client.force_login(cast.lena)
    client.get("/account/")
    for half_hours in range(1, 26):
        later(half_hours * 29 * 60)
        answer = client.post(KEEP_ALIVE)
        if answer.status_code != 200:
            break
        assert answer.json()["seconds_left"] <= 30 * 60
    assert half_hours == 25, "12 hours are 24.8 times 29 minutes"


def test_a_closed_account_is_out_with_the_next_click(client: Client, cast: Cast) -> None:
    client.force_login(cast.lena)
    assert client.get("/account/").status_code == 200
    deactivate_user(by=cast.adam, user=cast.lena)
    assert client.get("/account/").status_code == 302


def test_an_ended_role_counts_no_more_with_the_next_click(client: Client, cast: Cast) -> None:
    client.force_login(cast.aud)
    assert client.get("/activity/").status_code == 200
    end_role(by=cast.adam, assignment=cast.aud.role_assignments.get())
    assert client.get("/activity/").status_code == 404


def test_signing_out_empties_the_browser(client: Client, cast: Cast) -> None:
    client.force_login(cast.lena)
    response = client.post(reverse("account_logout"))
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not signed_in(client)


def totp_secret(user: Any) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06d}"


def test_two_step_sign_in_takes_each_code_once(client: Client, cast: Cast) -> None:
    code = code_now(totp_secret(cast.lena))
    response = sign_in(client, cast.lena.email)
    assert response["Location"].startswith("/sign-in/2fa/authenticate/")
    assert not signed_in(client)
    assert client.post(response["Location"], {"code": code}).status_code == 302
    assert signed_in(client)
    other = Client()
    page = sign_in(other, cast.lena.email)["Location"]
    assert "Incorrect code" in other.post(page, {"code": code}).content.decode()
    assert not signed_in(other)


def test_a_recovery_code_works_once(client: Client, cast: Cast) -> None:
    totp_secret(cast.lena)
    code = RecoveryCodes.activate(cast.lena).get_unused_codes()[0]
    page = sign_in(client, cast.lena.email)["Location"]
    client.post(page, {"code": code})
    assert signed_in(client)
    other = Client()
    other.post(sign_in(other, cast.lena.email)["Location"], {"code": code})
    assert not signed_in(other)


def test_wrong_codes_run_out(client: Client, cast: Cast) -> None:
    secret = totp_secret(cast.lena)
    page = sign_in(client, cast.lena.email)["Location"]
    for _ in range(10):
        client.post(page, {"code": "000000"})
    client.post(page, {"code": code_now(secret)})
    assert not signed_in(client)


def test_the_secret_of_two_step_sign_in_is_not_readable_in_the_database(cast: Cast) -> None:
    secret = totp_secret(cast.lena)
    assert secret not in str(Authenticator.objects.get(user=cast.lena).data)


def test_a_known_and_an_unknown_address_take_as_long(client: Client, cast: Cast, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    cast.lena.set_password(PASSWORD)
    cast.lena.save()

    def median(email: str) -> float:
        took = []
        for number in range(7):
            start = time.perf_counter()
            sign_in(client, email, "wrong guess", REMOTE_ADDR=f"203.0.113.{number}")
            took.append(time.perf_counter() - start)
        return sorted(took)[3]

    known, unknown = median(cast.lena.email), median("nobody@northshire.example")
    assert 0.5 < known / unknown < 2, "a whole password check is missing on one side"

"""Email about one's own account: what its sending takes, or that it fails, tells nobody which addresses are known."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse

from caseapp.sign_in import MAIL_THREAD
from tests.cast import Cast

pytestmark = pytest.mark.django_db

ANSWERED = threading.Event()
ORDER: list[bool] = []


class Away(BaseEmailBackend):
    """A mail server that nobody answers at."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError


class Slow(BaseEmailBackend):
    """A mail server that takes its time: longer than the page, unless the page waits for it."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        ORDER.append(ANSWERED.wait(10))
        return len(messages)


def until_sent() -> None:
    for thread in threading.enumerate():
        if thread.name == MAIL_THREAD:
            thread.join()


def ask(address: str) -> Any:
    answer = Client().post(reverse("account_reset_password"), {"email": address})
    return answer.status_code, answer["Location"], answer.content


def test_who_forgot_a_password_is_sent_a_link(cast: Cast) -> None:
    ask(cast.pat.email)
    until_sent()
    (message,) = mail.outbox
    assert message.to == [cast.pat.email]
    assert "/password/reset/key/" in message.body


def test_while_the_mail_server_is_away_every_address_is_answered_alike(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    known, unknown = ask(cast.pat.email), ask("nobody@northshire.example")
    until_sent()
    assert known == unknown
    assert known[0] == 302


def test_nobody_waits_for_the_mail_server(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    ORDER.clear()
    ANSWERED.clear()
    ask(cast.pat.email)
    ANSWERED.set()
    until_sent()
    assert ORDER == [True]

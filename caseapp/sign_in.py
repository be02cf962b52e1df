"""How sign-in is put together: who may, what is counted, where one-time-code secrets are kept."""

from __future__ import annotations

import base64
import logging
import time
from functools import cache
from threading import Thread
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sites.shortcuts import get_current_site
from django.core.mail import EmailMessage
from django.http import HttpRequest

from safeguarding.access.models import User
from safeguarding.access.services import note_sign_in

logger = logging.getLogger(__name__)
MAIL_THREAD = "mail about an account"


class Backend(AuthenticationBackend):
    """Password sign-in by email address, for active people; background work never signs in."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return isinstance(user, User) and user.is_active and not user.is_system


class AccountAdapter(DefaultAccountAdapter):
    """No one signs up by themself; failed sign-ins are counted by axes alone, and say the same whatever was wrong."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        return authenticate(request, **credentials)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """What matters asks for the password again, unless it or a code was given within the last minutes."""
        since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(given["at"] > since for given in get_authentication_records(self.request, self.request.user))

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        if isinstance(user, User):
            note_sign_in(by=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send beside the request: a mail server that is slow or away must not tell which addresses have accounts."""
        said = {"request": self.request, "email": email, "current_site": get_current_site(self.request), **context}
        message = self.render_mail(template_prefix, email, said)
        Thread(target=_send, args=(message,), name=MAIL_THREAD).start()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError:  # smtplib's errors are OSErrors: whoever asked asks again
        logger.warning("An email about an account could not be sent")


@cache
def _secrets_cipher() -> MultiFernet:
    """The cipher for secrets at rest; keys before the first are read, never written, so that a key can be changed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derive(key)) for key in keys])


def _derive(key: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"one-time-code secrets").derive(key.encode())
    return base64.urlsafe_b64encode(made)


class MfaAdapter(DefaultMFAAdapter):
    """Two-step sign-in whose secrets lie encrypted in the database."""

    def encrypt(self, text: str) -> str:
        return _secrets_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _secrets_cipher().decrypt(encrypted_text.encode()).decode()


def attempted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name that a sign-in attempt is counted under: the email address as typed, in lower case."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or request.POST.get("login", "")
    return str(name).strip().lower()[:255]


def client_address(request: HttpRequest) -> str:
    """The caller's address; behind proxies, the one that the outermost proxy of ours saw."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    count = settings.TRUSTED_PROXIES
    return forwarded[-count] if count and len(forwarded) >= count else request.META.get("REMOTE_ADDR", "")

"""Callers of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from rest_framework.test import APIClient

from safeguarding.access.models import User
from safeguarding.access.services import create_token

Caller = Callable[..., APIClient]


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    caches["process"].clear()


@pytest.fixture
def caller(db: None) -> Caller:
    """A program with a key of this user; without a user, nobody."""

    def make(user: User | None = None, scopes: tuple[str, ...] = ("read", "write"), **more: Any) -> APIClient:
        client = APIClient(raise_request_exception=False, **more)
        if user is not None:
            _, key = create_token(by=user, name="test", scopes=scopes, days=1)
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
        return client

    return make

"""What somebody looks for is kept in their session, and the session stays small."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.core.asked import KEPT, LONGEST
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_search_that_is_too_long_is_refused_in_words_and_not_kept(cast: Cast, client: Client) -> None:
    client.force_login(cast.cora)
    address = reverse("people:person_list")
    refused = client.post(address, {"name": "x" * LONGEST})
    assert refused.status_code == 422
    assert "What you look for is too long" in refused.content.decode()
    assert KEPT not in client.session
    assert client.post(address, {"name": "x" * 300}).status_code == 302
    assert len(client.session[KEPT]) == 1

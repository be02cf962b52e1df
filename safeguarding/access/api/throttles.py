"""How fast a program may call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from safeguarding.access.models import ApiToken

if TYPE_CHECKING:
    from rest_framework.views import APIView


class KeyThrottle(SimpleRateThrottle):
    """So many calls a minute for each key. Counted in each web process by itself, so that no server need be asked."""

    scope = "key"
    cache = caches["process"]

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return f"key-{request.auth.pk}" if isinstance(request.auth, ApiToken) else None

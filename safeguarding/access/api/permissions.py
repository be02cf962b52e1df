"""Who may call at all. What they see and do there, the routes and services decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from safeguarding.access.choices import TokenScope
from safeguarding.access.models import ApiToken, User

if TYPE_CHECKING:
    from rest_framework.views import APIView


class Standing(BasePermission):
    """An active person of a force; a key only as far as its scope goes."""

    message = "Your account or your key does not reach this far."

    def has_permission(self, request: Request, view: APIView) -> bool:
        user = request.user
        if not isinstance(user, User) or not user.is_active or user.is_system or user.force_id is None:
            return False
        wanted = TokenScope.READ if request.method in SAFE_METHODS else TokenScope.WRITE
        return not isinstance(request.auth, ApiToken) or wanted in request.auth.scopes

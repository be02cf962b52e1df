"""Who calls: a program with a key, or a page of this site with the session it was served in."""

from __future__ import annotations

import copy

from django.http import QueryDict
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from safeguarding.access.models import ApiToken, User
from safeguarding.access.selectors import token_behind
from safeguarding.access.services import note_token_use

NOT_VALID = "The key is not valid: it may be mistyped, out of date or revoked."


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer sgk_…`: a key that is known, not revoked, not out of date, of an active user."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        token = token_behind(parts[1].decode("latin-1")) if len(parts) == 2 else None
        if token is None:
            raise AuthenticationFailed(NOT_VALID)
        note_token_use(token=token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class PageSessionAuthentication(SessionAuthentication):
    """The session of somebody who signed in to the pages; anything but reading needs the CSRF token, in its header."""

    def enforce_csrf(self, request: Request) -> None:
        """Django would look for the token in the body first, and so read a file before it is known where it belongs."""
        asked = copy.copy(request._request)
        asked._post = QueryDict()  # type: ignore[attr-defined]  # what Django remembers of a body that it has read
        super().enforce_csrf(asked)


class KeyScheme(OpenApiAuthenticationExtension):
    """How a key is sent, for the description of the API."""

    target_class = "safeguarding.access.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A key made on the account page."}


class PageSessionScheme(SessionScheme):
    """How the session cookie is sent, for the description of the API."""

    target_class = "safeguarding.access.api.authentication.PageSessionAuthentication"
    name = "session"

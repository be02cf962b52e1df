"""Signing in: open to whoever is not signed in; what this service does not offer is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.walls.matrix.one_s_own import anybody, nobody_at_all
from tests.walls.matrix.rows import Row, Way, everybody


def row(
    name: str, who: Any, args: Callable[[Any, Any], Any] = lambda it, world: (), ok: tuple[int, ...] = (200, 302, 405)
) -> Row:
    ways = {method: Way(who, ok=ok, is_for_outsiders=who is nobody_at_all) for method in ("GET", "POST")}
    return Row(name, ways, args, takes_any_method=True)


CLOSED = ("signup/", "email/", "confirm-email/", "password/set/", "login/code/confirm/")
SHADOWED = (
    "account_signup", "account_email", "account_email_verification_sent", "account_set_password",
    "account_confirm_login_code",
)  # fmt: skip
OPEN = (
    "account_login", "account_logout", "account_inactive", "account_reset_password",
    "account_reset_password_from_key_done", "account_reset_password_done", "mfa_authenticate",
)  # fmt: skip
SIGNED_IN = (
    "account_reauthenticate", "account_change_password", "mfa_index", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_generate_recovery_codes",
)  # fmt: skip
TWO_STEP = ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes")

ROWS = (
    *(row(f"sign-in/{address}", nobody_at_all) for address in CLOSED),
    row("sign-in/confirm-email/<str:key>/", nobody_at_all, lambda it, world: ("abc",)),
    *(row(name, nobody_at_all) for name in SHADOWED),
    row("account_confirm_email", nobody_at_all, lambda it, world: ("abc",)),
    *(row(name, anybody) for name in OPEN),
    row("account_reset_password_from_key", anybody, lambda it, world: ("1", "abc-def")),
    *(row(name, everybody) for name in SIGNED_IN),
    # Without two-step sign-in there is nothing to turn off, and there are no codes.
    *(row(name, everybody, ok=(302, 404, 405)) for name in TWO_STEP),
)

"""The demo's sign-ins as a table to print."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.dashboards.management.demo.cast import FORCES, SIGN_INS, Member

WIDTHS = (34, 26)


def demo_accounts() -> QuerySet[User]:
    """The accounts that the demo made, as far as they still have the address they were made with."""
    return User.objects.filter(email__in=[member.email for member in SIGN_INS], force__slug__in=FORCES)


def table(password: str | None) -> Iterator[str]:
    """A line for each sign-in: address, role in words, what to look at."""
    user = demo_accounts().order_by("pk").first()
    if user is None:
        yield "The demo is not loaded: sign in with an account of this database."
        return
    yield from _password(user, password)
    open_ones = set(demo_accounts().filter(is_active=True).values_list("email", flat=True))
    for slug, (name, _) in FORCES.items():
        yield ""
        yield _line(name, "is", "look at")
        yield from (_member(member) for member in SIGN_INS if member.force == slug and member.email in open_ones)


def _password(user: User, password: str | None) -> Iterator[str]:
    if password and user.check_password(password):
        yield f"Sign in with any of these addresses and the password  {password}"
    elif user.has_usable_password():
        yield "Sign in with any of these addresses and the password that was set when the demo was loaded."
    else:
        yield "No password was set when the demo was loaded (DEMO_PASSWORD)."


def _member(member: Member) -> str:
    return _line(member.email, Role(member.roles[0][1]).label, member.look)


def _line(*cells: str) -> str:
    return "  ".join([*(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)), cells[-1]])

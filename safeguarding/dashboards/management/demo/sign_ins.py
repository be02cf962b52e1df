"""The demo's sign-ins as a table to print."""

from __future__ import annotations

from collections.abc import Iterator

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.dashboards.management.demo.cast import FORCES, SIGN_INS, Member

WIDTHS = (34, 26)


def table(password: str | None) -> Iterator[str]:
    """A line for each sign-in: address, role in words, what to look at."""
    yield from _password(password)
    for slug, (name, _) in FORCES.items():
        yield ""
        yield _line(name, "is", "look at")
        yield from (_member(member) for member in SIGN_INS if member.force == slug)


def _password(password: str | None) -> Iterator[str]:
    user = User.objects.filter(email=SIGN_INS[0].email).first()
    if user is None:
        yield "The demo is not loaded."
    elif password and user.check_password(password):
        yield f"Sign in with any of these addresses and the password  {password}"
    elif user.has_usable_password():
        yield "Sign in with any of these addresses and the password that was set when the demo was loaded."
    else:
        yield "No password was set when the demo was loaded (DEMO_PASSWORD)."


def _member(member: Member) -> str:
    return _line(member.email, Role(member.roles[0][1]).label, member.look)


def _line(*cells: str) -> str:
    return "  ".join([*(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)), cells[-1]])

"""Keeping the register of schemes: what each is, what was decided about it, and whether its conditions are kept."""

from safeguarding.schemes.services.conditions import (
    check_condition,
    check_due,
    end_condition,
    found_broken,
    register_finder,
    set_condition,
)
from safeguarding.schemes.services.decisions import decide, on_closed
from safeguarding.schemes.services.register import add_scheme, edit_scheme

__all__ = [
    "add_scheme", "check_condition", "check_due", "decide", "edit_scheme", "end_condition", "found_broken",
    "on_closed", "register_finder", "set_condition",
]  # fmt: skip

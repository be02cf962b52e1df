"""Writing what is decided about how long records are kept."""

from safeguarding.records.services.disposing import approve, propose, refuse, withdraw
from safeguarding.records.services.erasing import try_again
from safeguarding.records.services.holding import lift_hold, put_on_hold
from safeguarding.records.services.reviewing import find_due, keep
from safeguarding.records.services.ruling import change_rule

__all__ = [
    "approve", "change_rule", "find_due", "keep", "lift_hold", "propose", "put_on_hold", "refuse",
    "try_again", "withdraw",
]  # fmt: skip

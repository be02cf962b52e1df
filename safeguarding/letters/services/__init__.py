"""What is done with templates, letters and disclosures: one function a verb."""

from safeguarding.letters.services.disclosing import record_disclosure
from safeguarding.letters.services.letters import (
    begin_letter,
    change_letter,
    issue_letter,
    open_letter,
    send_letter,
    withdraw_letter,
)
from safeguarding.letters.services.templates import (
    approve_template,
    change_template,
    withdraw_template,
    write_template,
)

__all__ = [
    "approve_template", "begin_letter", "change_letter", "change_template", "issue_letter", "open_letter",
    "record_disclosure", "send_letter", "withdraw_letter", "withdraw_template", "write_template",
]  # fmt: skip

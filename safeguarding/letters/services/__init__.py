"""What is done with templates, letters and disclosures: one function a verb."""

from safeguarding.letters.services.disclosing import record_disclosure
from safeguarding.letters.services.hearing import (
    arrange_hearing_bundle,
    ask_for_hearing_version,
    begin_hearing_bundle,
    fill_hearing_bundle,
    open_hearing_version,
)
from safeguarding.letters.services.letters import (
    begin_letter,
    change_letter,
    issue_letter,
    open_letter,
    redact_letter,
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
    "approve_template",
    "arrange_hearing_bundle",
    "ask_for_hearing_version",
    "begin_hearing_bundle",
    "begin_letter",
    "change_letter",
    "change_template",
    "fill_hearing_bundle",
    "issue_letter",
    "open_hearing_version",
    "open_letter",
    "record_disclosure",
    "redact_letter",
    "send_letter",
    "withdraw_letter",
    "withdraw_template",
    "write_template",
]  # fmt: skip

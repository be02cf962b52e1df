"""The verbs of concerns and cases, each with its sentence and what of it is personal."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

CASE_ACCESS = (
    Verb("case.access_granted", "{actor} gave somebody access to {object}"),
    Verb("case.access_revoked", "{actor} took somebody's access to {object} away"),
    Verb("case.glass_broken", "{actor} opened {object} in an emergency", Operation.CONSULTATION),
    Verb("case.glass_reviewed", "{actor} reviewed an emergency opening of {object}"),
    Verb("case.identities_opened", "{actor} gave a reason and saw who is in {object}", Operation.CONSULTATION),
    Verb("case.conflict_declared", "{actor} recorded a conflict of interest on {object}"),
)


def declare_all() -> None:
    """Put every verb of this app in the register."""
    declare(*CASE_ACCESS)

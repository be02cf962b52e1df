"""What is recorded of requirements and of what meets them."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb(
        "credential.recorded", "{actor} recorded that {object} meets a requirement: {requirement}", Operation.COLLECTION
    ),
    Verb("credential.withdrawn", "{actor} withdrew what {object} had to meet a requirement: {requirement}"),
    Verb("clearance.given", "{actor} let somebody take part in {object} without everything that is needed"),
    Verb(
        "scheme_adults.exported",
        "{actor} exported what is asked of the adults of one scheme, as on {day}",
        Operation.DISCLOSURE,
    ),
    Verb("scheme_gaps.exported", "{actor} exported the gaps of {count} schemes as on {day}", Operation.DISCLOSURE),
    Verb("certificate_numbers.sealed", "{actor} sealed {count} certificate numbers with a new key"),
    Verb("matrix.exported", "{actor} exported what {count} adults have of what is asked of them", Operation.DISCLOSURE),
    Verb("requirement.changed", "{actor} changed what is asked: {requirement}"),
    Verb("requirement.added", "{actor} asked for something more: {requirement}"),
    Verb("requirement.ended", "{actor} ended a requirement: {requirement}"),
    Verb("requirement.removed", "{actor} removed a requirement that was never used: {requirement}", Operation.ERASURE),
    Verb("clearance.ended", "{actor} ended a clearance in {object}"),
)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

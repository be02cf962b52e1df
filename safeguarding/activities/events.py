"""What is recorded of sessions."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("ratio.set", "{actor} set how many young people one adult may look after in {object}"),
    Verb("session.planned", "{actor} planned {object}", Operation.COLLECTION),
    Verb("session.edited", "{actor} changed {object}: {fields}"),
    Verb("session.adults", "{actor} recorded the adults of {object}", Operation.COLLECTION),
    Verb("session.held", "{actor} recorded that {object} took place"),
    Verb("session.closed", "{actor} closed {object}: {verdict}"),
    Verb("session.cancelled", "{actor} cancelled {object}"),
    Verb("session.marked", "{actor} marked the register of {object}: {count} marks", Operation.COLLECTION),
    Verb("session.settled", "{actor} chose between marks that contradict each other in {object}"),
    Verb("session.mark_set_aside", "{actor} read why a mark was not kept in {object}: {outcome}"),
    Verb("session.asked", "{actor} asked for approval of {object}"),
    Verb("session.decided", "{actor} decided about {object}: {verdict}"),
    Verb("session.confirmed", "{actor} confirmed {object}"),
    Verb("session.going", "{actor} recorded who goes along in {object}", Operation.COLLECTION),
    Verb("session.consent", "{actor} recorded a carer's consent for {object}: {state}", Operation.COLLECTION),
    Verb("session.assessment", "{actor} named the risk assessment of {object}"),
)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

"""What is recorded of learning reports."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("learning.begun", "{actor} began {object}, a learning report"),
    Verb("learning.bulletin_begun", "{actor} began {object}, a bulletin of {count} learning reports"),
    Verb("learning.edited", "{actor} wrote {sections} of {object}"),
    Verb("learning.filled", "{actor} took {sections} of {object} from the record"),
    Verb("learning.answered", "{actor} answered what the guard asked about {object}"),
    Verb("learning.submitted", "{actor} handed {object} in for approval"),
    Verb("learning.sent_back", "{actor} sent {object} back to be written on"),
    Verb("learning.approved", "{actor} approved {object}"),
    Verb("learning.withdrawn", "{actor} withdrew {object}"),
    Verb("learning.reopened", "{actor} took {object} up again"),
    Verb("learning.exported", "{actor} exported {count} learning reports", Operation.DISCLOSURE),
    Verb("learning.bulletins_exported", "{actor} exported {count} bulletins", Operation.DISCLOSURE),
    Verb("learning.replies_exported", "{actor} exported {count} answers of schemes", Operation.DISCLOSURE),
    Verb("learning.downloaded", "{actor} downloaded {object} as {format}", Operation.DISCLOSURE),
    Verb("learning.questions_sent", "{actor} sent the questions of a learning report to {count} schemes"),
    Verb("learning.reminded", "{actor} reminded {count} people that questions of a learning report wait for an answer"),
    Verb("learning.question_ended", "{actor} ended what a scheme is asked because of a learning report"),
    Verb("learning.evidence_added", "{actor} added a file to what a scheme answered"),
    Verb("learning.evidence_opened", "{actor} opened a file of what a scheme answered", Operation.DISCLOSURE),
    Verb("learning.evidence_removed", "{actor} removed a file from what a scheme answered"),
    Verb("learning.questions_answered", "{actor} answered the questions of a learning report for a scheme"),
)


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

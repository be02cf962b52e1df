"""What is recorded of subject access requests. Nothing of what a file holds."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("subject_access.recorded", "{actor} recorded the subject access request {object}"),
    Verb("subject_access.identity_proved", "{actor} recorded proof of identity for {object}"),
    Verb("subject_access.asked", "{actor} asked what {object} is to cover; its clock stands still"),
    Verb("subject_access.answered", "{actor} recorded the answer about {object}; its clock goes on"),
    Verb("subject_access.extended", "{actor} told that {object} takes two months more"),
    Verb("subject_access.gathering", "{actor} had the file of {object} gathered"),
    Verb(
        "subject_access.gathered", "The file of {object} was gathered for {actor}: {count} items", Operation.COMBINATION
    ),
    Verb("subject_access.decided", "{actor} decided {count} items of {object}: {verdict}"),
    Verb("subject_access.words_answered", "{actor} said of words in {object} whether they stay"),
    Verb("subject_access.handed_in", "{actor} handed the file of {object} in for approval"),
    Verb("subject_access.approved", "{actor} approved {count} items of {object}"),
    Verb("subject_access.sent_back", "{actor} sent {object} back"),
    Verb("subject_access.stopped", "The check stopped the document of {object}"),
    Verb("subject_access.file_gone", "{actor} removed a file, and {count} items of {object} with it"),
    Verb("subject_access.made", "The document of {object} was made, SHA-256 {sha256}"),
    Verb("subject_access.stuck", "Work on the file of {object} stood still"),
    Verb("subject_access.tried_again", "{actor} had the file of {object} tried again"),
    Verb("subject_access.opened", "{actor} opened the document of {object}", Operation.DISCLOSURE),
    Verb("subject_access.disclosed", "{actor} recorded that {object} was disclosed", Operation.DISCLOSURE),
    Verb("subject_access.refused", "{actor} refused {object}"),
    Verb("subject_access.withdrawn", "{actor} recorded that {object} was withdrawn"),
    Verb("subject_access.exported", "{actor} exported {count} subject access requests", Operation.DISCLOSURE),
    Verb(
        "subject_access.log_exported", "{actor} exported {count} decisions of a subject access request",
        Operation.DISCLOSURE,
    ),
)  # fmt: skip


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

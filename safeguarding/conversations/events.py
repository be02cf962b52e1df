"""What this app records: that messages were brought in, who is who in them, and how much there was. Never a word."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("export.added", "{actor} had messages read from a file: {object}, {format}", Operation.COLLECTION),
    Verb("export.answered", "{actor} said in which order a file of messages writes day and month: {object}"),
    Verb("export.again", "{actor} had a file of messages read further: {object}"),
    Verb("export.site", "{actor} said that a file of messages is of {site}: {object}"),
    Verb("export.read", "The messages of a file were put on record: {object}", Operation.COLLECTION),
    Verb("export.failed", "A file of messages could not be read: {object}"),
    Verb("export.removed", "{actor} had what was read from a file erased with it: {object}", Operation.ERASURE),
    Verb("export.erased", "No message of a file that was removed is left: {object}", Operation.ERASURE),
    Verb(
        "bundle.destroyed",
        "Version {number} of bundle {bundle_id} was destroyed: it quotes a file that was removed: {object}",
        Operation.ERASURE,
    ),
    Verb("participant.matched", "{actor} said who somebody in messages is: {object}"),
    Verb("participant.unmatched", "{actor} took back who somebody in messages was said to be: {object}"),
    Verb("participant.owner", "{actor} said whose phone or account messages were read from: {object}"),
    Verb("participant.not_owner", "{actor} said that a phone or account was not somebody's after all: {object}"),
    Verb("export.looked_through", "The messages of a file were looked through for indicators: {object}"),
    Verb("export.not_looked_through", "The messages of a file could not be looked through for indicators: {object}"),
    Verb("export.look_again", "{actor} had messages looked through for indicators again: {object}"),
    Verb("export.rules_asked", "{actor} had the rules of communication asked about messages: {object}"),
    Verb("export.judged", "The rules of communication were asked about messages: {object}", Operation.COLLECTION),
    Verb("export.not_judged", "The rules of communication could not be asked about messages: {object}"),
    Verb("finding.agreed", "{actor} agreed that words in a message show an indicator: {object}"),
    Verb("finding.dismissed", "{actor} dismissed an indicator found in a message: {object}"),
    Verb("finding.undone", "{actor} took back what they had said of an indicator: {object}"),
    Verb("bundle.begun", "{actor} began bundle {bundle_id} of messages: {object}"),
    Verb("bundle.changed", "{actor} changed the {fields} of bundle {bundle_id} of messages: {object}"),
    Verb("bundle.filled", "{actor} put {count} messages into bundle {bundle_id}: {object}"),
    Verb("bundle.emptied", "{actor} took {count} messages out of bundle {bundle_id}: {object}"),
    Verb("bundle.asked", "{actor} had version {number} of bundle {bundle_id} made: {object}"),
    Verb("bundle.made", "Version {number} of bundle {bundle_id} was made: {object}"),
    Verb("bundle.failed", "Version {number} of bundle {bundle_id} could not be made: {object}"),
    Verb("bundle.opened", "{actor} took version {number} of bundle {bundle_id} out: {object}", Operation.DISCLOSURE),
    Verb("case.concern_begun", "Somebody began a concern about what the rules said of messages in {object}"),
    Verb("message.to_chronology", "{actor} put a message into the chronology: {object}"),
)  # fmt: skip


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)

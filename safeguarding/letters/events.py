"""What the record says of letters. No sentence says what a letter says, or to whom it is."""

from __future__ import annotations

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("letter_template.written", "{actor} wrote version {number} of a letter template"),
    Verb("letter_template.changed", "{actor} changed the draft of version {number} of a letter template"),
    Verb("letter_template.approved", "{actor} approved version {number} of a letter template"),
    Verb("letter_template.withdrawn", "{actor} withdrew version {number} of a letter template"),
    Verb("letter.begun", "{actor} began letter {number} of {object}"),
    Verb("letter.changed", "{actor} changed the {fields} of letter {number} of {object}"),
    Verb("letter.issued", "{actor} issued letter {number} of {object}"),
    Verb("letter.sent", "{actor} recorded that letter {number} of {object} was sent", Operation.DISCLOSURE),
    Verb("hearing_bundle.begun", "{actor} began hearing bundle {number} of {object}"),
    Verb("hearing_bundle.filled", "{actor} put {count} documents into hearing bundle {number} of {object}"),
    Verb("hearing_bundle.arranged", "{actor} changed the order of hearing bundle {number} of {object}"),
    Verb("hearing_bundle.asked", "{actor} asked for version {version} of hearing bundle {number} of {object}"),
    Verb("hearing_bundle.made", "Version {version} of hearing bundle {number} of {object} was made for {actor}"),
    Verb("hearing_bundle.failed", "Version {version} of hearing bundle {number} of {object} could not be made"),
    Verb("hearing_bundle.destroyed", "Version {version} of hearing bundle {number} of {object} was destroyed"),
    Verb(
        "hearing_bundle.opened", "{actor} opened version {version} of hearing bundle {number} of {object}: {purpose}",
        Operation.DISCLOSURE,
    ),
    Verb("letter.withdrawn", "{actor} withdrew letter {number} of {object}"),
    Verb("letter.superseded", "{actor} replaced letter {number} of {object}"),
    Verb(
        "letter.opened", "{actor} opened letter {number} of {object} as {format}: {purpose}", Operation.DISCLOSURE
    ),
    Verb(
        "disclosure.recorded", "{actor} recorded that something of {object} was given to somebody outside",
        Operation.DISCLOSURE,
    ),
)  # fmt: skip


def declare_all() -> None:
    declare(*VERBS)

"""What the record says about exhibits. No sentence says what an exhibit is, or what a file was called."""

from __future__ import annotations

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("exhibit.added", "{actor} put exhibit {exhibit_id} on {object}", Operation.COLLECTION),
    Verb("exhibit.changed", "{actor} changed the {fields} of exhibit {exhibit_id} of {object}"),
    Verb("exhibit.offered", "{actor} signed a hand-over of exhibit {exhibit_id} of {object} as the one who gives it"),
    Verb("exhibit.taken", "{actor} signed for exhibit {exhibit_id} of {object} and has it now"),
    Verb("exhibit.declined", "{actor} declined to take exhibit {exhibit_id} of {object}"),
    Verb("exhibit.offer_taken_back", "{actor} took back a hand-over of exhibit {exhibit_id} of {object}"),
    Verb("exhibit.ended", "{actor} recorded what became of exhibit {exhibit_id} of {object}: {status}"),
    Verb(
        "exhibit.file_added", "{actor} added file {file_id} to exhibit {exhibit_id} of {object}", Operation.COLLECTION
    ),
    Verb(
        "exhibit.file_opened",
        "{actor} opened file {file_id} of exhibit {exhibit_id} of {object}: {purpose}",
        Operation.DISCLOSURE,
    ),
    Verb("exhibit.removal_asked", "{actor} asked that file {file_id} of exhibit {exhibit_id} of {object} be removed"),
    Verb("exhibit.removal_refused", "{actor} decided that file {file_id} of exhibit {exhibit_id} of {object} is kept"),
    Verb(
        "exhibit.removal_taken_back",
        "{actor} asks no longer that file {file_id} of exhibit {exhibit_id} of {object} be removed",
    ),
    Verb(
        "exhibit.file_removed",
        "{actor} agreed that file {file_id} of exhibit {exhibit_id} of {object} is removed",
        Operation.ERASURE,
    ),
    Verb(
        "exhibit.printed",
        "{actor} opened the custody chain of exhibit {exhibit_id} of {object} for printing",
        Operation.DISCLOSURE,
    ),
)


def declare_all() -> None:
    declare(*VERBS)

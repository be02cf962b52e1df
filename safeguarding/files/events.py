"""What the record says about files. No sentence names a file: its name stays with the record it belongs to."""

from __future__ import annotations

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("files.stored", "{actor} handed in {object} ({media_type}, {size} bytes)", Operation.COLLECTION),
    Verb("files.scanned", "{object} was scanned for viruses: {result}"),
    Verb("files.damaged", "{actor} asked for {object}, which is not what was handed in ({trouble})"),
    Verb("files.destroyed", "{actor} destroyed what {object} held ({size} bytes)"),
    Verb("files.keys_changed", "{actor} sealed the keys of {count} files with key {key_id}"),
)


def declare_all() -> None:
    declare(*VERBS)

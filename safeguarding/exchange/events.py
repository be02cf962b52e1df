"""What this app records: each step of an import, with counts. What its rows say is never here."""

from safeguarding.audit.choices import Operation
from safeguarding.audit.events import Verb, declare

VERBS = (
    Verb("import.uploaded", "{actor} uploaded a file to bring in: {object}, {kind}", Operation.COLLECTION),
    Verb("import.mapped", "{actor} said what the columns of a file hold: {object}"),
    Verb("import.row_fixed", "{actor} changed row {row} of a file before it was brought in: {object}"),
    Verb("import.rows_left_out", "{actor} left {count} rows of a file out: {object}"),
    Verb("import.confirmed", "{actor} had a checked file put on record: {object}"),
    Verb(
        "import.applied",
        "{actor} brought in {object}: {new} new, {change} changed, {same} the same, {left_out} left out",
        Operation.COLLECTION,
    ),
    Verb("import.abandoned", "{actor} gave up bringing in a file: {object}", Operation.ERASURE),
    Verb("import.purged", "{actor} deleted the rows of a file that was brought in: {object}", Operation.ERASURE),
)  # fmt: skip


def declare_all() -> None:
    """Make this app's verbs known (called once, when the application starts)."""
    declare(*VERBS)
